package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// site is a folder that is watched.
type site struct {
	t       *testing.T
	dir     string
	watcher *Watcher
	seen    map[string]bool // paths that were told
	all     int             // how often everything was
	changes int
	said    []string
}

func watching(t *testing.T, poll bool) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), seen: map[string]bool{}}
	s.write("content/a.md", "a")
	s.write("content/deep/er/b.md", "b")
	s.write("public/index.html", "x")
	ctx, cancel := context.WithCancel(context.Background())
	s.watcher = Start(ctx, Options{
		Dir: s.dir, Roots: []string{"config.toml", "content", "layouts"}, Poll: poll,
		Ignore: func(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") },
		Say:    func(words string) { s.said = append(s.said, words) },
	})
	t.Cleanup(func() {
		cancel()
		s.watcher.Wait()
	})
	return s
}

func (s *site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *site) write(name, text string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(s.path(name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) rename(from, to string) {
	s.t.Helper()
	if err := os.Rename(s.path(from), s.path(to)); err != nil {
		s.t.Fatal(err)
	}
}

// sees waits until a path, or a folder above it, has been told.
func (s *site) sees(name string) {
	s.t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		for told := range s.seen {
			if told == name || strings.HasPrefix(name, told+"/") {
				s.seen = map[string]bool{}
				return
			}
		}
		select {
		case change := <-s.watcher.Changes():
			s.changes++
			if change.Everything {
				s.all++
				s.seen["content"] = true
			}
			for _, path := range change.Paths {
				s.seen[path] = true
			}
		case <-deadline:
			s.t.Fatalf("%s was never told", name)
		}
	}
}

// quiet reports that nothing more is told.
func (s *site) quiet() {
	s.t.Helper()
	select {
	case change := <-s.watcher.Changes():
		s.t.Errorf("told %v", change)
	case <-time.After(600 * time.Millisecond):
	}
}

func TestEveryWayToSave(t *testing.T) {
	for name, poll := range map[string]bool{"notified": false, "polling": true} {
		t.Run(name, func(t *testing.T) {
			s := watching(t, poll)
			s.write("content/a.md", "in place")
			s.sees("content/a.md")
			s.write("content/a.md~", "by rename")
			s.rename("content/a.md~", "content/a.md")
			s.sees("content/a.md")
			s.write("content/new/folder/c.md", "c")
			s.sees("content/new/folder/c.md")
			s.write("content/new/folder/c.md", "c again")
			s.sees("content/new/folder/c.md")
			s.rename("content/new", "content/moved")
			s.sees("content/moved/folder/c.md")
			s.write("content/moved/folder/c.md", "after the move")
			s.sees("content/moved/folder/c.md")
			s.write("content/deep/er/b.md", "b again, and longer")
			s.sees("content/deep/er/b.md")
			if err := os.RemoveAll(s.path("content/deep")); err != nil {
				t.Fatal(err)
			}
			s.sees("content/deep")
			s.write("config.toml", "new")
			s.sees("config.toml")
			s.write("layouts/style.css", "new")
			s.sees("layouts/style.css")
			s.write("layouts/style.css", "again and longer")
			s.sees("layouts/style.css")
		})
	}
}

func TestNobodysBusiness(t *testing.T) {
	s := watching(t, false)
	s.write("public/index.html", "y")
	s.write("content/a.md~", "x")
	s.write("content/.a.md.swp", "x")
	s.write("content/.git/index", "x")
	s.write("other.txt", "x")
	s.quiet()
}

// A checkout of thousands of files is told once, or nearly: a second time for
// what came while the first was heard.
func TestManyFilesAreOneChange(t *testing.T) {
	s := watching(t, false)
	const files = 5000
	for i := range files {
		s.write(fmt.Sprintf("content/many/%d/%d.md", i%7, i), "x")
	}
	s.sees(fmt.Sprintf("content/many/%d/%d.md", (files-1)%7, files-1))
	time.Sleep(500 * time.Millisecond)
	if s.changes > 2 {
		t.Errorf("told %d times", s.changes)
	}
}

func TestOneSaveIsToldAtOnce(t *testing.T) {
	s := watching(t, false)
	var waits []time.Duration
	for i := range 20 {
		s.write("content/a.md~", fmt.Sprint(i))
		began := time.Now()
		s.rename("content/a.md~", "content/a.md")
		s.sees("content/a.md")
		waits = append(waits, time.Since(began))
	}
	slices.Sort(waits)
	if median := waits[len(waits)/2]; median > 20*time.Millisecond {
		t.Errorf("median %v", median)
	}
}

// An editor that saves in place empties the file first: what it is about to
// write is waited for.
func TestHalfASaveIsWaitedFor(t *testing.T) {
	s := watching(t, false)
	s.write("content/a.md", "")
	time.Sleep(20 * time.Millisecond)
	s.write("content/a.md", "whole")
	s.sees("content/a.md")
	s.quiet()
}

// When the queue of events has run over, everything is looked at, and folders
// that came meanwhile are watched.
func TestOverflow(t *testing.T) {
	s := &site{t: t, dir: t.TempDir(), seen: map[string]bool{}}
	s.write("content/a.md", "a")
	w := &Watcher{options: Options{Dir: s.dir, Roots: []string{"content"}, Ignore: func(string) bool { return false }, Say: func(string) {}}}
	n := w.notified()
	defer n.close()
	s.write("content/late/b.md", "b")
	var b burst
	n.failed(fsnotify.ErrEventOverflow, &b)
	if !b.change().Everything || n.broken != nil || !n.folders["content/late"] {
		t.Errorf("%+v, %v, %v", b.change(), n.broken, n.folders)
	}
}

// When there are no more watches to be had, files are looked at from time to
// time, which is said once, and nothing is missed.
func TestWatchesRunOut(t *testing.T) {
	s := &site{t: t, dir: t.TempDir(), seen: map[string]bool{}}
	s.write("content/a.md", "a")
	w := &Watcher{
		options: Options{Dir: s.dir, Roots: []string{"content"}, Ignore: func(string) bool { return false }, Say: func(words string) { s.said = append(s.said, words) }},
		changes: make(chan Change), done: make(chan struct{}),
	}
	s.watcher = w
	n := w.notified()
	ctx, cancel := context.WithCancel(context.Background())
	n.broken = fmt.Errorf("add: %w", syscall.ENOSPC)
	go func() {
		defer close(w.done)
		if from := w.listen(ctx, n); from != nil {
			w.poll(ctx, from)
		}
	}()
	s.write("content/b.md", "b")
	s.sees("content/b.md")
	s.write("content/b.md", "b again")
	s.sees("content/b.md")
	if len(s.said) != 1 || s.all != 1 {
		t.Errorf("said %q, everything %d times", s.said, s.all)
	}
	cancel()
	w.Wait()
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Error("not cancelled")
	}
}
