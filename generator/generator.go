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

	"gloss/generator/brief"
	"gloss/generator/internal/cite"
	"gloss/generator/internal/config"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/link"
	"gloss/generator/internal/load"
	"gloss/generator/internal/parse"
	"gloss/generator/internal/render"
	"gloss/layouts"
)

// Options are the choices of one run that are not in config.toml.
type Options struct {
	Drafts  bool      // take drafts in
	Future  bool      // take in what is dated after Now
	Now     time.Time // the day that counts as today; zero keeps nothing back
	BaseURL string    // overrides the one in config.toml
	Strict  bool      // count warnings as errors
}

// Load reads the site in a folder and links it. The error says that the
// machine failed; an author's mistakes are among the site's diagnostics, and
// with errors among them the site may lack pages.
func Load(ctx context.Context, dir string, options Options) (*Site, error) {
	folder, err := load.Open(dir)
	if err != nil {
		return nil, err
	}
	return loadFolder(ctx, dir, folder, options)
}

// LoadFS is like [Load] for a site that is not in a folder on the disk, such
// as a revision of it. It can be rendered, and not written.
func LoadFS(ctx context.Context, files fs.FS, options Options) (*Site, error) {
	return loadFolder(ctx, "", load.Over(files), options)
}

func loadFolder(ctx context.Context, dir string, folder *load.Folder, options Options) (*Site, error) {
	clock := newStopwatch()
	list := new(diag.List)

	site := &Site{dir: dir, folder: folder, options: options}
	site.Settings, site.zone = settings(folder, options, list)
	entries, err := folder.Content(list)
	if err != nil {
		return nil, err
	}
	clock.lap("load")

	parsed, err := parseAll(ctx, folder, entries, parse.New(highlight.Code), list)
	if err != nil {
		return nil, err
	}
	clock.lap("parse")

	corpus := site.choose(parsed, list)
	site.Rejected += anchorAll(site.Settings, parsed, corpus, list)
	clock.lap("anchor")

	library := cite.NewLibrary(parsed.sources, list)
	citeAll(library, corpus, options, list)
	clock.lap("cite")

	own, err := folder.Layouts()
	if err != nil {
		return nil, err
	}
	site.renderer = render.New(layouts.Over(own), site.Settings, highlight.StyleSheet(), list)
	site.links = link.New(site.Settings, corpus, site.assets(), list)
	site.finish(corpus, library, list)
	clock.lap("link")

	site.Seconds = clock.laps
	return site, nil
}

// settings reads config.toml, and finds its time zone. A site without the file
// has the settings of an empty one, and an error.
func settings(folder *load.Folder, options Options, list *diag.List) (*brief.Settings, *time.Location) {
	in, ok := brief.Input{Path: "config.toml"}, false
	complaints := list
	if folder.Has(in.Path) {
		in, ok = folder.Read(in.Path, list)
	} else {
		list.Add(diag.ConfigMissing, diag.Pos{File: in.Path}, "name the site's folder with --site, or make a site with gloss new site DIR", "the site has no config.toml")
	}
	if !ok {
		complaints = new(diag.List) // one is enough
	}
	read := config.Read(in, complaints)
	if options.BaseURL != "" {
		read.BaseURL = options.BaseURL
	}
	zone, err := time.LoadLocation(read.TimeZone)
	if err != nil {
		zone = time.UTC // there is a complaint already
	}
	return read, zone
}
