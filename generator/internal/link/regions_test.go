package link

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
)

// blocks returns a prose of paragraphs, each a run of words.
func blocks(paragraphs []string) *brief.Prose {
	p := &brief.Prose{Elements: []brief.Element{{Name: "p"}}}
	for i, words := range paragraphs {
		if i > 0 {
			p.Text += "\n"
		}
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.OpenBlock})
		p.Text += words
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.CloseBlock})
	}
	return p
}

func drawPassages(t *rapid.T, p *brief.Prose) []passage {
	n := rapid.IntRange(0, 12).Draw(t, "passages")
	passages := make([]passage, n)
	for i := range passages {
		start := rapid.IntRange(0, len(p.Text)-1).Draw(t, "start")
		end := rapid.IntRange(start+1, len(p.Text)).Draw(t, "end")
		passages[i] = passage{brief.Span{Start: start, End: end}, &brief.Note{Number: i + 1}}
	}
	return passages
}

// Passages that overlap, nest and cross become regions that do not: they come
// in order, each within one block and made up of its segments without a gap,
// and every letter of a passage is in a segment that lists its note, and in no
// segment that does not.
func TestSegmentsNestAndCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := blocks(rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,4}( [a-z]{1,4}){0,6}`), 1, 5).Draw(t, "paragraphs"))
		passages := drawPassages(t, p)
		made := regions(p, passages)

		listed := make([][]*brief.Note, len(p.Text))
		end := 0
		for _, r := range made {
			if r.Start < end || r.Start >= r.End || strings.Contains(r.Of(p.Text), "\n") {
				t.Fatalf("region %v after %d in %q", r.Span, end, p.Text)
			}
			at := r.Start
			for _, s := range r.Segments {
				if s.Start != at || s.End <= s.Start || len(s.Notes) == 0 {
					t.Fatalf("segment %v of %v, expected at %d", s.Span, r.Span, at)
				}
				for i := s.Start; i < s.End; i++ {
					listed[i] = s.Notes
				}
				at = s.End
			}
			if at != r.End {
				t.Fatalf("the segments of %v end at %d", r.Span, at)
			}
			end = r.End
		}
		for i := range len(p.Text) {
			if p.Text[i] == '\n' || p.Text[i] == ' ' {
				continue // the blanks at a block's ends belong to no region
			}
			var want []*brief.Note
			for _, passage := range passages {
				if passage.Start <= i && i < passage.End {
					want = append(want, passage.note)
				}
			}
			if !slices.Equal(listed[i], want) {
				t.Fatalf("letter %d lists %d notes, want %d", i, len(listed[i]), len(want))
			}
		}
	})
}

// Five hundred passages that cross one another are divided in time that does
// not show.
func TestManyCrossingPassages(t *testing.T) {
	p := blocks([]string{strings.Repeat("word ", 1000)})
	var passages []passage
	for i := range 500 {
		passages = append(passages, passage{brief.Span{Start: i * 5, End: i*5 + 2500}, &brief.Note{Number: i + 1}})
	}
	made := regions(p, passages)
	if len(made) != 1 || made[0].Span != (brief.Span{Start: 0, End: 499*5 + 2500}) {
		t.Fatalf("%d regions", len(made))
	}
	deepest := 0
	for _, s := range made[0].Segments {
		deepest = max(deepest, len(s.Notes))
	}
	if len(made[0].Segments) != 999 || deepest != 500 {
		t.Errorf("%d segments, the deepest of %d notes", len(made[0].Segments), deepest)
	}
}
