package serve

import (
	"slices"
	"sync"
)

// recent keeps the pages that were looked at last, as they were when they were
// last right: what an author is working on. A mistake anywhere in the site
// keeps no other page from being kept.
type recent struct {
	mu    sync.Mutex
	pages []made // latest last
}

// mostRecent is how many pages are kept.
const mostRecent = 32

func newRecent() *recent { return new(recent) }

func (r *recent) keep(m made) {
	if !m.isHTML() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pages = slices.DeleteFunc(r.pages, func(other made) bool { return other.page.Address == m.page.Address })
	if len(r.pages) == mostRecent {
		r.pages = slices.Delete(r.pages, 0, 1)
	}
	r.pages = append(r.pages, m)
}

func (r *recent) get(address string) (made, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.pages, func(m made) bool { return m.page.Address == address })
	if i < 0 {
		return made{}, false
	}
	return r.pages[i], true
}
