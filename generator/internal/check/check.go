// Package check looks at a finished site for what a build lets pass: links
// between pages that lead nowhere, notes that ought to cite a source and do
// not, sources that nobody dated. It looks at the pages as readers get them and
// at the nouns that they were made from, and changes neither.
package check

import (
	"context"
	"errors"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/parallel"
)

// Site is what is looked at.
type Site struct {
	Settings *brief.Settings
	Articles []*brief.Annotated
	Sources  []*brief.Source
	Pages    []brief.Page // every address, in order
	Today    brief.Date   // zero when no date is in the future

	Read   func(page brief.Page) ([]byte, error)
	Origin func(address string) brief.Pos // of the input that a page is made from; none when the site makes it itself
}

// Texts checks what the inputs say: annotations, sources and dates.
func Texts(site *Site) []diag.Diagnostic {
	list := new(diag.List)
	for _, a := range site.Articles {
		site.annotations(a, list)
		site.articleDates(a.Article, list)
	}
	for _, s := range site.Sources {
		site.source(s, list)
	}
	site.expires(list)
	return list.All()
}

// Pages checks what readers get: every page of HTML, and the links between
// them. The error joins those of the pages that could not be read.
func Pages(ctx context.Context, site *Site) ([]diag.Diagnostic, error) {
	looks := make([]*look, len(site.Pages))
	errs := make([]error, len(site.Pages))
	parallel.Each(len(site.Pages), func(i int) {
		if ctx.Err() == nil {
			looks[i], errs[i] = site.look(site.Pages[i])
		}
	})
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return nil, err
	}
	var all []finding
	for _, l := range looks {
		if l != nil {
			all = append(all, l.findings...)
		}
	}
	all = append(all, titles(looks)...)
	all = append(all, site.links(looks)...)
	return site.told(all), nil
}
