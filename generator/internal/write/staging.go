package write

import (
	"errors"
	"io"
	"path"
	"sync"
)

// newFolders is where folders that are new wait, at the paths that they are to
// have. What is to stand in a folder that is there already waits in the staging
// folder itself.
const newFolders = stagingName + "/new"

// staging is the folder in which files wait for their place, within the
// output folder so that a rename puts them there. It is made when the first
// file is staged. There is one at a time, as the output folder is locked.
type staging struct {
	files files

	mu   sync.Mutex
	made map[string]bool // the staging folder and those in it
}

func newStaging(f files) *staging {
	return &staging{files: f, made: map[string]bool{".": true}}
}

// write stages content at a path that is not yet taken, and makes the folders
// around it.
func (s *staging) write(name string, content io.Reader) error {
	if err := s.folder(path.Dir(name)); err != nil {
		return err
	}
	w, err := s.files.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return errors.Join(err, w.Close())
}

// folder makes a folder and those around it, unless they are made.
func (s *staging) folder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.make(dir)
}

func (s *staging) make(dir string) error {
	if s.made[dir] {
		return nil
	}
	if err := s.make(path.Dir(dir)); err != nil {
		return err
	}
	if err := s.files.Mkdir(dir); err != nil {
		return err
	}
	s.made[dir] = true
	return nil
}

// removeStaging removes the staging folder and everything in it, whoever left
// it.
func removeStaging(f files) error {
	_, err := f.Lstat(stagingName)
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return removeAll(f, stagingName)
}

// removeAll removes a file or a folder with all it holds. It goes on after
// errors, to leave as little as it can, and returns them joined.
func removeAll(f files, name string) error {
	var errs []error
	err := walk(f, name, func(name string, _ bool) error {
		errs = append(errs, f.Remove(name))
		return nil
	})
	return errors.Join(append(errs, err)...)
}

// walk calls visit for everything at a path: for what a folder holds first,
// then for itself. Links are not followed.
func walk(f files, name string, visit func(name string, folder bool) error) error {
	info, err := f.Lstat(name)
	if err != nil {
		return err
	}
	return walkEntry(f, name, info.IsDir(), visit)
}

func walkEntry(f files, name string, folder bool, visit func(name string, folder bool) error) error {
	if folder {
		entries, err := f.ReadDir(name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := walkEntry(f, path.Join(name, e.Name()), e.IsDir(), visit); err != nil {
				return err
			}
		}
	}
	return visit(name, folder)
}
