package anchor_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/diag"
)

// prose returns words that look like a text: some frequent, most rare.
func prose(random *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", " ", " ", " ", " ", ", ", ". ", "\n"}[random.IntN(10)])
		}
		rank := int(1 / (0.0005 + random.Float64()))
		for n := 1 + rank%9; n >= 0; n-- {
			b.WriteByte('a' + byte((rank*7+n*n*rank+n)%26))
		}
	}
	return b.String()
}

// quoteOf returns a target on some words of a text.
func quoteOf(text string, start, words int) brief.Target {
	at := starts(text)
	passage := strings.TrimRight(text[at[start]:at[start+words]], " ,.\n")
	return brief.Target{Parts: []string{passage}, End: brief.Point{At: len(passage)}}
}

func run(b *testing.B, text string, targets []brief.Target) {
	article := brief.Article{Path: "a.md", Body: brief.Prose{Text: text}}
	annotations := make([]brief.Annotation, len(targets))
	for i := range targets {
		annotations[i].Targets = targets[i : i+1]
	}
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		anchor.Article(&article, annotations, brief.Anchoring{AcceptMoved: true}, &list)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(targets)), "µs/target")
}

// Targets that stand in an article of 1,000 words; the fold is shared.
func BenchmarkExact(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	text := prose(random, 1000)
	var targets []brief.Target
	for range 100 {
		targets = append(targets, quoteOf(text, random.IntN(950), 10+random.IntN(30)))
	}
	run(b, text, targets)
}

// Targets of about 150 characters, with context, a fifth of whose words changed,
// in texts of several lengths: one alone, which pays for the fold and the
// division into words, and twenty that share them.
func BenchmarkFuzzy(b *testing.B) {
	for _, length := range []int{5_000, 20_000, 80_000} {
		for _, n := range []int{1, 20} {
			b.Run(fmt.Sprintf("%d/%d", length, n), func(b *testing.B) {
				random := rand.New(rand.NewPCG(1, 2))
				text := prose(random, length)[:length]
				var targets []brief.Target
				for i := range n {
					targets = append(targets, edited(random, text, len(starts(text))*(i+1)/(n+2)))
				}
				run(b, text, targets)
			})
		}
	}
}

// edited returns a target on a passage of about 150 characters whose quote
// differs from the text, with context on both sides.
func edited(random *rand.Rand, text string, start int) brief.Target {
	at := starts(text)
	first, end := at[start], at[start]
	for i := start; end-first < 150; i++ {
		end = at[i+1]
	}
	passage := editWords(random, strings.TrimSpace(text[first:end]), []string{"some", "other", "words"}, 0.2)
	return brief.Target{
		Parts: []string{passage}, End: brief.Point{At: len(passage)},
		Prefix: tail(text[:first], around), Suffix: head(text[end:], around),
	}
}

// A text that repeats itself, and targets that nearly stand everywhere in it.
func BenchmarkRepeated(b *testing.B) {
	for name, unit := range map[string]string{"letter": "a ", "word": "again ", "sentence": "He said that it was so. "} {
		b.Run(name, func(b *testing.B) {
			text := strings.TrimSpace(strings.Repeat(unit, 20_000/len(unit)))
			quote := strings.TrimSpace(strings.Repeat(unit, 150/len(unit))) + " b"
			run(b, text, []brief.Target{{
				Parts: []string{quote}, End: brief.Point{At: len(quote)}, Prefix: strings.Repeat(unit, 40)[:32], Suffix: " b" + strings.Repeat(unit, 40)[:30],
			}})
		})
	}
}

// A site of 100 articles with 100 annotations each, one article after the
// other.
func BenchmarkSite(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	articles := make([]brief.Article, 100)
	annotations := make([][]brief.Annotation, 100)
	for i := range articles {
		articles[i] = brief.Article{Path: "a.md", Body: brief.Prose{Text: prose(random, 1000)}}
		annotations[i] = make([]brief.Annotation, 100)
		for j := range annotations[i] {
			annotations[i][j].Targets = []brief.Target{quoteOf(articles[i].Body.Text, random.IntN(950), 10+random.IntN(30))}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		for i := range articles {
			anchor.Article(&articles[i], annotations[i], brief.Anchoring{}, &list)
		}
	}
}
