package diff

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Report is what Compare found.
type Report struct {
	Old, New  string   // the labels of the sides
	Pages     []Page   // the files that differ, by address
	Changes   []Change // each once: those on the most pages first, then in the order of the pages
	Unchanged int      // files

	form     *Form
	old, new *Side
}

// Same reports whether there is no difference.
func (r *Report) Same() bool { return len(r.Pages) == 0 }

// Status says what became of a file.
type Status string

// The statuses of a file that differs.
const (
	Added   Status = "added"
	Removed Status = "removed"
	Changed Status = "changed"
	Moved   Status = "moved" // from another address; it may have changed as well
)

// Page is a file that differs, most often a page.
type Page struct {
	Address string
	From    string // of a moved page: the old address
	Status  Status
	Groups  Group
	Edits   []Edit // of a changed or moved page, in order
	Change  []int  // for each edit, the index of its Change

	old, new         string // the names of the files
	oldForm, newForm []Line // nil when every edit is shown with another page
}

// Change is a difference with the pages that it is on.
type Change struct {
	Groups Group
	Old    []Line
	New    []Line
	Pages  []int // indices of pages: first the one that it is shown with, then the rest in order
	Times  int   // how often; at least once on each of the pages

	first int // the index of its first edit on the page that it is shown with
}

// Shared reports whether a change is on several pages. It is then shown once,
// and not with each of them.
func (c *Change) Shared() bool { return len(c.Pages) > 1 }

// Count returns how many files have a status.
func (r *Report) Count(s Status) int {
	n := 0
	for i := range r.Pages {
		if r.Pages[i].Status == s {
			n++
		}
	}
	return n
}

// InGroup returns how many changes belong to a group.
func (r *Report) InGroup(g Group) int {
	n := 0
	for i := range r.Changes {
		if r.Changes[i].Groups&g != 0 {
			n++
		}
	}
	return n
}

// gatherer finds the changes among the edits of one page after the other, and
// lets go of the forms that are not needed to show them.
type gatherer struct {
	report *Report
	known  map[string]int // index of a change by its key
}

func (g *gatherer) page(p Page) {
	r := g.report
	at, fresh := len(r.Pages), false
	for i := range p.Edits {
		e := &p.Edits[i]
		key := e.key()
		n, seen := g.known[key]
		if !seen {
			fresh = true
			n = len(r.Changes)
			g.known[key] = n
			r.Changes = append(r.Changes, Change{Groups: e.Groups, Old: e.Old, New: e.New, first: i})
		}
		c := &r.Changes[n]
		c.Times++
		if k := len(c.Pages); k == 0 || c.Pages[k-1] != at {
			c.Pages = append(c.Pages, at)
		}
		e.Old, e.New = c.Old, c.New // one copy of the same lines
		p.Change = append(p.Change, n)
		p.Groups |= e.Groups
	}
	if !fresh {
		p.oldForm, p.newForm = nil, nil
	}
	r.Pages = append(r.Pages, p)
}

// arrange puts pages and changes into their order.
func (r *Report) arrange() {
	order := make([]int, len(r.Pages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.Pages[a].Address, r.Pages[b].Address), cmp.Compare(r.Pages[a].Status, r.Pages[b].Status))
	})
	place := make([]int, len(order))
	pages := make([]Page, len(order))
	for to, from := range order {
		pages[to], place[from] = r.Pages[from], to
	}
	r.Pages = pages

	for i := range r.Changes {
		c := &r.Changes[i]
		shown := place[c.Pages[0]]
		for j, p := range c.Pages {
			c.Pages[j] = place[p]
		}
		slices.Sort(c.Pages)
		// The page whose forms were kept comes first: it shows the change.
		at := slices.Index(c.Pages, shown)
		c.Pages[0], c.Pages[at] = c.Pages[at], c.Pages[0]
		slices.Sort(c.Pages[1:])
	}
	r.rank()
}

// rank orders the changes: those on the most pages first.
func (r *Report) rank() {
	order := make([]int, len(r.Changes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &r.Changes[a], &r.Changes[b]
		return cmp.Or(cmp.Compare(len(y.Pages), len(x.Pages)), cmp.Compare(x.Pages[0], y.Pages[0]), cmp.Compare(x.first, y.first))
	})
	place := make([]int, len(order))
	changes := make([]Change, len(order))
	for to, from := range order {
		changes[to], place[from] = r.Changes[from], to
	}
	r.Changes = changes
	for i := range r.Pages {
		for j, c := range r.Pages[i].Change {
			r.Pages[i].Change[j] = place[c]
		}
	}
}

// matches reports whether a file's name or address fits a pattern, as path.Match
// understands it; ** at the end stands for everything below.
func matches(pattern, name string) bool {
	address := Address(name)
	if above, ok := strings.CutSuffix(pattern, "**"); ok {
		return strings.HasPrefix(name, above) || strings.HasPrefix(address, above)
	}
	for _, candidate := range []string{name, address} {
		if ok, _ := path.Match(pattern, candidate); ok {
			return true
		}
	}
	return false
}
