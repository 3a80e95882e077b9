package write

import (
	"io"
	"io/fs"
	"os"
	"syscall"

	"gloss/generator/internal/disk"
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

// onDisk is the output folder itself. No name leads out of it, whatever links
// it holds.
type onDisk struct{ root *os.Root }

func (f *onDisk) Lstat(name string) (fs.FileInfo, error)     { return f.root.Lstat(name) }
func (f *onDisk) Open(name string) (io.ReadCloser, error)    { return f.root.Open(name) }
func (f *onDisk) Create(name string) (io.WriteCloser, error) { return disk.Create(f.root, name) }
func (f *onDisk) Mkdir(name string) error                    { return f.root.Mkdir(name, 0o755) }
func (f *onDisk) Rename(old, new string) error               { return f.root.Rename(old, new) }
func (f *onDisk) Remove(name string) error                   { return f.root.Remove(name) }
func (f *onDisk) Sync() error                                { return disk.Sync(f.root) }

func (f *onDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.ReadDir(-1)
}
