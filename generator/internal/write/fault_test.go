package write

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// trouble is what goes wrong with a disk at a certain call.
type trouble int

const (
	oneCallFails trouble = iota // that call, whatever it is; a write after half of its bytes
	writesShort                 // that call, if it is a write, writes half and says nothing
	diskIsFull                  // from then on nothing can be created, written, synced or made
	powerIsOff                  // from then on nothing happens, and nobody is told
)

var errTrouble = errors.New("trouble")

// faulty is an output folder on a disk with trouble.
type faulty struct {
	files
	*plan
}

// plan is the trouble that is to come. It counts every call.
type plan struct {
	trouble trouble
	at      int // the call, from 1, at which it begins

	mu      sync.Mutex
	calls   int
	hit     string // the call that met the trouble
	touched bool   // a file of the old or the new site has been replaced or removed
	old     site
}

// meets counts a call and reports whether it meets the trouble.
func (f *plan) meets(call, name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if f.calls < f.at {
		return false
	}
	met := f.calls == f.at
	switch f.trouble {
	case writesShort:
		met = met && call == "write"
	case diskIsFull:
		met = call == "create" || call == "write" || call == "sync" || call == "mkdir"
	case powerIsOff:
		met = call != "look"
	}
	if met && f.hit == "" {
		f.hit = call + " " + name
	}
	return met
}

// fault is what a call that met the trouble returns.
func (f *plan) fault() error {
	switch f.trouble {
	case powerIsOff, writesShort:
		return nil
	case diskIsFull:
		return syscall.ENOSPC
	}
	return errTrouble
}

func (f *faulty) Lstat(name string) (fs.FileInfo, error) {
	if f.meets("look", name) && f.fault() != nil {
		return nil, f.fault()
	}
	return f.files.Lstat(name)
}

func (f *faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if f.meets("look", name) && f.fault() != nil {
		return nil, f.fault()
	}
	return f.files.ReadDir(name)
}

func (f *faulty) Open(name string) (io.ReadCloser, error) {
	if f.meets("look", name) && f.fault() != nil {
		return nil, f.fault()
	}
	return f.files.Open(name)
}

func (f *faulty) Create(name string) (io.WriteCloser, error) {
	if f.meets("create", name) {
		return nowhere{}, f.fault()
	}
	w, err := f.files.Create(name)
	return &faultyFile{w, f, name}, err
}

func (f *faulty) Mkdir(name string) error {
	if f.meets("mkdir", name) {
		return f.fault()
	}
	return f.files.Mkdir(name)
}

func (f *faulty) Rename(old, new string) error {
	if f.meets("rename", new) {
		return f.fault()
	}
	if new != manifestName {
		f.touched = true
	}
	return f.files.Rename(old, new)
}

func (f *faulty) Remove(name string) error {
	if f.meets("remove", name) {
		return f.fault()
	}
	if _, site := f.old[name]; site {
		f.touched = true
	}
	return f.files.Remove(name)
}

func (f *faulty) Sync() error {
	if f.meets("sync", "") {
		return f.fault()
	}
	return f.files.Sync()
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

// troubledBuilds are what is built with trouble: one site over another.
var troubledBuilds = map[string]struct{ old, now site }{
	"fresh":        {nil, tuesday},
	"other site":   {monday, tuesday},
	"fewer files":  {tuesday, site{"index.html": "home of tuesday"}},
	"more files":   {site{"index.html": "home of monday"}, monday},
	"changed page": {monday, with(monday, "index.html", "changed")},
	"unchanged":    {monday, monday},
}

var troubles = map[trouble]string{
	oneCallFails: "one call fails", writesShort: "a write is short", diskIsFull: "disk is full", powerIsOff: "power is off",
}

// TestTroubleAtEveryCall builds one site over another with trouble at the
// first call, at the second, and so on until a build gets through. Each file
// must be old or new, and whole; as long as no file was placed the old site
// must be as it was; nothing temporary may be left; and the next build, of a
// third site, must equal a clean one.
func TestTroubleAtEveryCall(t *testing.T) {
	third := site{"index.html": "third", "2021/12/03/talk": "third", "about/index.html": "third"}
	for name, builds := range troubledBuilds {
		for trouble, called := range troubles {
			t.Run(name+", "+called, func(t *testing.T) {
				for at := 1; ; at++ {
					out := newMemory()
					before := map[string]string{}
					if builds.old != nil {
						buildOn(t, out, builds.old)
						before = clean(t, builds.old)
					}
					out.Mkdir(stagingName)
					out.Mkdir(stagingName + "/left") // by a killed build
					f := &faulty{out, &plan{trouble: trouble, at: at, old: builds.old}}
					err := buildOn(t, f, builds.now)
					if f.hit == "" && f.calls >= at {
						continue // a call that this trouble is nothing to
					}
					judgeTrouble(t, f, err, out.tree(), before, clean(t, builds.now))
					if err := buildOn(t, out, third); err != nil {
						t.Errorf("the next build: %v", err)
					}
					same(t, "the next build", out.tree(), clean(t, third))
					if t.Failed() {
						t.Fatalf("at call %d: %s", at, f.hit)
					}
					if f.calls < at {
						return
					}
				}
			})
		}
	}
}

// buildOn is Folder on a disk of a test's own. Whatever goes wrong with the
// disk, the folder must not be refused.
func buildOn(t *testing.T, f files, s site) error {
	t.Helper()
	outputs, err := arrange(s.outputs())
	if err != nil {
		t.Fatal(err)
	}
	_, err = update(t.Context(), f, outputs)
	if refused := new(refusal); errors.As(err, &refused) {
		t.Errorf("refused: %v", err)
	}
	return err
}

// judgeTrouble checks what a build with trouble left.
func judgeTrouble(t *testing.T, f *faulty, err error, got, before, after map[string]string) {
	t.Helper()
	if f.trouble == powerIsOff {
		for name := range got {
			if strings.HasPrefix(name, stagingName) {
				delete(got, name) // the next build removes it
			}
		}
		whole(t, got, before, after)
		return
	}
	if err == nil {
		if f.trouble == oneCallFails && f.hit != "" && !strings.HasPrefix(f.hit, "look") {
			t.Error("a call failed, and nobody was told")
		}
		same(t, "a build without error", got, after)
		return
	}
	if f.trouble == diskIsFull && f.touched {
		t.Error("the disk was full, and yet files were placed")
	}
	if strings.Contains(f.hit, " "+stagingName) && (strings.HasPrefix(f.hit, "remove") || strings.HasPrefix(f.hit, "look")) {
		// What cannot be removed stays, until the next build.
		maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, stagingName) })
	}
	if f.calls < 3 { // it has not come to what the killed build left
		maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, stagingName) })
	}
	if !f.touched {
		same(t, "the old site", got, before)
		return
	}
	whole(t, got, before, after)
}

// whole fails the test unless every file is one of the old or the new site,
// and those are there that both have.
func whole(t *testing.T, got, before, after map[string]string) {
	t.Helper()
	for name, content := range got {
		old, inOld := before[name]
		now, inNow := after[name]
		switch {
		case name == manifestName:
		case !inOld && !inNow:
			t.Errorf("%s should not be there", name)
		case !(inOld && content == old) && !(inNow && content == now):
			t.Errorf("%s is neither old nor new: %.60q", name, content)
		}
	}
	for name := range before {
		if _, both := after[name]; !both {
			continue
		}
		if _, there := got[name]; !there {
			t.Errorf("%s is gone", name)
		}
	}
}

func with(s site, name, content string) site {
	s = maps.Clone(s)
	s[name] = content
	return s
}
