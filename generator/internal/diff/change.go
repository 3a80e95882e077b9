package diff

import "strings"

// Edit is one change where it stands on a page: lines of the old page, from
// At, that were replaced by lines of the new one, from NewAt.
type Edit struct {
	At, NewAt int
	Old, New  []Line
	Groups    Group
}

// edits returns the differences between two canonical forms, in order.
func edits(old, new []Line) []Edit {
	var all []Edit
	for _, e := range align(texts(old), texts(new)) {
		for _, part := range divide(old, new, e) {
			o, n := old[part.from:part.to], new[part.newFrom:part.newTo]
			all = append(all, Edit{At: part.from, NewAt: part.newFrom, Old: o, New: n, Groups: meaning(o, n)})
		}
	}
	return all
}

func texts(lines []Line) []string {
	texts := make([]string, len(lines))
	for i := range lines {
		texts[i] = lines[i].Text
	}
	return texts
}

// divide returns an edit as several where its lines answer each other one to
// one, element for element and text for text. So a change that every page has
// is told from its neighbour that is this page's own.
func divide(old, new []Line, e edit) []edit {
	n := e.to - e.from
	if n != e.newTo-e.newFrom || n < 2 {
		return []edit{e}
	}
	for i := range n {
		if !answers(&old[e.from+i], &new[e.newFrom+i]) {
			return []edit{e}
		}
	}
	parts := make([]edit, n)
	for i := range n {
		parts[i] = edit{e.from + i, e.from + i + 1, e.newFrom + i, e.newFrom + i + 1}
	}
	return parts
}

// answers reports whether one line can have become the other.
func answers(a, b *Line) bool {
	return a.sort == b.sort && (a.sort == raw || a.sort == words || a.element() == b.element())
}

// element returns the name of the element that a line opens or closes.
func (l *Line) element() string {
	name := strings.Trim(l.Text, "</>")
	if end := strings.IndexByte(name, ' '); end >= 0 {
		name = name[:end]
	}
	return name
}

// meaning returns the groups that an edit belongs to: those in which the old
// lines say something else than the new ones. Where both say the same, the
// edit is one of markup only.
func meaning(old, new []Line) Group {
	var g Group
	for _, place := range []Group{Notes, Sources, Metadata} {
		if said(old, place) != said(new, place) {
			g |= place
		}
	}
	before, after := said(old, Words), said(new, Words)
	if before.words != after.words {
		g |= Words
	}
	if before.links != after.links {
		g |= Links
	}
	if before.facts != after.facts {
		g |= Metadata
	}
	if said(old, Links) != said(new, Links) {
		g |= Links
	}
	if g == 0 {
		return Markup
	}
	return g
}

// said returns what the lines of one place say together.
func said(lines []Line, place Group) saying {
	var s saying
	for i := range lines {
		l := &lines[i]
		if l.place != place {
			continue
		}
		s.words += l.says.words
		s.links += l.says.links
		s.facts += l.says.facts
	}
	return s
}

// key tells changes apart: two edits with the same key are one change.
func (e *Edit) key() string {
	var b strings.Builder
	b.WriteByte(byte(e.Groups))
	for _, l := range e.Old {
		b.WriteString("-" + l.Text + "\n")
	}
	for _, l := range e.New {
		b.WriteString("+" + l.Text + "\n")
	}
	return b.String()
}
