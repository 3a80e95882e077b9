package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// folder returns the site's folder: the one that --site names, or the nearest
// at or above the working directory that holds a config.toml. Where there is
// none it is the working directory, and loading says what is missing there.
func (p *program) folder() (string, error) {
	if p.site != "" {
		dir := p.path(p.site)
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() {
			return "", &misuse{"--site names no folder: " + p.site, "gloss new site " + p.site + " makes one"}
		}
		return dir, nil
	}
	for dir := p.dir; ; {
		info, err := os.Stat(filepath.Join(dir, "config.toml"))
		if err == nil && info.Mode().IsRegular() {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return p.dir, nil
		}
		dir = above
	}
}

// load loads the whole site, what is not published among it, for commands
// that look at it and write no pages.
func (p *program) load(ctx context.Context) (string, *generator.Site, error) {
	dir, err := p.folder()
	if err != nil {
		return "", nil, err
	}
	site, err := generator.Load(ctx, dir, generator.Options{Drafts: true, Future: true, Now: p.now()})
	return dir, site, err
}

// path returns a path that the user wrote: a relative one starts at the
// working directory.
func (p *program) path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.dir, name)
}

// short returns a path as the user would write it.
func (p *program) short(path string) string {
	if rel, err := filepath.Rel(p.dir, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}

// day is the value of a flag that takes a day or a moment.
type day struct{ time.Time }

func (d *day) Type() string { return "time" }

func (d *day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.RFC3339)
}

// Set reads a day, or a moment as RFC 3339 writes it. A day is read as its
// noon in UTC, which is the same day nearly everywhere.
func (d *day) Set(s string) error {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		d.Time = t.Add(12 * time.Hour)
		return nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return &misuse{"no such day: " + s, "write 2021-12-03, or 2021-12-03T15:04:05Z"}
	}
	d.Time = t
	return nil
}

// onlyErrors returns the diagnostics that stop a build.
func onlyErrors(items []diag.Diagnostic) []diag.Diagnostic {
	var errors []diag.Diagnostic
	for _, d := range items {
		if d.Severity == diag.Error {
			errors = append(errors, d)
		}
	}
	return errors
}
