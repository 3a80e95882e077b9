package disk

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// open opens a new folder.
func open(t *testing.T) *os.Root {
	t.Helper()
	folder, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	return folder
}

// made makes a folder that holds one file, named as it is.
func made(t *testing.T, folder *os.Root, name string) {
	t.Helper()
	if err := folder.Mkdir(name, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, folder, filepath.Join(name, name), name)
}

func put(t *testing.T, folder *os.Root, name, content string) {
	t.Helper()
	w, err := Create(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write([]byte(content))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestFoldersExchangeTheirNames(t *testing.T) {
	folder := open(t)
	made(t, folder, "old")
	made(t, folder, "new")
	err := Exchange(filepath.Join(folder.Name(), "old"), filepath.Join(folder.Name(), "new"))
	now, then := "new", "old"
	if err != nil {
		if runtime.GOOS == "linux" || !errors.Is(err, errors.ErrUnsupported) {
			t.Fatal(err)
		}
		now, then = then, now // and nothing has happened
	}
	for name, holds := range map[string]string{"old": now, "new": then} {
		content, err := folder.ReadFile(filepath.Join(name, holds))
		if err != nil || string(content) != holds {
			t.Errorf("%s: %q %v", name, content, err)
		}
	}
}

func TestExchangeNeedsBoth(t *testing.T) {
	folder := open(t)
	made(t, folder, "old")
	err := Exchange(filepath.Join(folder.Name(), "old"), filepath.Join(folder.Name(), "new"))
	if errors.Is(err, errors.ErrUnsupported) && runtime.GOOS != "linux" {
		t.Skip("no exchange here:", err)
	}
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v, want that one does not exist", err)
	}
	if _, err := folder.Stat("old/old"); err != nil {
		t.Error(err)
	}
}

func TestOneLocks(t *testing.T) {
	folder := open(t)
	first, err := Lock(folder, ".lock")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(folder, ".lock"); !errors.Is(err, ErrLocked) {
		t.Errorf("the second lock: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Lock(folder, ".lock")
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(folder.Name()); err != nil || len(entries) > 0 {
		t.Errorf("the lock left %v %v", entries, err)
	}
}

func TestNewFilesAreNobodyElses(t *testing.T) {
	folder := open(t)
	put(t, folder, "page.html", "page")
	if _, err := Create(folder, "page.html"); !errors.Is(err, os.ErrExist) {
		t.Errorf("created again: %v", err)
	}
	if err := Sync(folder); err != nil {
		t.Error(err)
	}
	if content, err := folder.ReadFile("page.html"); err != nil || string(content) != "page" {
		t.Errorf("%q %v", content, err)
	}
}
