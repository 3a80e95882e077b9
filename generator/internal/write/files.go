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
type onDisk struct {
	root    *os.Root
	folders *disk.Folders
}

func newDisk(root *os.Root) *onDisk { return &onDisk{root, disk.NewFolders(root)} }

func (f *onDisk) Lstat(name string) (info fs.FileInfo, err error) {
	err = f.folders.In(name, func(folder *os.Root, base string) (err error) {
		info, err = folder.Lstat(base)
		return err
	})
	return info, err
}

func (f *onDisk) Open(name string) (io.ReadCloser, error) { return f.open(name) }

func (f *onDisk) open(name string) (file *os.File, err error) {
	err = f.folders.In(name, func(folder *os.Root, base string) (err error) {
		file, err = folder.Open(base)
		return err
	})
	return file, err
}

func (f *onDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.ReadDir(-1)
}

func (f *onDisk) Create(name string) (w io.WriteCloser, err error) {
	err = f.folders.In(name, func(folder *os.Root, base string) (err error) {
		w, err = disk.Create(folder, base)
		return err
	})
	return w, err
}

func (f *onDisk) Mkdir(name string) error {
	return f.folders.In(name, func(folder *os.Root, base string) error { return folder.Mkdir(base, 0o755) })
}

func (f *onDisk) Rename(old, new string) error {
	f.folders.Leave(old)
	f.folders.Leave(new)
	return f.root.Rename(old, new)
}

func (f *onDisk) Remove(name string) error {
	f.folders.Leave(name)
	return f.folders.In(name, func(folder *os.Root, base string) error { return folder.Remove(base) })
}

func (f *onDisk) Sync() error { return disk.Sync(f.root) }

// close closes what is held open, apart from the output folder itself.
func (f *onDisk) close() { f.folders.Close() }
