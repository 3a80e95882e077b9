// Package render turns the pages of a site into bytes: HTML through the
// layouts, feeds, the sitemap and JSON-LD through their encoders. A page is a
// pure function of its view and the layouts; nothing here reads a clock, a
// file or another page.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"sync"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Renderer renders pages with one set of layouts. It is safe for concurrent
// use.
type Renderer struct {
	Assets Assets // their addresses belong into [brief.SiteView]

	settings   *brief.Settings
	folder     string // path of BaseURL without its final slash: empty at the root of a host
	layouts    *template.Template
	catalogues map[string]*words
	sums       map[string]string // of the assets, by address, as integrity writes them
	voices     sync.Map          // language → *voice
	contents   sync.Pool         // of feeds that have been written: *contents
}

// New reads the layouts, a site's own laid over the built-in ones, and makes
// the assets. More is CSS to append to the style sheet. What is wrong with the
// layouts is added to the list; the pages that need them then fail with a
// [LayoutError].
func New(files fs.FS, settings *brief.Settings, more string, list *diag.List) *Renderer {
	broken := new(diag.List)
	r := &Renderer{
		settings:   settings,
		folder:     folderOf(settings.BaseURL),
		catalogues: readCatalogues(files, list),
		layouts:    readLayouts(files, broken),
	}
	list.Append(broken.All()...)
	r.Assets = makeAssets(files, settings, more, list)
	r.sums = r.Assets.sums()
	// The layouts are escaped once with the words of the site's language, so
	// that mistakes in them show before any page is asked for. When one could
	// not be read at all, what the others miss of it is no mistake of theirs.
	if err := r.voice(settings.Language).check(); err != nil && len(broken.All()) == 0 {
		list.Append(layoutDiagnostic(diag.LayoutSyntax, err))
	}
	return r
}

// Page writes a page's content. The error is a [LayoutError] when a layout is
// at fault. Assets and media have no view: their bytes are [Renderer.Assets]
// and the files themselves.
func (r *Renderer) Page(w *bytes.Buffer, page *brief.Page) error {
	switch view := page.View.(type) {
	case *brief.FeedView:
		return r.feed(w, view)
	case *brief.SitemapView:
		r.sitemap(w, view)
		return nil
	case *brief.NewsSitemapView:
		r.newsSitemap(w, view)
		return nil
	case brief.SearchPart:
		w.Write(view)
		return nil
	case brief.HostText:
		w.WriteString(string(view))
		return nil
	case *brief.SiteView: // robots.txt says where the sitemap is
		r.robots(w)
		return nil
	case framed:
		return r.voice(view.Framed().Language).page(w, view)
	}
	return fmt.Errorf("%s: nothing renders a %T", page.Address, page.View)
}

// framed is a view of a page of HTML.
type framed interface{ Framed() *brief.Frame }

// address returns an address as links on a page write it: those that start at
// the site's root are put below the folder that the site is published in.
func (r *Renderer) address(a string) string {
	if strings.HasPrefix(a, "/") && !strings.HasPrefix(a, "//") {
		return r.folder + a
	}
	return a
}

// absolute returns an address as feeds and search engines need it. While the
// site's own is not known it stays relative to the root.
func (r *Renderer) absolute(a string) string {
	site, path := r.whereabouts(a)
	return site + path
}

// whereabouts returns the absolute form of an address in two parts.
func (r *Renderer) whereabouts(a string) (site, path string) {
	if strings.HasPrefix(a, "/") && r.settings.BaseURL != "" {
		return r.settings.BaseURL, a[1:]
	}
	return "", a
}

func folderOf(baseURL string) string {
	_, rest, _ := strings.Cut(baseURL, "://")
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		return strings.TrimSuffix(rest[slash:], "/")
	}
	return ""
}
