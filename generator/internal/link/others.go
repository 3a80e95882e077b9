package link

import (
	"cmp"
	"slices"

	"gloss/generator/brief"
)

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

// entity builds the view of an entity.
func (s *Site) entity(e *brief.Entity) any {
	v := &brief.EntityView{
		Frame: s.newFrame(brief.EntityPage, e.Address(), e.Name, opening(e.Body.Text), "",
			homeAnchor, brief.Anchor{Address: "/entities/"}),
		Entity: e,
	}
	v.Body, v.Sources = s.plainText(document{&e.Body, e.Address(), e.Path, nil}, &e.Reading)
	for _, a := range slices.Backward(s.links().naming[e]) {
		v.Articles = append(v.Articles, s.card(a))
	}
	return v
}

// freePage builds the view of a free page.
func (s *Site) freePage(p *brief.FreePage) any {
	v := &brief.TextView{Page: p}
	trail := []brief.Anchor{homeAnchor}
	var parent *brief.FreePage
	for i := range s.corpus.Pages {
		above := &s.corpus.Pages[i]
		if slices.Contains(s.pagesBelow(above.Address), p) {
			parent = above
			trail = append(trail, brief.Anchor{Address: above.Address, Title: above.Title})
		}
	}
	v.Frame = s.newFrame(brief.TextPage, p.Address, p.Title, cmp.Or(p.Description, opening(p.Body.Text)), p.Language, trail...)
	paper := s.newPaper(document{&p.Body, p.Address, p.Path, nil}, &p.Reading)
	v.Body = brief.Extract{Setting: paper.setting(&p.Body, brief.InBody, s), To: len(p.Body.Steps)}
	v.Sources = paper.entries
	v.Footnotes = paper.footnotes(&p.Body, s)
	for _, below := range s.pagesBelow(p.Address) {
		v.Children = append(v.Children, brief.Anchor{Address: below.Address, Title: below.Title})
	}
	if parent != nil {
		siblings := s.pagesBelow(parent.Address)
		i := slices.Index(siblings, p)
		if i > 0 {
			v.Previous = &brief.Anchor{Address: siblings[i-1].Address, Title: siblings[i-1].Title}
		}
		if i+1 < len(siblings) {
			v.Next = &brief.Anchor{Address: siblings[i+1].Address, Title: siblings[i+1].Title}
		}
	}
	return v
}

func (s *Site) notFound() any {
	return &brief.NotFoundView{Frame: s.newFrame(brief.NotFoundPage, "/404.html", "", "", "")}
}

// feed builds the view of the site's feed: the latest articles.
func (s *Site) feed() any {
	const most = 20
	v := &brief.FeedView{Site: s.frame, Address: "/feed.xml", Home: "/"}
	for _, a := range slices.Backward(s.articles) {
		if len(v.Articles) == most {
			break
		}
		v.Articles = append(v.Articles, s.article(a))
	}
	return v
}

// sitemap builds the view of the sitemap: every page that readers may find.
func (s *Site) sitemap() any {
	modified := map[string]brief.Date{}
	for _, a := range s.articles {
		date := a.Date
		if a.Updated.Compare(date) > 0 {
			date = a.Updated
		}
		modified[a.Address()] = date
	}
	for _, d := range s.days {
		modified[d.Date.Address()] = d.Date
	}
	v := &brief.SitemapView{Site: s.frame}
	for _, p := range s.order() {
		switch p.Type {
		case brief.NotFoundPage, brief.FeedFile, brief.SitemapFile, brief.RobotsFile, brief.MediaFile, brief.AssetFile, brief.AnnotationsFile:
		default:
			v.Pages = append(v.Pages, brief.SitemapEntry{Address: p.Address, Modified: modified[p.Address]})
		}
	}
	return v
}
