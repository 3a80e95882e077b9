package watch

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notifications are what the system tells of the folders of a site.
type notifications struct {
	of      *Watcher
	watcher *fsnotify.Watcher
	folders map[string]bool // that are watched, by path
	broken  error           // why not every folder can be watched
}

// notified begins to listen, and returns nil when that is not possible.
func (w *Watcher) notified() *notifications {
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		n := &notifications{of: w, watcher: watcher, folders: map[string]bool{}}
		if err = watcher.Add(w.options.Dir); err == nil {
			for _, root := range w.options.Roots {
				n.follow(root)
			}
			if err = n.broken; err == nil {
				return n
			}
		}
		watcher.Close()
	}
	w.options.Say("notifications do not work here, so files are looked at from time to time: " + err.Error())
	return nil
}

func (n *notifications) close() { n.watcher.Close() }

// follow watches a folder and those within it.
func (n *notifications) follow(name string) {
	n.of.walk(name, func(name string, info fs.FileInfo) {
		if !info.IsDir() || n.broken != nil {
			return
		}
		err := n.watcher.Add(n.full(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			n.broken = err // there are no more watches to be had
			return
		}
		n.folders[name] = err == nil
	})
}

// leave stops watching a folder and those within it. A folder that was moved
// would go on to be told of under its old name.
func (n *notifications) leave(name string) {
	maps.DeleteFunc(n.folders, func(folder string, _ bool) bool {
		within := folder == name || strings.HasPrefix(folder, name+"/")
		if within {
			_ = n.watcher.Remove(n.full(folder)) // it may be gone already
		}
		return within
	})
}

func (n *notifications) full(name string) string {
	return filepath.Join(n.of.options.Dir, filepath.FromSlash(name))
}

// take adds an event to a burst.
func (n *notifications) take(event fsnotify.Event, b *burst) {
	name, ours := n.of.name(event.Name)
	if !ours {
		return
	}
	b.add(name, time.Now())
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		if _, folder := n.folders[name]; folder {
			n.leave(name)
		}
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
			n.leave(name) // one that stood here before
			n.follow(name)
			b.folders[name] = true
		}
	}
}

// again follows folders that came with a burst once more: what was moved about
// while it lasted is watched where it ended up.
func (n *notifications) again(folders map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		n.follow(name)
	}
}

// failed takes an error of the system's. When its queue has run over, events
// are lost: then everything is looked at, and the folders that are there now
// are watched. After any other error notifications cannot be relied upon.
func (n *notifications) failed(err error, b *burst) {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		n.broken = err
		return
	}
	b.add(".", time.Now())
	b.everything = true
	for _, root := range n.of.options.Roots {
		n.leave(root)
		n.follow(root)
	}
}
