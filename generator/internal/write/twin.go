package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// besidePrefix begins the name of the folder beside an output folder in which
// [Swap] makes the next site; the output folder's own name follows. It is there
// while a build runs.
const besidePrefix = ".gloss-swap-"

// impossible returns a refusal for an error of the twin's own that says that
// folders cannot be exchanged here, or files not have two names. Other errors
// stay as they are.
func impossible(err error) error {
	for _, no := range noSwap {
		if errors.Is(err, no) {
			return refuse(diag.OutputSwap, "build without --swap", "the output folder cannot be exchanged as a whole here: %v", err)
		}
	}
	return err
}

// noSwap are what systems say where folders cannot be exchanged or files not
// have two names: there is no such step, the output folder is the root of a
// file system of its own, or the folder around it is not ours to write in.
var noSwap = []error{errors.ErrUnsupported, syscall.EXDEV, syscall.EBUSY, syscall.EPERM, fs.ErrPermission}

// onDiskTwin is a twin on the disk.
type onDiskTwin struct {
	around *os.Root // the folder that both stand in
	name   string   // of the output folder in it
	beside *target
	old    *onDisk
	next   *onDisk
}

// openTwin makes the folder beside an output folder, unless a killed build has
// left it, and locks it, for it is to be the output folder. It finds out right
// away whether folders can be exchanged here.
func openTwin(t *target) (*onDiskTwin, error) {
	out := t.root.Name()
	beside, err := besideOf(out)
	if err != nil {
		return nil, err
	}
	w := &onDiskTwin{name: filepath.Base(out)}
	if w.beside, err = openTarget(beside); err != nil {
		return nil, impossible(err)
	}
	w.old, w.next = newDisk(t.root), newDisk(w.beside.root)
	if w.around, err = os.OpenRoot(filepath.Dir(out)); err == nil {
		err = errors.Join(w.try(), w.like(".", t.root))
	}
	if err != nil {
		return nil, errors.Join(impossible(err), w.close())
	}
	return w, nil
}

// besideOf returns the path of the folder beside an output folder. Something
// else under that name is not ours to remove.
func besideOf(out string) (string, error) {
	beside := filepath.Join(filepath.Dir(out), besidePrefix+filepath.Base(out))
	info, err := os.Lstat(beside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return beside, nil
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", refuse(diag.OutputForeign, "move it away", "beside the output folder stands %s, which is no folder", filepath.Base(beside))
	}
	return beside, nil
}

// removeBeside removes what a killed build has left beside an output folder.
// The caller holds the lock of the output folder, as that build did.
func removeBeside(t *target) error {
	beside, err := besideOf(t.root.Name())
	if err != nil {
		return nil // it is in nobody's way
	}
	if _, err := os.Lstat(beside); err != nil {
		return nil
	}
	left, err := openTarget(beside)
	if err != nil {
		return err
	}
	files := newDisk(left.root)
	defer files.close()
	return errors.Join(empty(files), os.Remove(beside), left.close())
}

// try exchanges two folders that nobody needs.
func (w *onDiskTwin) try() error {
	if err := empty(w.next); err != nil {
		return err
	}
	for _, name := range []string{"a", "b"} {
		if err := w.next.Mkdir(name); err != nil {
			return err
		}
	}
	beside := w.beside.root.Name()
	return errors.Join(disk.Exchange(filepath.Join(beside, "a"), filepath.Join(beside, "b")), empty(w.next))
}

// like gives a folder of the next site the permissions of one of the old.
func (w *onDiskTwin) like(name string, old *os.Root) error {
	want, err := old.Stat(name)
	if err != nil {
		return err
	}
	is, err := w.beside.root.Stat(name)
	if err != nil || is.Mode() == want.Mode() {
		return err
	}
	return w.beside.root.Chmod(name, want.Mode().Perm()|want.Mode()&(fs.ModeSetgid|fs.ModeSticky))
}

func (w *onDiskTwin) Old() files  { return w.old }
func (w *onDiskTwin) Next() files { return w.next }

func (w *onDiskTwin) Folder(name string) error {
	if err := w.next.Mkdir(name); err != nil {
		return err
	}
	return w.like(name, w.old.root)
}

func (w *onDiskTwin) Link(name string) error {
	return impossible(w.around.Link(path.Join(w.name, name), path.Join(besidePrefix+w.name, name)))
}

func (w *onDiskTwin) Exchange() error {
	around := w.around.Name()
	return impossible(disk.Exchange(filepath.Join(around, besidePrefix+w.name), filepath.Join(around, w.name)))
}

// close removes the folder that stands beside the output folder now, if it is
// empty, and closes everything.
func (w *onDiskTwin) close() error {
	os.Remove(w.beside.root.Name())
	w.old.close()
	w.next.close()
	err := w.beside.close()
	if w.around != nil {
		err = errors.Join(err, w.around.Close())
	}
	return err
}
