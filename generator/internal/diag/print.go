package diag

import (
	"fmt"
	"io"
	"strings"
)

// Print writes diagnostics for people to read, with an empty line between one
// and the next:
//
//	content/a.annotations.md:9:3: error[annotation-kind]: no kind is called fact-chek
//	  ## fact-chek {#troops}
//	     ^
//	hint: did you mean fact-check?
//
// The first line has the form that editors and build logs know how to jump
// to. Whatever the inputs hold, what is written moves no cursor, changes no
// colour and reverses no text: see [Visible].
func Print(w io.Writer, items []Diagnostic, colour bool) error {
	ink := plain
	if colour {
		ink = coloured
	}
	var near lineAt
	for i, d := range items {
		var b strings.Builder
		if i > 0 {
			b.WriteByte('\n')
		}
		ink.diagnostic(&b, d, &near)
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// palette holds the escape sequences of each part of a diagnostic, by
// severity where it matters. The zero palette prints plain text.
type palette struct {
	place, hint, reset string
	severity           [2]string
}

var (
	plain    = palette{}
	coloured = palette{
		place:    "\x1b[1m",
		hint:     "\x1b[36m",
		reset:    "\x1b[0m",
		severity: [2]string{Warning: "\x1b[1;33m", Error: "\x1b[1;31m"},
	}
)

func (p *palette) diagnostic(b *strings.Builder, d Diagnostic, near *lineAt) {
	ink := p.severity[d.Severity]
	message, more, _ := strings.Cut(d.Message, "\n")
	fmt.Fprintf(b, "%s%s:%s %s%s[%s]:%s %s\n",
		p.place, d.Pos, p.reset, ink, d.Severity, d.Code, p.reset, readable(message))
	if more != "" {
		for line := range strings.SplitSeq(more, "\n") {
			fmt.Fprintf(b, "  %s\n", readable(line))
		}
	}
	if d.Excerpt != "" && d.Line > 0 {
		text, caret := excerpt(near.around(d.Excerpt, d.Printed().Column))
		fmt.Fprintf(b, "  %s\n  %s%s^%s\n", text, strings.Repeat(" ", caret), ink, p.reset)
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "%shint:%s %s\n", p.hint, p.reset, readable(strings.ReplaceAll(d.Hint, "\n", " ")))
	}
}

// Printed returns the place as it is printed and reported. A complaint about a
// file as a whole stands at its start, and one about a line at its first
// character, so that tools need to know one form only.
func (p Pos) Printed() Pos {
	p.Line = max(1, p.Line)
	p.Column = max(1, p.Column)
	return p
}

// String returns the printed place in the form of compilers: file:line:column.
func (p Pos) String() string {
	at := p.Printed()
	return fmt.Sprintf("%s:%d:%d", readable(at.File), at.Line, at.Column)
}
