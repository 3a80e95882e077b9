package corpus_test

import (
	"strings"
	"testing"

	"gloss/generator/internal/corpus"
)

func TestEveryArticleHasWhatItIsSaidToHave(t *testing.T) {
	c := corpus.New(300)
	for i := range c.Articles {
		a := c.Article(i)
		var text strings.Builder
		cited := map[int]bool{}
		for _, block := range a.Blocks {
			for _, part := range block.Parts {
				text.WriteString(part.Text)
				if part.Source >= 0 {
					cited[part.Source] = true
				}
			}
			text.WriteString(" ")
		}
		if words := len(strings.Fields(text.String())); words < 350 || words > 650 {
			t.Errorf("article %d has %d words, not about 500", i, words)
		}
		if len(a.Notes()) != 8 || len(cited) != 6 || len(a.Entities) != 5 {
			t.Errorf("article %d has %d notes, %d citations, %d entities, not 8, 6, 5", i, len(a.Notes()), len(cited), len(a.Entities))
		}
		for _, block := range a.Blocks {
			for _, part := range block.Parts {
				if part.Note != nil && strings.Count(text.String(), part.Text) != 1 {
					t.Errorf("%q stands in article %d more than once", part.Text, i)
				}
			}
		}
		if strings.ContainsAny(text.String(), "{}") {
			t.Errorf("a place was not filled in article %d: %s", i, text.String())
		}
	}
	if len(c.Entities) != 200 || len(c.Sources) != 110 {
		t.Errorf("%d entities and %d sources, not 200 and 110", len(c.Entities), len(c.Sources))
	}
}
