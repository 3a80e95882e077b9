package render

import (
	"bytes"
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
	}
}
