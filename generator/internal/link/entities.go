package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// How much of what is said about an entity its page shows.
const (
	quotedArticles = 40 // articles with their passages; the others with their titles
	quotedPassages = 3  // passages of an article
	quotedNotes    = 12 // notes of a kind
	mostBeside     = 12 // entities that are named together with it
)

// addEntities registers the pages of entities, and the feeds of those worth
// following.
func (s *Site) addEntities(list *diag.List) {
	if len(s.corpus.Entities) > 0 {
		s.add(brief.EntitiesPage, "/entities/", brief.Pos{}, list, (*Site).entities)
	}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		s.addOf(brief.EntityPage, i, s.toEntity[i].Address, e.Pos, list, (*Site).entity)
		if articles := s.followed[e]; articles != nil {
			s.addFeeds(s.toEntity[i], articles, list)
		}
	}
}

// entities builds the view of the index of entities, by type.
func (s *Site) entities() any {
	v := &brief.EntitiesView{Frame: s.newFrame(brief.EntitiesPage, "/entities/", "", "", "", homeAnchor)}
	for _, kind := range []string{"person", "organisation", "place", "event", "document"} {
		g := brief.EntityGroup{Type: kind}
		for i := range s.corpus.Entities {
			if e := &s.corpus.Entities[i]; e.Type == kind {
				g.Entities = append(g.Entities, e)
			}
		}
		slices.SortFunc(g.Entities, func(a, b *brief.Entity) int {
			return cmp.Or(cmp.Compare(key(a.Name), key(b.Name)), cmp.Compare(a.Path, b.Path))
		})
		if len(g.Entities) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// entity builds the view of the entity at an index.
func (s *Site) entity(i int) any {
	e := &s.corpus.Entities[i]
	v := &brief.EntityView{
		Frame: s.newFrame(brief.EntityPage, s.toEntity[i].Address, e.Name, opening(e.Body.Text), "",
			homeAnchor, brief.Anchor{Address: "/entities/"}),
		Entity: e,
	}
	if s.followed[e] != nil {
		v.Feeds = append(v.Feeds, feedAnchors(s.toEntity[i])...)
	}
	v.Body, v.Sources = s.plainText(&e.Body, &e.Reading)
	for _, order := range slices.Backward(s.said().named[i]) {
		if len(v.Mentions) < quotedArticles {
			v.Mentions = append(v.Mentions, s.mentionsIn(order, i))
		} else {
			v.Earlier = append(v.Earlier, s.toArticle[order])
		}
	}
	v.Notes = s.notesAbout(i)
	v.Beside = s.namedTogether(i)
	var items []brief.TimelineItem
	for _, event := range s.about().events[i] {
		items = append(items, s.eventItem(int(event.order), int(event.index)))
	}
	v.Years = byYear(items)
	return v
}

// mentionsIn returns the passages of an article that name an entity and say
// something of it: a cell of a table with nothing but the name does not.
func (s *Site) mentionsIn(order, entity int) brief.MentionsIn {
	a := s.articles[order]
	v := brief.MentionsIn{Article: s.toArticle[order]}
	for _, m := range s.said().readings[order].mentions {
		if int(m.ID) != entity {
			continue
		}
		before, after := around(&a.Body, m.Span())
		switch {
		case strings.TrimSpace(before) == "" && strings.TrimSpace(after) == "":
		case len(v.Passages) == quotedPassages:
			v.More++
		default:
			v.Passages = append(v.Passages, brief.Passage{Before: ending(before), Words: oneLine(m.Span().Of(a.Body.Text)), After: beginning(after)})
		}
	}
	return v
}

// notesAbout returns the notes about an entity by kind, latest first.
func (s *Site) notesAbout(entity int) []brief.KindNotes {
	byKind := make([]brief.KindNotes, len(s.settings.Kinds))
	for _, on := range slices.Backward(s.about().notes[entity]) {
		of := &byKind[on.kind]
		if len(of.Notes) == quotedNotes {
			of.More++
			continue
		}
		of.Kind = &s.settings.Kinds[on.kind]
		of.Notes = append(of.Notes, s.noteItem(on.remark))
	}
	return slices.DeleteFunc(byKind, func(of brief.KindNotes) bool { return of.Kind == nil })
}

// namedTogether returns the entities that the most articles name together with
// one.
func (s *Site) namedTogether(entity int) []brief.IndexItem {
	counts := make([]int, len(s.corpus.Entities))
	said := s.said()
	for _, order := range said.named[entity] {
		for _, other := range said.readings[order].named {
			counts[other]++
		}
	}
	counts[entity] = 0
	var others []int
	for other, n := range counts {
		if n > 0 {
			others = append(others, other)
		}
	}
	slices.SortFunc(others, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	var items []brief.IndexItem
	for _, other := range others[:min(len(others), mostBeside)] {
		items = append(items, brief.IndexItem{Anchor: s.toEntity[other], Articles: counts[other]})
	}
	return items
}

// namedAnchors returns the entities of the article at a place: those of its
// front matter, then the others that it names.
func (s *Site) namedAnchors(order int) ([]brief.Anchor, []*brief.Entity) {
	a, named := s.articles[order], s.said().readings[order].named
	anchors := make([]brief.Anchor, 0, len(a.Entities)+len(named))
	own := s.links[order].entities[:len(a.Entities)]
	for i, e := range own {
		if e >= 0 {
			anchors = append(anchors, s.toEntity[e])
		} else {
			anchors = append(anchors, brief.Anchor{Title: a.Entities[i].Text})
		}
	}
	entities := make([]*brief.Entity, len(named))
	for i, e := range named {
		entities[i] = &s.corpus.Entities[e]
		if !slices.Contains(own, e) {
			anchors = append(anchors, s.toEntity[e])
		}
	}
	return anchors, entities
}
