package link

import (
	"cmp"
	"slices"

	"gloss/generator/brief"
)

// shared is what an article has in common with another one.
type shared struct{ sources, entities, stories int }

// points weighs what is shared: a common source says the most, for articles
// that lean on the same document treat the same matter.
func (c shared) points() int { return 3*c.sources + 2*c.stories + c.entities }

const (
	nearby       = 8 // articles on each side that are asked, of those that share one thing
	mostRelated  = 4
	relatedFrom  = 3 // points
	mostBacklink = 20
)

// related returns the articles that share the most with the one at a place. Of the articles
// that share one source, entity or story only those nearest in time are asked,
// so that the cost of an article does not grow with the site.
func (s *Site) related(own int) []brief.RelatedArticle {
	a := s.articles[own]
	common := make([]inCommon, 0, 256)
	count := func(others []int, one shared) {
		at, _ := slices.BinarySearch(others, own)
		for _, other := range others[max(0, at-nearby):min(len(others), at+1+nearby)] {
			if other != own {
				common = append(common, inCommon{other, one})
			}
		}
	}
	number, citedIn := 0, s.citedIn()
	for _, cited := range a.Reading.Cited {
		if cited.Number > number { // each source once, where it is first cited
			number = cited.Number
			count(citedIn[cited.Source], shared{sources: 1})
		}
	}
	said := s.said()
	for _, e := range said.readings[own].named {
		count(said.named[e], shared{entities: 1})
	}
	for _, name := range a.Stories {
		if t := s.storyNamed(name.Text); t != nil {
			count(t.articles, shared{stories: 1})
		}
	}
	found := slices.DeleteFunc(summed(common), func(c inCommon) bool {
		return c.points() < relatedFrom || c.sources+c.entities == 0
	})
	slices.SortFunc(found, func(x, y inCommon) int {
		return cmp.Or(cmp.Compare(y.points(), x.points()), cmp.Compare(y.order, x.order))
	})
	var related []brief.RelatedArticle
	for _, c := range found[:min(len(found), mostRelated)] {
		related = append(related, brief.RelatedArticle{Article: s.toArticle[c.order], Sources: c.sources, Entities: c.entities, Stories: c.stories})
	}
	return related
}

// inCommon is what an article has in common with the one of the given order.
type inCommon struct {
	order int
	shared
}

// summed returns one item for each article, in their order. It uses the memory
// of the list: lists of some dozens are sorted faster than a map is filled.
func summed(list []inCommon) []inCommon {
	slices.SortFunc(list, func(x, y inCommon) int { return cmp.Compare(x.order, y.order) })
	sums := list[:0]
	for _, c := range list {
		if n := len(sums); n > 0 && sums[n-1].order == c.order {
			last := &sums[n-1]
			last.sources += c.sources
			last.entities += c.entities
			last.stories += c.stories
			continue
		}
		sums = append(sums, c)
	}
	return sums
}

// collectBacklinks gathers for each article the articles that link to it by
// name, in their text or in a note.
func (s *Site) collectBacklinks() [][]int {
	from := make([][]int, len(s.articles))
	for order, l := range s.links {
		for _, to := range l.articles {
			from[to] = append(from[to], order)
		}
	}
	return from
}

// linksAs reports whether the articles of a site with the same outline link to
// the same articles.
func (s *Site) linksAs(last *Site) bool {
	for i, l := range s.links {
		if old := last.links[i]; old != l && !slices.Equal(old.articles, l.articles) {
			return false
		}
	}
	return true
}

// backlinkAnchors returns the articles that link to the one at a place, latest
// first.
func (s *Site) backlinkAnchors(order int) []brief.Anchor {
	var anchors []brief.Anchor
	for _, from := range latest(s.backlinks()[order], mostBacklink) {
		anchors = append(anchors, s.toArticle[from])
	}
	return anchors
}
