package link

import (
	"cmp"
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// sourceList is a way to look at the sources.
type sourceList struct {
	name, address string
	holds         func(brief.SourceItem) bool
	group         func(*brief.Source) brief.SourceGroup // without its sources
	before        func(a, b brief.SourceGroup) int
}

// sourceLists are the ways to look at the sources: by publisher and by year,
// and of those that need care, the ones that nothing cites and the ones whose
// address no longer leads to them.
var sourceLists = []sourceList{
	{"by-publisher", "/sources/", nil, publisherOf, byTitle},
	{"by-date", "/sources/by-date/", nil, yearOf, latestFirst},
	{"uncited", "/sources/uncited/", func(i brief.SourceItem) bool { return i.Citations == 0 }, publisherOf, byTitle},
	{"dead", "/sources/dead/", func(i brief.SourceItem) bool { return i.Dead() }, publisherOf, byTitle},
}

func publisherOf(s *brief.Source) brief.SourceGroup {
	return brief.SourceGroup{Title: cmp.Or(s.Publisher, s.ContainerTitle, s.Agency)}
}

func yearOf(s *brief.Source) brief.SourceGroup {
	return brief.SourceGroup{Year: brief.Date{Year: s.Issued.Year}}
}

// byTitle orders groups by their titles, what has none last.
func byTitle(a, b brief.SourceGroup) int {
	switch {
	case a.Title == "":
		return 1
	case b.Title == "":
		return -1
	}
	return cmp.Compare(key(a.Title), key(b.Title))
}

// latestFirst orders groups by their years, what is undated last.
func latestFirst(a, b brief.SourceGroup) int { return b.Year.Compare(a.Year) }

// addSources registers the pages of sources and their indexes.
func (s *Site) addSources(list *diag.List) {
	for _, l := range sourceLists {
		s.add(brief.SourcesPage, l.address, brief.Pos{}, list, func(s *Site) any { return s.sources(l) })
	}
	for i, source := range s.corpus.Sources {
		s.addOf(brief.SourcePage, i, source.Address(), source.Pos, list, func(s *Site, i int) any { return s.source(s.corpus.Sources[i]) })
	}
}

// sources builds the view of an index of sources.
func (s *Site) sources(l sourceList) any {
	trail := []brief.Anchor{homeAnchor}
	if l.address != "/sources/" {
		trail = append(trail, brief.Anchor{Address: "/sources/"})
	}
	v := &brief.SourcesView{Frame: s.newFrame(brief.SourcesPage, l.address, "", "", "", trail...), List: l.name}
	groups := map[string]*brief.SourceGroup{}
	counts := make([]int, len(sourceLists))
	for _, source := range s.corpus.Sources {
		item := brief.SourceItem{Source: source, Citations: s.Citations(source)}
		for i, other := range sourceLists {
			if other.holds == nil || other.holds(item) {
				counts[i]++
			}
		}
		if l.holds != nil && !l.holds(item) {
			continue
		}
		group := l.group(source)
		k := key(group.Title) + group.Year.String()
		g := groups[k]
		if g == nil {
			g = &group
			groups[k] = g
		}
		g.Sources = append(g.Sources, item)
		v.Total++
	}
	for i, other := range sourceLists {
		v.Lists = append(v.Lists, brief.SourceList{Name: other.name, Address: other.address, Count: counts[i]})
	}
	for _, g := range groups {
		slices.SortFunc(g.Sources, func(a, b brief.SourceItem) int {
			return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(a.ID, b.ID))
		})
		v.Groups = append(v.Groups, *g)
	}
	slices.SortFunc(v.Groups, l.before)
	return v
}
