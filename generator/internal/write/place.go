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

// placement brings staged files to their places and takes away what is no
// longer part of the site.
type placement struct {
	files   files
	old     manifest
	ground  map[string]ground // kept up to date
	made    []string          // folders, in the order of making
	begun   bool              // a file has been placed or removed: there is no way back
	removed int               // files
}

// place makes the folder hold the outputs, of which the changes are staged,
// and returns how many files it removed. In this order:
//
//  1. Manifests are staged, and everything that is staged is synced.
//  2. A manifest of all old and all new files takes its place. From now on a
//     build that is killed leaves nothing that the next one does not know.
//  3. New folders are made. This is the last thing for which the disk needs
//     room.
//  4. Files are placed, in the order of the changes. Should something fail
//     before the first of them is, everything is put back.
//  5. Files that are no longer part of the site are removed, and folders that
//     are empty for it.
//  6. The manifest of the new files takes its place.
//
// Renames are not synced one by one: journals keep their order, so that a
// machine that stops leaves what a killed build leaves.
func place(st *staging, old manifest, ground map[string]ground, outputs []Output, changes []change) (removed int, err error) {
	now := newManifest(outputs)
	if len(changes) == 0 && now.equal(old) {
		return 0, nil
	}
	both := old.with(now)
	if slices.Equal(both.names, old.names) {
		both = old
	}
	for _, m := range []struct {
		name string
		manifest
	}{{"old", old}, {"both", both}, {"now", now}} {
		if _, err := st.write("manifest-"+m.name, bytes.NewReader(m.raw)); err != nil {
			return 0, err
		}
	}
	p := &placement{files: st.files, old: old, ground: ground}
	if err := p.files.Sync(); err != nil {
		return 0, err
	}

	if !both.equal(old) {
		if err := p.manifest("both"); err != nil {
			return 0, err
		}
	}
	err = p.all(changes, now)
	if err != nil && !p.begun {
		return 0, errors.Join(err, p.undo(both))
	}
	if err == nil && !now.equal(both) {
		err = p.manifest("now")
	}
	return p.removed, err
}

// all makes folders, places the changes and removes what is not part of the
// site as it is now.
func (p *placement) all(changes []change, now manifest) error {
	if err := p.prepare(changes); err != nil {
		return err
	}
	for _, c := range changes {
		if err := p.change(c); err != nil {
			return err
		}
	}
	return p.remove(now)
}

// manifest puts a staged manifest in its place.
func (p *placement) manifest(name string) error {
	return p.files.Rename(path.Join(stagingName, "manifest-"+name), manifestName)
}

// prepare makes the folders that changes need, but for those in whose place a
// file still stands.
func (p *placement) prepare(changes []change) error {
	for _, c := range changes {
		dir := path.Dir(c.path)
		if g := p.ground[dir]; g == file || g == behind {
			continue
		}
		if err := p.folder(dir); err != nil {
			return err
		}
	}
	return nil
}

// undo takes away the folders that were made and puts the old manifest back.
func (p *placement) undo(both manifest) error {
	var errs []error
	for _, dir := range slices.Backward(p.made) {
		errs = append(errs, p.files.Remove(dir))
	}
	switch {
	case both.equal(p.old):
	case p.old.raw == nil:
		errs = append(errs, p.files.Remove(manifestName))
	default:
		errs = append(errs, p.manifest("old"))
	}
	return errors.Join(errs...)
}

// folder sees to it that a folder stands at a path, in the place of a file
// that Gloss wrote if need be.
func (p *placement) folder(dir string) error {
	if p.ground[dir] == solid {
		return nil
	}
	if err := p.folder(path.Dir(dir)); err != nil {
		return err
	}
	if p.ground[dir] == file {
		if err := p.unlink(dir); err != nil {
			return err
		}
	}
	if err := p.files.Mkdir(dir); err != nil {
		return err
	}
	p.ground[dir] = solid
	p.made = append(p.made, dir)
	return nil
}

// change puts a staged file in its place.
func (p *placement) change(c change) error {
	if err := p.folder(path.Dir(c.path)); err != nil {
		return err
	}
	if c.folder {
		if err := p.clear(c.path); err != nil {
			return err
		}
	}
	if err := p.files.Rename(c.staged, c.path); err != nil {
		return err
	}
	p.begun = true
	return nil
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

// clear removes a folder in whose place a file is to stand. It holds none but
// files that Gloss wrote; if others have been added since, they stay and the
// build fails.
func (p *placement) clear(dir string) error {
	return walk(p.files, dir, func(name string, folder bool) error {
		switch {
		case folder:
			return p.files.Remove(name)
		case !p.old.has(name):
			return fmt.Errorf("%s was added while the site was being built", name)
		}
		return p.unlink(name)
	})
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
