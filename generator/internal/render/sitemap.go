package render

import (
	"bytes"
	"cmp"

	"gloss/generator/brief"
)

// sitemapSpace is the name space of sitemaps.
const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// sitemap writes a sitemap as sitemaps.org defines it. It wants absolute
// addresses; while the site's own is not known they stay relative to the root,
// and robots.txt does not point to it.
func (r *Renderer) sitemap(b *bytes.Buffer, view *brief.SitemapView) {
	w := newXML(b, "")
	w.begin("urlset", "xmlns", sitemapSpace)
	for _, p := range view.Pages {
		w.begin("url")
		r.location(w, p.Address)
		w.filled("lastmod", p.Modified.String())
		w.end("url")
	}
	w.end("urlset")
	b.WriteByte('\n')
}

// location writes the absolute form of an address.
func (r *Renderer) location(w *xmlWriter, address string) {
	site, path := r.whereabouts(address)
	w.element("loc", site, path)
}

// newsSitemap writes a news sitemap as Google defines it ("Create a news
// sitemap"): the articles of the last two days.
func (r *Renderer) newsSitemap(b *bytes.Buffer, view *brief.NewsSitemapView) {
	w := newXML(b, "")
	w.begin("urlset", "xmlns", sitemapSpace, "xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")
	for _, a := range view.Articles {
		published := a.Date.String()
		if a.Clock != "" {
			published = moment(a.Date, a.Clock)
		}
		w.begin("url")
		r.location(w, a.Address())
		w.begin("news:news")
		w.begin("news:publication")
		w.element("news:name", view.Site.Title)
		w.element("news:language", base(cmp.Or(a.Language, view.Site.Language)))
		w.end("news:publication")
		w.element("news:publication_date", published)
		w.element("news:title", a.Title)
		w.end("news:news")
		w.end("url")
	}
	w.end("urlset")
	b.WriteByte('\n')
}

// robots writes robots.txt: everything may be read.
func (r *Renderer) robots(w *bytes.Buffer) {
	w.WriteString("User-agent: *\nAllow: /\n")
	if r.settings.BaseURL != "" {
		w.WriteString("Sitemap: " + r.absolute("/sitemap.xml") + "\n")
		w.WriteString("Sitemap: " + r.absolute("/sitemap-news.xml") + "\n")
	}
}
