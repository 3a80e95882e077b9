package link

import (
	"slices"

	"gloss/generator/brief"
)

// sitemap builds the view of the sitemap: every page that readers may find,
// with the day on which its content last changed where that is known.
func (s *Site) sitemap() any {
	dates := s.lastChanges()
	v := &brief.SitemapView{Site: s.frame}
	for _, p := range s.order {
		switch p.Type {
		case brief.NotFoundPage, brief.RedirectPage, brief.HostFile, brief.FeedFile, brief.SitemapFile, brief.NewsSitemapFile, brief.RobotsFile, brief.MediaFile, brief.AssetFile, brief.SearchFile, brief.AnnotationsFile:
		default:
			v.Pages = append(v.Pages, brief.SitemapEntry{Address: p.Address, Modified: dates[p.Address]})
		}
	}
	return v
}

// lastChanges returns the day of the last change of each page: of an article
// its own, its update or correction or its latest note, of a page that gathers
// articles the latest of theirs.
func (s *Site) lastChanges() map[string]brief.Date {
	dates := map[string]brief.Date{}
	note := func(address string, date brief.Date) {
		if date.Compare(dates[address]) > 0 {
			dates[address] = date
		}
	}
	for i, a := range s.articles {
		changed := lastChange(a)
		for _, address := range []string{"/", s.toArticle[i].Address, a.Date.Address(), brief.Date{Year: a.Date.Year, Month: a.Date.Month}.Address(), brief.Date{Year: a.Date.Year}.Address()} {
			note(address, changed)
		}
		for _, name := range a.Topics {
			if t := s.topicOf[name.Text]; t != nil {
				note(t.address(), changed)
				note("/topics/", changed)
			}
		}
		for _, name := range a.Stories {
			if t := s.storyNamed(name.Text); t != nil {
				note(t.address(), changed)
				note("/stories/", changed)
			}
		}
		for _, e := range s.said().readings[i].named {
			note(s.toEntity[e].Address, changed)
		}
	}
	if changes := s.changes(); len(changes) > 0 {
		note(logAddress, changes[len(changes)-1].date)
		for _, year := range s.tally.changes {
			in := changesIn(changes, year)
			note(yearAddress(logAddress, year), in[len(in)-1].date)
		}
	}
	return dates
}

// lastChange returns the day on which an article or a note on it last changed.
func lastChange(a *brief.Annotated) brief.Date {
	date := a.Date
	later := func(d brief.Date) {
		if d.Compare(date) > 0 {
			date = d
		}
	}
	later(a.Updated)
	for _, c := range a.Corrections {
		later(c.Date)
	}
	for _, i := range a.Reading.Notes {
		later(a.Annotations[i].Date)
	}
	return date
}

// newsSitemap builds the view of the news sitemap: the articles of the last
// two days. The last day is that of the newest article, for a site does not
// change by being built a day later.
func (s *Site) newsSitemap() any {
	v := &brief.NewsSitemapView{Site: s.frame}
	if len(s.articles) == 0 {
		return v
	}
	newest := s.articles[len(s.articles)-1].Date.Time()
	const most = 1000 // that a news sitemap may hold
	for _, a := range slices.Backward(s.articles) {
		if newest.Sub(a.Date.Time()).Hours() > 24 || len(v.Articles) == most {
			break
		}
		v.Articles = append(v.Articles, a.Article)
	}
	return v
}
