package watch

import (
	"maps"
	"slices"
	"time"
)

// burst is changes that belong together: one save, or a checkout of thousands
// of files. It ends when there has been quiet for a while, and how long a
// while is depends on how much has come: an author who saves one file waits
// for a few milliseconds, and the end of a checkout is not mistaken for a
// pause in it.
type burst struct {
	paths       map[string]bool
	folders     map[string]bool // those of the paths that are folders and came to be
	everything  bool
	first, last time.Time
	patience    time.Duration // quiet to wait for, beyond what follows from the rest
	waited      bool
}

const (
	shortest  = 4 * time.Millisecond   // an editor's last event after a save
	several   = 40 * time.Millisecond  // once more files change than one save touches
	longest   = 400 * time.Millisecond // however long it has lasted
	emptyFile = 60 * time.Millisecond
	ofOneSave = 4 // files
)

func (b *burst) empty() bool { return len(b.paths) == 0 && !b.everything }

func (b *burst) add(name string, now time.Time) {
	if b.empty() {
		b.paths, b.folders, b.first = map[string]bool{}, map[string]bool{}, now
	}
	b.paths[name] = true
	b.last = now
}

// wait returns how much longer to wait for more.
func (b *burst) wait(now time.Time) time.Duration {
	quiet := max(shortest, b.patience)
	if len(b.paths) > ofOneSave || b.everything {
		quiet = min(longest, max(several, b.last.Sub(b.first)/2))
	}
	return quiet - now.Sub(b.last)
}

func (b *burst) change() Change {
	if b.everything {
		return Change{Everything: true}
	}
	return Change{Paths: slices.Sorted(maps.Keys(b.paths))}
}
