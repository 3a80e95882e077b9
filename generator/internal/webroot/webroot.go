// Package webroot publishes to the folder that a web server on this machine
// serves. The whole site changes in one step:
//
//	root ─list→ plan ─stage beside→ sync ─exchange→ remove the old tree
//
// The new tree grows in a folder beside the root: files that are the same are
// hard links to the ones that are served, others are written anew, and what
// other people have put into the root is carried over. Then the two folders
// exchange their names. A request before that moment is answered from the old
// tree, one after it from the new one. Where the system has no exchange, two
// renames follow each other, and between them there is no root.
//
// A kill leaves the old root or the new one, and what it leaves beside it the
// next publication removes. After a kill between two renames, opening the root
// puts it back.
package webroot

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
	"gloss/generator/internal/publish"
)

// Root is a web server's root. It is a [publish.Swapper], for one publication
// at a time.
type Root struct {
	address string // as people call it: dir:PATH
	files   files  // of the folder around the root
	name    string // of the root in it
	around  *os.Root

	listed map[string]standing // what the last listing found, by path within the root
}

// standing is a file as it was listed.
type standing struct {
	info   fs.FileInfo
	digest publish.Digest // zero for what is no file
}

var _ publish.Swapper = (*Root)(nil)

// Open opens a root, which need not exist; the folder around it has to. The
// site is the folder that the site is made from, and from are others that are
// read from, such as the one that is published. A root that is, holds or lies
// in one of these, or holds the user's home, is refused.
func Open(name, site string, from ...string) (*Root, error) {
	r := &Root{address: "dir:" + name}
	real, err := disk.Real(name)
	if err != nil {
		return nil, r.failed(err)
	}
	if err := judge(real, site, from); err != nil {
		return nil, r.failed(err)
	}
	around, err := os.OpenRoot(filepath.Dir(real))
	if err != nil {
		return nil, r.failed(noFolder(filepath.Dir(real), err))
	}
	r.files, r.name, r.around = &onDisk{around}, filepath.Base(real), around
	if err := r.recover(); err != nil {
		return nil, errors.Join(r.failed(err), around.Close())
	}
	return r, nil
}

// failed says which root an error is about.
func (r *Root) failed(err error) error {
	if err == nil || errors.Is(err, publish.ErrChanged) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%s: %w", r.address, err)
}

// noFolder says what is wrong with the folder around a root.
func noFolder(around string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return diag.Hinted(fmt.Errorf("the folder around it, %s, is not there", around), "make it first: mkdir -p "+around)
	}
	return diag.Hinted(fmt.Errorf("the folder around it, %s, cannot be entered: %w", around, cause(err)), "the new site grows beside the old one: choose a folder in one that you may write in")
}

// cause returns what an error of the file system says without the call and the
// path that it names.
func cause(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}

// judge refuses a root in which publishing could do harm.
func judge(real, site string, from []string) error {
	refused := func(format string, args ...any) error {
		return diag.Hinted(fmt.Errorf(format, args...), "name a folder of its own, such as dir:/var/www/briefing")
	}
	if real == filepath.Dir(real) {
		return refused("this is the root of the file system")
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" {
		if home, err = disk.Real(home); err == nil && disk.Holds(real, home) {
			return refused("this is or holds your home folder")
		}
	}
	site, err := disk.Real(site)
	if err != nil {
		return err
	}
	if disk.Holds(real, site) {
		return refused("this is or holds the site's own folder")
	}
	for _, input := range append(from, filepath.Join(site, "content"), filepath.Join(site, "layouts")) {
		input, err := disk.Real(input)
		if err != nil {
			return err
		}
		if disk.Holds(input, real) || disk.Holds(real, input) {
			return refused("this overlaps %s, which is read from", input)
		}
	}
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return refused("this is a file")
	}
	return nil
}

// Close gives the folder back.
func (r *Root) Close() error { return r.around.Close() }

// List returns every file in the root, with its digest: each is read. Links
// are objects too, and nobody else's files hide behind them.
func (r *Root) List(ctx context.Context) (*publish.Listing, error) {
	listed := make(map[string]standing)
	listing := &publish.Listing{}
	err := walk(r.files, r.name, "", func(name string, info fs.FileInfo) error {
		if info.IsDir() || ctx.Err() != nil {
			return ctx.Err()
		}
		s := standing{info: info}
		if info.Mode().IsRegular() {
			digest, err := r.digest(name)
			if err != nil {
				return err
			}
			s.digest = digest
		}
		listed[name] = s
		listing.Objects = append(listing.Objects, publish.Object{Path: name, Size: info.Size(), Digest: s.digest})
		return nil
	})
	if err != nil {
		return nil, r.failed(unreadable(err))
	}
	r.listed = listed
	listing.Version = listed[publish.ManifestPath].digest.String()
	return listing, nil
}

// unreadable says what is wrong with a root that cannot be listed.
func unreadable(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return diag.Hinted(fmt.Errorf("in it is what cannot be read, %s: %w", at.Path, at.Err),
			"name a folder that holds the site alone, or give yourself leave to read what is in it")
	}
	return err
}

// at returns where a path within the root is, seen from the folder around it.
func (r *Root) at(name string) string { return path.Join(r.name, name) }

func (r *Root) digest(name string) (publish.Digest, error) {
	f, err := r.files.Open(r.at(name))
	if err != nil {
		return publish.Digest{}, err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return publish.Digest{}, err
	}
	return publish.Digest(hash.Sum(nil)), nil
}

// Open opens a file in the root.
func (r *Root) Open(_ context.Context, name string) (io.ReadCloser, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	info, err := r.files.Lstat(r.at(name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return r.files.Open(r.at(name))
}

// version returns what names the tree that stands in the root.
func (r *Root) version() (string, error) {
	digest, err := r.digest(publish.ManifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return digest.String(), err
}
