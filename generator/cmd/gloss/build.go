package main

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// buildFlags are the choices of gloss build.
type buildFlags struct {
	out     string
	baseURL string
	now     day
	drafts  bool
	future  bool
	strict  bool
	report  string
	swap    bool
	fresh   bool
	watch   bool
	poll    bool
}

func (p *program) buildCommand() *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use:   "build [flags]",
		Short: "Write the site to its output folder",
		Long: `Write the site to its output folder.

Files that are the same are left alone, and only what Gloss wrote before is
removed. If the content has errors nothing is written at all. When nothing has
changed since the last build, no input, no output and no other thing that the
site is made from, it says what that one said.`,
		Args: takes(),
		RunE: func(c *cobra.Command, _ []string) error { return p.build(c.Context(), f) },
	}
	c.Flags().SortFlags = false
	c.Flags().StringVar(&f.out, "out", "", "the output `folder` (default: public in the site's folder)")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the published site, in place of base_url in config.toml")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "take drafts in")
	c.Flags().BoolVar(&f.future, "future", false, "take in articles dated after today")
	c.Flags().Var(&f.now, "now", "the day that counts as today, such as 2021-12-03, or a `time` as RFC 3339 writes it")
	c.Flags().BoolVar(&f.strict, "strict", false, "count warnings as errors")
	c.Flags().StringVar(&f.report, "report", "", "write what was done, and every diagnostic, to a `file` as JSON")
	c.Flags().BoolVar(&f.swap, "swap", false, "make the new site beside the old one and exchange the two at one moment, where the system can")
	c.Flags().BoolVar(&f.fresh, "fresh", false, "make everything, even if nothing has changed since the last build")
	c.Flags().BoolVar(&f.watch, "watch", false, "go on, and build again after every change")
	c.Flags().BoolVar(&f.poll, "poll", false, "with --watch: look at the files from time to time, where the system does not notify of changes")
	return c
}

// build loads the site, writes it, and says what came of it.
func (p *program) build(ctx context.Context, f buildFlags) error {
	switch {
	case f.poll && !f.watch:
		return &misuse{"--poll says how to watch, and there is no --watch", "add --watch, or leave --poll out"}
	case f.report != "" && f.watch:
		return &misuse{"--report tells of one build, and --watch makes many", "leave one of them out"}
	}
	began := p.now()
	options, err := f.options(began)
	if err != nil {
		return err
	}
	dir, err := p.folder()
	if err != nil {
		return err
	}
	out := filepath.Join(dir, "public")
	if f.out != "" {
		out = p.path(f.out)
	}

	if err := p.spares(dir, f.report); err != nil {
		return err
	}
	if f.watch {
		if f.now.IsZero() {
			options.Clock = p.now
		}
		write := (*generator.Site).Write
		if f.swap {
			write = (*generator.Site).Swap
		}
		return p.buildAgain(ctx, dir, out, f.poll, options, write)
	}

	defer debug.SetGCPercent(debug.SetGCPercent(buildGrowth))
	ballast := make([]byte, buildBallast)
	defer runtime.KeepAlive(ballast)
	built, err := p.make(ctx, generator.Plan{Options: options, Dir: dir, Out: out, Swap: f.swap, Fresh: f.fresh, Stamps: stamps()})
	if built == nil {
		return err
	}
	p.complain(built.Diagnostics)
	report := newReport(built)
	if f.report != "" {
		err = cmp.Or(err, writeReport(p.path(f.report), report))
	}
	if err != nil {
		return err
	}
	errors, warnings := diag.Count(built.Diagnostics)
	if errors > 0 {
		p.separate(built.Diagnostics)
		fmt.Fprintf(p.stderr, "%s; %s was left as it was\n", complaints(errors, warnings), p.short(out)+"/")
		return errContent
	}
	if warnings > 0 {
		p.separate(built.Diagnostics)
		fmt.Fprintln(p.stderr, complaints(errors, warnings))
	}
	summarise(p.stdout, report, p.now().Sub(began))
	if drafts, future := built.Held.Drafts, built.Held.Future; drafts+future > 0 {
		fmt.Fprintf(p.stderr, "held back: %s\n", heldBack(drafts, future, options.Now))
	}
	return nil
}

// make builds the site, and says meanwhile what it is at.
func (p *program) make(ctx context.Context, plan generator.Plan) (*generator.Built, error) {
	status := status{p.stderr, p.live}
	defer status.clear()
	status.show("reading the site")
	plan.Writing = func(pages int) { status.show("writing " + count(pages, "page")) }
	return generator.Build(ctx, plan)
}

// stamps returns the folder in which it is kept what builds came to, and
// nothing where there is none: GLOSS_CACHE names it, or turns it off.
func stamps() string {
	switch folder := os.Getenv("GLOSS_CACHE"); folder {
	case "":
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(cache, "gloss")
	case "off":
		return ""
	default:
		return folder
	}
}

// buildGrowth is how far, in per cent, the heap of a build may grow beyond what
// it needs before it is collected. A build holds every text of the site while
// pages come and go: half of Go's own 100 takes a tenth more of the processor's
// time, and a quarter of the memory less (doc/decisions/0040).
const buildGrowth = 50

// buildBallast counts as a part of the heap that a build needs, in bytes, so
// that it is not collected dozens of times while it is small. Nobody writes to
// it, and so the system never gives memory for it. It takes a tenth of the
// processor's time from large builds, a sixth from small ones, and adds half of
// itself to the memory of both.
const buildBallast = 64 << 20

// buildAgain keeps the output folder current until it is interrupted.
func (p *program) buildAgain(ctx context.Context, dir, out string, poll bool, options generator.Options, write writing) error {
	ctx, stop := context.WithCancel(ctx)
	screen := p.newScreen("building " + p.short(dir) + " into " + p.short(out) + "/")
	w := startWriter(ctx, out, write, screen.written)
	defer w.wait()
	defer stop()
	return p.keep(ctx, dir, poll, options, func(site *generator.Site, _ []string) {
		screen.show(site.Diagnostics)
		w.write(site)
	})
}

// options returns what the flags mean to the generator.
func (f *buildFlags) options(clock time.Time) (generator.Options, error) {
	options := generator.Options{
		Drafts: f.drafts, Future: f.future, Strict: f.strict, BaseURL: f.baseURL, Now: f.now.Time,
	}
	if f.now.IsZero() {
		options.Now = clock
	}
	if f.baseURL == "" {
		return options, nil
	}
	u, err := url.Parse(f.baseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return options, &misuse{
			"--base-url is no address of a site: " + f.baseURL,
			"write all of it, such as https://example.org/briefing/",
		}
	}
	if !strings.HasSuffix(options.BaseURL, "/") {
		options.BaseURL += "/"
	}
	return options, nil
}

// separate sets what follows the diagnostics off from them.
func (p *program) separate(items []diag.Diagnostic) {
	if len(items) > 0 {
		fmt.Fprintln(p.stderr)
	}
}
