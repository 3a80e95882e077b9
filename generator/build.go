package generator

import (
	"context"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Plan says what [Build] is to do.
type Plan struct {
	Options

	Dir, Out string // the site's folder and the output folder
	Swap     bool   // change the output folder at one moment, as [Site.Swap] does

	// Stamps is the folder in which to keep, for each output folder, what it
	// was made from and what came of it. When a build would make the same
	// again of the same, it says so without making it. With an empty name, and
	// with Swap, nothing is kept, and every build makes the whole site.
	Stamps string
	Fresh  bool // make the whole site whatever the stamp says

	// Writing is told how many pages there are before they are written. May be
	// nil.
	Writing func(pages int)
}

// Built is what a build came to: everything that it has to say.
type Built struct {
	Pages       map[brief.PageType]int // pages of HTML
	Annotations Annotations
	Sources     Cited
	Held        Held
	Files       Files
	Diagnostics []diag.Diagnostic // all of them, sorted, each with the line that it is about
	Seconds     []Stage           `json:"-"`
}

// Annotations counts what became of the annotations: the total is the sum of
// the rest.
type Annotations struct {
	Total, Placed, Moved, Ambiguous, Orphaned, Rejected int
}

// Cited counts the sources, and those that are cited.
type Cited struct{ Total, Cited int }

// Files counts what a build did to the files of the output folder.
type Files struct{ Written, Unchanged, Removed int }

// Build makes the site in a folder and brings the output folder to its state,
// as [Load] and [Site.Write] do. What it returns is nil only if the site could
// not be loaded. If the content has errors, which are among the diagnostics,
// nothing is written.
func Build(ctx context.Context, p Plan) (*Built, error) {
	g, err := New(p.Dir, p.Options)
	if err != nil {
		return nil, err
	}
	last := g.last(ctx, p)
	if built := last.same(ctx); built != nil {
		return built, g.Close()
	}
	site, err := g.once(ctx)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	if p.Writing != nil {
		p.Writing(len(site.Pages))
	}
	write := (*Site).Write
	if p.Swap {
		write = (*Site).Swap
	}
	result, err := write(site, ctx, p.Out)
	built := newBuilt(site, result)
	if errors, _ := diag.Count(built.Diagnostics); errors == 0 && err == nil {
		last.keep(ctx, site, built, result)
	}
	return built, err
}

func newBuilt(site *Site, result Result) *Built {
	b := &Built{
		Pages:       map[brief.PageType]int{},
		Annotations: Annotations{Total: site.Rejected, Rejected: site.Rejected},
		Sources:     Cited{Total: len(site.Sources)},
		Held:        site.Held,
		Files:       Files{result.Written, result.Unchanged, result.Removed},
		Diagnostics: diag.Sorted(slices.Concat(site.Diagnostics, result.Diagnostics)),
		Seconds:     slices.Concat(site.Seconds, result.Seconds),
	}
	for _, page := range site.Pages {
		if strings.HasSuffix(page.Address, "/") || page.Type == brief.NotFoundPage || page.Type == brief.RedirectPage {
			b.Pages[page.Type]++
		}
	}
	for _, article := range site.Articles {
		for i := range article.Annotations {
			b.Annotations.add(article.Annotations[i].Outcome())
		}
	}
	for _, source := range site.Sources {
		if source.Citations > 0 {
			b.Sources.Cited++
		}
	}
	return b
}

func (a *Annotations) add(outcome brief.Outcome) {
	a.Total++
	switch outcome {
	case brief.Placed:
		a.Placed++
	case brief.Moved:
		a.Moved++
	case brief.Ambiguous:
		a.Ambiguous++
	case brief.Orphaned:
		a.Orphaned++
	}
}
