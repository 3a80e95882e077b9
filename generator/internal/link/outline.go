package link

import (
	"maps"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// outline is which pages a site has, apart from the files that texts refer to,
// and what things are called. It follows from the front matter of articles,
// from how many notes of which kinds they have, and from all that is no
// article. Most changes of an article leave it as it is: so it knows articles
// by their place in the site and holds none of them.
type outline struct {
	settings  *brief.Settings
	assets    Assets
	look      *brief.SiteView // what is the same on every page, but for the policy
	moved     []brief.Redirect
	names     names
	media     map[string]brief.File // by path
	pages     map[string]*page      // by address
	order     []*page               // by address
	room      pieces[page]          // in which they stand
	days      []*day                // by date
	turns     []int                 // the corpus's articles by their places in the site
	editions  []*day                // of the articles, by their places in the site
	toArticle []brief.Anchor        // by their places in the site
	toNotes   []string              // the files of their notes, likewise
	toEntity  []brief.Anchor        // by their places in the corpus
	topics    []*topic              // by title
	topicOf   map[string]*topic     // by every name that articles call them
	stories   []*story              // by title
	storyOf   map[string]*story
	tally     tally
	sourceOf  map[string]*brief.Source
	indexOf   map[*brief.Entity]int32 // in the corpus
	followed  map[*brief.Entity][]int

	complaints diag.List
}

// newOutline makes the outline of a site.
func (s *Site) newOutline(settings *brief.Settings, assets Assets) {
	s.outline = &outline{
		settings: settings,
		assets:   assets,
		media:    map[string]brief.File{},
		pages:    make(map[string]*page, 2*len(s.corpus.Articles)+len(s.corpus.Sources)),
		sourceOf: map[string]*brief.Source{},
		indexOf:  map[*brief.Entity]int32{},
		tally:    count(settings, s.corpus.Articles),
	}
	list := &s.complaints
	for _, source := range s.corpus.Sources {
		s.sourceOf[source.ID] = source
	}
	s.toEntity = make([]brief.Anchor, len(s.corpus.Entities))
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		s.indexOf[e] = int32(i)
		s.toEntity[i] = brief.Anchor{Address: e.Address(), Title: e.Name}
	}
	for _, f := range s.corpus.Media {
		s.media[f.Path] = f
	}
	s.collectDays(list)
	s.collectTopics(list)
	s.collectStories(list)
	s.collectNames(list)
	s.checkEntities(list)
	s.collectFollowed()
	s.look = s.siteView(assets)
	s.addPages(list)
	s.addRedirects(list)
	s.addHostFiles(list)
	slices.SortFunc(s.order, func(a, b *page) int { return strings.Compare(a.Address, b.Address) })
}

// arrangeArticles puts the articles of the corpus in the order that the
// outline gives them.
func (s *Site) arrangeArticles() {
	s.articles = make([]*brief.Annotated, len(s.turns))
	for i, at := range s.turns {
		s.articles[i] = s.corpus.Articles[at]
	}
}

// outlines reports whether the outline of a site is also that of another
// corpus.
func (s *Site) outlines(settings *brief.Settings, corpus *brief.Corpus, assets Assets) bool {
	if s.settings != settings || s.assets != assets || !sameRest(s.corpus, corpus) || len(s.corpus.Articles) != len(corpus.Articles) {
		return false
	}
	recount := false
	for i, a := range corpus.Articles {
		if old := s.corpus.Articles[i]; old != a {
			if !introducedAs(old.Article, a.Article) {
				return false
			}
			recount = recount || !notedAs(old, a) || !changedAs(old, a)
		}
	}
	return !recount || s.tally.equal(count(settings, corpus.Articles))
}

// sameRest reports whether two corpora share all that is no article.
func sameRest(a, b *brief.Corpus) bool {
	return same(a.Briefings, b.Briefings) && same(a.Entities, b.Entities) && same(a.Stories, b.Stories) &&
		same(a.Pages, b.Pages) && same(a.Sources, b.Sources) && same(a.Media, b.Media)
}

// same reports whether two slices are one.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// introducedAs reports whether two articles say the same of themselves, as far
// as the outline of a site takes an interest.
func introducedAs(a, b *brief.Article) bool {
	return a.Path == b.Path && a.Slug == b.Slug && a.Title == b.Title && a.Date == b.Date && a.Clock == b.Clock && a.Pos == b.Pos &&
		a.Language == b.Language && slices.Equal(a.Former, b.Former) &&
		slices.Equal(a.Topics, b.Topics) && slices.Equal(a.Stories, b.Stories) && slices.Equal(a.Entities, b.Entities) &&
		(len(a.Events) > 0) == (len(b.Events) > 0)
}

// notedAs reports whether two articles have notes of the same kinds and
// annotators.
func notedAs(a, b *brief.Annotated) bool {
	return slices.EqualFunc(a.Reading.Notes, b.Reading.Notes, func(i, j int) bool {
		x, y := &a.Annotations[i], &b.Annotations[j]
		return x.Kind == y.Kind && x.By == y.By
	})
}

