package generator

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/cite"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/link"
	"gloss/generator/internal/load"
	"gloss/generator/internal/render"
	"gloss/generator/internal/write"
)

// Site is a finished site: a function from address to bytes. It is safe for
// concurrent use and never changes.
type Site struct {
	Settings    *brief.Settings
	Articles    []*brief.Annotated
	Sources     []Source
	Pages       []brief.Page      // by address, without views
	Diagnostics []diag.Diagnostic // sorted; without those that rendering will find
	Rejected    int               // annotations that could not be read, and so are among no article's
	Held        Held              // articles that were left out
	Seconds     []Stage

	dir      string
	options  Options
	zone     *time.Location
	folder   *load.Folder
	links    *link.Site
	renderer *render.Renderer
	static   map[string][]byte // assets by address
	close    func() error      // nil when the folder is the Generator's
}

// Held counts the articles that a site leaves out for now.
type Held struct {
	Drafts int // drafts, without [Options.Drafts]
	Future int // dated after [Options.Now], without [Options.Future]
}

// Source is a source with how often it is cited.
type Source struct {
	*brief.Source
	Citations int
}

// Stage is how long one stage of the flow took.
type Stage struct {
	Name    string
	Seconds float64
}

// Close gives the site's folder back, if the site is from [Load]; otherwise
// its [Generator] does that. A closed site renders no more media.
func (s *Site) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close()
}

// finish completes the site from what was linked.
func (s *Site) finish(corpus *brief.Corpus, library *cite.Library, list *diag.List) {
	s.Articles = corpus.Articles
	s.links.Settle()
	s.Pages = s.links.Pages()
	cited := map[*brief.Source]int{}
	for _, source := range library.Sources() {
		n := s.links.Citations(source)
		s.Sources = append(s.Sources, Source{Source: source, Citations: n})
		cited[source] = n
	}
	library.Unused(cited, list)
}

// link links a corpus and makes its pages ready to be rendered.
func (s *Site) link(linker *link.Linker, corpus *brief.Corpus, list *diag.List) {
	s.links = linker.Link(s.Settings, corpus, s.assets(), list)
	s.static = map[string][]byte{}
	for _, a := range s.renderer.Assets.All() {
		s.static[a.Address] = a.Content
	}
}

// assets returns the addresses of what pages refer to.
func (s *Site) assets() link.Assets {
	a := s.renderer.Assets
	return link.Assets{
		StyleSheet: a.StyleSheet.Address, Script: a.Script.Address, Icon: a.Icon.Address,
		SearchLibrary: a.SearchLibrary.Address, SearchScript: a.SearchScript.Address,
	}
}

// Page returns the page at an address, and false when there is none.
func (s *Site) Page(address string) (brief.Page, bool) { return s.links.Page(address) }

// Policy returns the Content-Security-Policy that every page of the site has,
// and nothing when they have none.
func (s *Site) Policy() string { return s.links.Policy() }

// Open opens a file that is published as it is.
func (s *Site) Open(page brief.Page) (io.ReadCloser, error) {
	return s.folder.OpenFile(page.Media.Path)
}

// Render returns the content of a page. The error is a [*LayoutError] when a
// layout is at fault, and says otherwise that the machine failed.
func (s *Site) Render(page brief.Page) ([]byte, error) {
	var b bytes.Buffer
	if page.Type == brief.MediaFile {
		file, err := s.folder.OpenFile(page.Media.Path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		_, err = b.ReadFrom(file)
		return b.Bytes(), err
	}
	err := s.render(&b, page)
	return b.Bytes(), err
}

// render appends the content of a page that is no media.
func (s *Site) render(b *bytes.Buffer, page brief.Page) error {
	if page.Type == brief.AssetFile {
		b.Write(s.static[page.Address])
		return nil
	}
	page.View = s.links.View(page.Address)
	if view, ok := page.View.(*brief.AnnotationsView); ok {
		return exchange.WriteWebAnnotations(b, s.Settings, exchange.Article{Annotated: view.Article, Chosen: view.Notes})
	}
	return s.renderer.Page(b, &page)
}

// Result is what writing a site did.
type Result struct {
	Written, Unchanged, Removed int // files
	Diagnostics                 []diag.Diagnostic
	Seconds                     []Stage

	digest disk.Digest // of all outputs
}

// Write brings the output folder to the state of the site: every file is
// whole at every moment, files that are the same are left alone, and only
// what Gloss wrote before is removed. If the site has errors nothing is
// written. The result's diagnostics are those that were found while writing.
func (s *Site) Write(ctx context.Context, out string) (Result, error) {
	return s.write(ctx, out, write.Folder)
}

// Swap is like [Site.Write], and changes the output folder at one moment: the
// next site is made beside it, of the same files where they are the same, and
// the two folders are exchanged. Where the system cannot do that a diagnostic
// says so.
func (s *Site) Swap(ctx context.Context, out string) (Result, error) {
	return s.write(ctx, out, write.Swap)
}

// bringing is one of the two ways in which a folder is brought to the state of
// a site.
type bringing func(ctx context.Context, site, out string, inputs []string, outputs []write.Output) (write.Result, []diag.Diagnostic, error)

func (s *Site) write(ctx context.Context, out string, bring bringing) (Result, error) {
	if s.dir == "" {
		return Result{}, errors.New("a site that is in no folder cannot be written")
	}
	if errors, _ := diag.Count(s.Diagnostics); errors > 0 {
		return Result{}, nil
	}
	clock := newStopwatch()
	outputs := make([]write.Output, len(s.Pages))
	for i, page := range s.Pages {
		outputs[i] = write.Output{Path: FileOf(page.Address)}
		if page.Type == brief.MediaFile {
			outputs[i].Open = func() (io.ReadCloser, error) { return s.folder.OpenFile(page.Media.Path) }
			continue
		}
		outputs[i].Content = func(b *bytes.Buffer) error { return s.render(b, page) }
	}
	written, refused, err := bring(ctx, s.dir, out, inputFolders, outputs)
	clock.lap("write")
	result := Result{Written: written.Written, Unchanged: written.Unchanged, Removed: written.Removed, Seconds: clock.laps, digest: written.Digest}
	result.Diagnostics = s.Explain(append(refused, mistakes(err)...))
	if len(result.Diagnostics) > 0 {
		return result, nil
	}
	return result, err
}

// inputFolders are what a site is made from: an output folder is none of them.
var inputFolders = []string{"config.toml", "content", "layouts", "generator"}

// mistakes returns the diagnostics among the errors of writing: those of
// layouts.
func mistakes(err error) []diag.Diagnostic {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []diag.Diagnostic
		for _, one := range joined.Unwrap() {
			all = append(all, mistakes(one)...)
		}
		return all
	}
	var layout *render.LayoutError
	if errors.As(err, &layout) {
		return []diag.Diagnostic{layout.Diagnostic}
	}
	return nil
}

// FileOf returns the file, relative to the output folder, that an address is
// published as.
func FileOf(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}
