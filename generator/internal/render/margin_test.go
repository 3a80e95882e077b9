package render

import (
	"slices"
	"testing"

	"gloss/generator/brief"
)

// TestMargin divides notes between the margin and the text: none is lost or
// out of order, none in the margin begins far below its block.
func TestMargin(t *testing.T) {
	r := newRenderer(t)
	for _, view := range []*brief.ArticleView{sampleArticle(r), sampleDense(r), sampleArabic(r)} {
		m := margin(view)
		for i, run := range m.Runs {
			if all := slices.Concat(run.Beside, run.Below); !slices.Equal(all, view.Runs[i].Notes) {
				t.Errorf("%s, run %d: %d notes of %d, or in another order", view.Title, i, len(all), len(view.Runs[i].Notes))
			}
			if n := len(run.Beside); n > 0 && together(beside, run.Beside[:n-1]) > height(run.Block)+mostFall {
				t.Errorf("%s, run %d: the last note in the margin begins far below", view.Title, i)
			}
		}
	}
	if m := margin(sampleDense(r)); !m.Full || len(m.Runs[0].Beside) == 0 || len(m.Runs[0].Below) == 0 {
		t.Errorf("39 notes on 13 short paragraphs: full %v, %d beside and %d below the first", m.Full, len(m.Runs[0].Beside), len(m.Runs[0].Below))
	}
	if m := margin(sampleArabic(r)); len(m.Runs[0].Below) > 0 {
		t.Error("the only note of a paragraph has no room beside it")
	}
}

// TestMarginStacks puts five notes on one short paragraph among long ones:
// those beside it and those below it end at about the same height, and the
// text that follows does not wait.
func TestMarginStacks(t *testing.T) {
	r := newRenderer(t)
	view := sampleDense(r)
	run := view.Runs[0]
	run.Notes = slices.Concat(view.Runs[0].Notes, view.Runs[1].Notes[:2])
	plain := view.Runs[5:6][0].Block
	view.Runs = []brief.Run{run, {Block: plain}, {Block: plain}, {Block: plain}, {Block: plain}}
	m := margin(view)
	first := m.Runs[0]
	left := height(first.Block) + together(below, first.Below)
	if d := together(beside, first.Beside) - left; d > mostDrift || len(first.Beside) < 2 || len(first.Below) < 1 {
		t.Errorf("%d notes beside a paragraph reach %.0f lines below the %d that follow it", len(first.Beside), d, len(first.Below))
	}
}

// together returns how high notes are one below the other.
func together(c column, notes []*brief.Note) (sum float64) {
	for _, n := range notes {
		sum += c.height(n, evidence(n))
	}
	return sum
}
