package watch

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"time"
)

// snapshot is what the files looked like at a glance.
type snapshot map[string]glance

type glance struct {
	size     int64
	modified time.Time
	mode     fs.FileMode
}

// look takes a snapshot.
func (w *Watcher) look() snapshot {
	s := snapshot{}
	for _, root := range w.options.Roots {
		w.walk(root, func(name string, info fs.FileInfo) {
			g := glance{mode: info.Mode()}
			if !info.IsDir() {
				g.size, g.modified = info.Size(), info.ModTime()
			}
			s[name] = g
		})
	}
	return s
}

// since returns what is different from an older snapshot.
func (s snapshot) since(old snapshot) []string {
	var changed []string
	for name, now := range s {
		if before, there := old[name]; !there || before != now {
			changed = append(changed, name)
		}
	}
	for name := range maps.Keys(old) {
		if _, there := s[name]; !there {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return changed
}

// pause is how long polling rests at least. On a large site it rests ten times
// as long as a look takes.
const pause = 250 * time.Millisecond

// poll looks at the files from time to time until the context ends.
func (w *Watcher) poll(ctx context.Context, last snapshot) {
	rest := pause
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		began := time.Now()
		now := w.look()
		rest = max(pause, 10*time.Since(began))
		changed := now.since(last)
		if len(changed) == 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case w.changes <- Change{Paths: changed}:
			last = now
		}
	}
}
