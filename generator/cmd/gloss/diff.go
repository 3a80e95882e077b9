package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/diff"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/markup"
	"gloss/generator/internal/sides"
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
	c.Flags().StringVar(&f.format, "format", "text", "how to print it: "+strings.Join(diffFormats, ", "))
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
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(diffFormats, cobra.ShellCompDirectiveNoFileComp))
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
		return err
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
	switch {
	case !slices.Contains(diffFormats, f.format):
		return &misuse{"no such format: " + f.format, diag.DidYouMean(f.format, diffFormats, "there are "+strings.Join(diffFormats, ", "))}
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
	return replace(p.path(f.out), b.Bytes())
}

// comparison finds the sides that the user named.
type comparison struct {
	*program
	dir     string // of the site
	options generator.Options
	ignore  []markup.Selector
	sites   []*generator.Site
}

func (c *comparison) close() {
	for _, site := range c.sites {
		site.Close()
	}
}

// sides returns both sides. A site on the web is read last, so that it can be
// asked for the files that the other side has.
func (c *comparison) sides(ctx context.Context, oldName, newName string) (old, new *diff.Side, err error) {
	if !isAddress(newName) {
		if new, err = c.side(ctx, newName, "", nil); err != nil {
			return nil, nil, err
		}
	}
	var expect []string
	if new != nil {
		expect = new.Names
	}
	if old, err = c.side(ctx, oldName, "public", expect); err != nil {
		return nil, nil, err
	}
	if new == nil {
		if new, err = c.side(ctx, newName, "", old.Names); err != nil {
			return nil, nil, err
		}
	}
	return old, new, c.settle()
}

func isAddress(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// settle finds out what is ignored: what the settings of the site as it is now
// say, even where neither side is built from it.
func (c *comparison) settle() error {
	settings, err := generator.ReadSettings(c.dir)
	switch {
	case err == nil:
	case len(c.sites) > 0:
		settings = c.sites[0].Settings
	default:
		return nil // two folders, and no site here
	}
	for _, source := range settings.Diff.Ignore {
		selector, err := markup.Compile(source)
		if err != nil {
			return err
		}
		c.ignore = append(c.ignore, selector)
	}
	return nil
}

// side returns the side with a name; an empty name is the default, and with
// that empty the site as it is now.
func (c *comparison) side(ctx context.Context, name, otherwise string, expect []string) (*diff.Side, error) {
	switch {
	case isAddress(name):
		files, err := sides.Web(ctx, name, expect)
		return finished(name, files), err
	case name == "" && otherwise == "":
		return c.built("the site as it is", func() (*generator.Site, error) { return generator.Load(ctx, c.dir, c.options) })
	case name == "":
		name = otherwise
		folder := c.dir + string(os.PathSeparator) + name
		if !isFolder(folder) {
			return nil, &misuse{"there is no output yet: " + c.short(folder), "gloss build makes it; or name what to compare with, such as HEAD:public"}
		}
		return c.folder(ctx, name, folder)
	case isFolder(c.path(name)):
		return c.folder(ctx, name, c.path(name))
	}
	files, err := sides.Revision(ctx, c.dir, name)
	if err != nil {
		return nil, &misuse{fmt.Sprintf("%s is neither a folder nor a revision: %v", name, err), "gloss diff --help says what can be compared"}
	}
	return c.tree(name, files, func() (*generator.Site, error) { return generator.LoadFS(ctx, files, c.options) })
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// folder returns a folder on the disk.
func (c *comparison) folder(ctx context.Context, name, dir string) (*diff.Side, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return c.tree(name, root.FS(), func() (*generator.Site, error) { return generator.Load(ctx, dir, c.options) })
}

// tree returns files: as they are, or, where they are a site's, what is built
// from them.
func (c *comparison) tree(name string, files fs.FS, load func() (*generator.Site, error)) (*diff.Side, error) {
	if sides.IsSite(files) {
		return c.built(name, load)
	}
	done, err := sides.Of(files)
	if err != nil {
		return nil, err
	}
	return finished(name, done), nil
}

func finished(name string, files sides.Files) *diff.Side {
	return &diff.Side{Label: name, Names: files.Names, Read: files.Read}
}

// built returns the pages of a site, which are rendered when they are read.
func (c *comparison) built(name string, load func() (*generator.Site, error)) (*diff.Side, error) {
	status := status{c.stderr, c.live}
	status.show("building " + name)
	site, err := load()
	status.clear()
	if err != nil {
		return nil, err
	}
	c.sites = append(c.sites, site)
	if wrong := onlyErrors(site.Diagnostics); len(wrong) > 0 {
		c.complain(wrong)
		return nil, &misuse{name + " cannot be built", "mend the errors first"}
	}
	return &diff.Side{Label: name, Names: site.Files(), Read: site.ReadFile}, nil
}
