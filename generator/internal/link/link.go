// Package link makes a site of a corpus: it gives everything its address,
// finds out where links by name lead, and builds the view of each page.
//
// Views are built when they are asked for and not kept, so that a site of any
// size costs little more than its texts do. Indexes across the whole site are
// made when a page first needs them: whoever waits for one page of a large
// site does not wait for those that other pages need.
package link

import (
	"slices"
	"strings"
	"sync"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Site is a linked corpus. It is safe for concurrent use, and what it says
// never changes.
type Site struct {
	settings    *brief.Settings
	corpus      *brief.Corpus
	frame       *brief.SiteView
	media       map[string]brief.File // by path
	used        map[string]bool       // paths of media that are on a page
	pages       map[string]*page      // by address
	all         []*page               // as they were added; order sorts them
	days        []*day                // by date
	articles    []*brief.Annotated    // by date, then in the order of their edition
	corrections []brief.Correction    // latest first
	places      map[*brief.Annotated]place

	// Made when they are first asked for.
	order func() []*page // by address
	named func() *names
	links func() *resolved
	cited func() map[*brief.Source][]citing
}

// page is an address with what makes its view.
type page struct {
	brief.Page
	origin brief.Pos // what the page is made from, for complaints
	build  func() any
}

// Assets are the addresses of the files that every page refers to.
type Assets struct{ StyleSheet, Script, Icon string }

// New links a corpus. What articles say by themselves is taken from the last
// site, which may be nil, where they are the same.
func New(settings *brief.Settings, corpus *brief.Corpus, assets Assets, last *Site, list *diag.List) *Site {
	s := &Site{
		settings: settings,
		corpus:   corpus,
		media:    make(map[string]brief.File, len(corpus.Media)),
		used:     map[string]bool{},
		pages:    make(map[string]*page, 2*len(corpus.Articles)),
		places:   make(map[*brief.Annotated]place, len(corpus.Articles)),
	}
	s.order = sync.OnceValue(s.sorted)
	s.named = sync.OnceValue(func() *names { return s.collectNames(last.names()) })
	s.links = sync.OnceValue(s.resolveLinks)
	s.cited = sync.OnceValue(s.collectCitations)
	for _, f := range corpus.Media {
		s.media[f.Path] = f
	}
	s.frame = s.siteView(assets)
	s.collectDays(last, list)
	s.collectCorrections()
	s.addPages(list)
	s.publishFiles(list)
	return s
}

// names returns the names of a site, which may be nil.
func (s *Site) names() *names {
	if s == nil {
		return nil
	}
	return s.named()
}

// Check complains of names that are taken or unknown, of links that lead
// nowhere, and of files that are on no page.
func (s *Site) Check(list *diag.List) {
	list.Append(s.named().list.All()...)
	list.Append(s.links().list.All()...)
	s.unused(list)
}

func (s *Site) sorted() []*page {
	slices.SortFunc(s.all, func(a, b *page) int { return strings.Compare(a.Address, b.Address) })
	return s.all
}

// Pages returns every address of the site in order, without views.
func (s *Site) Pages() []brief.Page {
	order := s.order()
	pages := make([]brief.Page, len(order))
	for i, p := range order {
		pages[i] = p.Page
	}
	return pages
}

// Page returns the page at an address without its view, and false when there
// is none.
func (s *Site) Page(address string) (brief.Page, bool) {
	if p := s.pages[address]; p != nil {
		return p.Page, true
	}
	return brief.Page{}, false
}

// View returns the view of the page at an address, and nil for media and for
// addresses that the site does not have.
func (s *Site) View(address string) any {
	if p := s.pages[address]; p != nil && p.build != nil {
		return p.build()
	}
	return nil
}

// Origin returns the place in an input that a page is made from, and none when
// the site makes the page itself.
func (s *Site) Origin(address string) brief.Pos {
	if p := s.pages[address]; p != nil {
		return p.origin
	}
	return brief.Pos{}
}

// add gives a page its address, unless another one has it.
func (s *Site) add(kind brief.PageType, address string, origin brief.Pos, list *diag.List, build func() any) {
	s.addPage(&page{Page: brief.Page{Address: address, Type: kind}, origin: origin, build: build}, list)
}

func (s *Site) addPage(p *page, list *diag.List) {
	other, taken := s.pages[p.Address]
	if !taken {
		s.pages[p.Address] = p
		s.all = append(s.all, p)
		return
	}
	first, second := other.origin, p.origin
	if second.File == "" {
		first, second = second, first
	}
	by := "by the page that the site makes itself"
	if first.File != "" {
		by = "by " + first.File
	}
	list.Add(diag.AddressTaken, diag.Pos(second), "give one of them another slug or date",
		"the address %s is taken %s", p.Address, by)
}

// addPages registers every page.
func (s *Site) addPages(list *diag.List) {
	made := brief.Pos{} // by nobody
	s.add(brief.HomePage, "/", made, list, s.home)
	for _, a := range s.articles {
		address := s.places[a].address
		s.add(brief.ArticlePage, address, a.Pos, list, func() any { return s.article(a) })
		if s.pages[address].origin != a.Pos {
			continue // the page is another's, which has been said
		}
		s.add(brief.AnnotationsFile, a.AnnotationsAddress(), a.Pos, list, func() any {
			return &brief.AnnotationsView{Article: a, Notes: a.Reading.Notes}
		})
	}
	s.addDays(list)
	s.add(brief.SourcesPage, "/sources/", made, list, s.sources)
	for _, source := range s.corpus.Sources {
		s.add(brief.SourcePage, source.Address(), source.Pos, list, func() any { return s.source(source) })
	}
	if len(s.corpus.Entities) > 0 {
		s.add(brief.EntitiesPage, "/entities/", made, list, s.entities)
	}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		s.add(brief.EntityPage, e.Address(), e.Pos, list, func() any { return s.entity(e) })
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		s.add(brief.TextPage, p.Address, p.Pos, list, func() any { return s.freePage(p) })
	}
	for _, address := range []string{s.frame.StyleSheet, s.frame.Script, s.frame.Icon} {
		s.add(brief.AssetFile, address, made, list, nil)
	}
	s.add(brief.NotFoundPage, "/404.html", made, list, s.notFound)
	s.add(brief.FeedFile, "/feed.xml", made, list, s.feed)
	s.add(brief.SitemapFile, "/sitemap.xml", made, list, s.sitemap)
	s.add(brief.RobotsFile, "/robots.txt", made, list, func() any { return s.frame })
}
