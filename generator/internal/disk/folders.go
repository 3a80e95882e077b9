package disk

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"syscall"
)

// mostFolders bounds how many folders are held open.
const mostFolders = 64

// Folders holds folders below another one open, those in which something was
// last looked for or made. A path leads through every folder on it, and safely
// so only one after the other, which takes three calls of the system for each:
// to begin at the folder itself saves most of what files cost. No name leads
// out of the folder that it is looked for in. It is safe for concurrent use.
type Folders struct {
	mu   sync.RWMutex
	open map[string]*os.Root // by path; the outermost one is "."
}

// NewFolders returns the folders below one that is open, and stays so when they
// are closed.
func NewFolders(root *os.Root) *Folders {
	return &Folders{open: map[string]*os.Root{".": root}}
}

// In calls do with the folder that the last part of a slash-separated path
// stands in, and with that part. The folder is open until do returns. Errors
// name the whole path.
func (f *Folders) In(name string, do func(folder *os.Root, base string) error) error {
	err := f.within(name, do)
	var at *fs.PathError
	if errors.As(err, &at) {
		at.Path = name
	}
	return err
}

func (f *Folders) within(name string, do func(folder *os.Root, base string) error) error {
	dir, base := path.Split(name)
	dir = path.Clean(dir)
	for {
		f.mu.RLock()
		if folder := f.open[dir]; folder != nil {
			defer f.mu.RUnlock()
			return do(folder, base)
		}
		f.mu.RUnlock()
		if err := f.enter(dir); err != nil {
			return err
		}
	}
}

// enter opens a folder and those around it, unless they are open.
func (f *Folders) enter(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.open) >= mostFolders {
		f.close(all)
	}
	_, err := f.opened(dir)
	return err
}

func (f *Folders) opened(dir string) (*os.Root, error) {
	if folder := f.open[dir]; folder != nil {
		return folder, nil
	}
	above, err := f.opened(path.Dir(dir))
	if err != nil {
		return nil, err
	}
	base := path.Base(dir)
	folder, err := above.OpenRoot(base)
	if err != nil {
		// The system's own word for it, which OpenRoot does not pass on.
		if info, there := above.Lstat(base); there == nil && info.Mode().IsRegular() {
			err = &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
		}
		return nil, err
	}
	f.open[dir] = folder
	return folder, nil
}

// Leave closes what is open at a path and below it, before something else may
// come to stand there.
func (f *Folders) Leave(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.close(func(dir string) bool { return dir == name || strings.HasPrefix(dir, name+"/") })
}

// Close closes everything that is held open.
func (f *Folders) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.close(all)
}

// close closes folders, but never the outermost one.
func (f *Folders) close(which func(dir string) bool) {
	for dir, folder := range f.open {
		if dir != "." && which(dir) {
			folder.Close()
			delete(f.open, dir)
		}
	}
}

func all(string) bool { return true }
