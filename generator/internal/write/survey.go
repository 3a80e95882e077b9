package write

import (
	"io/fs"
	"path"
	"slices"

	"gloss/generator/internal/diag"
)

// ground is what stands where a folder is needed.
type ground uint8

const (
	unknown ground = iota
	solid          // a folder
	absent         // nothing, or nothing once a file above it has gone
	file           // a file that Gloss wrote, which has to go
	foreign        // something that Gloss did not write, a link for instance
)

// surveyor looks at each folder of a site once.
type surveyor struct {
	files    files
	old      manifest
	grounds  map[string]ground                 // by folder
	listings map[string]map[string]fs.FileMode // by folder: the types of what stands there, by name
}

// survey returns what stands where folders are needed by outputs or named by
// the manifest. Links are not followed: a folder that is one is foreign. It
// refuses ground on which outputs cannot be placed.
func survey(f files, old manifest, outputs []Output) (map[string]ground, error) {
	s := surveyor{
		files: f, old: old,
		grounds:  map[string]ground{".": solid},
		listings: make(map[string]map[string]fs.FileMode),
	}
	for _, name := range old.names {
		if _, err := s.look(path.Dir(name)); err != nil {
			return nil, err
		}
	}
	var obstacles []string
	for _, o := range outputs {
		dir := path.Dir(o.Path)
		g, err := s.look(dir)
		if err != nil {
			return nil, err
		}
		if g == foreign {
			for s.grounds[path.Dir(dir)] == foreign {
				dir = path.Dir(dir)
			}
			obstacles = append(obstacles, dir)
		}
	}
	return s.grounds, refuseForeign(slices.Compact(obstacles))
}

// look returns what stands at a folder's path.
func (s *surveyor) look(dir string) (ground, error) {
	if g := s.grounds[dir]; g != unknown {
		return g, nil
	}
	above, err := s.look(path.Dir(dir))
	if err != nil {
		return unknown, err
	}
	g := absent
	switch above {
	case solid:
		if g, err = s.standing(dir); err != nil {
			return unknown, err
		}
	case foreign:
		g = foreign
	}
	s.grounds[dir] = g
	return g, nil
}

// standing returns what stands at a path within a folder.
func (s *surveyor) standing(name string) (ground, error) {
	listing, err := s.list(path.Dir(name))
	if err != nil {
		return unknown, err
	}
	mode, listed := listing[path.Base(name)]
	if !listed {
		// Where case does not count it may stand there under another name.
		info, err := s.files.Lstat(name)
		if missing(err) {
			return absent, nil
		}
		if err != nil {
			return unknown, err
		}
		mode = info.Mode()
	}
	switch {
	case mode.IsDir():
		return solid, nil
	case s.old.has(name):
		return file, nil
	}
	return foreign, nil
}

// list returns what stands in a folder. To list a month's folder costs less
// than to look at each article's.
func (s *surveyor) list(dir string) (map[string]fs.FileMode, error) {
	if listing, done := s.listings[dir]; done {
		return listing, nil
	}
	entries, err := s.files.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	listing := make(map[string]fs.FileMode, len(entries))
	for _, e := range entries {
		listing[e.Name()] = e.Type()
	}
	s.listings[dir] = listing
	return listing, nil
}

// refuseForeign refuses to overwrite the named files, if there are any.
func refuseForeign(names []string) error {
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return refuse(diag.OutputForeign, "move them away, or choose an empty folder with --out",
		"in the output folder stands what Gloss did not write, where it has to write: %s", diag.Few(names))
}
