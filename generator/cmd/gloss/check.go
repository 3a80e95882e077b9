package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/check"
	"gloss/generator/internal/diag"
)

// checkFlags are the choices of gloss check.
type checkFlags struct {
	buildFlags
	format   string
	baseline string
	write    bool
}

var checkFormats = []string{"text", "json", "sarif", "github"}

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check [flags]",
		Short: "Say everything that is wrong with the site, and write nothing",
		Long: `Say everything that is wrong with the site, and write nothing.

Besides what a build complains of, the pages are looked at as readers get them,
and what the desk has promised is checked: that fact-checks cite a source, that
disputes are answered, that no note is older than its article. [check] in
config.toml says how serious each complaint is.`,
		Example: "  gloss check\n  gloss check --format github\n  gloss check --baseline check.baseline --write-baseline",
		Args:    takes(),
		RunE:    func(c *cobra.Command, _ []string) error { return p.check(c.Context(), f) },
	}
	c.Flags().SortFlags = false
	addFormat(c, &f.format, checkFormats)
	c.Flags().BoolVar(&f.strict, "strict", false, "count warnings as errors")
	c.Flags().StringVar(&f.baseline, "baseline", "", "pass over the complaints that a `file` lists")
	c.Flags().BoolVar(&f.write, "write-baseline", false, "write the complaints that there are now to that file")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the published site, in place of base_url in config.toml")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "take drafts in")
	c.Flags().BoolVar(&f.future, "future", false, "take in articles dated after today")
	c.Flags().Var(&f.now, "now", "the day that counts as today, such as 2021-12-03, or a `time` as RFC 3339 writes it")
	return c
}

// check looks the site over and prints what it found.
func (p *program) check(ctx context.Context, f checkFlags) error {
	if err := oneOf(f.format, checkFormats); err != nil {
		return err
	}
	switch {
	case f.write && f.baseline == "":
		return &misuse{"--write-baseline needs --baseline", "name the file: --baseline check.baseline"}
	}
	options, err := f.options(p.now())
	if err != nil {
		return err
	}
	options.Strict = false // counted below, when the severities are known
	dir, err := p.folder()
	if err != nil {
		return err
	}
	items, err := p.complaintsOf(ctx, dir, options)
	if err != nil {
		return err
	}
	if f.strict {
		items = diag.Strict(items)
	}
	if f.write {
		fmt.Fprintf(p.stderr, "%s passed over from now on\n", count(len(items), "complaint"))
		return deliver(p.path(f.baseline), []byte(check.WriteBaseline(items)))
	}
	if items, err = p.news(items, f.baseline); err != nil {
		return err
	}
	if err := p.printCheck(items, f.format, dir); err != nil {
		return err
	}
	errors, warnings := diag.Count(items)
	if errors+warnings > 0 {
		if f.format == "text" {
			p.separate(items)
		}
		fmt.Fprintln(p.stderr, complaints(errors, warnings))
	}
	if errors > 0 {
		return errContent
	}
	return nil
}

// complaintsOf returns everything that is wrong with a site, sorted and with
// the severities that it has chosen. While the site cannot be built its pages
// are not looked at: what they lack would be complained of twice.
func (p *program) complaintsOf(ctx context.Context, dir string, options generator.Options) ([]diag.Diagnostic, error) {
	status := status{p.stderr, p.live}
	defer status.clear()
	status.show("reading " + p.short(dir))
	site, err := generator.Load(ctx, dir, options)
	if err != nil {
		return nil, err
	}
	defer site.Close()

	view := &check.Site{
		Settings: site.Settings, Articles: site.Articles, Pages: site.Pages,
		Today: today(options.Now, site.Settings.TimeZone),
		Read:  site.Render, Origin: site.Origin,
	}
	for _, s := range site.Sources {
		view.Sources = append(view.Sources, s.Source)
	}
	found := check.Texts(view)
	if len(onlyErrors(site.Diagnostics)) == 0 {
		status.show(fmt.Sprintf("looking at %s", count(len(site.Pages), "page")))
		pages, err := check.Pages(ctx, view)
		wrong := site.Mistakes(err)
		if err != nil && len(wrong) == 0 {
			return nil, err
		}
		found = slices.Concat(found, pages, wrong)
	}
	all := append(slices.Clone(site.Diagnostics), site.Explain(found)...)
	return diag.Sorted(check.Judge(all, site.Settings.Check.Severity)), nil
}

// today returns the day that it is at the site.
func today(now time.Time, zone string) brief.Date {
	if location, err := time.LoadLocation(zone); err == nil {
		now = now.In(location)
	}
	return brief.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
}

// news returns the complaints that are not in a baseline.
func (p *program) news(items []diag.Diagnostic, name string) ([]diag.Diagnostic, error) {
	if name == "" {
		return items, nil
	}
	text, err := os.ReadFile(p.path(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &misuse{"there is no baseline " + name, "gloss check --baseline " + name + " --write-baseline makes it"}
	case err != nil:
		return nil, err
	}
	baseline, err := check.ReadBaseline(string(text))
	if err != nil {
		return nil, &misuse{name + ": " + err.Error(), "gloss check --baseline " + name + " --write-baseline makes it anew"}
	}
	fresh := baseline.New(items)
	if n := len(items) - len(fresh); n > 0 {
		fmt.Fprintf(p.stderr, "%s in %s passed over\n", count(n, "complaint"), name)
	}
	if n := baseline.Mended(); n > 0 {
		fmt.Fprintf(p.stderr, "%s in %s mended; --write-baseline forgets them\n", count(n, "complaint"), name)
	}
	return fresh, nil
}

func (p *program) printCheck(items []diag.Diagnostic, format, dir string) error {
	// Tools that read a repository want names as it has them.
	folder := filepath.ToSlash(p.short(dir))
	if filepath.IsAbs(folder) || folder == "." {
		folder = ""
	}
	switch format {
	case "json":
		return check.JSON(p.stdout, items)
	case "sarif":
		return check.SARIF(p.stdout, items, folder, version())
	case "github":
		return check.GitHub(p.stdout, items, folder)
	}
	return diag.Print(p.stdout, items, p.inked)
}
