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
	at, found := slices.BinarySearchFunc(s.Pages, addressOf(name), func(p brief.Page, address string) int {
		return strings.Compare(p.Address, address)
	})
	if !found {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	return s.Render(s.Pages[at])
}

// addressOf returns the address that [FileOf] makes a file's name of.
func addressOf(name string) string {
	if dir, ok := strings.CutSuffix("/"+name, "/index.html"); ok {
		return dir + "/"
	}
	return "/" + name
}

// Origin returns the place in an input that the page at an address is made
// from, and none when the site makes the page itself.
func (s *Site) Origin(address string) brief.Pos { return s.links.Origin(address) }

// Explain sorts diagnostics that a guest found and gives each the line that it
// is about.
func (s *Site) Explain(items []diag.Diagnostic) []diag.Diagnostic {
	return explain(items, s.options.Strict, reader(s.folder))
}

// Mistakes returns the diagnostics among the errors of [Site.Render]: those of
// layouts. An error without any says that the machine failed.
func (s *Site) Mistakes(err error) []diag.Diagnostic {
	return s.Explain(mistakes(err))
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
	read := readSettings(folder, Options{}).read
	return read, nil
}
