package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/diff"
	"gloss/generator/internal/highlight"
)

// errDiffers ends a comparison that found differences.
var errDiffers = errors.New("the sides differ")

// diffFlags are the choices of gloss diff.
type diffFlags struct {
	buildFlags // out is the file of the report
	diff.TextOptions
	format string
	page   string
}

var diffFormats = []string{"text", "html", "json"}

func (p *program) diffCommand() *cobra.Command {
	var f diffFlags
	c := &cobra.Command{
		Use:   "diff [OLD] [NEW] [flags]",
		Short: "Say what a change did to the pages",
		Long: `Say what a change of text, layout or program did to the pages.

OLD (default: the output folder public) and NEW (default: the site as it is
now, built in memory) are each

  a folder of finished pages, or of a site, which is built in memory
  a git revision of the site, such as HEAD~1, which is built in memory
  a git revision of finished pages, such as HEAD:public
  an address such as https://example.org/

Pages are compared by what they mean: not the order of attributes, white space
or the fingerprint of a style sheet. Exit 0: no difference. Exit 1: there are
some. Exit 2: it could not be found out.`,
		Example: "  gloss diff\n  gloss diff HEAD:public\n  gloss diff HEAD~1 --stat\n  gloss diff --format html --out report.html main:public public",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 2 {
				return &misuse{"gloss diff compares two sides", "write " + c.UseLine()}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return p.diff(c.Context(), f, args) },
	}
	c.Flags().SortFlags = false
	addFormat(c, &f.format, diffFormats)
	c.Flags().StringVar(&f.out, "out", "", "write the report to a `file`")
	c.Flags().BoolVar(&f.Stat, "stat", false, "a line for each page that differs")
	c.Flags().BoolVar(&f.NameOnly, "name-only", false, "the addresses of what differs, and nothing else")
	c.Flags().StringVar(&f.page, "page", "", "only pages whose address fits a `glob`, such as '/2021/12/03/**'")
	c.Flags().IntVar(&f.Context, "context", 3, "`lines` to show around a change")
	c.Flags().BoolVar(&f.Words, "words", false, "show changed words within the line: [-old-]{+new+}")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the published site, in place of base_url in config.toml")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "take drafts in")
	c.Flags().BoolVar(&f.future, "future", false, "take in articles dated after today")
	c.Flags().Var(&f.now, "now", "the day that counts as today, such as 2021-12-03, or a `time` as RFC 3339 writes it")
	return c
}

// diff compares two sides and says what it found.
func (p *program) diff(ctx context.Context, f diffFlags, args []string) error {
	if err := f.check(); err != nil {
		return err
	}
	options, err := f.options(p.now())
	if err != nil {
		return err
	}
	dir, err := p.folder()
	if err != nil {
		return err
	}
	given := append(slices.Clone(args), "", "")
	c := comparison{program: p, dir: dir, options: options}
	defer c.close()
	old, new, err := c.sides(ctx, given[0], given[1])
	if err != nil {
		return err
	}
	status := status{p.stderr, p.live}
	status.show(fmt.Sprintf("comparing %s", count(len(new.Names), "file")))
	report, err := diff.Compare(ctx, old, new, diff.Options{Ignore: c.ignore, Page: f.page})
	status.clear()
	if err != nil {
		return c.explained(err)
	}
	if err := p.printDiff(report, &f); err != nil {
		return err
	}
	if !report.Same() {
		return errDiffers
	}
	return nil
}

// check complains of flags that contradict each other.
func (f *diffFlags) check() error {
	if err := oneOf(f.format, diffFormats); err != nil {
		return err
	}
	switch {
	case f.format != "text" && (f.Stat || f.NameOnly || f.Words):
		return &misuse{"--stat, --name-only and --words are for the format text", "leave --format out"}
	case f.Stat && f.NameOnly:
		return &misuse{"--stat and --name-only exclude each other", "take one of them out"}
	case f.Context < 0:
		return &misuse{"--context cannot be less than 0", "write --context 0 to see the changed lines alone"}
	}
	if _, err := path.Match(f.page, ""); err != nil {
		return &misuse{"--page is no glob: " + f.page, "write a glob such as '/2021/12/03/**' or '/sources/*/'"}
	}
	return nil
}

// printDiff writes a report to standard output or to a file.
func (p *program) printDiff(report *diff.Report, f *diffFlags) error {
	var b bytes.Buffer
	var err error
	switch f.format {
	case "json":
		err = report.JSON(&b)
	case "html":
		err = report.HTML(&b)
	default:
		f.Show = diag.Visible
		if p.inked && f.out == "" {
			f.Colour = highlight.TerminalDiff
		}
		err = report.Text(&b, f.TextOptions)
	}
	switch {
	case err != nil:
		return err
	case f.out == "":
		_, err = p.stdout.Write(b.Bytes())
		return err
	}
	return deliver(p.path(f.out), b.Bytes())
}
