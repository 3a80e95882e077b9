package write

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// target is an output folder that is open and locked.
type target struct {
	root *os.Root
	lock io.Closer
	made []string // folders that opening made, innermost first
}

// openTarget makes the folder if it is missing, opens and locks it. It refuses
// at once a folder that another build has locked.
func openTarget(name string) (*target, error) {
	made, err := makeAll(name)
	t := &target{made: made}
	if err == nil {
		t.root, err = os.OpenRoot(name)
	}
	if err != nil {
		t.unmake()
		return nil, err
	}
	t.lock, err = disk.Lock(t.root, lockName)
	if err == nil && !t.stands(name) {
		// The build that made the folder has failed and taken it away again
		// since it was opened here.
		err = errors.Join(disk.ErrLocked, t.lock.Close())
	}
	if err == nil {
		return t, nil
	}
	t.root.Close()
	if errors.Is(err, disk.ErrLocked) {
		return nil, refuse(diag.OutputBusy, "wait until it has finished", "another build is writing to the output folder")
	}
	t.unmake()
	return nil, err
}

// stands reports whether the open folder is still the one at its path.
func (t *target) stands(name string) bool {
	at, err := os.Stat(name)
	if err != nil {
		return false
	}
	open, err := t.root.Stat(".")
	return err == nil && os.SameFile(at, open)
}

// unmake removes the folders that opening made, as far as they are empty.
func (t *target) unmake() {
	for _, name := range t.made {
		if os.Remove(name) != nil {
			return
		}
	}
}

func (t *target) close() error { return errors.Join(t.lock.Close(), t.root.Close()) }

// makeAll makes a folder and those above it. It returns the ones it made,
// innermost first.
func makeAll(name string) ([]string, error) {
	var made []string
	for dir := name; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, dir)
	}
	return made, os.MkdirAll(name, 0o755)
}
