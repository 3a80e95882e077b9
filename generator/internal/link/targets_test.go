package link

import (
	"testing"

	"gloss/generator/brief"
)

// Where the links of a text lead is found among few texts and among many.
func TestLinksOfTexts(t *testing.T) {
	for _, n := range []int{0, 1, fewTexts, fewTexts + 1, 10 * fewTexts} {
		l := new(links)
		texts := make([]brief.Prose, n+1)
		for i := range texts[:n] {
			l.texts = append(l.texts, resolved{&texts[i], make([]target, i+1)})
		}
		l.index()
		for i := range texts[:n] {
			if got := len(l.of(&texts[i])); got != i+1 {
				t.Errorf("of %d texts, text %d has %d links", n, i, got)
			}
		}
		if got := l.of(&texts[n]); got != nil {
			t.Errorf("a text that is not there has links: %v", got)
		}
	}
}
