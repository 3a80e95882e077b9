package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gloss/generator"
	"gloss/generator/internal/diff"
	"gloss/generator/internal/hosting"
	"gloss/generator/internal/markup"
	"gloss/generator/internal/sides"
)

// comparison finds the sides that the user named.
type comparison struct {
	*program
	dir     string // of the site
	options generator.Options
	ignore  []markup.Selector
	sites   []*generator.Site
	opened  []io.Closer
}

func (c *comparison) close() {
	for _, each := range c.opened {
		each.Close()
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
	if isAddress(oldName) {
		new.Names = withoutUnserved(new.Names, old.Names)
	}
	if isAddress(newName) {
		old.Names = withoutUnserved(old.Names, new.Names)
	}
	return old, new, c.settle()
}

// withoutUnserved returns names without those of the files that hosts read and
// do not serve, unless a site on the web has them.
func withoutUnserved(names, onTheWeb []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return hosting.Unserved(name) && !slices.Contains(onTheWeb, name)
	})
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
		folder := filepath.Join(c.dir, name)
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
	c.opened = append(c.opened, root)
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
	c.sites, c.opened = append(c.sites, site), append(c.opened, site)
	if wrong := onlyErrors(site.Diagnostics); len(wrong) > 0 {
		c.complain(wrong)
		return nil, &misuse{name + " cannot be built", "mend the errors first"}
	}
	return &diff.Side{Label: name, Names: site.Files(), Read: site.ReadFile}, nil
}

// explained prints what is wrong with the layouts of a site that was being
// built when comparing failed.
func (c *comparison) explained(err error) error {
	for _, site := range c.sites {
		if wrong := site.Mistakes(err); len(wrong) > 0 {
			c.complain(wrong)
			return &misuse{"a side cannot be built", "mend the errors first"}
		}
	}
	return err
}