// changedAs reports whether two articles were corrected and updated in the same
// years.
func changedAs(a, b *brief.Annotated) bool {
	return slices.Equal(yearsChanged(a), yearsChanged(b))
}

func yearsChanged(a *brief.Annotated) []int {
	var years []int
	for c := range changesOf(a) {
		years = append(years, c.date.Year)
	}
	return years
}

// tally is in which years which lists have pages of their own.
type tally struct {
	kinds   map[string][]int // by id; only those that have notes
	people  map[string][]int
	changes []int
}

func (t tally) equal(other tally) bool {
	return maps.EqualFunc(t.kinds, other.kinds, slices.Equal[[]int]) && maps.EqualFunc(t.people, other.people, slices.Equal[[]int]) &&
		slices.Equal(t.changes, other.changes)
}

// count counts the notes of articles by kind and by annotator, and what was
// changed in them.
func count(settings *brief.Settings, articles []*brief.Annotated) tally {
	type list struct {
		total int
		years []int
	}
	kinds, people := make([]list, len(settings.Kinds)), make([]list, len(settings.Annotators))
	var changes list
	add := func(l *list, year int) {
		l.total++
		if !slices.Contains(l.years, year) {
			l.years = append(l.years, year)
		}
	}
	for _, a := range articles {
		for _, i := range a.Reading.Notes {
			n := &a.Annotations[i]
			if k := slices.IndexFunc(settings.Kinds, func(k brief.Kind) bool { return k.ID == n.Kind }); k >= 0 {
				add(&kinds[k], a.Date.Year)
			}
			if p := slices.IndexFunc(settings.Annotators, func(a brief.Annotator) bool { return a.ID == n.By }); p >= 0 {
				add(&people[p], a.Date.Year)
			}
		}
		for c := range changesOf(a) {
			add(&changes, c.date.Year)
		}
	}
	own := func(l list) []int {
		if l.total <= onePage {
			return nil
		}
		slices.SortFunc(l.years, func(a, b int) int { return b - a })
		return l.years[1:]
	}
	put := func(in map[string][]int, id string, l list) {
		if l.total > 0 {
			in[id] = own(l)
		}
	}
	t := tally{kinds: map[string][]int{}, people: map[string][]int{}, changes: own(changes)}
	for i, l := range kinds {
		put(t.kinds, settings.Kinds[i].ID, l)
	}
	for i, l := range people {
		put(t.people, settings.Annotators[i].ID, l)
	}
	return t
}

// add gives a page its address, unless another one has it.
func (s *Site) add(kind brief.PageType, address string, origin brief.Pos, list *diag.List, build func(*Site) any) {
	if build == nil {
		s.addOf(kind, 0, address, origin, list, nil)
		return
	}
	s.addOf(kind, 0, address, origin, list, func(s *Site, _ int) any { return build(s) })
}

// addOf gives an address to a page of which there are many, unless another one
// has it: they are built by the same function, of different things.
func (s *Site) addOf(kind brief.PageType, of int, address string, origin brief.Pos, list *diag.List, build func(s *Site, of int) any) {
	p := &s.room.make(1)[0]
	*p = page{Page: brief.Page{Address: address, Type: kind}, origin: origin, of: of, build: build}
	if other := s.page(p.Address); other != nil {
		taken(other, p, list)
		return
	}
	s.pages[p.Address] = p
	s.order = append(s.order, p)
}

// taken complains of a page whose address another one has.
func taken(other, p *page, list *diag.List) {
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
	s.add(brief.HomePage, "/", made, list, (*Site).home)
	for i, a := range s.articles {
		address := s.toArticle[i].Address
		s.addOf(brief.ArticlePage, i, address, a.Pos, list, func(s *Site, order int) any { return s.article(order) })
		if s.pages[address].origin != a.Pos {
			continue // the page is another's, which has been said
		}
		s.addOf(brief.AnnotationsFile, i, s.toNotes[i], a.Pos, list, func(s *Site, order int) any {
			a := s.articles[order]
			return &brief.AnnotationsView{Article: a, Notes: a.Reading.Notes}
		})
	}
	s.addDays(list)
	s.addSources(list)
	s.addEntities(list)
	s.addTopics(list)
	s.addStories(list)
	s.addNotes(list)
	s.addCorrections(list)
	if s.hasEvents() {
		s.add(brief.TimelinePage, "/timeline/", made, list, (*Site).timeline)
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		s.add(brief.TextPage, p.Address, p.Pos, list, func(s *Site) any { return s.freePage(p) })
	}
	for _, address := range []string{s.assets.StyleSheet, s.assets.Script, s.assets.Icon, s.assets.SearchLibrary, s.assets.SearchScript} {
		s.add(brief.AssetFile, address, made, list, nil)
	}
	s.add(brief.NotFoundPage, "/404.html", made, list, (*Site).notFound)
	s.addSearch(list)
	s.addSiteFeeds(list)
	s.add(brief.SitemapFile, "/sitemap.xml", made, list, (*Site).sitemap)
	s.add(brief.NewsSitemapFile, "/sitemap-news.xml", made, list, (*Site).newsSitemap)
	s.add(brief.RobotsFile, "/robots.txt", made, list, func(s *Site) any { return s.frame })
}
