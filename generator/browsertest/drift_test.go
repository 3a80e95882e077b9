package browsertest

import (
	"slices"
	"testing"

	"gloss/generator/brief"
)

// margin is how an article's notes stand to its text.
type margin struct {
	Drift []float64 // for each note, how far below its reference it begins, in pixels
	Gap   float64   // the largest room between two blocks of the text
}

const measureMargin = `(() => {
	const box = (e) => e.getBoundingClientRect();
	const drift = [...document.querySelectorAll(".body .note")].map((note) => {
		const ref = document.querySelector('.ref[href="#' + note.id + '"]');
		return Math.max(0, box(note).top - box(ref).top);
	});
	const blocks = [...document.querySelectorAll(".block, .below, .plain, .heads")].flatMap((e) => [...e.children]).filter((e) => box(e).height);
	const gaps = blocks.slice(1).map((e, i) => box(e).top - box(blocks[i]).bottom);
	return {Drift: drift, Gap: Math.max(0, ...gaps)};
})()`

// TestNotesStayNear measures, on the demonstration's articles, how far below
// its reference each note stands, in the margin or below the block: in the
// middle 60 pixels at most, never much more than half a screen, and the text
// has no holes. Before notes without room in the margin stood below their
// block, these were 106, 792 and 691.
func TestNotesStayNear(t *testing.T) {
	site, base := demonstration(t)
	b := openTab(t, base)
	for _, width := range []int{960, 1280, 1600} {
		b.size(width, 900)
		var all []float64
		gap := 0.0
		for _, p := range site.Pages {
			if p.Type != brief.ArticlePage {
				continue
			}
			b.visit(p.Address)
			m := ask[margin](b, measureMargin)
			slices.Sort(m.Drift)
			t.Logf("%s at %d px: median %.0f, largest %.0f; largest gap %.0f", p.Address, width, m.Drift[len(m.Drift)/2], m.Drift[len(m.Drift)-1], m.Gap)
			all, gap = append(all, m.Drift...), max(gap, m.Gap)
		}
		slices.Sort(all)
		median, largest := all[len(all)/2], all[len(all)-1]
		t.Logf("at %d px: median %.0f, largest %.0f; largest gap %.0f", width, median, largest, gap)
		if median > 60 || largest > 520 || gap > 180 {
			t.Errorf("at %d px notes stand far from what they are about, or the text has holes", width)
		}
	}
}
