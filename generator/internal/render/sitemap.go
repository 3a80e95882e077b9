package render

import (
	"bytes"
	"cmp"
	"encoding/xml"

	"gloss/generator/brief"
)

// A sitemap as sitemaps.org defines it. It wants absolute addresses; while the
// site's own is not known they stay relative to the root, and robots.txt does
// not point to it.
type (
	urlSet struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []urlEntry
	}
	urlEntry struct {
		XMLName  xml.Name `xml:"url"`
		Location string   `xml:"loc"`
		Modified string   `xml:"lastmod,omitempty"`
	}
)

func (r *Renderer) sitemap(w *bytes.Buffer, view *brief.SitemapView) error {
	set := urlSet{URLs: make([]urlEntry, len(view.Pages))}
	for i, p := range view.Pages {
		set.URLs[i] = urlEntry{Location: r.absolute(p.Address), Modified: p.Modified.String()}
	}
	return r.encode(w, set)
}

// A news sitemap as Google defines it ("Create a news sitemap"): the articles
// of the last two days.
type (
	newsSet struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		News    string   `xml:"xmlns:news,attr"`
		URLs    []newsEntry
	}
	newsEntry struct {
		XMLName     xml.Name `xml:"url"`
		Location    string   `xml:"loc"`
		Publication string   `xml:"news:news>news:publication>news:name"`
		Language    string   `xml:"news:news>news:publication>news:language"`
		Published   string   `xml:"news:news>news:publication_date"`
		Title       string   `xml:"news:news>news:title"`
	}
)

func (r *Renderer) newsSitemap(w *bytes.Buffer, view *brief.NewsSitemapView) error {
	set := newsSet{News: "http://www.google.com/schemas/sitemap-news/0.9"}
	for _, a := range view.Articles {
		language := base(cmp.Or(a.Language, view.Site.Language))
		published := a.Date.String()
		if a.Clock != "" {
			published = moment(a.Date, a.Clock)
		}
		set.URLs = append(set.URLs, newsEntry{
			Location: r.absolute(a.Address()), Publication: view.Site.Title, Language: language, Published: published, Title: a.Title,
		})
	}
	return r.encode(w, set)
}

func (r *Renderer) encode(w *bytes.Buffer, set any) error {
	w.WriteString(xml.Header)
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "")
	if err := encoder.Encode(set); err != nil {
		return err
	}
	w.WriteByte('\n')
	return nil
}

// robots writes robots.txt: everything may be read.
func (r *Renderer) robots(w *bytes.Buffer) {
	w.WriteString("User-agent: *\nAllow: /\n")
	if r.settings.BaseURL != "" {
		w.WriteString("Sitemap: " + r.absolute("/sitemap.xml") + "\n")
		w.WriteString("Sitemap: " + r.absolute("/sitemap-news.xml") + "\n")
	}
}
