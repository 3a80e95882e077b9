// Package link makes a site of a corpus: it gives everything its address,
// finds out where links by name lead, and builds the view of each page.
//
// Views are built when they are asked for and not kept, so that a site of any
// size costs little more than its texts do.
package link

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
)

// Site is a linked corpus. It never changes and is safe for concurrent use.
type Site struct {
	settings *brief.Settings
	corpus   *brief.Corpus
	frame    *brief.SiteView
	assets   Assets
	names    names
	media    map[string]brief.File // by path
	pages    map[string]*page      // by address
	order    []*page               // by address
	days     []*day                // by date
	articles []*brief.Annotated    // by date, then in the order of their edition
	cited    map[*brief.Source][]citing
	places   map[*brief.Annotated]place
	targets  map[*brief.Prose][]target // where the links of each text lead

	topics    []*topic // by title
	topicOf   map[string]*topic
	stories   []*story // by title
	storyOf   map[string]*story
	notesOf   map[string][]remark // by kind, then by date
	notesBy   map[string][]remark // by annotator, then by date
	changes   []brief.Change      // by date
	sourceOf  map[string]*brief.Source
	citedBy   map[*brief.Source][]int // articles, in their order
	backlinks map[*brief.Annotated][]int

	moved []brief.Redirect

	indexOf  map[*brief.Entity]int // in the corpus; what follows is by this index
	followed map[*brief.Entity][]int
	readings []reading // of the articles
	named    [][]int   // articles, in their order
	about    [][]remark
	events   [][]eventOf
}

// page is an address with what makes its view.
type page struct {
	brief.Page
	origin brief.Pos // what the page is made from, for complaints
	build  func() any
}

// Assets are the addresses of the files that every page refers to.
type Assets struct{ StyleSheet, Script, Icon, SearchLibrary, SearchScript string }

// New links a corpus.
func New(settings *brief.Settings, corpus *brief.Corpus, assets Assets, list *diag.List) *Site {
	s := &Site{
		settings: settings,
		corpus:   corpus,
		assets:   assets,
		media:    map[string]brief.File{},
		pages:    map[string]*page{},
		cited:    map[*brief.Source][]citing{},
		places:   map[*brief.Annotated]place{},
		targets:  map[*brief.Prose][]target{},
		sourceOf: map[string]*brief.Source{},
		indexOf:  map[*brief.Entity]int{},
	}
	for _, source := range corpus.Sources {
		s.sourceOf[source.ID] = source
	}
	for i := range corpus.Entities {
		s.indexOf[&corpus.Entities[i]] = i
	}
	for _, f := range corpus.Media {
		s.media[f.Path] = f
	}
	s.collectDays(list)
	s.collectTopics(list)
	s.collectStories(list)
	s.collectNames(list)
	s.checkEntities(list)
	s.collectFollowed()
	s.collectNotes()
	s.collectChanges()
	s.frame = s.siteView(assets)
	s.addPages(list)
	s.resolveLinks(list)
	s.frame.Policy = hosting.Policy(s.settings, s.foreignPictures())
	s.addHostFiles(list)
	s.collectMentions()
	s.collectBacklinks()
	s.collectCitations()
	slices.SortFunc(s.order, func(a, b *page) int { return strings.Compare(a.Address, b.Address) })
	return s
}

// Pages returns every address of the site in order, without views.
func (s *Site) Pages() []brief.Page {
	pages := make([]brief.Page, len(s.order))
	for i, p := range s.order {
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

// Policy returns the Content-Security-Policy of the pages, and nothing when
// they have none.
func (s *Site) Policy() string { return s.frame.Policy }

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
		s.order = append(s.order, p)
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
		s.add(brief.ArticlePage, a.Address(), a.Pos, list, func() any { return s.article(a) })
		if s.pages[a.Address()].origin != a.Pos {
			continue // the page is another's, which has been said
		}
		s.add(brief.AnnotationsFile, a.AnnotationsAddress(), a.Pos, list, func() any {
			return &brief.AnnotationsView{Article: a, Notes: a.Reading.Notes}
		})
	}
	s.addDays(list)
	s.addSources(list)
	s.addEntities(list)
	s.addTopics(list)
	s.addStories(list)
	s.addNotes(list)
	s.add(brief.CorrectionsPage, "/corrections/", made, list, s.corrections)
	if s.hasEvents() {
		s.add(brief.TimelinePage, "/timeline/", made, list, s.timeline)
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		s.add(brief.TextPage, p.Address, p.Pos, list, func() any { return s.freePage(p) })
	}
	for _, address := range []string{s.assets.StyleSheet, s.assets.Script, s.assets.Icon, s.assets.SearchLibrary, s.assets.SearchScript} {
		s.add(brief.AssetFile, address, made, list, nil)
	}
	s.add(brief.NotFoundPage, "/404.html", made, list, s.notFound)
	s.addSearch(list)
	s.addSiteFeeds(list)
	s.add(brief.SitemapFile, "/sitemap.xml", made, list, s.sitemap)
	s.add(brief.NewsSitemapFile, "/sitemap-news.xml", made, list, s.newsSitemap)
	s.add(brief.RobotsFile, "/robots.txt", made, list, func() any { return s.frame })
	s.addRedirects(list)
}
