package link

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// BenchmarkLink measures the linking of sites of several sizes: the time for
// each article is to stay the same however many articles and entities there
// are.
func BenchmarkLink(b *testing.B) {
	for _, articles := range []int{1_000, 10_000} {
		for _, entities := range []int{200, 2_000} {
			b.Run(fmt.Sprintf("%d/%d", articles, entities), func(b *testing.B) {
				settings := &brief.Settings{Title: "Bench", Language: "en", Kinds: brief.BuiltinKinds(), Entities: brief.LinkFirst}
				corpus := benchCorpus(articles, entities)
				for b.Loop() {
					New(settings, corpus, Assets{"/s", "/j", "/i", "/m", "/f"}, new(diag.List))
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*articles), "µs/article")
			})
		}
	}
}

// BenchmarkViews measures the views of articles, with what relates them to
// others.
func BenchmarkViews(b *testing.B) {
	for _, articles := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(articles), func(b *testing.B) {
			settings := &brief.Settings{Title: "Bench", Language: "en", Kinds: brief.BuiltinKinds(), Entities: brief.LinkFirst}
			s := New(settings, benchCorpus(articles, 200), Assets{"/s", "/j", "/i", "/m", "/f"}, new(diag.List))
			i := 0
			for b.Loop() {
				s.article(i % articles)
				i += 97
			}
		})
	}
}

// benchCorpus makes articles of 500 words that name ten entities and cite six
// sources each.
func benchCorpus(articles, entities int) *brief.Corpus {
	r := rand.New(rand.NewPCG(1, 2))
	corpus := &brief.Corpus{}
	for i := range entities {
		corpus.Entities = append(corpus.Entities, brief.Entity{
			Slug: fmt.Sprintf("e%d", i), Name: fmt.Sprintf("Name%d Family%d", i, i), Type: "person",
			Aliases: []brief.Name{{Text: fmt.Sprintf("Mr Family%d", i)}},
		})
	}
	for i := range articles/4 + 1 {
		corpus.Sources = append(corpus.Sources, &brief.Source{ID: fmt.Sprintf("s%d", i), Title: "A source"})
	}
	words := strings.Fields("the minister said on that a report was to be ready by then and what came of it is not known")
	for i := range articles {
		a := &brief.Article{
			Path: fmt.Sprintf("content/articles/a%d.md", i), Slug: fmt.Sprintf("a%d", i), Title: fmt.Sprintf("Article %d", i),
			Date:   brief.Date{Year: 2015 + i%9, Month: 1 + i/9%12, Day: 1 + i/108%28},
			Topics: []brief.Name{{Text: fmt.Sprintf("Topic %d", r.IntN(30))}}, Stories: []brief.Name{{Text: fmt.Sprintf("Story %d", i/20)}},
		}
		p := &a.Body
		p.Elements = []brief.Element{{Name: "p"}}
		for range 10 {
			p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.OpenBlock})
			for range 50 {
				p.Text += words[r.IntN(len(words))] + " "
			}
			p.Text += corpus.Entities[r.IntN(entities)].Name + "\n"
			p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.CloseBlock})
		}
		annotated := &brief.Annotated{Article: a}
		for n := range 6 {
			annotated.Reading.Cited = append(annotated.Reading.Cited, brief.Cited{Source: corpus.Sources[r.IntN(len(corpus.Sources))], Number: n + 1, Nth: 1, Text: brief.InBody, Citation: int32(n)})
			p.Citations = append(p.Citations, brief.Citation{Items: make([]brief.CiteItem, 1)})
		}
		corpus.Articles = append(corpus.Articles, annotated)
	}
	return corpus
}
