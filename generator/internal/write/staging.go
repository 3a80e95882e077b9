package write

import (
	"errors"
	"io"
	"path"
	"sync"
)

// staging is the folder in which files wait for their place, within the
// output folder so that a rename puts them there. It is made when the first
// file is staged. There is one at a time, as the output folder is locked.
type staging struct {
	files  files
	folder func() error // makes the folder, once
}

func newStaging(f files) *staging {
	return &staging{f, sync.OnceValue(func() error { return f.Mkdir(stagingName) })}
}

// write stages content under a name that is not yet taken, and returns the
// path of the staged file.
func (s *staging) write(name string, content io.Reader) (string, error) {
	if err := s.folder(); err != nil {
		return "", err
	}
	name = path.Join(stagingName, name)
	w, err := s.files.Create(name)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(w, content)
	return name, errors.Join(err, w.Close())
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
