// Package anchor finds the passages that annotations are about.
//
// A target quotes the article as its reader sees it. It is found when its
// words stand in the article's text in exactly one place, compared under the
// fold of package fold. A quote is a stretch of whole words: an outer end that
// would cut a word or a number in two is no match, so that a note on 94,000
// never lands within 194,000. Every match is found before one is chosen, and
// where there are several none is, unless the target's soft context or its
// recorded position decides.
//
// Words that are not there are searched for: by block-wise bit vectors over
// the letters (myers.go), then compared word by word, and their surroundings
// with them (fuzzy.go, sides.go). What that finds is a candidate with a score (score.go),
// and is never placed silently.
package anchor

import (
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
)

// Article finds the targets of an article's annotations. The annotations come
// back in their order, each with what became of its targets, and every target
// that has not exactly one place has its diagnostic.
func Article(article *brief.Article, annotations []brief.Annotation, settings brief.Anchoring, list *diag.List) []brief.Anchored {
	if len(annotations) == 0 {
		return nil
	}
	text := newText(article, settings)
	targets := 0
	for i := range annotations {
		targets += len(annotations[i].Targets)
	}
	placements := make([]brief.Placement, targets)
	anchored := make([]brief.Anchored, len(annotations))
	for i := range annotations {
		a := &annotations[i]
		anchored[i] = brief.Anchored{Annotation: a}
		if n := len(a.Targets); n > 0 {
			anchored[i].Placements, placements = placements[:n:n], placements[n:]
		}
		for j := range a.Targets {
			answer := text.place(&a.Targets[j])
			anchored[i].Placements[j] = answer.Placement
			if answer.Outcome != brief.Placed {
				text.complain(&a.Targets[j], &answer, list)
			}
		}
	}
	return anchored
}

// text is an article's text, ready to be searched.
type text struct {
	article  *brief.Article
	settings brief.Anchoring
	words    string
	fold     fold.Text
	breaks   []int   // where blocks begin and end, in order
	made     *script // for the fuzzy search; nil until it is needed
	recorded string  // the text's version; empty until it is needed
	spent    int     // on the fuzzy search, as maxWork counts it
}

func newText(article *brief.Article, settings brief.Anchoring) *text {
	t := &text{article: article, settings: settings, words: article.Body.Text, fold: fold.New(article.Body.Text)}
	for _, s := range article.Body.Steps {
		if s.Op == brief.OpenBlock || s.Op == brief.CloseBlock {
			t.breaks = append(t.breaks, int(s.At))
		}
	}
	return t
}

// divided reports whether a block begins or ends within a span.
func (t *text) divided(s brief.Span) bool {
	i, _ := slices.BinarySearch(t.breaks, s.Start+1)
	return i < len(t.breaks) && t.breaks[i] < s.End
}

func (t *text) script() *script {
	if t.made == nil {
		t.made = newScript(t.fold)
	}
	return t.made
}

func (t *text) version() string {
	if t.recorded == "" {
		t.recorded = brief.Version(t.words)
	}
	return t.recorded
}

// span returns what a stretch of the folded text stands for.
func (t *text) span(s stretch) brief.Span {
	start, end := t.fold.Original(s.start, s.end)
	return brief.Span{Start: start, End: end}
}
