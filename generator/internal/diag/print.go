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
	for i, d := range items {
		var b strings.Builder
		if i > 0 {
			b.WriteByte('\n')
		}
		ink.diagnostic(&b, d)
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

func (p *palette) diagnostic(b *strings.Builder, d Diagnostic) {
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
		text, caret := excerpt(d.Excerpt, d.Column)
		fmt.Fprintf(b, "  %s\n", text)
		if caret >= 0 {
			fmt.Fprintf(b, "  %s%s^%s\n", strings.Repeat(" ", caret), ink, p.reset)
		}
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "%shint:%s %s\n", p.hint, p.reset, readable(strings.ReplaceAll(d.Hint, "\n", " ")))
	}
}

// String returns the place as compilers print it: file:line:column, without
// what is not known.
func (p Pos) String() string {
	s := readable(p.File)
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			s += fmt.Sprintf(":%d", p.Column)
		}
	}
	return s
}
