package webroot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gloss/generator/internal/disk"
)

// trouble is what goes wrong with a disk at a certain call.
type trouble int

const (
	oneCallFails trouble = iota
	powerIsOff           // from then on nothing happens, and nobody is told
)

var errTrouble = errors.New("trouble")

// faulty is the folder around a root on a disk with trouble. It counts every
// call.
type faulty struct {
	files
	trouble trouble
	at      int // the call, from 1, at which it begins
	calls   int
	hit     string // the call that met the trouble
	plain   bool   // there is no exchange
}

// meets counts a call and reports whether it meets the trouble.
func (f *faulty) meets(call, name string) bool {
	f.calls++
	if f.calls == f.at {
		f.hit = call + " " + name
	}
	return f.calls == f.at || f.calls > f.at && f.trouble == powerIsOff
}

// fault is what a call that met the trouble returns.
func (f *faulty) fault() error {
	if f.trouble == powerIsOff {
		return nil
	}
	return errTrouble
}

// looks counts a call that changes nothing, and fails it if it is to fail.
func (f *faulty) looks(name string) error {
	if f.meets("look", name) {
		return f.fault()
	}
	return nil
}

func (f *faulty) Lstat(name string) (fs.FileInfo, error) {
	if err := f.looks(name); err != nil {
		return nil, err
	}
	return f.files.Lstat(name)
}

func (f *faulty) Open(name string) (io.ReadCloser, error) {
	if err := f.looks(name); err != nil {
		return nil, err
	}
	return f.files.Open(name)
}

func (f *faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.looks(name); err != nil {
		return nil, err
	}
	return f.files.ReadDir(name)
}

func (f *faulty) Readlink(name string) (string, error) {
	if err := f.looks(name); err != nil {
		return "", err
	}
	return f.files.Readlink(name)
}

// does makes a change, unless it meets the trouble.
func (f *faulty) does(call, name string, change func() error) error {
	if f.meets(call, name) {
		return f.fault()
	}
	return change()
}

func (f *faulty) Create(name string) (io.WriteCloser, error) {
	if f.meets("create", name) {
		return nowhere{}, f.fault()
	}
	w, err := f.files.Create(name)
	return &faultyFile{w, f, name}, err
}

func (f *faulty) Mkdir(name string, mode fs.FileMode) error {
	return f.does("mkdir", name, func() error { return f.files.Mkdir(name, mode) })
}

func (f *faulty) Link(old, new string) error {
	return f.does("link", new, func() error { return f.files.Link(old, new) })
}

func (f *faulty) Symlink(target, name string) error {
	return f.does("symlink", name, func() error { return f.files.Symlink(target, name) })
}

func (f *faulty) Chmod(name string, mode fs.FileMode) error {
	return f.does("chmod", name, func() error { return f.files.Chmod(name, mode) })
}

func (f *faulty) Own(name string, like fs.FileInfo) {
	_ = f.does("own", name, func() error { f.files.Own(name, like); return nil })
}

func (f *faulty) SetTime(name string, modified time.Time) error {
	return f.does("time", name, func() error { return f.files.SetTime(name, modified) })
}

func (f *faulty) Rename(old, new string) error {
	return f.does("rename", new, func() error { return f.files.Rename(old, new) })
}

func (f *faulty) Exchange(a, b string) error {
	if f.plain {
		return errors.ErrUnsupported
	}
	return f.does("exchange", a, func() error { return f.files.Exchange(a, b) })
}

func (f *faulty) Remove(name string) error {
	return f.does("remove", name, func() error { return f.files.Remove(name) })
}

func (f *faulty) Sync() error { return f.does("sync", "", func() error { return nil }) }

func (f *faulty) Lock(name string) (io.Closer, error) {
	if f.meets("lock", name) {
		return nowhere{}, f.fault()
	}
	lock, err := f.files.Lock(name)
	if f.trouble == powerIsOff && f.calls > f.at && errors.Is(err, disk.ErrLocked) {
		return nowhere{}, nil
	}
	return lock, err
}

type faultyFile struct {
	io.WriteCloser
	f    *faulty
	name string
}

func (w *faultyFile) Write(p []byte) (int, error) {
	if !w.f.meets("write", w.name) {
		return w.WriteCloser.Write(p)
	}
	n, err := w.WriteCloser.Write(p[:len(p)/2])
	if w.f.trouble == powerIsOff {
		n = len(p)
	}
	return n, errors.Join(err, w.f.fault())
}

func (w *faultyFile) Close() error {
	err := w.WriteCloser.Close()
	if w.f.meets("close", w.name) {
		return errors.Join(err, w.f.fault())
	}
	return err
}

// nowhere takes what is written after the power is off.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

