package write

import (
	"io"
	"io/fs"
	"os"
	"syscall"
)

// errNotDir is what systems say of a path that leads through a file.
var errNotDir error = syscall.ENOTDIR

// files is what the room asks of the file system. Names are slash-separated
// and relative to the output folder. It is small so that tests can stand in
// for a failing disk.
type files interface {
	Lstat(name string) (fs.FileInfo, error)
	Open(name string) (io.ReadCloser, error)
	ReadDir(name string) ([]fs.DirEntry, error) // in no order

	Create(name string) (io.WriteCloser, error) // fails if the name is taken
	Mkdir(name string) error
	Rename(old, new string) error // replaces a file
	Remove(name string) error     // a file, a link itself, or an empty folder

	// Sync returns when everything that was created and closed is on the
	// disk, so that a rename cannot come to point at less.
	Sync() error
}

// disk is the output folder itself. No name leads out of it, whatever links
// it holds.
type disk struct{ root *os.Root }

func (d *disk) Lstat(name string) (fs.FileInfo, error)  { return d.root.Lstat(name) }
func (d *disk) Open(name string) (io.ReadCloser, error) { return d.root.Open(name) }
func (d *disk) Mkdir(name string) error                 { return d.root.Mkdir(name, 0o755) }
func (d *disk) Rename(old, new string) error            { return d.root.Rename(old, new) }
func (d *disk) Remove(name string) error                { return d.root.Remove(name) }
func (d *disk) Sync() error                             { return syncAll(d.root) }

func (d *disk) Create(name string) (io.WriteCloser, error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return created{f}, nil
}

func (d *disk) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := d.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}
