package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Real returns an absolute path without symbolic links. Its last parts need
// not exist. A link that leads nowhere is an error.
func Real(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, there := os.Lstat(abs); there == nil || abs == filepath.Dir(abs) {
		return "", err
	}
	parent, err := Real(filepath.Dir(abs))
	return filepath.Join(parent, filepath.Base(abs)), err
}

// Holds reports whether a path is a folder's own or lies within it. Both are
// as [Real] returns them. Files are compared as the system knows them too, so
// that neither case nor a mount hides that two paths are one.
func Holds(folder, name string) bool {
	is, err := os.Stat(folder)
	known := err == nil
	for {
		if name == folder {
			return true
		}
		if info, err := os.Stat(name); known && err == nil && os.SameFile(is, info) {
			return true
		}
		parent := filepath.Dir(name)
		if parent == name {
			return false
		}
		name = parent
	}
}
