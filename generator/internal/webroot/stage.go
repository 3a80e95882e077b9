package webroot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"syscall"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// stager makes a new tree beside the root.
type stager struct {
	root  *Root
	files files
	from  string // the root
	to    string // the new tree
	made  map[string]bool
	extra fs.FileMode // who besides the owner may write

	items   map[string]publish.Item
	gone    map[string]bool // what was published and is not any more
	foreign []found         // what is carried over
}

// found is something of other people's in the root: a file, a link, an empty
// folder.
type found struct {
	name string
	info fs.FileInfo
}

// survey finds what is to be carried over. It refuses a tree that has no room
// for it.
func (r *Root) survey(ctx context.Context, tree publish.Tree) (*stager, error) {
	s := &stager{
		root: r, files: r.files, from: r.name, to: r.beside(next), made: map[string]bool{},
		items: make(map[string]publish.Item, len(tree.Items)), gone: map[string]bool{publish.ManifestPath: true},
	}
	for _, item := range tree.Items {
		s.items[item.Path] = item
	}
	keep := make(map[string]bool, len(tree.Keep))
	for _, name := range tree.Keep {
		keep[name] = true
	}
	folders := map[string]bool{} // that hold, or held, something of ours
	enclose := func(name string) {
		for dir := path.Dir(name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for name := range s.items {
		enclose(name)
	}
	needed := maps.Clone(folders)
	for name := range r.listed {
		if _, stays := s.items[name]; !stays && !keep[name] {
			s.gone[name] = true
			enclose(name)
		}
	}

	var obstacles []string
	err := walk(r.files, s.from, "", func(name string, info fs.FileInfo) error {
		_, item := s.items[name]
		_, known := r.listed[name]
		switch {
		case info.IsDir() && folders[name]:
			return ctx.Err()
		case !info.IsDir() && (s.gone[name] || item && known && !keep[name]):
			return nil
		case item, needed[name], s.withinItem(name):
			obstacles = append(obstacles, name)
		}
		s.foreign = append(s.foreign, found{name, info})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(obstacles) > 0 {
		return nil, diag.Hinted(fmt.Errorf("in it stands what was not published by Gloss, where the site needs the place: %s", diag.Few(obstacles)),
			"move it away")
	}
	return s, nil
}

// withinItem reports whether a path leads through a file of the site.
func (s *stager) withinItem(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, item := s.items[dir]; item {
			return true
		}
	}
	return false
}

// ours returns the paths that are in the new tree or were published in the old
// one, in order.
func (s *stager) ours() []string {
	all := slices.Collect(maps.Keys(s.items))
	for name := range s.gone {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// stage makes the tree.
func (s *stager) stage(ctx context.Context, tree publish.Tree) error {
	mode := fs.FileMode(0o755)
	if info, err := s.files.Lstat(s.from); err == nil {
		s.extra = info.Mode().Perm() & 0o020
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := folder(s.files, s.to, s.from, mode); err != nil {
		return err
	}
	s.made["."] = true
	if err := s.write(publish.ManifestPath, bytes.NewReader(tree.Manifest)); err != nil {
		return err
	}
	for _, item := range tree.Items {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.item(item); err != nil {
			return fmt.Errorf("%s: %w", item.Path, err)
		}
	}
	for _, f := range s.foreign {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.carry(f); err != nil {
			return fmt.Errorf("%s, which is carried over: %w", f.name, err)
		}
	}
	return nil
}

// item gives the file in the root a second name if it is the same, and writes
// a new one otherwise.
func (s *stager) item(item publish.Item) error {
	if s.same(item) {
		if err := s.folder(path.Dir(item.Path)); err != nil {
			return err
		}
		// There are file systems without such names, and files that the system
		// lets only their owner give one.
		if s.files.Link(path.Join(s.from, item.Path), path.Join(s.to, item.Path)) == nil {
			return nil
		}
	}
	content, err := item.Open()
	if err != nil {
		return err
	}
	hash := sha256.New()
	err = s.write(item.Path, io.TeeReader(content, hash))
	if err := errors.Join(err, content.Close()); err != nil {
		return err
	}
	if publish.Digest(hash.Sum(nil)) != item.Digest {
		return errors.New("it was changed while it was published; publish again")
	}
	return nil
}

// same reports whether an item is in the root already, as it was listed and
// readable to a web server.
func (s *stager) same(item publish.Item) bool {
	listed, there := s.root.listed[item.Path]
	if !there || listed.digest != item.Digest {
		return false
	}
	now, err := s.files.Lstat(path.Join(s.from, item.Path))
	return err == nil && os.SameFile(now, listed.info) && now.Size() == listed.info.Size() &&
		now.ModTime().Equal(listed.info.ModTime()) && now.Mode().Perm() == s.mode()
}

// mode is that of a file that is published: a web server runs as another user,
// whatever the umask of this one.
func (s *stager) mode() fs.FileMode { return 0o644 | s.extra }

// write writes a file of the tree.
func (s *stager) write(name string, content io.Reader) error {
	if err := s.folder(path.Dir(name)); err != nil {
		return err
	}
	name = path.Join(s.to, name)
	if err := create(s.files, name, content); err != nil {
		return err
	}
	return s.files.Chmod(name, s.mode())
}

// carry brings something of other people's into the tree, as it is.
func (s *stager) carry(f found) error {
	if f.info.IsDir() {
		return s.folder(f.name)
	}
	if err := s.folder(path.Dir(f.name)); err != nil {
		return err
	}
	from, to := path.Join(s.from, f.name), path.Join(s.to, f.name)
	if f.info.Mode()&fs.ModeSymlink != 0 {
		target, err := s.files.Readlink(from)
		if err == nil {
			err = s.files.Symlink(target, to)
		}
		s.files.Own(to, f.info)
		return err
	}
	err := s.files.Link(from, to)
	switch {
	case errors.Is(err, syscall.EXDEV):
		return fmt.Errorf("it lies on another file system, which cannot move with the root: %w", err)
	case err == nil || !f.info.Mode().IsRegular():
		return err
	}
	content, err := s.files.Open(from)
	if err != nil {
		return err
	}
	err = create(s.files, to, content)
	if err := errors.Join(err, content.Close()); err != nil {
		return err
	}
	s.files.Own(to, f.info)
	if err := s.files.Chmod(to, f.info.Mode()); err != nil {
		return err
	}
	return s.files.SetTime(to, f.info.ModTime())
}

// folder makes a folder of the tree and those around it, each like the one in
// the root if there is one.
func (s *stager) folder(dir string) error {
	if s.made[dir] {
		return nil
	}
	if err := s.folder(path.Dir(dir)); err != nil {
		return err
	}
	if err := folder(s.files, path.Join(s.to, dir), path.Join(s.from, dir), 0o755|s.extra); err != nil {
		return err
	}
	s.made[dir] = true
	return nil
}

// folder makes a folder with the mode, owner and group of another one, or with
// a mode if there is no other one.
func folder(f files, name, like string, mode fs.FileMode) error {
	if err := f.Mkdir(name, 0o755); err != nil {
		return err
	}
	info, err := f.Lstat(like)
	switch {
	case err == nil && info.IsDir():
		f.Own(name, info)
		mode = info.Mode() & (fs.ModePerm | fs.ModeSetgid | fs.ModeSticky)
	case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR):
		return err
	default:
		made, err := f.Lstat(name)
		if err != nil {
			return err
		}
		mode |= made.Mode() & fs.ModeSetgid // as the folder around it says
	}
	return f.Chmod(name, mode)
}

// create writes a new file.
func create(f files, name string, content io.Reader) error {
	w, err := f.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return errors.Join(err, w.Close())
}
