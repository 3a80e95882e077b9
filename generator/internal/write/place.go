package write

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
)

// placement brings what is staged to its place and takes away what is no
// longer part of the site.
type placement struct {
	files   files
	old     manifest
	ground  map[string]ground
	begun   bool // a file has been placed or removed: there is no way back
	removed int  // files
}

// place makes the folder hold the outputs, the changed ones of which are
// staged, and returns how many files it removed. In this order:
//
//  1. Manifests are staged, and everything that is staged is synced. This is
//     the last thing for which the disk needs room.
//  2. A manifest of all old and all new files takes its place. From now on a
//     build that is killed leaves nothing that the next one does not know.
//  3. The moves are made. Should the first fail, the old manifest is put back.
//  4. Files that are no longer part of the site are removed, and folders that
//     are empty for it.
//  5. The manifest of the new files takes its place.
//
// Renames are not synced one by one: journals keep their order, so that a
// machine that stops leaves what a killed build leaves.
func place(st *staging, old manifest, ground map[string]ground, outputs []Output, moves []move) (removed int, err error) {
	now := newManifest(outputs)
	if len(moves) == 0 && now.equal(old) {
		return 0, nil
	}
	both := old.with(now)
	if slices.Equal(both.names, old.names) {
		both = old
	}
	for _, m := range []struct {
		name string
		manifest
	}{{stagedOld, old}, {stagedBoth, both}, {stagedNow, now}} {
		if err := st.write(m.name, bytes.NewReader(m.raw)); err != nil {
			return 0, err
		}
	}
	p := &placement{files: st.files, old: old, ground: ground}
	if err := p.files.Sync(); err != nil {
		return 0, err
	}

	if !both.equal(old) {
		if err := p.files.Rename(stagedBoth, manifestName); err != nil {
			return 0, err
		}
	}
	err = p.replace(moves, now)
	if err != nil && !p.begun {
		return 0, errors.Join(err, p.undo(both))
	}
	if err == nil && !now.equal(both) {
		err = p.files.Rename(stagedNow, manifestName)
	}
	return p.removed, err
}

// Where the manifests are staged.
const (
	stagedOld  = stagingName + "/manifest-old"
	stagedBoth = stagingName + "/manifest-both"
	stagedNow  = stagingName + "/manifest-now"
)

// replace makes the moves and removes what is not part of the site as it is
// now.
func (p *placement) replace(moves []move, now manifest) error {
	for _, m := range moves {
		if m.clear {
			if err := p.clear(m.to); err != nil {
				return err
			}
		}
		if err := p.files.Rename(m.from, m.to); err != nil {
			return err
		}
		p.begun = true
	}
	return p.remove(now)
}

// undo puts the old manifest back.
func (p *placement) undo(both manifest) error {
	switch {
	case both.equal(p.old):
		return nil
	case p.old.raw == nil:
		return p.files.Remove(manifestName)
	}
	return p.files.Rename(stagedOld, manifestName)
}

// clear removes a file in whose place a folder is to stand, or a folder in
// whose place a file is. It is nothing but what Gloss wrote; if other files
// have been added since, they stay and the build fails.
func (p *placement) clear(name string) error {
	return walk(p.files, name, func(name string, folder bool) error {
		switch {
		case folder:
			return p.files.Remove(name)
		case !p.old.has(name):
			return fmt.Errorf("%s was added while the site was being built", name)
		}
		return p.unlink(name)
	})
}

// unlink removes a file that Gloss wrote.
func (p *placement) unlink(name string) error {
	if err := p.files.Remove(name); err != nil {
		return err
	}
	p.begun = true
	p.removed++
	return nil
}

// remove removes the files that the manifest names and the site no longer
// has, and then the folders that they leave empty. What stands behind a link
// is left alone.
func (p *placement) remove(now manifest) error {
	folded := make(map[string]string) // the site's names, once they are needed
	emptied := make(map[string]bool)
	for _, name := range p.old.names {
		if now.has(name) {
			continue
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if p.ground[dir] == solid { // and so are those above it
				emptied[dir] = true
			}
		}
		if p.ground[path.Dir(name)] != solid {
			continue
		}
		if len(folded) == 0 {
			for _, n := range now.names {
				folded[fold(n)] = n
			}
		}
		if err := p.removeFile(name, folded[fold(name)]); err != nil {
			return err
		}
	}
	return p.prune(emptied)
}

// removeFile removes a file that Gloss wrote, unless it is gone, has become a
// folder, or is the very file that the site has under a name that differs in
// case (empty for none), as on macOS and Windows.
func (p *placement) removeFile(name, twin string) error {
	info, err := p.files.Lstat(name)
	if missing(err) || err == nil && info.IsDir() {
		return nil
	}
	if err != nil {
		return err
	}
	if twin != "" {
		if other, err := p.files.Lstat(twin); err == nil && os.SameFile(info, other) {
			return nil
		}
	}
	return p.unlink(name)
}

// prune removes those of the folders that are empty, the deepest first.
func (p *placement) prune(folders map[string]bool) error {
	deepest := make([]string, 0, len(folders))
	for dir := range folders {
		deepest = append(deepest, dir)
	}
	slices.SortFunc(deepest, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(b, "/"), strings.Count(a, "/")), cmp.Compare(a, b))
	})
	for _, dir := range deepest {
		info, err := p.files.Lstat(dir)
		if missing(err) || err == nil && !info.IsDir() {
			continue
		}
		if err != nil {
			return err
		}
		entries, err := p.files.ReadDir(dir)
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			continue
		}
		if err := p.files.Remove(dir); err != nil {
			return err
		}
	}
	return nil
}
