package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// publishFlags are the choices of gloss publish.
type publishFlags struct {
	buildFlags
	from      string
	dryRun    bool
	yes       bool
	verify    bool
	adopt     bool
	maxDelete int
	format    string
	changed   string
}

var publishFormats = []string{"text", "json"}

func (p *program) publishCommand() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use:   "publish [TARGET] [flags]",
		Short: "Bring the site to where readers get it",
		Long: `Bring the site to where readers get it, whole or not at all.

TARGET is the name of a [publish.NAME] in config.toml, which is not needed where
there is only one, or an address: dir:PATH, git:REMOTE#BRANCH, s3://BUCKET,
gs://BUCKET, azblob://CONTAINER or sftp://USER@HOST/PATH.

The site is built in memory, or taken from a folder that gloss build has
written. Errors refuse it, and so do notes whose passage is ambiguous, has moved
or is gone. What differs from what is published is shown, then uploaded: what
pages need before the pages, and deletions last. What Gloss did not publish
stays. Whatever fails, or is interrupted, is completed by running it again.

Credentials come from the environment and from each host's own tools.

Exit 0: what is published is the site. Exit 1: the content has errors, it was
refused, or with --dry-run there is something to do. Exit 2: it failed.`,
		Example: "  gloss publish --dry-run\n  gloss publish live --yes\n  gloss publish --from public live\n  gloss publish 's3://briefing?region=eu-central-1' --changed changed.txt",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &misuse{"gloss publish has one target", "write " + c.UseLine()}
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.publicationNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			if !c.Flags().Changed("max-delete") {
				f.maxDelete = -1
			}
			return p.publish(c.Context(), f, strings.Join(args, ""))
		},
	}
	c.Flags().SortFlags = false
	c.Flags().StringVar(&f.from, "from", "", "publish a `folder` that gloss build has written, as it is")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be done, and do nothing")
	c.Flags().BoolVar(&f.yes, "yes", false, "delete without asking")
	c.Flags().BoolVar(&f.verify, "verify", false, "read back what was uploaded, before anything is deleted")
	c.Flags().BoolVar(&f.adopt, "adopt", false, "replace files that Gloss has not published")
	c.Flags().IntVar(&f.maxDelete, "max-delete", brief.DefaultMaxDelete, "the most `files` to delete, in place of max_delete in config.toml")
	addFormat(c, &f.format, publishFormats)
	c.Flags().StringVar(&f.changed, "changed", "", "write the addresses that have changed to a `file`, one a line")
	c.Flags().BoolVar(&f.strict, "strict", false, "count warnings as errors")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the published site, in place of base_url in config.toml")
	c.Flags().Var(&f.now, "now", "the day that counts as today, such as 2021-12-03, or a `time` as RFC 3339 writes it")
	return c
}

// publish makes a plan, shows it, and applies it.
func (p *program) publish(ctx context.Context, f publishFlags, target string) error {
	if err := f.check(); err != nil {
		return err
	}
	dir, err := p.folder()
	if err != nil {
		return err
	}
	to, unknown := p.publication(dir, target)
	site, err := p.toPublish(ctx, dir, &f, to)
	if err != nil {
		return err
	}
	defer site.close()
	if unknown != nil { // said after what is wrong with config.toml
		return unknown
	}

	place, err := p.openDestination(ctx, dir, to.Destination, site.folder)
	if err != nil {
		return err
	}
	defer place.Close()
	plan, err := p.plan(ctx, place, to, site.items, f)
	if err != nil {
		return p.refused(err, to)
	}
	p.complain(lost(plan, to))
	shown := &publishReport{Target: to.Destination.String(), plan: plan, base: site.base}
	switch {
	case f.dryRun:
		if err := shown.print(p.stdout, f.format, "would be published to"); err != nil {
			return err
		}
		if !plan.Empty() {
			return errDiffers
		}
		return nil
	case plan.Count(publish.Delete) > 0 && !f.yes:
		if err := p.mayDelete(plan, shown); err != nil {
			return err
		}
	}
	if err := p.apply(ctx, place, plan, f.verify); err != nil {
		return p.refused(err, to)
	}
	return p.published(shown, f)
}

// check complains of flags that contradict each other.
func (f *publishFlags) check() error {
	if err := oneOf(f.format, publishFormats); err != nil {
		return err
	}
	switch {
	case f.from != "" && (f.strict || !f.now.IsZero()):
		return &misuse{"--from publishes what was built: --strict and --now come too late", "give them to gloss build"}
	case f.maxDelete < -1:
		return &misuse{"--max-delete cannot be less than 0", "write --max-delete 0 to delete nothing"}
	}
	return nil
}

