package diff

import (
	"fmt"
	"io"
	"strings"
)

// TextOptions are the choices of the report as text.
type TextOptions struct {
	Stat     bool // the summary, and a line for each file
	NameOnly bool // the addresses alone
	Context  int  // lines around a change
	Words    bool // changed words within the line: [-old-]{+new+}

	// Show makes a text safe to print; nil leaves it as it is.
	Show func(string) string
	// Colour colours a unified diff for a terminal; nil leaves it plain.
	Colour func(string) string
}

// Text writes the report for people: a summary, the changes that several pages
// share, then the changes of each page by itself.
func (r *Report) Text(w io.Writer, o TextOptions) error {
	t := textWriter{report: r, w: w, TextOptions: o}
	switch {
	case o.NameOnly:
		t.names()
	case o.Stat:
		t.stat()
		t.summary()
	default:
		t.summary()
		t.arrivals()
		t.shared()
		t.own()
	}
	return t.err
}

// textWriter writes a report as text; it remembers its first failure.
type textWriter struct {
	report *Report
	w      io.Writer
	err    error
	TextOptions
}

func (t *textWriter) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

// safe returns a text that may be printed.
func (t *textWriter) safe(s string) string {
	if t.Show == nil {
		return s
	}
	return t.Show(s)
}

func (t *textWriter) names() {
	for i := range t.report.Pages {
		t.printf("%s\n", t.safe(t.report.Pages[i].Address))
	}
}

// stat writes a line for each file: what became of it, in which groups, and
// how many lines went and came.
func (t *textWriter) stat() {
	for i := range t.report.Pages {
		p := &t.report.Pages[i]
		var out, in int
		for _, e := range p.Edits {
			out, in = out+len(e.Old), in+len(e.New)
		}
		line := fmt.Sprintf("%-7s  %s", p.Status, t.safe(p.Address))
		if p.From != "" {
			line += " from " + t.safe(p.From)
		}
		if len(p.Edits) > 0 {
			line += fmt.Sprintf("  -%d +%d  %s", out, in, p.Groups)
		}
		t.printf("%s\n", line)
	}
	if len(t.report.Pages) > 0 {
		t.printf("\n")
	}
}

// Summary says in a line how many files differ.
func (r *Report) Summary() string {
	var parts []string
	for _, s := range []Status{Changed, Added, Removed, Moved} {
		if n := r.Count(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("%d unchanged", r.Unchanged)), ", ")
}

// summary writes how many files differ and how many changes each group has.
func (t *textWriter) summary() {
	r := t.report
	t.printf("%s → %s: %s\n", t.safe(r.Old), t.safe(r.New), r.Summary())
	var counts []string
	for _, g := range groups {
		if n := r.InGroup(g.group); n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", g.name, n))
		}
	}
	if len(counts) > 0 {
		t.printf("%s: %s\n", plural(len(r.Changes), "change"), strings.Join(counts, ", "))
	}
}

// arrivals names the files that came, went or moved.
func (t *textWriter) arrivals() {
	first := true
	for i := range t.report.Pages {
		p := &t.report.Pages[i]
		if p.Status == Changed {
			continue
		}
		if first {
			t.printf("\n")
			first = false
		}
		t.printf("%-7s  %s", p.Status, t.safe(p.Address))
		if p.From != "" {
			t.printf(" from %s", t.safe(p.From))
		}
		t.printf("\n")
	}
}

// shared writes each change that is on several pages, once.
func (t *textWriter) shared() {
	for i := range t.report.Changes {
		c := &t.report.Changes[i]
		if !c.Shared() {
			continue
		}
		t.printf("\non %s: %s\n", plural(len(c.Pages), "page"), t.some(c.Pages))
		p := &t.report.Pages[c.Pages[0]]
		t.hunk(p.hunk(c.first, c.first, t.Context))
	}
}

// some names the first of several pages.
func (t *textWriter) some(pages []int) string {
	const most = 3
	var names []string
	for _, p := range pages[:min(most, len(pages))] {
		names = append(names, t.safe(t.report.Pages[p].Address))
	}
	if more := len(pages) - most; more > 0 {
		return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}

// own writes for each page the changes that are on no other.
func (t *textWriter) own() {
	for i := range t.report.Pages {
		p := &t.report.Pages[i]
		hunks := p.hunks(t.Context, func(edit int) bool { return !t.report.Changes[p.Change[edit]].Shared() })
		if len(hunks) == 0 {
			continue
		}
		from := p.Address
		if p.From != "" {
			from = p.From
		}
		t.diff(fmt.Sprintf("\n--- %s\n+++ %s\n", t.safe(from), t.safe(p.Address)))
		for _, h := range hunks {
			t.hunk(h)
		}
	}
}

func (t *textWriter) hunk(h hunk) {
	var b strings.Builder
	b.WriteString(t.safe(h.head()) + "\n")
	base := h.base()
	for i := 0; i < len(h.lines); i++ {
		l := h.lines[i]
		if t.Words && l.sign == '-' {
			if text, used := t.wordwise(h.lines[i:], base); used > 0 {
				b.WriteString(text)
				i += used - 1
				continue
			}
		}
		b.WriteString(string(l.sign) + t.safe(l.line.indented(base)) + "\n")
	}
	t.diff(b.String())
}

// wordwise writes lines that answer each other as one line with the words that
// changed, and returns how many lines that took.
func (t *textWriter) wordwise(lines []marked, base int) (string, int) {
	out, in := 0, 0
	for out < len(lines) && lines[out].sign == '-' {
		out++
	}
	for out+in < len(lines) && lines[out+in].sign == '+' {
		in++
	}
	if out != in {
		return "", 0
	}
	var b strings.Builder
	for i := range out {
		was, is := lines[i].line, lines[out+i].line
		if !answers(was, is) {
			return "", 0
		}
		b.WriteString("~" + t.safe((&Line{Depth: is.Depth}).indented(base)))
		for _, p := range compareWords(was.Text, is.Text) {
			switch p.sign {
			case '-':
				b.WriteString("[-" + t.safe(p.text) + "-]")
			case '+':
				b.WriteString("{+" + t.safe(p.text) + "+}")
			default:
				b.WriteString(t.safe(p.text))
			}
		}
		b.WriteByte('\n')
	}
	return b.String(), 2 * out
}

// diff writes a piece of a unified diff, coloured where that is wanted.
func (t *textWriter) diff(s string) {
	if t.Colour != nil {
		s = t.Colour(s)
	}
	t.printf("%s", s)
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
