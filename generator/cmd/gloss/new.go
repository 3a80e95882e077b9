package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/scaffold"
)

func (p *program) newCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "new",
		Short: "Make a site, or a file in it to start from",
		Long: `Make a site, or a file in it to start from, filled in as far as can be known.

The path of what was made goes to standard output. A file that is there is
never written over.`,
	},
		p.newSite(), p.newArticle(), p.newAnnotations(), p.newBriefing(), p.newEntity(), p.newSource(),
	)
}

func (p *program) newSite() *cobra.Command {
	var date day
	c := &cobra.Command{
		Use:   "site DIR",
		Short: "Make a small site that explains itself",
		Args:  takes("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := scaffold.NewSite(p.dayOf(date))
			if err != nil {
				return err
			}
			dir := p.path(args[0])
			if err := scaffold.Empty(dir); err != nil {
				return err
			}
			if err := scaffold.Write(dir, files...); err != nil {
				return err
			}
			for _, file := range files {
				fmt.Fprintln(p.stdout, p.short(filepath.Join(dir, file.Path)))
			}
			p.next("gloss serve --site " + args[0])
			return nil
		},
	}
	addDate(c, &date, "the `day` of its edition (default: today)")
	return c
}

func (p *program) newArticle() *cobra.Command {
	var date day
	c := &cobra.Command{
		Use:     "article TITLE",
		Short:   "Make a draft of an article",
		Example: "  gloss new article Leaders to talk\n  gloss new article --date 2021-12-03 \"Leaders to talk\"",
		Args:    takes("TITLE…"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.create(c.Context(), func(site *scaffold.Site) (scaffold.File, error) {
				return site.Article(strings.Join(args, " "), p.dayOf(date))
			})
		},
	}
	addDate(c, &date, "the `day` of the edition it belongs to (default: today)")
	return c
}

func (p *program) newAnnotations() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:     "annotations ARTICLE",
		Short:   "Make a file of annotations on an article",
		Long:    "Make a file of annotations on an article, which goes by its path, slug or title.",
		Example: "  gloss new annotations leaders-to-talk\n  gloss new annotations leaders-to-talk --by mk",
		Args:    takes("ARTICLE…"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.create(c.Context(), func(site *scaffold.Site) (scaffold.File, error) {
				if _, known := site.Settings.Annotator(by); by != "" && !known {
					return scaffold.File{}, unknownAnnotator(by, site.Settings)
				}
				return site.Annotations(strings.Join(args, " "), by)
			})
		},
	}
	c.Flags().StringVar(&by, "by", "", "the `annotator` whose file it is (default: a file for everybody)")
	return c
}

func unknownAnnotator(by string, settings *brief.Settings) error {
	var ids []string
	for _, a := range settings.Annotators {
		ids = append(ids, a.ID)
	}
	return &misuse{"no annotator has the id " + by, diag.DidYouMean(by, ids, "add [annotators."+by+"] to config.toml")}
}

func (p *program) newBriefing() *cobra.Command {
	return &cobra.Command{
		Use:     "briefing DATE",
		Short:   "Make the edition of a day, with the day's articles",
		Example: "  gloss new briefing 2021-12-03",
		Args:    takes("DATE"),
		RunE: func(c *cobra.Command, args []string) error {
			date, ok := brief.ParseDate(args[0])
			if !ok || !date.IsDay() {
				return &misuse{"no such day: " + args[0], "write it as 2021-12-03"}
			}
			return p.create(c.Context(), func(site *scaffold.Site) (scaffold.File, error) {
				return site.Briefing(date)
			})
		},
	}
}

func (p *program) newEntity() *cobra.Command {
	kinds := []string{"person", "organisation", "place", "event", "document"}
	var kind string
	c := &cobra.Command{
		Use:     "entity NAME",
		Short:   "Make the page of a person, organisation, place, event or document",
		Example: "  gloss new entity --type organisation NATO",
		Args:    takes("NAME…"),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(kinds, kind) {
				return &misuse{
					"no such type of entity: " + kind,
					diag.DidYouMean(kind, kinds, "there are "+strings.Join(kinds, ", ")),
				}
			}
			return p.create(c.Context(), func(site *scaffold.Site) (scaffold.File, error) {
				return site.Entity(strings.Join(args, " "), kind)
			})
		},
	}
	c.Flags().StringVar(&kind, "type", "person", "its `type`: "+strings.Join(kinds, ", "))
	_ = c.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(kinds, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (p *program) newSource() *cobra.Command {
	return &cobra.Command{
		Use:     "source URL",
		Short:   "Make a skeleton of a source; nothing is fetched",
		Example: "  gloss new source https://www.un.org/en/about-us/universal-declaration-of-human-rights",
		Args:    takes("URL"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.create(c.Context(), func(site *scaffold.Site) (scaffold.File, error) {
				return site.Source(args[0], p.dayOf(day{}))
			})
		},
	}
}

// create writes one new file into the site. Errors in the rest of the content
// are no reason to refuse it; a folder without settings is no site.
func (p *program) create(ctx context.Context, file func(*scaffold.Site) (scaffold.File, error)) error {
	dir, site, err := p.load(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	for _, d := range site.Diagnostics {
		if d.Code == diag.ConfigMissing {
			p.complain([]diag.Diagnostic{d})
			return errContent
		}
	}
	known := &scaffold.Site{Settings: site.Settings}
	for _, a := range site.Articles {
		known.Articles = append(known.Articles, a.Article)
	}
	for _, s := range site.Sources {
		known.Sources = append(known.Sources, s.Source)
	}
	made, err := file(known)
	if err != nil {
		return err
	}
	if err := scaffold.Write(dir, made); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, p.short(filepath.Join(dir, filepath.FromSlash(made.Path))))
	p.next(made.Next)
	return nil
}

// next says what to do now.
func (p *program) next(text string) { fmt.Fprintf(p.stderr, "next: %s\n", diag.Visible(text)) }

func addDate(c *cobra.Command, date *day, usage string) { c.Flags().Var(date, "date", usage) }

// dayOf returns the day that a flag holds, or else today.
func (p *program) dayOf(d day) brief.Date {
	if d.IsZero() {
		d.Time = p.now()
	}
	year, month, day := d.Date()
	return brief.Date{Year: year, Month: int(month), Day: day}
}
