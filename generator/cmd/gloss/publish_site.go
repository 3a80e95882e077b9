package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
	"gloss/generator/internal/publish"
	"gloss/generator/internal/write"
)

// siteToPublish is a finished site: built in memory, or in a folder.
type siteToPublish struct {
	items  []publish.Item
	base   string // its address; empty while it is not known
	folder string // where it lies; empty when it is in memory
	close  func() error
}

// toPublish builds the site, or takes it from the folder that --from names.
func (p *program) toPublish(ctx context.Context, dir string, f *publishFlags, to brief.Publication) (*siteToPublish, error) {
	if f.from != "" {
		return p.builtSite(ctx, dir, f, to)
	}
	options, err := f.options(p.now())
	if err != nil {
		return nil, err
	}
	if options.BaseURL == "" {
		options.BaseURL = to.BaseURL
	}
	status := status{p.stderr, p.live}
	defer status.clear()
	status.show("reading the site")
	site, err := generator.Load(ctx, dir, options)
	if err != nil {
		return nil, err
	}
	items := strict(site.Diagnostics)
	if len(onlyErrors(items)) == 0 {
		status.show(fmt.Sprintf("building %s", count(len(site.Pages), "page")))
		made, err := publish.Items(ctx, site.Files(), stored(site.ReadFile, site.Settings, to.Encoding))
		if err == nil {
			status.clear()
			p.complain(items)
			return &siteToPublish{items: made, base: site.Settings.BaseURL, close: site.Close}, nil
		}
		wrong := site.Mistakes(err)
		if len(wrong) == 0 {
			site.Close()
			return nil, err
		}
		items = diag.Sorted(slices.Concat(items, wrong))
	}
	site.Close()
	status.clear()
	p.complain(items)
	p.separate(items)
	errors, warnings := diag.Count(items)
	fmt.Fprintf(p.stderr, "%s; nothing was published\n", complaints(errors, warnings))
	return nil, errContent
}

// strict returns diagnostics of which those are errors that must not be
// published: notes that could not be placed where their words say.
func strict(items []diag.Diagnostic) []diag.Diagnostic {
	items = slices.Clone(items)
	for i := range items {
		switch items[i].Code {
		case diag.AnnotationAmbiguous, diag.AnnotationMoved, diag.AnnotationOrphaned:
			items[i].Severity = diag.Error
		}
	}
	return items
}

// builtSite returns the site that gloss build has written to a folder. What
// others have put there is left out, and told.
func (p *program) builtSite(ctx context.Context, dir string, f *publishFlags, to brief.Publication) (*siteToPublish, error) {
	folder := p.path(f.from)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, &misuse{"--from names no folder: " + f.from, "gloss build --out " + f.from + " writes it"}
	}
	names, err := write.Names(root)
	if err != nil {
		root.Close()
		return nil, &misuse{"--from: " + err.Error(), "gloss build --out " + f.from + " writes such a folder"}
	}
	if others := others(root, names); others > 0 {
		fmt.Fprintf(p.stderr, "%s in %s that Gloss did not write: left out\n", count(others, "file"), p.short(folder))
	}
	settings, err := generator.ReadSettings(dir)
	if err != nil {
		root.Close()
		return nil, err
	}
	read := func(name string) ([]byte, error) { return root.ReadFile(filepath.FromSlash(name)) }
	items, err := publish.Items(ctx, names, stored(read, settings, to.Encoding))
	if err != nil {
		root.Close()
		return nil, err
	}
	base := cmp.Or(f.baseURL, to.BaseURL, settings.BaseURL)
	return &siteToPublish{items: items, base: base, folder: folder, close: root.Close}, nil
}

// stored returns a function that reads the files of a site as an object store
// is to keep them, encoded if it is to, with the headers that it is to send
// with them.
func stored(read func(name string) ([]byte, error), settings *brief.Settings, encoding string) func(string) ([]byte, publish.Headers, error) {
	rules := hosting.NewRules(settings, "") // a store sends no policy: pages have their own
	return func(name string) ([]byte, publish.Headers, error) {
		content, err := read(name)
		if err != nil {
			return nil, publish.Headers{}, err
		}
		used := ""
		if encoding != "" {
			encoded, smaller, err := hosting.Encode(name, encoding, content)
			if err != nil {
				return nil, publish.Headers{}, err
			}
			if smaller {
				content, used = encoded, encoding
			}
		}
		var headers publish.Headers
		for _, h := range rules.Headers(name, used) {
			switch strings.ToLower(h.Name) {
			case "content-type":
				headers.ContentType = h.Value
			case "cache-control":
				headers.CacheControl = h.Value
			case "content-encoding":
				headers.ContentEncoding = h.Value
			}
		}
		return content, headers, nil
	}
}

// others counts the files of a folder that a manifest does not name.
func others(root *os.Root, names []string) int {
	n := 0
	_ = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case entry.IsDir() && entry.Name() == ".git":
			return fs.SkipDir
		case entry.IsDir() || write.Own(name):
			return nil
		}
		if _, named := slices.BinarySearch(names, name); !named {
			n++
		}
		return nil
	})
	return n
}
