package render

import (
	"bytes"

	"gloss/generator/brief"
)

func (r *Renderer) feed(w *bytes.Buffer, view *brief.FeedView) error { return nil }

func (r *Renderer) sitemap(w *bytes.Buffer, view *brief.SitemapView) error { return nil }

func (r *Renderer) robots(w *bytes.Buffer, view *brief.SiteView) {}
