package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"gloss/generator/internal/corpus"
)

// contestant is a generator with a site of its own.
type contestant struct {
	name    string
	site    string   // its folder
	out     string   // what it builds
	report  string   // a file that it tells its stages in; may be empty
	edited  string   // the article that is edited
	build   []string // the command
	preview func(port string) []string
	address func(port string) string // of the edited article in the preview
}

// contestants writes the sites of n articles, and returns who builds them.
func (o *options) contestants(n int) ([]contestant, error) {
	c := corpus.New(n)
	dir := func(name string) string { return filepath.Join(o.dir, name, corpus.ID(n)) }
	a := c.Article(n / 2)

	site := dir("gloss-site")
	report := filepath.Join(o.dir, "report.json")
	all := []contestant{{
		name: "Gloss", site: site, out: filepath.Join(site, "public"), report: report,
		edited:  filepath.Join(site, "content", "articles", a.Date.Format("2006"), a.Date.Format(time.DateOnly)+"-"+a.ID+".md"),
		build:   []string{o.gloss, "build", "--report", report},
		preview: func(port string) []string { return []string{o.gloss, "serve", "--addr", "127.0.0.1:" + port} },
		address: func(port string) string {
			return "http://127.0.0.1:" + port + a.Date.Format("/2006/01/02/") + a.ID + "/"
		},
	}}
	if err := c.WriteGloss(site); err != nil {
		return nil, err
	}
	if o.hugo != "" {
		site := dir("hugo-site")
		all = append(all, contestant{
			name: "Hugo", site: site, out: filepath.Join(site, "public"),
			edited: filepath.Join(site, "content", "articles", a.ID+".md"),
			build:  []string{o.hugo, "--quiet"},
			preview: func(port string) []string {
				return []string{o.hugo, "server", "--quiet", "--bind", "127.0.0.1", "--port", port}
			},
			address: func(port string) string { return "http://127.0.0.1:" + port + "/articles/" + a.ID + "/" },
		})
		if err := c.WriteHugo(site); err != nil {
			return nil, err
		}
	}
	if o.eleventy != "" && n <= o.atMost {
		site := dir("eleventy-site")
		all = append(all, contestant{
			name: "Eleventy", site: site, out: filepath.Join(site, "_site"),
			edited: filepath.Join(site, "articles", a.ID+".md"),
			build:  []string{o.eleventy, "--quiet"},
		})
		if err := c.WriteEleventy(site); err != nil {
			return nil, err
		}
		modules, err := filepath.Abs(filepath.Dir(filepath.Dir(o.eleventy)))
		if err != nil {
			return nil, err
		}
		if err := os.Symlink(modules, filepath.Join(site, "node_modules")); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// measure has every contestant build its site of n articles, in turns, so that
// whatever else the machine does falls on all of them.
func (o *options) measure(ctx context.Context, n int) ([]result, error) {
	all, err := o.contestants(n)
	if err != nil {
		return nil, err
	}
	results := make([]result, len(all))
	for i, c := range all {
		results[i] = result{name: c.name, articles: n}
	}
	for run := range o.runs {
		for i, c := range all {
			if err := o.turn(ctx, c, run, &results[i]); err != nil {
				return nil, err
			}
		}
	}
	for i, c := range all {
		if results[i].files, results[i].pages, results[i].bytes, err = size(c.out); err != nil {
			return nil, err
		}
		if o.preview && c.preview != nil {
			if results[i].saved, results[i].serving, err = c.savedToServed(ctx); err != nil {
				return nil, err
			}
		}
	}
	return results, nil
}

// turn builds a site into a new folder, again with nothing changed, and again
// after an edit. The old output is moved away and not removed: on some file
// systems files are created slowly for a while where many were just removed.
func (o *options) turn(ctx context.Context, c contestant, run int, into *result) error {
	if run > 0 {
		old := filepath.Join(o.dir, "old", c.name, corpus.ID(into.articles), corpus.ID(run))
		if err := os.MkdirAll(filepath.Dir(old), 0o777); err != nil {
			return err
		}
		if err := os.Rename(c.out, old); err != nil {
			return err
		}
	}
	for _, build := range []struct {
		kind   *[]usage
		before func() error
	}{
		{&into.full, nil},
		{&into.again, nil},
		{&into.edited, func() error { return appendTo(c.edited, "\nOne more sentence.\n") }},
	} {
		if build.before != nil {
			if err := build.before(); err != nil {
				return err
			}
		}
		used, err := execute(ctx, c.site, c.build, c.report)
		if err != nil {
			return err
		}
		*build.kind = append(*build.kind, used)
	}
	return nil
}

func appendTo(file, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(old, text...), 0o666)
}
