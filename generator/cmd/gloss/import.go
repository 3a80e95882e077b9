package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/load"
	"gloss/generator/internal/scaffold"
)

func (p *program) importCommand() *cobra.Command {
	var article string
	var dry bool
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take in annotations and sources that were made elsewhere",
		Long: `Take in annotations and sources that were made elsewhere.

Annotations are Web Annotations (.jsonld, .json) or an export of Hypothesis
(.json). They become an annotation file beside the article that they are about,
or are appended to the one that is there; those that the site has already are
left out. Sources are BibTeX (.bib), RIS (.ris) or CSL (.json, .yaml) and become
a new file of content/sources. Where there is an error nothing is written.`,
		Example: "  gloss import export.json\n  gloss import --article leaders-to-talk notes.jsonld\n  gloss import refs.bib",
		Args:    takes("FILE…"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.importFiles(c.Context(), args, article, dry)
		},
	}
	c.Flags().StringVar(&article, "article", "", "the `article` that all annotations are about (default: as their addresses say)")
	c.Flags().BoolVar(&dry, "dry-run", false, "print what would be made, and write nothing")
	return c
}

// importFiles imports one file after the other, each seeing what the ones
// before it have made.
func (p *program) importFiles(ctx context.Context, names []string, article string, dry bool) error {
	var failed error
	for _, name := range names {
		if err := p.importFile(ctx, name, article, dry); errors.Is(err, errContent) {
			failed = err
		} else if err != nil {
			return err
		}
	}
	return failed
}

func (p *program) importFile(ctx context.Context, name, article string, dry bool) error {
	dir, site, err := p.load(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	var list diag.List
	in, err := p.input(name, &list)
	if err != nil {
		return err
	}
	if len(list.All()) > 0 {
		p.complain(list.All())
		return errContent
	}
	var only *brief.Annotated
	if article != "" {
		articles, err := named(site, []string{article})
		if err != nil {
			return err
		}
		only = articles[0]
	}
	made := site.Import(in, only)
	if len(made.Diagnostics) > 0 {
		p.complain(made.Diagnostics)
		fmt.Fprintln(p.stderr)
	}
	if wrong := onlyErrors(made.Diagnostics); len(wrong) > 0 {
		fmt.Fprintf(p.stderr, "%s: %s; nothing is written\n", diag.Visible(name), count(len(wrong), "error"))
		return errContent
	}
	for _, file := range made.Files {
		if dry {
			fmt.Fprintf(p.stdout, "%s\n\n%s\n", p.short(filepath.Join(dir, filepath.FromSlash(file.Path))), visibleLines(file.Text))
			continue
		}
		write := func() error { return scaffold.Write(dir, scaffold.File{Path: file.Path, Text: file.Text}) }
		if file.Grows {
			write = func() error { return scaffold.Append(dir, scaffold.File{Path: file.Path, Text: file.Text}) }
		}
		if err := write(); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, p.short(filepath.Join(dir, filepath.FromSlash(file.Path))))
	}
	p.sayImported(name, made)
	return nil
}

// sayImported says in one line what became of a file.
func (p *program) sayImported(name string, made generator.Imported) {
	n := 0
	what := "annotation"
	for _, file := range made.Files {
		n += file.Count
		if !file.Grows {
			what = "source"
		}
	}
	fmt.Fprintf(p.stderr, "%s: %s taken in", diag.Visible(name), count(n, what))
	if made.Known > 0 {
		fmt.Fprintf(p.stderr, ", %d there already", made.Known)
	}
	if made.Rejected > 0 {
		fmt.Fprintf(p.stderr, ", %d left out", made.Rejected)
	}
	fmt.Fprintln(p.stderr)
}

// maxImport is the most bytes that a file to import may have.
const maxImport = 64 << 20

// input reads a file that need not be in the site.
func (p *program) input(name string, list *diag.List) (brief.Input, error) {
	path := p.path(name)
	info, err := os.Stat(path)
	if err != nil {
		return brief.Input{}, &misuse{"cannot read " + name, "name a file that is there"}
	}
	if !info.Mode().IsRegular() {
		return brief.Input{}, &misuse{name + " is not a file", "name a file of annotations or sources"}
	}
	file, err := os.Open(path)
	if err != nil {
		return brief.Input{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxImport+1))
	if err != nil {
		return brief.Input{}, err
	}
	shown := filepath.ToSlash(p.short(path))
	if len(data) > maxImport {
		list.Add(diag.FileSize, diag.Pos{File: shown}, "split it", "the file has more than %d MiB", maxImport>>20)
		return brief.Input{}, nil
	}
	in, _ := load.Text(shown, data, list)
	return in, nil
}

// visibleLines returns a text of several lines as a terminal may show it.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = diag.Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}
