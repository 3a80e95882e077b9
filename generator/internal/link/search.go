package link

import (
	"cmp"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/search"
)

// addSearch registers the search page and the parts of its index.
func (s *Site) addSearch(list *diag.List) {
	s.add(brief.SearchPage, "/search/", brief.Pos{}, list, (*Site).searchPage)
	part := func(kind string, n int, build func(x *search.Index, i int) []byte) {
		for i := range n {
			s.add(brief.SearchFile, "/search/"+kind+"/"+strconv.Itoa(i)+".json", brief.Pos{}, list, func(s *Site) any { return brief.SearchPart(build(s.index, i)) })
		}
	}
	index := search.New(s.findable()) // how many parts there are follows from the number of documents
	part("terms", index.Shards(), (*search.Index).Shard)
	part("starts", index.Starts(), (*search.Index).Start)
	part("titles", index.Blocks(), (*search.Index).Block)
}

// searchPage builds the view of the search page.
func (s *Site) searchPage() any {
	index := s.index
	v := &brief.SearchView{
		Frame:   s.newFrame(brief.SearchPage, "/search/", "", "", "", homeAnchor),
		Library: s.assets.SearchLibrary, Script: s.assets.SearchScript,
		Shards: index.Shards(), Starts: index.Starts(), Documents: index.Documents(), PerBlock: search.PerBlock,
	}
	years := map[int]bool{}
	for i := len(s.days) - 1; i >= 0; i-- {
		if year := s.days[i].Date.Year; !years[year] {
			years[year] = true
			v.Years = append(v.Years, periodAnchor(brief.Date{Year: year}))
		}
	}
	return v
}

// findable returns how many documents can be found, and each of them by its
// number: articles with their notes, then sources, entities, stories, topics
// and free pages.
func (s *Site) findable() (int, func(i int) search.Document) {
	type group struct {
		n    int
		read func(i int) search.Document
	}
	groups := []group{
		{len(s.articles), func(i int) search.Document { return s.findableArticle(i) }},
		{len(s.corpus.Sources), func(i int) search.Document { return findableSource(s.corpus.Sources[i]) }},
		{len(s.corpus.Entities), func(i int) search.Document { return findableEntity(&s.corpus.Entities[i]) }},
		{len(s.stories), func(i int) search.Document {
			t := s.stories[i]
			return search.Document{Sort: "story", Title: t.Title, Address: t.address(), Gist: t.Summary, Fields: [][]string{{t.Summary, t.Body.Text}}}
		}},
		{len(s.topics), func(i int) search.Document {
			return search.Document{Sort: "topic", Title: s.topics[i].title, Address: s.topics[i].address()}
		}},
		{len(s.corpus.Pages), func(i int) search.Document {
			p := &s.corpus.Pages[i]
			return search.Document{Sort: "page", Title: p.Title, Address: p.Address, Gist: p.Description, Fields: [][]string{{p.Body.Text}}}
		}},
	}
	n := 0
	for _, g := range groups {
		n += g.n
	}
	return n, func(i int) search.Document {
		for _, g := range groups {
			if i < g.n {
				return g.read(i)
			}
			i -= g.n
		}
		return search.Document{}
	}
}

func (s *Site) findableArticle(order int) search.Document {
	a := s.articles[order]
	notes := make([]string, len(a.Reading.Notes))
	for i, index := range a.Reading.Notes {
		notes[i] = a.Annotations[index].Body.Text
	}
	return search.Document{
		Sort: "article", Title: a.Title, Address: s.toArticle[order].Address, Date: a.Date.String(), Gist: cmp.Or(a.Dek, a.Body.Text),
		Fields: [][]string{{a.Dek, a.Byline, a.Body.Text}, notes},
	}
}

func findableSource(source *brief.Source) search.Document {
	words := []string{source.ContainerTitle, source.Publisher, source.Agency, source.Quote, source.Abstract, source.ID}
	for _, p := range source.Authors {
		words = append(words, p.Full())
	}
	return search.Document{
		Sort: "source", Title: cmp.Or(source.Title, source.ID), Address: source.Address(), Date: source.Issued.String(),
		Gist: cmp.Or(source.ContainerTitle, source.Publisher, source.Quote), Fields: [][]string{{strings.Join(words, "\n")}},
	}
}

func findableEntity(e *brief.Entity) search.Document {
	words := e.Body.Text
	for _, alias := range e.Aliases {
		words += "\n" + alias.Text
	}
	return search.Document{Sort: "entity", Title: e.Name, Address: e.Address(), Gist: e.Body.Text, Fields: [][]string{{words}}}
}
