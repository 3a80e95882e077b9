package generator

import (
	"slices"
	"strings"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/cite"
	"gloss/generator/internal/config"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/link"
	"gloss/generator/internal/load"
	"gloss/generator/internal/render"
	"gloss/layouts"
)

// kept is what a Generator keeps from one load to the next. Each thing is kept
// with everything that it was made from, and used again only while that is the
// very same; what is made of many files is made again. There are no notes of
// what depends on what, which could miss something.
type kept struct {
	listing *load.Listing
	inputs  map[string]*input // by path
	inOrder struct {          // the same, while the listing is the same
		entries []load.Entry
		inputs  []*input
	}
	claims   *claims
	settings *settings
	library  *library
	rest     *rest
	linker   link.Linker

	texts map[string]disk.Digest // by path; when nothing else is kept

	lastSettings *settings // that were without errors
	renderer     *rendering
}

// input is what one file became.
type input struct {
	size     int64
	modified time.Time
	settled  bool        // a later change cannot have left size and time as they are
	digest   disk.Digest // of a text
	noun     any         // nil if it could not be read
	rejected int         // annotations in it that could not be read
	list     diag.List
	lines    map[int]string // those that diagnostics were about
	article  *annotated     // of an article: itself with its annotations
}

// digests returns the digests of the texts that were read, by path.
func (k *kept) digests() map[string]disk.Digest {
	all := make(map[string]disk.Digest, len(k.inputs))
	for path, in := range k.inputs {
		if in.digest != (disk.Digest{}) {
			all[path] = in.digest
		}
	}
	return all
}

// annotated is what one article with its annotations became.
type annotated struct {
	article  *brief.Article
	files    []*input // of annotations
	settings *brief.Settings
	anchored []brief.Anchored
	rejected int // unknown kinds and annotators, ids that were taken
	list     diag.List

	library *cite.Library
	reading *brief.Annotated // with the citations found in the library
	cited   diag.List
}

// lookAtAll finds out which files there are, and which have changed.
func (g *Generator) lookAtAll() {
	g.kept.settings, g.kept.renderer = nil, nil
	g.kept.listing = g.folder.List()
	for _, e := range g.kept.listing.Entries(new(diag.List)) {
		if in := g.kept.inputs[e.Path]; in != nil && !(in.settled && in.size == e.Size && in.modified.Equal(e.Modified)) {
			in.size = -1
		}
	}
}

// lookAt looks at what is named. Where files are seen through symbolic links
// one may have several names, and everything is looked at.
func (g *Generator) lookAt(changed []string) {
	if g.kept.listing == nil || g.kept.listing.Linked() {
		g.lookAtAll()
		return
	}
	for _, name := range changed {
		top, _, _ := strings.Cut(name, "/")
		switch top {
		case "config.toml":
			g.kept.settings = nil
		case "layouts":
			g.kept.renderer = nil
		}
		g.stale(name)
	}
	g.kept.listing.Look(changed)
}

// stale notes that a file, or the files in a folder, are to be read again.
func (g *Generator) stale(name string) {
	if in := g.kept.inputs[name]; in != nil {
		in.size = -1
		return
	}
	if !g.kept.listing.Folder(name) {
		return
	}
	for path, in := range g.kept.inputs {
		if strings.HasPrefix(path, name+"/") {
			in.size = -1
		}
	}
}

// unsettled is how old a file must be for its time of modification to tell
// whether it changed since. Within the tick of a clock, two seconds on some
// file systems, a file may change twice and have the same time.
const unsettled = 3 * time.Second

// fresh reports whether an input is what the file became: otherwise it has to
// be read.
func (in *input) fresh() bool { return in != nil && in.size >= 0 }

// settings is what config.toml became.
type settings struct {
	read *brief.Settings
	zone *time.Location
	list diag.List
}

// settings reads config.toml, and finds its time zone. A site without the file
// has the settings of an empty one, and an error.
func (g *Generator) settings(list *diag.List) (*brief.Settings, *time.Location) {
	if g.kept.settings == nil {
		s := readSettings(g.folder, g.options)
		if errors, _ := diag.Count(s.list.All()); errors == 0 {
			g.kept.lastSettings = s
		} else if good := g.kept.lastSettings; good != nil && g.options.KeepSettings {
			s = &settings{read: good.read, zone: good.zone, list: s.list}
		}
		g.kept.settings = s
	}
	list.Append(g.kept.settings.list.All()...)
	return g.kept.settings.read, g.kept.settings.zone
}

func readSettings(folder *load.Folder, options Options) *settings {
	s := new(settings)
	in, ok := brief.Input{Path: "config.toml"}, false
	complaints := &s.list
	if folder.Has(in.Path) {
		in, ok = folder.Read(in.Path, &s.list)
	} else {
		s.list.Add(diag.ConfigMissing, diag.Pos{File: in.Path}, "name the site's folder with --site, or make a site with gloss new site DIR", "the site has no config.toml")
	}
	if !ok {
		complaints = new(diag.List) // one is enough
	}
	s.read = config.Read(in, complaints)
	if options.BaseURL != "" {
		s.read.BaseURL = options.BaseURL
	}
	var err error
	if s.zone, err = time.LoadLocation(s.read.TimeZone); err != nil {
		s.zone = time.UTC // there is a complaint already
	}
	return s
}

// library is what the sources became.
type library struct {
	sources []*brief.Source
	made    *cite.Library
	list    diag.List
}

// library collects the sources of all files.
func (g *Generator) library(sources []*brief.Source, list *diag.List) *cite.Library {
	if l := g.kept.library; l == nil || !slices.Equal(l.sources, sources) {
		g.kept.library = &library{sources: sources}
		g.kept.library.made = cite.NewLibrary(sources, &g.kept.library.list)
	}
	list.Append(g.kept.library.list.All()...)
	return g.kept.library.made
}

// rendering is what the layouts became with the settings.
type rendering struct {
	settings *brief.Settings
	made     *render.Renderer
	list     diag.List
}

// renderer reads the layouts, the site's own laid over the built-in ones.
func (g *Generator) renderer(settings *brief.Settings, list *diag.List) *render.Renderer {
	if r := g.kept.renderer; r == nil || r.settings != settings {
		g.kept.renderer = newRendering(g.folder, settings)
	}
	list.Append(g.kept.renderer.list.All()...)
	return g.kept.renderer.made
}

func newRendering(folder *load.Folder, settings *brief.Settings) *rendering {
	r := &rendering{settings: settings}
	r.made = render.New(layouts.Over(folder.Layouts(&r.list)), settings, highlight.StyleSheet(), &r.list)
	return r
}
