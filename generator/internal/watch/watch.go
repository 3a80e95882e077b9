// Package watch says which files of a site have changed. It is the one room
// that knows the library for file-system notifications.
//
// Folders are watched, never files: most editors save by renaming a new file
// over the old one, and whoever watches the file watches the one that is gone.
// What changes together is told together, see [burst]. Where the system cannot
// notify, because its queue ran over, it has no more watches to give or the
// file system is a remote one, the files are looked at from time to time.
package watch

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Options say what is watched.
type Options struct {
	Dir    string                 // the site's folder
	Roots  []string               // files and folders within it, which need not be there yet
	Ignore func(name string) bool // names of files and folders that are nobody's business
	Poll   bool                   // look from time to time, without notifications
	Say    func(words string)     // is told, once, that notifications do not work; may be nil
}

// Change is what changed since the last one.
type Change struct {
	// Paths are files and folders that are new, gone or different: relative
	// to the site's folder, with slashes, in order and each once.
	Paths []string

	// Everything says that changes may have been missed: look at every file.
	Everything bool
}

// Watcher watches a site until its context ends.
type Watcher struct {
	options Options
	changes chan Change
	done    chan struct{}
}

// Start begins to watch. Whatever changes after it has returned is told.
func Start(ctx context.Context, options Options) *Watcher {
	if options.Say == nil {
		options.Say = func(string) {}
	}
	w := &Watcher{options: options, changes: make(chan Change), done: make(chan struct{})}
	var n *notifications
	if !options.Poll {
		n = w.notified()
	}
	var first snapshot
	if n == nil {
		first = w.look()
	}
	go func() {
		defer close(w.done)
		if n != nil {
			if first = w.listen(ctx, n); first == nil {
				return
			}
		}
		w.poll(ctx, first)
	}()
	return w
}

// Changes tells the changes. While nobody receives them they are gathered.
func (w *Watcher) Changes() <-chan Change { return w.changes }

// Wait returns when the watcher, whose context has ended, has let go of
// everything.
func (w *Watcher) Wait() { <-w.done }

// listen tells what notifications say, until the context ends. When they have
// failed for good it returns what there is to go on from.
func (w *Watcher) listen(ctx context.Context, n *notifications) snapshot {
	defer n.close()
	var b burst
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		var out chan<- Change
		var ready Change
		if wait := b.wait(time.Now()); !b.empty() && wait <= 0 {
			if w.halfSaved(&b) {
				continue
			}
			out, ready = w.changes, b.change()
		} else if !b.empty() {
			timer.Reset(wait)
		}
		select {
		case <-ctx.Done():
			return nil
		case out <- ready:
			n.again(b.folders)
			b = burst{}
		case <-timer.C:
		case event := <-n.watcher.Events:
			n.take(event, &b)
		case err := <-n.watcher.Errors:
			n.failed(err, &b)
		}
		if n.broken != nil {
			w.options.Say("notifications do not work here, so files are looked at from time to time: " + n.broken.Error())
			now := w.look()
			select {
			case <-ctx.Done():
				return nil
			case w.changes <- Change{Everything: true}: // what was gathered is part of it
				return now
			}
		}
	}
}

// halfSaved reports whether the one file that changed is empty: an editor that
// saves in place has emptied it and is about to write. It is waited for, once.
func (w *Watcher) halfSaved(b *burst) bool {
	if b.waited || len(b.paths) != 1 || b.everything {
		return false
	}
	b.waited = true
	for name := range b.paths {
		info, err := os.Stat(filepath.Join(w.options.Dir, filepath.FromSlash(name)))
		if err == nil && info.Mode().IsRegular() && info.Size() == 0 {
			b.patience = emptyFile
			return true
		}
	}
	return false
}

// name returns the path of a file relative to the site's folder, and false
// when it is nobody's business.
func (w *Watcher) name(file string) (string, bool) {
	rel, err := filepath.Rel(w.options.Dir, file)
	if err != nil {
		return "", false
	}
	name := filepath.ToSlash(rel)
	return name, w.concerns(name)
}

// concerns reports whether a path is a root or below one, and not ignored.
func (w *Watcher) concerns(name string) bool {
	parts := strings.Split(name, "/")
	return slices.Contains(w.options.Roots, parts[0]) && !slices.ContainsFunc(parts, w.options.Ignore)
}

// maxDepth is how deep folders are followed: links may lead into circles.
const maxDepth = 32

// walk visits the files and folders at a path and below it, those behind
// links as well.
func (w *Watcher) walk(name string, visit func(name string, info fs.FileInfo)) {
	if strings.Count(name, "/") > maxDepth || !w.concerns(name) {
		return
	}
	full := filepath.Join(w.options.Dir, filepath.FromSlash(name))
	info, err := os.Stat(full)
	if err != nil {
		return
	}
	visit(name, info) // before a look inside: what comes in later is noticed then
	if !info.IsDir() {
		return
	}
	entries, _ := os.ReadDir(full)
	for _, e := range entries {
		w.walk(path.Join(name, e.Name()), visit)
	}
}
