// Package link makes a site of a corpus: it gives everything its address,
// finds out where links by name lead, and builds the view of each page.
//
// Views are built when they are asked for and not kept, so that a site of any
// size costs little more than its texts do.
package link

import (
	"iter"
	"maps"
	"slices"
	"sync"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/search"
)

// Site is a linked corpus. It never changes and is safe for concurrent use.
//
// What takes a look at every article, and what not every page needs, is made
// when it is first asked for.
type Site struct {
	*outline
	corpus   *brief.Corpus
	articles []*brief.Annotated // by date, then in the order of their edition
	links    []*links           // of each article
	others   *links             // of all other texts
	beside   map[string]*page   // files that texts refer to, by address
	frame    *brief.SiteView
	headers  string // the file _headers, when the site has it
	index    *search.Index

	list      func() []brief.Page            // by address
	citedIn   func() map[*brief.Source][]int // articles, in their order
	citations func() *citations
	uses      func() map[*brief.Source]int // how often each is cited
	backlinks func() [][]int               // for each article those that link to it
	said      func() *said
	about     func() *about
	lists     func() *noteLists
	changes   func() []change // by date
}

// page is an address with what makes its view.
type page struct {
	brief.Page
	origin brief.Pos // what the page is made from, for complaints
	of     int       // what the page is of, for build: the place of an article, of an entity …
	build  func(s *Site, of int) any
}

// Assets are the addresses of the files that every page refers to.
type Assets struct{ StyleSheet, Script, Icon, SearchLibrary, SearchScript string }

// New links a corpus.
func New(settings *brief.Settings, corpus *brief.Corpus, assets Assets, list *diag.List) *Site {
	return new(Linker).Link(settings, corpus, assets, list)
}

// Linker links a corpus again and again while it changes. What it made the
// last time it uses again where everything that it was made from is the same:
// what an article says of entities, where its links lead, the outline of the
// site. So a corpus is linked as if it were the first.
//
// A Linker links one corpus at a time. Corpora that share the text of an
// article share the same [brief.Annotated], and so do their other parts.
type Linker struct{ last *Site }

// Link links a corpus.
func (l *Linker) Link(settings *brief.Settings, corpus *brief.Corpus, assets Assets, list *diag.List) *Site {
	s := &Site{corpus: corpus, beside: map[string]*page{}}
	last := l.last
	if last == nil {
		last = &Site{outline: new(outline), corpus: new(brief.Corpus)}
	}
	if last.outlines(settings, corpus, assets) {
		s.outline = last.outline
		s.arrangeArticles()
	} else {
		s.newOutline(settings, assets)
	}
	list.Append(s.complaints.All()...)
	s.resolveLinks(last, list)
	s.protect(last)
	s.nameFiles(list)
	s.index = search.New(s.findable())
	s.gather(last)
	l.last = s
	return s
}

// gather says how to make what is made of every article.
func (s *Site) gather(last *Site) {
	s.list = sync.OnceValue(s.collectPages)
	s.citedIn = sync.OnceValue(s.collectCited)
	s.citations = sync.OnceValue(s.collectCitations)
	s.uses = sync.OnceValue(s.countUses)
	s.backlinks = sync.OnceValue(s.collectBacklinks)
	s.about = sync.OnceValue(s.collectAbout)
	s.lists = sync.OnceValue(s.collectNotes)
	s.changes = sync.OnceValue(s.collectChanges)
	s.said = sync.OnceValue(s.reader(last))
	if s.outline != last.outline {
		return
	}
	if maps.EqualFunc(s.beside, last.beside, func(a, b *page) bool { return a.Page == b.Page }) {
		s.list = last.list
	}
	if s.citesAs(last) {
		s.citedIn, s.uses = last.citedIn, last.uses
	}
	if s.linksAs(last) {
		s.backlinks = last.backlinks
	}
}

// Settle makes what the pages of articles ask for that takes a look at every
// article, so that nobody waits for it later.
func (s *Site) Settle() {
	s.said()
	s.citedIn()
	s.backlinks()
}

// Pages returns every address of the site in order, without views. The list
// must not be changed: sites share it.
func (s *Site) Pages() []brief.Page { return s.list() }

func (s *Site) collectPages() []brief.Page {
	pages := make([]brief.Page, 0, len(s.order)+len(s.beside))
	for p := range s.inOrder() {
		pages = append(pages, p.Page)
	}
	return pages
}

// Page returns the page at an address without its view, and false when there
// is none.
func (s *Site) Page(address string) (brief.Page, bool) {
	if p := s.page(address); p != nil {
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
	if p := s.page(address); p != nil && p.build != nil {
		return p.build(s, p.of)
	}
	return nil
}

// Origin returns the place in an input that a page is made from, and none when
// the site makes the page itself.
func (s *Site) Origin(address string) brief.Pos {
	if p := s.page(address); p != nil {
		return p.origin
	}
	return brief.Pos{}
}

// page returns the page at an address, and nil when there is none.
func (s *Site) page(address string) *page {
	if p := s.pages[address]; p != nil {
		return p
	}
	return s.beside[address]
}

// inOrder yields every page by its address.
func (s *Site) inOrder() iter.Seq[*page] {
	return func(yield func(*page) bool) {
		rest := s.order
		for _, address := range slices.Sorted(maps.Keys(s.beside)) {
			for len(rest) > 0 && rest[0].Address < address {
				if !yield(rest[0]) {
					return
				}
				rest = rest[1:]
			}
			if !yield(s.beside[address]) {
				return
			}
		}
		for _, p := range rest {
			if !yield(p) {
				return
			}
		}
	}
}
