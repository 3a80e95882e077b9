package link

import (
	"cmp"
	"slices"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// What is related to an article is what looking at every other one finds, of a
// site so small that none is too far away to be asked.
func TestRelated(t *testing.T) {
	settings := &brief.Settings{Title: "Related", Language: "en", Kinds: brief.BuiltinKinds(), Entities: brief.LinkFirst}
	corpus := benchCorpus(nearby, 12)
	for i, a := range corpus.Articles {
		a.Stories = []brief.Name{{Text: []string{"One", "Two"}[i%2]}}
		a.Reading.Cited = nil
		for n, source := range corpus.Sources {
			if cited := len(a.Reading.Cited); i>>n&1 == 0 {
				a.Reading.Cited = append(a.Reading.Cited, brief.Cited{Source: source, Number: cited + 1, Nth: 1, Text: brief.InBody, Citation: int32(cited)})
			}
		}
	}
	s := New(settings, corpus, Assets{"/s", "/j", "/i", "/m", "/f"}, new(diag.List))
	found := 0
	for own, a := range s.articles {
		var all []shared
		for other, b := range s.articles {
			c := shared{order: other}
			for _, source := range corpus.Sources {
				cites := func(x brief.Cited) bool { return x.Source == source }
				if slices.ContainsFunc(a.Reading.Cited, cites) && slices.ContainsFunc(b.Reading.Cited, cites) {
					c.sources++
				}
			}
			for _, e := range s.said().readings[own].named {
				if slices.Contains(s.said().readings[other].named, e) {
					c.entities++
				}
			}
			if a.Stories[0].Text == b.Stories[0].Text {
				c.stories++
			}
			if other != own && c.points() >= relatedFrom && c.sources+c.entities > 0 {
				all = append(all, c)
			}
		}
		slices.SortFunc(all, func(x, y shared) int {
			return cmp.Or(cmp.Compare(y.points(), x.points()), cmp.Compare(y.order, x.order))
		})
		all = all[:min(len(all), mostRelated)]
		got := s.related(own)
		if len(got) != len(all) {
			t.Fatalf("%s has %d related articles, want %d", a.Path, len(got), len(all))
		}
		for i, c := range all {
			want := brief.RelatedArticle{Article: s.toArticle[c.order], Sources: c.sources, Entities: c.entities, Stories: c.stories}
			if got[i] != want {
				t.Errorf("%s: related %d is %v, want %v", a.Path, i, got[i], want)
			}
			found++
		}
	}
	if found == 0 {
		t.Error("nothing is related")
	}
}
