package webroot

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gloss/generator/internal/disk"
)

// files is what the room asks of the file system. Names are slash-separated
// and relative to the folder around the root. It is small so that tests can
// stand in for a failing disk.
type files interface {
	Lstat(name string) (fs.FileInfo, error)
	Open(name string) (io.ReadCloser, error)
	ReadDir(name string) ([]fs.DirEntry, error) // in the order of the names
	Readlink(name string) (string, error)

	Create(name string) (io.WriteCloser, error) // fails if the name is taken
	Mkdir(name string, mode fs.FileMode) error
	Link(old, new string) error // a second name for a file
	Symlink(target, name string) error
	Chmod(name string, mode fs.FileMode) error
	Own(name string, like fs.FileInfo)
	SetTime(name string, modified time.Time) error
	Rename(old, new string) error
	Exchange(a, b string) error
	Remove(name string) error // a file, a link itself, or an empty folder

	Sync() error // what was created is on the disk, and what was renamed
	Lock(folder string) (io.Closer, error)
}

// onDisk is the folder around a root. No name leads out of it, whatever links
// it holds.
type onDisk struct{ root *os.Root }

func (d *onDisk) Lstat(name string) (fs.FileInfo, error)     { return d.root.Lstat(name) }
func (d *onDisk) Open(name string) (io.ReadCloser, error)    { return d.root.Open(name) }
func (d *onDisk) Readlink(name string) (string, error)       { return d.root.Readlink(name) }
func (d *onDisk) Create(name string) (io.WriteCloser, error) { return disk.Create(d.root, name) }
func (d *onDisk) Mkdir(name string, mode fs.FileMode) error  { return d.root.Mkdir(name, mode) }
func (d *onDisk) Link(old, new string) error                 { return d.root.Link(old, new) }
func (d *onDisk) Symlink(target, name string) error          { return d.root.Symlink(target, name) }
func (d *onDisk) Chmod(name string, mode fs.FileMode) error  { return d.root.Chmod(name, mode) }
func (d *onDisk) Own(name string, like fs.FileInfo)          { disk.Own(d.root, name, like) }
func (d *onDisk) Rename(old, new string) error               { return d.root.Rename(old, new) }
func (d *onDisk) Remove(name string) error                   { return d.root.Remove(name) }
func (d *onDisk) Sync() error                                { return disk.Sync(d.root) }

func (d *onDisk) SetTime(name string, modified time.Time) error {
	return d.root.Chtimes(name, time.Time{}, modified)
}

func (d *onDisk) Exchange(a, b string) error {
	return disk.Exchange(d.path(a), d.path(b))
}

func (d *onDisk) path(name string) string {
	return filepath.Join(d.root.Name(), filepath.FromSlash(name))
}

func (d *onDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := d.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// Lock locks a folder, which it opens.
func (d *onDisk) Lock(name string) (io.Closer, error) {
	folder, err := d.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	held, err := disk.Lock(folder, "lock")
	if err != nil {
		return nil, err
	}
	// Who held it before may have taken the folder away since it was opened.
	opened, err := folder.Stat(".")
	if err != nil {
		return nil, errors.Join(err, held.Close())
	}
	if now, err := d.root.Stat(name); err != nil || !os.SameFile(now, opened) {
		return nil, errors.Join(disk.ErrLocked, held.Close())
	}
	return held, nil
}
