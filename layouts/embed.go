// Package layouts holds the layouts that are built into the program:
// templates, the style sheet, the script and the words of the interface. A
// file of the same name in a site's own layouts folder takes its place.
package layouts

import (
	"embed"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.html *.css *.js favicon.ico words/*.json
var files embed.FS

// Over returns the built-in layouts with a site's own laid over them. The
// site's may be nil: then there are the built-in ones alone.
func Over(site fs.FS) fs.FS {
	if site == nil {
		return files
	}
	return overlay{site}
}

type overlay struct{ site fs.FS }

// Builtin is the folder in which [Over] also shows the built-in files that a
// site's own have taken the place of: a catalogue of words may say only what
// it says differently.
const Builtin = "builtin/"

// Open opens the site's file, or the built-in one where the site has none.
func (o overlay) Open(name string) (fs.File, error) {
	if builtin, ok := strings.CutPrefix(name, Builtin); ok {
		return files.Open(builtin)
	}
	f, err := o.site.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return files.Open(name)
	}
	return f, err
}

// ReadDir lists the files of both, each name once and in order.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	own, err := fs.ReadDir(o.site, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	builtin, err := fs.ReadDir(files, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	// A stable sort keeps the site's entry before the built-in one of its name.
	all := append(slices.Clone(own), builtin...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
