package generator

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/load"
)

// Files returns the names of the files that the site is published as, in
// order. Guests that compare the site with another one walk it this way.
func (s *Site) Files() []string {
	names := make([]string, len(s.Pages))
	for i, page := range s.Pages {
		names[i] = FileOf(page.Address)
	}
	slices.Sort(names)
	return names
}

// ReadFile returns the content of one of the site's files.
func (s *Site) ReadFile(name string) ([]byte, error) {
	at, found := slices.BinarySearchFunc(s.Pages, name, func(p brief.Page, name string) int {
		return strings.Compare(FileOf(p.Address), name)
	})
	if !found || FileOf(s.Pages[at].Address) != name {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	return s.Render(s.Pages[at])
}

// ReadSettings returns what config.toml in a folder says, and an error when
// there is none. Mistakes in it are for [Load] to complain of.
func ReadSettings(dir string) (*brief.Settings, error) {
	folder, err := load.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	if !folder.Has("config.toml") {
		return nil, os.ErrNotExist
	}
	read, _ := settings(folder, Options{}, new(diag.List))
	return read, nil
}
