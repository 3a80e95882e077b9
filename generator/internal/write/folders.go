package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// mostFolders bounds how many folders are held open.
const mostFolders = 64

// folders holds folders of the output open, those in which something was last
// looked for or made. A path leads through every folder on it, and safely so
// only one after the other, which takes three calls of the system for each: to
// begin at the folder itself saves most of what files cost. No name leads out
// of the folder that it is looked for in.
type folders struct {
	mu   sync.RWMutex
	open map[string]*os.Root // by path; the output folder itself is "."
}

func foldersOf(root *os.Root) *folders {
	return &folders{open: map[string]*os.Root{".": root}}
}

// in calls do with the folder that a path's last part stands in, and with that
// part. Errors name the whole path.
func (f *folders) in(name string, do func(folder *os.Root, base string) error) error {
	err := f.within(name, do)
	var at *fs.PathError
	if errors.As(err, &at) {
		at.Path = name
	}
	return err
}

func (f *folders) within(name string, do func(folder *os.Root, base string) error) error {
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
func (f *folders) enter(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.open) >= mostFolders {
		f.close(all)
	}
	_, err := f.opened(dir)
	return err
}

func (f *folders) opened(dir string) (*os.Root, error) {
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
			err = &fs.PathError{Op: "open", Path: dir, Err: errNotDir}
		}
		return nil, err
	}
	f.open[dir] = folder
	return folder, nil
}

// leave closes what is open at a path and below it, before something else may
// come to stand there.
func (f *folders) leave(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.close(func(dir string) bool { return dir == name || strings.HasPrefix(dir, name+"/") })
}

func (f *folders) leaveAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.close(all)
}

// close closes folders, but never the output folder itself.
func (f *folders) close(which func(dir string) bool) {
	for dir, folder := range f.open {
		if dir != "." && which(dir) {
			folder.Close()
			delete(f.open, dir)
		}
	}
}

func all(string) bool { return true }
