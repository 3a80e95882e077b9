package link

import (
	"path"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
)

// names finds what a [[name]] means: an entity, an article or a free page, by
// name, alias, title, slug or path. Names are compared under the fold, without
// regard to case.
type names map[string][]named

// named is something that has a page, under one of its names.
type named struct {
	what    string // for messages: the entity NATO
	address string
	entity  *brief.Entity
	prose   *brief.Prose     // its text, whose headings have fragments
	article *brief.Annotated // whose notes have fragments
}

func key(name string) string { return strings.ToLower(strings.TrimSpace(fold.String(name))) }

// add gives a thing one more name, once.
func (n names) add(name string, thing named) {
	n.addAll(key(name), []named{thing})
}

// addAll gives what is in a list of one the name with a key, once. The list
// itself is kept while nothing else has the name, as is the rule.
func (n names) addAll(k string, one []named) {
	there := n[k]
	switch {
	case k == "" || slices.ContainsFunc(there, func(other named) bool { return other.address == one[0].address }):
	case len(there) == 0:
		n[k] = slices.Clip(one)
	default:
		n[k] = append(there, one[0])
	}
}

// namedThings are the names of everything that can be linked to, with
// complaints of entities that claim the same one.
type namedThings struct {
	names
	list diag.List
}

// collectNames registers the names of everything that can be linked to.
func (s *Site) collectNames() *namedThings {
	n := &namedThings{names: make(names, 4*(len(s.articles)+len(s.corpus.Entities)))}
	taken := map[string]*brief.Entity{}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		thing := named{what: "the entity " + e.Name, address: e.Address(), entity: e, prose: &e.Body}
		for _, name := range append([]brief.Name{{Text: e.Name, Pos: e.Pos}}, e.Aliases...) {
			k := key(name.Text)
			if other := taken[k]; other != nil && other != e {
				n.list.Add(diag.NameTaken, diag.Pos(name.Pos), "take it out of the aliases of one, or make it longer",
					"the name %q is also a name of %s in %s", name.Text, other.Name, other.Path)
				continue
			}
			taken[k] = e
			n.add(name.Text, thing)
		}
		n.add(e.Slug, thing)
		n.add("entities/"+e.Slug, thing)
	}
	for _, a := range s.articles {
		at := s.places[a]
		for _, k := range at.names {
			n.addAll(k, at.things)
		}
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		thing := named{what: "the page " + p.Path, address: p.Address, prose: &p.Body}
		for _, name := range []string{p.Title, stem(p.Path), strings.Trim(p.Address, "/")} {
			n.add(name, thing)
		}
	}
	return n
}

// stem returns a file's name without its folder and extension.
func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// known returns every name, for suggestions.
func (n names) known() []string {
	known := make([]string, 0, len(n))
	for k := range n {
		known = append(known, k)
	}
	slices.Sort(known)
	return known
}

// resolveEntities finds the entities that articles name in their front matter.
func (s *Site) resolveEntities(a *brief.Annotated, r *resolved) {
	for i, name := range a.Entities {
		if e := s.entityWithKey(s.places[a].entities[i]); e != nil {
			r.addNaming(e, a)
			continue
		}
		r.list.Add(diag.EntityUnknown, diag.Pos(name.Pos), diag.DidYouMean(name.Text, s.entityNames(), "add a file to content/entities, or take the name out"),
			"there is no entity %q", name.Text)
	}
}

// resolveStories complains of stories that articles name and nobody knows.
func (s *Site) resolveStories(list *diag.List) {
	if len(s.corpus.Stories) == 0 {
		return
	}
	stories := map[string]bool{}
	var titles []string
	for _, story := range s.corpus.Stories {
		stories[key(story.Slug)], stories[key(story.Title)] = true, true
		titles = append(titles, story.Slug)
	}
	for _, a := range s.articles {
		for _, name := range a.Stories {
			if !stories[key(name.Text)] {
				list.Add(diag.StoryUnknown, diag.Pos(name.Pos), diag.DidYouMean(name.Text, titles, "add a file to content/stories, or take the name out"),
					"there is no story %q", name.Text)
			}
		}
	}
}

// addNaming notes that an article names an entity. Articles come one after the
// other: it is noted already if it is the last.
func (r *resolved) addNaming(e *brief.Entity, a *brief.Annotated) {
	if there := r.naming[e]; len(there) == 0 || there[len(there)-1] != a {
		r.naming[e] = append(there, a)
	}
}

// entityNamed returns the entity with a name, and nil when there is none.
func (s *Site) entityNamed(name string) *brief.Entity { return s.entityWithKey(key(name)) }

func (s *Site) entityWithKey(k string) *brief.Entity {
	for _, thing := range s.named().names[k] {
		if thing.entity != nil {
			return thing.entity
		}
	}
	return nil
}

func (s *Site) entityNames() []string {
	var all []string
	for i := range s.corpus.Entities {
		all = append(all, s.corpus.Entities[i].Name)
	}
	return all
}

func (s *Site) entityAnchors(list []brief.Name) []brief.Anchor {
	var anchors []brief.Anchor
	for _, name := range list {
		if e := s.entityNamed(name.Text); e != nil {
			anchors = append(anchors, brief.Anchor{Address: e.Address(), Title: e.Name})
		} else {
			anchors = append(anchors, brief.Anchor{Title: name.Text})
		}
	}
	return anchors
}

// storyAnchors returns stories by their titles.
func (s *Site) storyAnchors(list []brief.Name) []brief.Anchor {
	anchors := plainAnchors(list)
	for i := range anchors {
		for j := range s.corpus.Stories {
			story := &s.corpus.Stories[j]
			if key(story.Slug) == key(anchors[i].Title) {
				anchors[i].Title = story.Title
			}
		}
	}
	return anchors
}

func plainAnchors(list []brief.Name) []brief.Anchor {
	var anchors []brief.Anchor
	for _, name := range list {
		anchors = append(anchors, brief.Anchor{Title: name.Text})
	}
	return anchors
}
