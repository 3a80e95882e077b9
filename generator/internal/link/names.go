package link

import (
	"maps"
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
	of   map[string][]*named
	room []*named // in which the lists stand that hold one thing
}

// named is something that has a page.
type named struct {
	sort    string // for messages: the entity
	called  string // likewise: NATO
	address string
	entity  *brief.Entity
	prose   *brief.Prose // the text of what is no article, whose headings have fragments
	article int          // the place of an article, from 1; 0 for anything else
}

// what says what it is.
func (n *named) what() string { return n.sort + " " + n.called }

// at returns the text of something with a name, whose headings have fragments,
// and the article, whose notes have some as well.
func (s *Site) at(thing *named) (*brief.Prose, *brief.Annotated) {
	if thing.article == 0 {
		return thing.prose, nil
	}
	a := s.articles[thing.article-1]
	return &a.Body, a
}

func key(name string) string { return strings.ToLower(strings.TrimSpace(fold.String(name))) }

// mean returns what a name means: nothing, one thing or several.
func (n *names) mean(name string) []*named { return n.of[key(name)] }

// add gives a thing one more name, once.
func (n *names) add(name string, thing *named) {
	k := key(name)
	others := n.of[k]
	switch {
	case k == "":
	case len(others) == 0:
		n.room = append(n.room, thing)
		n.of[k] = slices.Clip(n.room[len(n.room)-1:])
	case !slices.ContainsFunc(others, func(other *named) bool { return other.address == thing.address }):
		n.of[k] = append(others, thing)
	}
}

// collectNames registers the names of everything that can be linked to, and
// complains of entities that claim the same one.
func (s *Site) collectNames(list *diag.List) {
	const each = 4 // names of an article
	most := each * len(s.articles)
	s.names = names{of: make(map[string][]*named, most), room: make([]*named, 0, most)}
	taken := map[string]*brief.Entity{}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		thing := &named{sort: "the entity", called: e.Name, address: s.toEntity[i].Address, entity: e, prose: &e.Body}
		for _, name := range append([]brief.Name{{Text: e.Name, Pos: e.Pos}}, e.Aliases...) {
			k := key(name.Text)
			if other := taken[k]; other != nil && other != e {
				list.Add(diag.NameTaken, diag.Pos(name.Pos), "take it out of the aliases of one, or make it longer",
					"the name %q is also a name of %s in %s", name.Text, other.Name, other.Path)
				continue
			}
			taken[k] = e
			s.names.add(name.Text, thing)
		}
		s.names.add(e.Slug, thing)
		s.names.add("entities/"+e.Slug, thing)
	}
	things := make([]named, len(s.articles))
	for i, a := range s.articles {
		thing := &things[i]
		*thing = named{sort: "the article", called: a.Path, address: s.toArticle[i].Address, article: i + 1}
		for _, name := range [each]string{a.Title, a.Slug, stem(a.Path), strings.Trim(thing.address, "/")} {
			s.names.add(name, thing)
		}
	}
	for _, t := range s.stories {
		thing := &named{sort: "the story", called: t.Title, address: t.address(), prose: &t.Body}
		for _, name := range []string{t.Title, t.Slug, "stories/" + t.Slug} {
			s.names.add(name, thing)
		}
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		thing := &named{sort: "the page", called: p.Path, address: p.Address, prose: &p.Body}
		for _, name := range []string{p.Title, stem(p.Path), strings.Trim(p.Address, "/")} {
			s.names.add(name, thing)
		}
	}
}

// stem returns a file's name without its folder and extension.
func stem(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// known returns every name, for suggestions.
func (n *names) known() []string { return slices.Sorted(maps.Keys(n.of)) }

// checkEntities complains of entities that articles name in their front matter
// and that are not there.
func (s *Site) checkEntities(list *diag.List) {
	for _, a := range s.articles {
		for _, name := range a.Entities {
			if s.entityNamed(name.Text) == nil {
				list.Add(diag.EntityUnknown, diag.Pos(name.Pos), diag.DidYouMean(name.Text, s.entityNames(), "add a file to content/entities, or take the name out"),
					"there is no entity %q", name.Text)
			}
		}
	}
}

// entityNamed returns the entity with a name, and nil when there is none.
func (s *Site) entityNamed(name string) *brief.Entity {
	for _, thing := range s.names.mean(name) {
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
