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
type names struct {
	things []*named           // everything that can be linked to
	index  map[string][]int32 // by key: which of the things have the name
	list   diag.List          // complaints of entities that claim the same name
}

// named is something that has a page, under one of its names.
type named struct {
	what    string // for messages: the entity NATO
	address string
	keys    []string // of its names
	entity  *brief.Entity
	prose   *brief.Prose     // its text, whose headings have fragments
	article *brief.Annotated // whose notes have fragments
}

func key(name string) string { return strings.ToLower(strings.TrimSpace(fold.String(name))) }

// find returns what has the name with a key.
func (n *names) find(k string) []*named {
	var found []*named
	for _, i := range n.index[k] {
		found = append(found, n.things[i])
	}
	return found
}

// collectNames registers the names of everything that can be linked to. The
// index is taken from the last site, which may be nil, where all the names are
// the same.
func (s *Site) collectNames(last *names) *names {
	n := &names{things: make([]*named, 0, len(s.articles)+len(s.corpus.Entities)+len(s.corpus.Pages))}
	taken := map[string]*brief.Entity{}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		thing := &named{what: "the entity " + e.Name, address: e.Address(), entity: e, prose: &e.Body}
		for _, name := range append([]brief.Name{{Text: e.Name, Pos: e.Pos}}, e.Aliases...) {
			k := key(name.Text)
			if other := taken[k]; other != nil && other != e {
				n.list.Add(diag.NameTaken, diag.Pos(name.Pos), "take it out of the aliases of one, or make it longer",
					"the name %q is also a name of %s in %s", name.Text, other.Name, other.Path)
				continue
			}
			taken[k] = e
			thing.keys = append(thing.keys, k)
		}
		thing.keys = append(thing.keys, key(e.Slug), key("entities/"+e.Slug))
		n.things = append(n.things, thing)
	}
	for _, a := range s.articles {
		n.things = append(n.things, s.places[a].thing)
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		thing := &named{what: "the page " + p.Path, address: p.Address, prose: &p.Body}
		thing.keys = []string{key(p.Title), key(stem(p.Path)), key(strings.Trim(p.Address, "/"))}
		n.things = append(n.things, thing)
	}
	if last != nil && slices.EqualFunc(n.things, last.things, (*named).sameNames) {
		n.index = last.index
	} else {
		n.makeIndex()
	}
	return n
}

// sameNames reports whether two things have the same names and the same
// address.
func (t *named) sameNames(u *named) bool {
	return t == u || t.address == u.address && slices.Equal(t.keys, u.keys)
}

func (n *names) makeIndex() {
	n.index = make(map[string][]int32, 4*len(n.things))
	for i, thing := range n.things {
		for _, k := range thing.keys {
			there := n.index[k]
			if k != "" && !slices.ContainsFunc(there, func(j int32) bool { return n.things[j].address == thing.address }) {
				n.index[k] = append(there, int32(i))
			}
		}
	}
}

// stem returns a file's name without its folder and extension.
func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// known returns every name, for suggestions.
func (n *names) known() []string {
	known := make([]string, 0, len(n.index))
	for k := range n.index {
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
	n := s.named()
	for _, i := range n.index[k] {
		if e := n.things[i].entity; e != nil {
			return e
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
