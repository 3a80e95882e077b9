// Package generator turns a folder of articles, annotations and sources into
// a finished site.
//
//	files ─load→ bytes ─parse→ articles, annotations, sources ─anchor→ spans ─link→ site ─render→ pages ─write→ public/
//
// This file is the whole flow. Each stage is a package of its own under
// internal, knows the nouns of package brief and the diagnostics of package
// diag, and knows no other stage.
package generator

import (
	"context"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Options are the choices of one run that are not in config.toml.
type Options struct {
	Drafts  bool      // take drafts in
	Future  bool      // take in what is dated after Now
	Now     time.Time // the day that counts as today; zero keeps nothing back
	BaseURL string    // overrides the one in config.toml
	Strict  bool      // count warnings as errors
	Layouts string    // unused
}

// Site is a finished site: a function from address to bytes. It is safe for
// concurrent use and never changes.
type Site struct {
	Settings    *brief.Settings
	Articles    []*Article
	Sources     []*Source
	Pages       []brief.Page      // by address
	Diagnostics []diag.Diagnostic // sorted; without those that rendering will find
	Rejected    int               // annotations that could not be read, and so are among no article's
	Held        Held              // articles that were left out
	Seconds     []Stage
}

// Held counts the articles that a site leaves out for now.
type Held struct {
	Drafts int // drafts, without [Options.Drafts]
	Future int // dated after [Options.Now], without [Options.Future]
}

// Article is an article with its annotations, drafts among them, and what
// became of each.
type Article struct {
	*brief.Article
	Annotations []brief.Anchored
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

// Load reads the site in a folder and links it. The error says that the
// machine failed; an author's mistakes are among the site's diagnostics, and
// with errors among them the site may lack pages.
func Load(ctx context.Context, dir string, options Options) (*Site, error) {
	return &Site{}, nil
}

// Render returns the content of a page.
func (s *Site) Render(page brief.Page) ([]byte, error) { return nil, nil }

// Result is what writing a site did.
type Result struct {
	Written, Unchanged, Removed int // files
	Diagnostics                 []diag.Diagnostic
	Seconds                     []Stage
}

// Write brings the output folder to the state of the site: every file is
// whole at every moment, files that are the same are left alone, and only
// what Gloss wrote before is removed. If the site has errors nothing is
// written.
func (s *Site) Write(ctx context.Context, out string) (Result, error) { return Result{}, nil }