// publication returns the place that a target names. It always returns one,
// together with what is wrong with the name.
func (p *program) publication(dir, target string) (brief.Publication, error) {
	if strings.Contains(target, ":") {
		d, err := brief.ParseDestination(target)
		var wrong *brief.DestinationError
		if errors.As(err, &wrong) {
			err = &misuse{wrong.Message, wrong.Hint}
		}
		return brief.Publication{Destination: d, MaxDelete: brief.DefaultMaxDelete, Pos: brief.Pos{File: "config.toml"}}, err
	}
	settings, err := generator.ReadSettings(dir)
	if err != nil {
		return brief.Publication{}, err
	}
	var names []string
	for _, known := range settings.Publish {
		if known.Name == target || target == "" && len(settings.Publish) == 1 {
			return known, nil
		}
		names = append(names, known.Name)
	}
	switch {
	case len(names) == 0:
		return brief.Publication{}, &misuse{"config.toml names no place to publish to", `add [publish.live] with url = "s3://BUCKET" or another address; gloss help publish lists them`}
	case target == "":
		return brief.Publication{}, &misuse{"there are several places to publish to", "name one of " + strings.Join(names, ", ")}
	}
	return brief.Publication{}, &misuse{"config.toml names no place to publish to " + target, diag.DidYouMean(target, names, "there are "+strings.Join(names, ", "))}
}

// publicationNames returns what a target can be called, for completion.
func (p *program) publicationNames() []string {
	dir, err := p.folder()
	if err != nil {
		return nil
	}
	settings, err := generator.ReadSettings(dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, known := range settings.Publish {
		names = append(names, known.Name)
	}
	return names
}

// plan lists what is published and compares it with the items.
func (p *program) plan(ctx context.Context, place publish.Target, to brief.Publication, items []publish.Item, f publishFlags) (*publish.Plan, error) {
	status := status{p.stderr, p.live}
	defer status.clear()
	status.show("listing " + to.Destination.String())
	remote, err := publish.Look(ctx, place, items)
	if err != nil {
		return nil, err
	}
	rules := publish.Rules{MaxDelete: to.MaxDelete, Adopt: f.adopt}
	if f.maxDelete >= 0 {
		rules.MaxDelete = f.maxDelete
	}
	return publish.MakePlan(items, remote, rules)
}

// apply does what a plan says, and shows how far it has come.
func (p *program) apply(ctx context.Context, place publish.Target, plan *publish.Plan, verify bool) error {
	host, err := os.Hostname()
	if err != nil {
		host = "an unknown host"
	}
	bar := p.newBar()
	defer bar.clear()
	return publish.Apply(ctx, place, plan, publish.Options{
		Me:       publish.Holder{Host: host, Process: os.Getpid(), Token: fmt.Sprintf("%016x", rand.Uint64())},
		Now:      p.now,
		Died:     func(h publish.Holder) bool { return h.Host == host && !alive(h.Process) },
		Verify:   verify,
		Progress: bar.show,
	})
}

// mayDelete asks whether files may be deleted.
func (p *program) mayDelete(plan *publish.Plan, shown *publishReport) error {
	n := plan.Count(publish.Delete)
	if !p.asks() {
		return &misuse{fmt.Sprintf("%s would be deleted, and there is nobody to ask", count(n, "file")), "look at the plan with --dry-run, then use --yes"}
	}
	if err := shown.text(p.stderr, "is to be published to"); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "Delete %s? [y/N] ", count(n, "file"))
	answers := bufio.NewScanner(p.stdin)
	answers.Scan()
	if answer := strings.ToLower(strings.TrimSpace(answers.Text())); answer != "y" && answer != "yes" {
		return &misuse{"nothing was published", "--max-delete 0 refuses whatever would delete"}
	}
	return nil
}

// published says what was done: the addresses that have changed are the
// result, for whoever purges a cache.
func (p *program) published(shown *publishReport, f publishFlags) error {
	changed := shown.changed()
	if f.changed != "" {
		if err := deliver(p.path(f.changed), []byte(lines(changed))); err != nil {
			return err
		}
	}
	shown.Published = true
	if f.format == "json" {
		return shown.json(p.stdout)
	}
	if err := shown.counts(p.stderr, "published to"); err != nil {
		return err
	}
	fmt.Fprint(p.stdout, lines(changed))
	return nil
}

func lines(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return strings.Join(texts, "\n") + "\n"
}

// refused prints a refusal as the complaint that it is.
func (p *program) refused(err error, to brief.Publication) error {
	var refusal *publish.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	var list diag.List
	list.Add(refusal.Code, diag.Pos(to.Pos), refusal.Hint, "%s", refusal.Message)
	p.complain(list.All())
	return errContent
}

// lost warns of articles that were published and are not any more.
func lost(plan *publish.Plan, to brief.Publication) []diag.Diagnostic {
	var list diag.List
	for _, address := range plan.Lost {
		list.Add(diag.AddressLost, diag.Pos(to.Pos), "readers have linked to it: give the article its old slug, or name the old address in its aliases",
			"the article at %s is published, and would not be any more", address)
	}
	return list.All()
}
