// Package generator turns a folder of articles, annotations and sources into
// a finished site.
//
//	files ─load→ bytes ─parse→ articles, annotations, sources ─anchor→ spans ─link→ site ─render→ pages ─write→ public/
//
// This file is the whole flow. Each stage is a package of its own under
// internal, knows the nouns of package brief and the diagnostics of package
// diag, and knows no other stage. What joins them is here and in the files
// that the functions below name.
package generator

import (
	"context"
	"io/fs"
	"time"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/load"
	"gloss/generator/internal/parse"
)

// Options are the choices of one run that are not in config.toml.
type Options struct {
	Drafts  bool             // take drafts in
	Future  bool             // take in what is dated after Now
	Now     time.Time        // the day that counts as today; zero keeps nothing back
	Clock   func() time.Time // when there is one, asked for Now each time that a Generator makes the site
	BaseURL string           // overrides the one in config.toml
	Strict  bool             // count warnings as errors

	// KeepSettings has a Generator go on with the settings that it had while
	// there are mistakes in config.toml, which are told all the same.
	KeepSettings bool

	// Early is given each site as soon as its pages can be asked for, while
	// what takes a look at every article is still being made: the lists of
	// pages, articles and sources, and complaints of links. May be nil.
	Early func(*Site)
}

// Load reads the site in a folder and links it. The error says that the
// machine failed; an author's mistakes are among the site's diagnostics, and
// with errors among them the site may lack pages.
func Load(ctx context.Context, dir string, options Options) (*Site, error) {
	g, err := New(dir, options)
	if err != nil {
		return nil, err
	}
	return g.once(ctx)
}

// LoadFS is like [Load] for a site that is not in a folder on the disk, such
// as a revision of it. It can be rendered, and not written.
func LoadFS(ctx context.Context, files fs.FS, options Options) (*Site, error) {
	return newGenerator("", load.Over(files), options).once(ctx)
}

// Generator makes a site again and again while its files change. It keeps what
// one file, or one article with its annotations, became, and uses it again
// while they are the same; everything else is made anew each time. So a site
// made after changes is the same as one made from nothing.
//
// A Generator loads one site at a time. The sites that it made stay as they
// are and may be used meanwhile, until it is closed.
type Generator struct {
	dir     string
	folder  *load.Folder
	options Options
	parser  *parse.Parser
	kept    kept
}

// New returns a generator for the site in a folder.
func New(dir string, options Options) (*Generator, error) {
	folder, err := load.Open(dir)
	if err != nil {
		return nil, err
	}
	return newGenerator(dir, folder, options), nil
}

func newGenerator(dir string, folder *load.Folder, options Options) *Generator {
	return &Generator{dir: dir, folder: folder, options: options, parser: parse.New(highlight.Code)}
}

// Close gives the site's folder back. Sites render no more media then.
func (g *Generator) Close() error { return g.folder.Close() }

// once makes the site, which closes the folder.
func (g *Generator) once(ctx context.Context) (*Site, error) {
	site, err := g.Load(ctx)
	if err != nil {
		g.Close()
		return nil, err
	}
	site.close = g.Close
	g.kept = kept{texts: g.kept.digests()} // nothing is made again: what the site itself does not hold may go
	return site, nil
}

// Load makes the site, as [Load] does, after a look at every file.
func (g *Generator) Load(ctx context.Context) (*Site, error) {
	clock := newStopwatch()
	g.lookAtAll()
	return g.make(ctx, clock)
}

// Reload makes the site after a look at the files and folders that are named,
// by paths relative to the site's folder, and at no others: those that are
// new, gone, renamed or different.
func (g *Generator) Reload(ctx context.Context, changed []string) (*Site, error) {
	clock := newStopwatch()
	g.lookAt(changed)
	return g.make(ctx, clock)
}

// make is the flow.
func (g *Generator) make(ctx context.Context, clock *stopwatch) (*Site, error) {
	list := new(diag.List)

	site := &Site{dir: g.dir, folder: g.folder, options: g.options}
	if g.options.Clock != nil {
		site.options.Now = g.options.Clock()
	}
	site.Settings, site.zone = g.settings(list)
	entries := g.kept.listing.Entries(list)
	clock.lap("load")

	parsed, err := g.parseAll(ctx, entries, list)
	if err != nil {
		return nil, err
	}
	clock.lap("parse")

	chosen := site.choose(parsed, list)
	site.Rejected = parsed.rejected + g.anchorAll(site.Settings, parsed, chosen, list)
	clock.lap("anchor")

	library := g.library(parsed.sources, list)
	corpus := g.citeAll(library, parsed, chosen, list)
	clock.lap("cite")

	site.renderer = g.renderer(site.Settings, list)
	site.link(&g.kept.linker, corpus, list)
	if g.options.Early != nil {
		early := *site
		early.Diagnostics = g.explain(list.All())
		g.options.Early(&early)
	}
	site.finish(corpus, library, list)
	site.Diagnostics = g.explain(list.All())
	clock.lap("link")

	site.Seconds = clock.laps
	return site, nil
}
