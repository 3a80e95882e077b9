// Package sides reads what gloss diff compares, where it is no site that is
// built now: a folder of finished pages, a revision in a git repository, and a
// site on the web. Each becomes files by their names.
package sides

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Files are finished files by the names that they are published under.
type Files struct {
	Names []string // slash-separated, sorted
	Read  func(name string) ([]byte, error)
}

// The bounds of what is read. Beyond them a side is refused, so that a wrong
// folder or an endless site is noticed before the memory is full.
const (
	mostFiles = 500_000
	mostBytes = 256 << 20 // of one file
)

// Of returns the files of a finished site. Hidden files are not part of it,
// but for those that hosts want to be called so: they are what Gloss, git and
// editors keep for themselves.
func Of(files fs.FS) (Files, error) {
	var names []string
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case hidden(name):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type().IsRegular():
			names = append(names, name)
			if len(names) > mostFiles {
				return fmt.Errorf("there are more than %d files", mostFiles)
			}
		}
		return nil
	})
	if err != nil {
		return Files{}, err
	}
	slices.Sort(names)
	return Files{Names: names, Read: func(name string) ([]byte, error) {
		info, err := fs.Stat(files, name)
		switch {
		case err != nil:
			return nil, err
		case info.Size() > mostBytes:
			return nil, fmt.Errorf("%s has more than %d MiB", name, mostBytes>>20)
		}
		return fs.ReadFile(files, name)
	}}, nil
}

// hidden reports whether a file or folder is no part of a site. These are,
// though their names begin with a dot.
func hidden(name string) bool {
	return name != "." && strings.HasPrefix(path.Base(name), ".") && name != ".nojekyll" && name != ".well-known"
}

// IsSite reports whether a folder holds what a site is made from, and not what
// was made of it.
func IsSite(files fs.FS) bool {
	info, err := fs.Stat(files, "config.toml")
	return err == nil && info.Mode().IsRegular()
}
