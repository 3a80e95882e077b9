package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/bibtex"
	"gloss/generator/internal/csl"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/ris"
)

func (p *program) exportCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "export",
		Short: "Print the annotations or sources of the site in formats of others",
	},
		p.exportAnnotations(), p.exportSources(),
	)
}

// annotationFormats are the formats that annotations are exported in.
var annotationFormats = []string{"web-annotation", "hypothesis", "csv", "markdown"}

func (p *program) exportAnnotations() *cobra.Command {
	var format string
	var drafts bool
	c := &cobra.Command{
		Use:   "annotations [ARTICLE…]",
		Short: "Print the annotations of the site, or of some articles",
		Long: `Print the annotations of the site, or of some articles, each of which goes by
its path, slug or title.

They come in the order in which they are read. web-annotation is JSON-LD as the
W3C describes it, an AnnotationPage for each article; hypothesis is what the API
of Hypothesis returns for a search; csv is a table; markdown is annotation
files.`,
		Example: "  gloss export annotations > notes.jsonld\n  gloss export annotations leaders-to-talk --format csv",
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(format, annotationFormats); err != nil {
				return err
			}
			return p.printAnnotations(c.Context(), args, format, drafts)
		},
	}
	c.Flags().BoolVar(&drafts, "drafts", false, "take drafts in")
	addFormat(c, &format, annotationFormats)
	return c
}

// sourceFormats are the formats that sources are exported in.
var sourceFormats = []string{"csl-json", "csl-yaml", "bibtex", "ris"}

func (p *program) exportSources() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:     "sources [ID…]",
		Short:   "Print the sources of the site, or some of them",
		Example: "  gloss export sources --format bibtex > refs.bib",
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf(format, sourceFormats); err != nil {
				return err
			}
			return p.printSources(c.Context(), args, format)
		},
	}
	addFormat(c, &format, sourceFormats)
	return c
}

// printAnnotations prints the annotations on the named articles, or on all.
func (p *program) printAnnotations(ctx context.Context, names []string, format string, drafts bool) error {
	dir, err := p.folder()
	if err != nil {
		return err
	}
	site, err := generator.Load(ctx, dir, generator.Options{Drafts: drafts, Future: true, Now: p.now()})
	if err != nil {
		return err
	}
	defer site.Close()
	chosen, err := named(site, names)
	if err != nil {
		return err
	}
	var articles []exchange.Article
	for _, a := range chosen {
		if len(a.Reading.Notes) > 0 {
			articles = append(articles, exchange.Article{Annotated: a, Chosen: a.Reading.Notes})
		}
	}
	if err := writeAnnotations(p.stdout, site.Settings, articles, format); err != nil {
		return err
	}
	return p.unread(site, "what could not be read is not exported")
}

func writeAnnotations(w io.Writer, settings *brief.Settings, articles []exchange.Article, format string) error {
	switch format {
	case "hypothesis":
		return exchange.WriteHypothesis(w, settings, articles)
	case "csv":
		return exchange.WriteCSV(w, settings, articles)
	case "markdown":
		return exchange.WriteMarkdown(w, articles)
	}
	if len(articles) == 1 {
		return exchange.WriteWebAnnotations(w, settings, articles[0])
	}
	return exchange.WriteWebAnnotationPages(w, settings, articles)
}

// printSources prints the named sources, or all of them.
func (p *program) printSources(ctx context.Context, ids []string, format string) error {
	_, site, err := p.load(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	var sources []*brief.Source
	var known []string
	for _, s := range site.Sources {
		known = append(known, s.ID)
		if len(ids) == 0 || slices.Contains(ids, s.ID) {
			sources = append(sources, s.Source)
		}
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return &misuse{"no source has the id " + id, diag.DidYouMean(id, known, "gloss list sources names them all")}
		}
	}
	switch format {
	case "csl-json":
		text, err := csl.JSON(sources)
		if err != nil {
			return err
		}
		p.stdout.Write(text)
	case "csl-yaml":
		io.WriteString(p.stdout, csl.YAML(sources))
	case "bibtex":
		io.WriteString(p.stdout, bibtex.Write(sources))
	case "ris":
		io.WriteString(p.stdout, ris.Write(sources))
	}
	return p.unread(site, "what could not be read is not exported")
}

// unread prints the errors of a site whose content was printed as far as it
// could be read.
func (p *program) unread(site *generator.Site, consequence string) error {
	wrong := onlyErrors(site.Diagnostics)
	if len(wrong) == 0 {
		return nil
	}
	p.complain(wrong)
	fmt.Fprintf(p.stderr, "\n%s; %s\n", count(len(wrong), "error"), consequence)
	return errContent
}
