package diff

import (
	"fmt"
	"strings"
)

// hunk is a stretch of a page with the edits in it and lines around them.
type hunk struct {
	oldFrom, oldCount int // lines of the canonical forms, from 0
	newFrom, newCount int
	groups            Group
	where             string
	lines             []marked
}

// marked is a line with the sign that a unified diff gives it: ' ', '-' or '+'.
type marked struct {
	sign byte
	line *Line
}

// hunks returns the edits of a page that are wanted, with lines of context
// around them; edits that come near each other share a hunk.
func (p *Page) hunks(context int, wanted func(edit int) bool) []hunk {
	var all []hunk
	for i := 0; i < len(p.Edits); i++ {
		if !wanted(i) {
			continue
		}
		last := i
		for j := i + 1; j < len(p.Edits) && p.Edits[j].At-p.Edits[j-1].end() <= 2*context; j++ {
			if wanted(j) {
				last = j
			}
		}
		all = append(all, p.hunk(i, last, context))
		i = last
	}
	return all
}

// end is the line after the last one that an edit takes out.
func (e *Edit) end() int { return e.At + len(e.Old) }

// hunk returns the edits from first to last as one hunk.
func (p *Page) hunk(first, last, context int) hunk {
	a, z := &p.Edits[first], &p.Edits[last]
	before := min(context, a.At)
	if first > 0 {
		before = min(before, a.At-p.Edits[first-1].end())
	}
	h := hunk{oldFrom: a.At - before, newFrom: a.NewAt - before}
	keep := func(from, to int) {
		for i := from; i < to; i++ {
			h.lines = append(h.lines, marked{' ', &p.newForm[i]})
		}
	}
	keep(h.newFrom, a.NewAt)
	for i := first; i <= last; i++ {
		e := &p.Edits[i]
		h.groups |= e.Groups
		if i > first {
			b := &p.Edits[i-1]
			keep(b.NewAt+len(b.New), e.NewAt)
		}
		for j := range e.Old {
			h.lines = append(h.lines, marked{'-', &e.Old[j]})
		}
		for j := range e.New {
			h.lines = append(h.lines, marked{'+', &e.New[j]})
		}
		if h.where == "" {
			h.where = whereOf(e)
		}
	}
	end := z.NewAt + len(z.New)
	after := min(context, len(p.newForm)-end)
	if last+1 < len(p.Edits) {
		after = min(after, p.Edits[last+1].NewAt-end)
	}
	keep(end, end+after)
	for _, l := range h.lines {
		if l.sign != '+' {
			h.oldCount++
		}
		if l.sign != '-' {
			h.newCount++
		}
	}
	return h
}

// whereOf returns the fragment that an edit stands in.
func whereOf(e *Edit) string {
	for _, lines := range [][]Line{e.New, e.Old} {
		for _, l := range lines {
			if l.Where != "" {
				return l.Where
			}
		}
	}
	return ""
}

// head returns the line that opens a hunk in a unified diff, with the groups
// and the place for those who read it.
func (h *hunk) head() string {
	s := fmt.Sprintf("@@ -%s +%s @@ %s", span(h.oldFrom, h.oldCount), span(h.newFrom, h.newCount), h.groups)
	if h.where != "" {
		s += " in " + h.where
	}
	return s
}

// span writes a range of lines as unified diffs do: an empty one is named by
// the line before it.
func span(from, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, count)
}

// indented returns a line as it is printed: no deeper than the eye follows, and
// from the depth at which its hunk begins.
func (l *Line) indented(base int) string {
	return strings.Repeat("  ", min(max(0, l.Depth-base), 20)) + l.Text
}

// base returns the least depth of a hunk's lines.
func (h *hunk) base() int {
	least := 1 << 30
	for _, l := range h.lines {
		least = min(least, l.line.Depth)
	}
	return least
}