// TestTroubleAtEveryCall publishes one site over another with trouble at the
// first call, at the second, and so on until a publication gets through. The
// root must be the old one or the new one, whole, with all that is other
// people's; and the next publication must make it the new one and leave
// nothing beside it.
func TestTroubleAtEveryCall(t *testing.T) {
	quickly := func(t *testing.T, root string, s site) {
		t.Helper()
		r := open(t, root)
		r.files = &unsynced{r.files}
		must(t, r.Swap(t.Context(), s.tree(t, r)))
	}
	// As few as there can be of each sort: every file costs a dozen calls.
	before := site{"index.html": "old", "same": "same", "gone/x": "gone"}
	after := site{"index.html": "new", "same": "same", "new/x": "new"}
	for called, with := range map[string]struct {
		trouble trouble
		plain   bool
	}{
		"one call fails":                       {oneCallFails, false},
		"power is off":                         {powerIsOff, false},
		"one call fails, there is no exchange": {oneCallFails, true},
		"power is off, there is no exchange":   {powerIsOff, true},
	} {
		t.Run(called, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				root := filepath.Join(t.TempDir(), "www")
				quickly(t, root, before)
				put(t, root, map[string]string{"uploads/a": "mine"})
				must(t, os.Symlink("uploads", filepath.Join(root, "latest")))
				foreign := map[string]string{"uploads/a": "mine", "latest": "-> uploads"}

				r := open(t, root)
				tree := after.tree(t, r)
				f := &faulty{files: r.files, trouble: with.trouble, plain: with.plain, at: at}
				r.files = f
				err := r.Swap(t.Context(), tree)
				judgeTrouble(t, f, err, root, served(before, foreign), served(after, foreign))

				quickly(t, root, after)
				same(t, "the next publication", contents(t, root), served(after, foreign))
				alone(t, root)
				if t.Failed() {
					t.Fatalf("at call %d: %s", at, f.hit)
				}
				if f.calls < at {
					t.Logf("%d calls", f.calls)
					return
				}
			}
		})
	}
}

// unsynced is a disk that is trusted not to lose power, for tests that publish
// thousands of times.
type unsynced struct{ files }

func (*unsynced) Sync() error { return nil }

// judgeTrouble checks what a publication with trouble left.
func judgeTrouble(t *testing.T, f *faulty, err error, root string, before, after map[string]string) {
	t.Helper()
	got := contents(t, root)
	if f.plain && len(got) == 0 {
		if f.trouble == oneCallFails {
			t.Error("a call failed, and there is no root")
		}
		open(t, root) // between two renames: opening the root puts it back
		got = contents(t, root)
	}
	want := before
	if maps.Equal(got, after) {
		want = after
	}
	same(t, "the root", got, want)
	if f.trouble == oneCallFails && err == nil {
		// A hint not taken, and cleaning up what may stay, are no trouble.
		same(t, "a publication without error", got, after)
		allowed := []string{"own ", "link ", "remove .gloss-www"}
		if f.hit != "" && !slices.ContainsFunc(allowed, func(call string) bool { return len(f.hit) >= len(call) && f.hit[:len(call)] == call }) &&
			f.hit[:5] != "look " {
			t.Error("a call failed, and nobody was told")
		}
	}
}

// TestKillAfterTheExchange is what a kill leaves at the worst moment for other
// people's files: some were put into the root after it was looked at, and the
// old root has not been searched for them.
func TestKillAfterTheExchange(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	f := &faulty{files: r.files, trouble: powerIsOff, at: 1 << 30}
	r.files = &meddled{files: f, before: func() {
		put(t, root, others)
		f.at = f.calls + 2 // the call after the exchange
	}}
	must(t, r.Swap(t.Context(), tree))
	same(t, "after the kill", contents(t, root), served(tuesday, nil))
	publishTo(t, root, tuesday)
	same(t, "the next publication", contents(t, root), served(tuesday, others))
	alone(t, root)
}

// TestCancelledPublication cancels while the last item is read.
func TestCancelledPublication(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	ctx, cancel := context.WithCancel(t.Context())
	last := &tree.Items[len(tree.Items)-1]
	content := last.Open
	last.Open = func() (io.ReadCloser, error) { cancel(); return content() }
	if err := r.Swap(ctx, tree); !errors.Is(err, ctx.Err()) {
		t.Errorf("%v, want %v", err, ctx.Err())
	}
	same(t, "the root", contents(t, root), served(monday, nil))
	alone(t, root)
}

// TestReadersDuringPublications asks for one page all the time: it must always
// be there, whole.
func TestReadersDuringPublications(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	ctx, stop := context.WithCancel(t.Context())
	answers := make(chan error)
	go func() {
		var failures []error
		for n := 0; ctx.Err() == nil; n++ {
			content, err := os.ReadFile(filepath.Join(root, "index.html"))
			if err != nil || string(content) != monday["index.html"] && string(content) != tuesday["index.html"] {
				failures = append(failures, fmt.Errorf("answer %d: %q %w", n, content, err))
			}
		}
		answers <- errors.Join(failures...)
	}()
	for n := range 10 {
		publishTo(t, root, []site{tuesday, monday}[n%2])
	}
	stop()
	if err := <-answers; err != nil {
		t.Error(err)
	}
}
