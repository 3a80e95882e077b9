// Package anchor finds the passages that annotations are about.
//
// A target quotes the article as its reader sees it. It is found when its
// words stand in the article's text in exactly one place, compared under the
// fold of package fold. A quote is a stretch of whole words: an outer end that
// would cut a word or a number in two is no match, so that a note on 94,000
// never lands within 194,000. Every match is found before one is chosen, and
// where there are several none is.
package anchor

import (
	"fmt"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
)

// Article finds the targets of an article's annotations. The annotations come
// back in their order, each with what became of its targets, and every target
// that has not exactly one place has its diagnostic.
func Article(article *brief.Article, annotations []brief.Annotation, list *diag.List) []brief.Anchored {
	if len(annotations) == 0 {
		return nil
	}
	text := newText(article)
	anchored := make([]brief.Anchored, len(annotations))
	for i := range annotations {
		a := &annotations[i]
		anchored[i] = brief.Anchored{Annotation: a}
		for j := range a.Targets {
			placement := text.place(&a.Targets[j])
			anchored[i].Placements = append(anchored[i].Placements, placement)
			if placement.Outcome != brief.Placed {
				text.complain(a, &a.Targets[j], placement, list)
			}
		}
	}
	return anchored
}

// text is an article's text, ready to be searched.
type text struct {
	article *brief.Article
	words   string
	fold    fold.Text
}

func newText(article *brief.Article) *text {
	return &text{article: article, words: article.Body.Text, fold: fold.New(article.Body.Text)}
}

// maxPlaces is the most places that are told apart. A quote that stands in
// more is ambiguous all the same.
const maxPlaces = 100

// place finds a target: as its reader sees it, then as it is written.
func (t *text) place(target *brief.Target) brief.Placement {
	places := t.places(target)
	if len(places) == 0 && target.Literal != nil {
		places = t.places(target.Literal)
	}
	switch len(places) {
	case 0:
		// Fuzzy search, for words that were edited, has its place here.
		return brief.Placement{Outcome: brief.Orphaned}
	case 1:
		return brief.Placement{Outcome: brief.Placed, Shown: true, Span: places[0].Span}
	}
	return brief.Placement{Outcome: brief.Ambiguous, Places: places}
}

// places returns every passage that a target may mean, in order.
func (t *text) places(target *brief.Target) []brief.Place {
	q, ok := newQuote(target)
	if !ok {
		return nil
	}
	var places []brief.Place
	for _, m := range q.matches(t.fold.Folded) {
		start, end := t.fold.Original(m.start, m.end)
		span := brief.Span{Start: start, End: end}
		if n := len(places); n == 0 || places[n-1].Span != span {
			places = append(places, brief.Place{Span: span, Score: 1})
		}
	}
	return places
}

// complain reports a target that has no place, or several.
func (t *text) complain(a *brief.Annotation, target *brief.Target, p brief.Placement, list *diag.List) {
	at := diag.Pos(target.Pos)
	passage := clip(target.Passage())
	switch p.Outcome {
	case brief.Ambiguous:
		var places strings.Builder
		for i, span := range p.Places {
			if i == 5 {
				fmt.Fprintf(&places, "\n  and %d more", len(p.Places)-i)
				break
			}
			fmt.Fprintf(&places, "\n  %s", t.context(span.Span))
		}
		list.Add(diag.AnnotationAmbiguous, at, "quote the words around the one that is meant and mark the passage: "+t.example(p.Places[0].Span),
			"“%s” stands %d times in %s:%s", passage, len(p.Places), t.article.Path, places.String())
	default:
		message := fmt.Sprintf("“%s” is not in the text of %s", passage, t.article.Path)
		hint := "quote the article word for word as its reader sees it; case counts, quote marks and dashes do not"
		if t.onlyInAlt(target) {
			message += "; it stands only in the alternative text of a picture"
			hint = "quote words that a reader sees, such as the caption"
		}
		list.Add(diag.AnnotationOrphaned, at, hint, "%s", message)
	}
}

// onlyInAlt reports whether the words stand where a reader of the page does
// not see them.
func (t *text) onlyInAlt(target *brief.Target) bool {
	words := fold.String(target.Passage())
	for _, e := range t.article.Body.Elements {
		for _, attr := range e.Attrs {
			if e.Name == "img" && attr.Name == "alt" && strings.Contains(fold.String(attr.Value), words) {
				return true
			}
		}
	}
	return false
}

// context returns a passage with some words around it, the passage between ==.
func (t *text) context(s brief.Span) string {
	before, after := around(t.words, s, 32)
	return "…" + before + "==" + oneLine(s.Of(t.words)) + "==" + after + "…"
}

// example returns the passage with the fewest words before or after it that
// make it the only one, as a target would quote it.
func (t *text) example(s brief.Span) string {
	for reach := 8; reach < 400; reach *= 2 {
		before, after := around(t.words, s, reach)
		quoted := fold.String(before + s.Of(t.words) + after)
		if strings.Count(t.fold.Folded, strings.TrimSpace(quoted)) == 1 {
			return strings.TrimSpace(before + "==" + oneLine(s.Of(t.words)) + "==" + after)
		}
	}
	return t.context(s)
}

// around returns whole words before and after a span, about reach bytes of
// each, in one line.
func around(text string, s brief.Span, reach int) (before, after string) {
	from := max(0, s.Start-reach)
	if i := strings.LastIndexAny(text[:from], " \n"); from > 0 {
		from = i + 1
	}
	to := min(len(text), s.End+reach)
	if i := strings.IndexAny(text[to:], " \n"); i >= 0 {
		to += i
	} else {
		to = len(text)
	}
	return lines(text[from:s.Start]), lines(text[s.End:to])
}

func lines(s string) string   { return strings.ReplaceAll(s, "\n", " ") }
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip shortens a passage for a message, leaving out its middle.
func clip(words string) string {
	const most = 80
	r := []rune(oneLine(words))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most/2]) + " … " + string(r[len(r)-most/2:])
}
