// Package reanchor rewrites quotes in annotation files so that they quote their
// articles as they read now, and changes nothing else in the files.
//
// It is a guest of a finished site: it takes what anchoring found, and gives
// back what a file would hold. Whether the rewritten quote is found where it
// should be is for its caller to try, and nothing is written here.
package reanchor

import (
	"strings"

	"gloss/generator/brief"
)

// Item is a target that has not exactly one place, and where it might be.
type Item struct {
	Article    *brief.Annotated
	Annotation *brief.Anchored
	Target     *brief.Target
	brief.Placement
}

// Items returns the moved and ambiguous targets of some articles, in order.
func Items(articles []*brief.Annotated) []Item {
	var items []Item
	for _, article := range articles {
		for i := range article.Annotations {
			a := &article.Annotations[i]
			for j, p := range a.Placements {
				if p.Outcome == brief.Moved || p.Outcome == brief.Ambiguous {
					items = append(items, Item{Article: article, Annotation: a, Target: &a.Targets[j], Placement: p})
				}
			}
		}
	}
	return items
}

// Written reports whether the target's quote stands in a file in a form that
// can be rewritten: as a quote of an annotation file, or as the one
// TextQuoteSelector of a target in JSON. Ranges, refined quotes and those that
// leave words out are not rewritten there.
func (it *Item) Written() bool { return it.Target.Lines > 0 || it.Selected() }

// Selected reports whether the target's quote is one TextQuoteSelector.
func (it *Item) Selected() bool {
	t := it.Target
	return t.Lines == 0 && t.Literal == nil && len(t.Parts) == 1 && t.Start == brief.Point{} && t.End == brief.Point{At: len(t.Parts[0])}
}

// Wording returns what a target would quote at one of its places: context as
// far as the quote has some, the passage between == if there is context, and
// […] where a stretch is left out. It returns false where that is not known.
func (it *Item) Wording(place int) (string, bool) {
	p := it.Places[place]
	text := it.Article.Body.Text
	if len(p.Parts) != len(it.Target.Parts) && len(p.Parts) == 0 {
		return "", false
	}
	var parts []string
	marked := it.marked(p)
	for _, span := range p.Parts {
		if span.Start >= span.End {
			continue
		}
		words := span.Of(text)
		if marked {
			words = mark(text, span, p.Span)
		}
		parts = append(parts, strings.Join(strings.Fields(words), " "))
	}
	return strings.Join(parts, " […] "), len(parts) > 0
}

// Old returns what the target quotes, in the form of [Item.Wording].
func (it *Item) Old() string {
	t := it.Target
	parts := make([]string, len(t.Parts))
	marked := t.Start != (brief.Point{}) || t.End != (brief.Point{Part: len(t.Parts) - 1, At: len(t.Parts[len(t.Parts)-1])})
	for i, words := range t.Parts {
		if marked && t.End.Part == i {
			words = words[:t.End.At] + "==" + words[t.End.At:]
		}
		if marked && t.Start.Part == i {
			words = words[:t.Start.At] + "==" + words[t.Start.At:]
		}
		parts[i] = strings.Join(strings.Fields(words), " ")
	}
	return strings.Join(parts, " […] ")
}

// marked reports whether the passage at a place needs marks: it is not all that
// is quoted.
func (it *Item) marked(p brief.Place) bool {
	first, last := -1, -1
	for i, span := range p.Parts {
		if span.Start < span.End {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first >= 0 && (p.Parts[first].Start != p.Start || p.Parts[last].End != p.End)
}

// mark returns the words of a span with == where a passage begins and ends.
func mark(text string, span, passage brief.Span) string {
	words := span.Of(text)
	if passage.End >= span.Start && passage.End <= span.End && passage.End > span.Start {
		words = words[:passage.End-span.Start] + "==" + words[passage.End-span.Start:]
	}
	if passage.Start >= span.Start && passage.Start < span.End {
		words = words[:passage.Start-span.Start] + "==" + words[passage.Start-span.Start:]
	}
	return words
}

// Choice is an item and the one of its places that it should quote.
type Choice struct {
	*Item
	Place int
}
