package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
)

// lists are what gloss list can list.
var lists = []string{"articles", "annotations", "sources", "orphans"}

func (p *program) listCommand() *cobra.Command {
	var format string
	formats := []string{"text", "json", "csv"}
	c := &cobra.Command{
		Use:   "list " + strings.Join(lists, "|"),
		Short: "List the articles, annotations, sources or orphans of the site",
		Long: `List the articles, annotations, sources or orphans of the site, drafts and what
is dated in the future among them.

An orphan is an annotation whose words were not found in its article.`,
		Args:      takes(strings.Join(lists[:3], ", ") + " or " + lists[3]),
		ValidArgs: lists,
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(lists, args[0]) {
				return &misuse{"cannot list " + args[0], diag.DidYouMean(args[0], lists, "write "+c.UseLine())}
			}
			if err := oneOf(format, formats); err != nil {
				return err
			}
			return p.list(c.Context(), args[0], format)
		},
	}
	addFormat(c, &format, formats)
	return c
}

// list prints a list. When the content has errors, what could be read is
// listed all the same and the errors are printed after it.
func (p *program) list(ctx context.Context, what, format string) error {
	_, site, err := p.load(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	var t table
	switch what {
	case "articles":
		t = articles(site)
	case "annotations":
		t = annotations(site, func(brief.Outcome) bool { return true })
	case "orphans":
		t = annotations(site, func(o brief.Outcome) bool { return o == brief.Orphaned || o == brief.Moved })
	case "sources":
		t = sources(site)
	}
	if err := p.print(t, format); err != nil {
		return err
	}
	return p.unread(site, "what could not be read is not listed")
}

// table is a list: the names of its columns, then a row for each thing. The
// values are strings, integers and booleans.
type table struct {
	columns []string
	rows    [][]any
}

func articles(site *generator.Site) table {
	t := table{columns: []string{"date", "address", "title", "draft", "annotations", "file"}}
	for _, a := range site.Articles {
		t.rows = append(t.rows, []any{a.Date.String(), a.Address(), a.Title, a.Draft, len(a.Annotations), a.Path})
	}
	return t
}

func annotations(site *generator.Site, include func(brief.Outcome) bool) table {
	t := table{columns: []string{"file", "line", "article", "id", "kind", "by", "date", "status", "outcome", "passage"}}
	for _, article := range site.Articles {
		for i := range article.Annotations {
			a := &article.Annotations[i]
			if !include(a.Outcome()) {
				continue
			}
			passages := make([]string, len(a.Targets))
			for j := range a.Targets {
				passages[j] = a.Targets[j].Passage()
			}
			t.rows = append(t.rows, []any{
				a.Pos.File, a.Pos.Line, article.Address(), a.ID, a.Kind, a.By, a.Date.String(), a.Status.String(),
				a.Outcome().String(), strings.Join(passages, " / "),
			})
		}
	}
	return t
}

func sources(site *generator.Site) table {
	t := table{columns: []string{"id", "type", "citations", "issued", "title", "url", "file", "line"}}
	for _, s := range site.Sources {
		t.rows = append(t.rows, []any{
			s.ID, s.Type, s.Citations, s.Issued.String(), s.Title, s.URL, s.Pos.File, s.Pos.Line,
		})
	}
	return t
}

func (p *program) print(t table, format string) error {
	switch format {
	case "json":
		return t.json(p.stdout)
	case "csv":
		return t.csv(p.stdout)
	}
	return t.text(p.stdout)
}

// text prints aligned columns for people, with long values cut. Nothing that a
// file holds reaches the terminal as a control character, and an empty list
// prints nothing.
func (t *table) text(w *sticky) error {
	if len(t.rows) == 0 {
		return nil
	}
	aligned := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(aligned, strings.Join(t.columns, "\t"))
	for _, row := range t.rows {
		fmt.Fprintln(aligned, strings.Join(cells(row, inShort), "\t"))
	}
	return aligned.Flush()
}

// inShort returns a value as a cell of a list for people.
func inShort(s string) string {
	const most = 80 // characters; paths of articles fit
	s = strings.ReplaceAll(s, "\n", " ")
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return diag.Visible(s)
}

// csv prints a header and the rows (RFC 4180, with line feeds), safe for
// spreadsheets.
func (t *table) csv(w *sticky) error {
	out := csv.NewWriter(w)
	_ = out.Write(t.columns)
	for _, row := range t.rows {
		_ = out.Write(cells(row, exchange.Cell))
	}
	out.Flush()
	return out.Error()
}

// json prints an array of objects, one on each line.
func (t *table) json(w *sticky) error {
	var b strings.Builder
	for i, row := range t.rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for j, value := range row {
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			if j > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%q: %s", t.columns[j], text)
		}
		b.WriteString("}")
	}
	if len(t.rows) > 0 {
		b.WriteString("\n")
	}
	_, err := fmt.Fprintf(w, "[%s]\n", b.String())
	return err
}

// cells returns the values of a row as text.
func cells(row []any, form func(string) string) []string {
	text := make([]string, len(row))
	for i, value := range row {
		text[i] = form(fmt.Sprint(value))
	}
	return text
}
