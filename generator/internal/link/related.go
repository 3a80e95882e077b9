package link

import (
	"iter"
	"slices"

	"gloss/generator/brief"
)

// shared is what an article has in common with the one at a place.
type shared struct{ order, sources, entities, stories int }

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
	one := make([]sharedOne, 0, 512)
	count := func(others []int, what sharedOne) {
		at, _ := slices.BinarySearch(others, own)
		for _, other := range others[max(0, at-nearby):min(len(others), at+1+nearby)] {
			if other != own {
				one = append(one, sharedOne(other<<2)|what)
			}
		}
	}
	number, citedIn := 0, s.citedIn()
	for i := range a.Reading.Cited {
		if cited := &a.Reading.Cited[i]; cited.Number > number { // each source once, where it is first cited
			number = cited.Number
			count(citedIn[cited.Source], oneSource)
		}
	}
	said := s.said()
	for _, e := range said.readings[own].named {
		count(said.named[e], oneEntity)
	}
	for _, name := range a.Stories {
		if t := s.storyNamed(name.Text); t != nil {
			count(t.articles, oneStory)
		}
	}
	closest := make([]shared, 0, mostRelated+1)
	for c := range summed(one) {
		if c.points() < relatedFrom || c.sources+c.entities == 0 {
			continue
		}
		at := len(closest)
		for at > 0 && c.points() >= closest[at-1].points() {
			at-- // of those as close the latest first, and they come in order
		}
		closest = slices.Insert(closest, at, c)
		closest = closest[:min(len(closest), mostRelated)]
	}
	related := make([]brief.RelatedArticle, len(closest))
	for i, c := range closest {
		related[i] = brief.RelatedArticle{Article: s.toArticle[c.order], Sources: c.sources, Entities: c.entities, Stories: c.stories}
	}
	return related
}

// sharedOne is one thing that an article has in common with another one: four
// times the other's place, and what it is. Lists of some hundred numbers are
// sorted faster than a map is filled.
type sharedOne uint32

const (
	oneSource sharedOne = iota
	oneEntity
	oneStory
)

// summed yields what an article shares with each other one, in their order. It
// sorts the list.
func summed(list []sharedOne) iter.Seq[shared] {
	return func(yield func(shared) bool) {
		slices.Sort(list)
		for len(list) > 0 {
			c := shared{order: int(list[0] >> 2)}
			for len(list) > 0 && int(list[0]>>2) == c.order {
				switch list[0] & 3 {
				case oneSource:
					c.sources++
				case oneEntity:
					c.entities++
				case oneStory:
					c.stories++
				}
				list = list[1:]
			}
			if !yield(c) {
				return
			}
		}
	}
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
