package write

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
)

// memoryTwin is an output folder in memory with the one beside it.
type memoryTwin struct{ out, beside, old, next *memory }

func newMemoryTwin(out *memory) *memoryTwin {
	beside := newMemory()
	return &memoryTwin{out: out, beside: beside, old: out, next: beside}
}

func (w *memoryTwin) Old() files               { return w.old }
func (w *memoryTwin) Next() files              { return w.next }
func (w *memoryTwin) Folder(name string) error { return w.next.Mkdir(name) }
func (w *memoryTwin) Exchange() error          { w.out, w.beside = w.beside, w.out; return nil }

func (w *memoryTwin) Link(name string) error {
	n, err := w.old.node("link", name)
	if err != nil {
		return err
	}
	return w.next.add("link", name, n)
}

// faultyTwin is a twin on a disk with trouble.
type faultyTwin struct {
	*memoryTwin
	*plan
}

func (w *faultyTwin) Old() files  { return &faulty{w.memoryTwin.Old(), w.plan} }
func (w *faultyTwin) Next() files { return &faulty{w.memoryTwin.Next(), w.plan} }

func (w *faultyTwin) Folder(name string) error {
	if w.meets("mkdir", name) {
		return w.fault()
	}
	return w.memoryTwin.Folder(name)
}

func (w *faultyTwin) Link(name string) error {
	if w.meets("create", name) {
		return w.fault()
	}
	return w.memoryTwin.Link(name)
}

func (w *faultyTwin) Exchange() error {
	if w.meets("exchange", "") {
		return w.fault()
	}
	return w.memoryTwin.Exchange()
}

func swapOn(t *testing.T, w twin, s site) error {
	t.Helper()
	outputs, err := arrange(s.outputs())
	if err != nil {
		t.Fatal(err)
	}
	_, err = swap(t.Context(), w, outputs)
	return err
}

// TestSwapWithTroubleAtEveryCall is TestTroubleAtEveryCall for --swap: the
// output folder must hold the old site or the new one, to the byte, whatever
// the call that met the trouble.
func TestSwapWithTroubleAtEveryCall(t *testing.T) {
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
					w := newMemoryTwin(out)
					w.beside.Mkdir("left") // by a killed build
					p := &plan{trouble: trouble, at: at, old: builds.old}
					err := swapOn(t, &faultyTwin{w, p}, builds.now)
					if p.hit == "" && p.calls >= at {
						continue // a call that this trouble is nothing to
					}
					got, after := w.out.tree(), clean(t, builds.now)
					switch {
					case w.out == out:
						same(t, "the old site", got, before)
					default:
						same(t, "the new site", got, after)
					}
					if err == nil && trouble != powerIsOff {
						same(t, "a build without error", got, after)
						same(t, "what is left beside it", w.beside.tree(), map[string]string{})
					}
					again := newMemoryTwin(w.out)
					again.beside, again.next = w.beside, w.beside
					if err := swapOn(t, again, third); err != nil {
						t.Errorf("the next build: %v", err)
					}
					same(t, "the next build", again.out.tree(), clean(t, third))
					same(t, "what the next build leaves beside it", again.beside.tree(), map[string]string{})
					if t.Failed() {
						t.Fatalf("at call %d: %s", at, p.hit)
					}
					if p.calls < at {
						return
					}
				}
			})
		}
	}
}

// swapped is build with Swap.
func swapped(t *testing.T, out string, s site) Result {
	t.Helper()
	result, found, err := Swap(t.Context(), t.TempDir(), out, nil, s.outputs())
	if err != nil || len(found) > 0 {
		t.Fatalf("swap: %v %v", found, err)
	}
	return counted(t, out, result)
}

// onlyLinux skips a test where folders may not be exchanged.
func onlyLinux(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("folders are exchanged on Linux")
	}
}

func TestSwap(t *testing.T) {
	onlyLinux(t)
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	for _, s := range []site{monday, tuesday, monday, {"index.html": "home"}} {
		swapped(t, out, s)
		same(t, "the output folder", tree(t, out), clean(t, s))
	}
	entries, err := os.ReadDir(parent)
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the output folder is left: %v %v", entries, err)
	}
}

// A folder that nothing is to change in stays the folder that it is, and files
// that are the same stay the files that they are.
func TestSwapLeavesAlone(t *testing.T) {
	onlyLinux(t)
	out := filepath.Join(t.TempDir(), "public")
	swapped(t, out, monday)
	folder, file := stat(t, out), stat(t, filepath.Join(out, "topics", "war", "index.html"))
	if result := swapped(t, out, monday); result.Written+result.Removed > 0 {
		t.Errorf("unchanged, and yet %+v", result)
	}
	if !os.SameFile(folder, stat(t, out)) {
		t.Error("unchanged, and yet exchanged")
	}
	result := swapped(t, out, with(monday, "index.html", "changed"))
	if result.Written != 1 || result.Unchanged != len(monday)-1 {
		t.Errorf("one file changed, and the result is %+v", result)
	}
	if os.SameFile(folder, stat(t, out)) {
		t.Error("changed, and yet not exchanged")
	}
	if !os.SameFile(file, stat(t, filepath.Join(out, "topics", "war", "index.html"))) {
		t.Error("a file that is the same was written")
	}
}

func stat(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// Files that Gloss did not write go along; what cannot is a refusal.
func TestSwapAndFilesOfOthers(t *testing.T) {
	onlyLinux(t)
	out := filepath.Join(t.TempDir(), "public")
	swapped(t, out, monday)
	for _, name := range []string{"CNAME", "2021/mine.txt"} {
		if err := os.WriteFile(filepath.Join(out, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(out, 0o750); err != nil {
		t.Fatal(err)
	}
	swapped(t, out, tuesday)
	want := clean(t, tuesday)
	maps.Copy(want, map[string]string{"CNAME": "mine", "2021/mine.txt": "mine"})
	same(t, "the output folder", tree(t, out), want)
	if mode := stat(t, out).Mode().Perm(); mode != 0o750 {
		t.Errorf("the folder's permissions are %v now", mode)
	}

	if err := os.Symlink("index.html", filepath.Join(out, "link")); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	_, found, err := Swap(t.Context(), t.TempDir(), out, nil, monday.outputs())
	if err != nil || len(found) != 1 || found[0].Code != diag.OutputSwap || !strings.HasSuffix(found[0].File, "/link") {
		t.Errorf("a link in the folder: %v %v", found, err)
	}
	same(t, "the refused folder", tree(t, out), before)
	if _, err := os.Lstat(filepath.Join(filepath.Dir(out), besidePrefix+"public")); !os.IsNotExist(err) {
		t.Errorf("after a refusal something stands beside the folder: %v", err)
	}
}

// What a killed build with --swap leaves is removed by the next build, also by
// one without.
func TestWhatIsLeftBesideIsRemoved(t *testing.T) {
	onlyLinux(t)
	for _, again := range []func(*testing.T, string, site) Result{build, swapped} {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, monday)
		beside := filepath.Join(filepath.Dir(out), besidePrefix+"public")
		if err := os.MkdirAll(filepath.Join(beside, "2021"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(filepath.Join(out, "index.html"), filepath.Join(beside, "index.html")); err != nil {
			t.Fatal(err)
		}
		again(t, out, monday)
		same(t, "the output folder", tree(t, out), clean(t, monday))
		if _, err := os.Lstat(beside); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", beside, err)
		}
	}
}
