package main

import (
	"fmt"
	"io"

	"gloss/generator/internal/diag"
)

// status is the one line on a terminal that says what is going on. It is
// written over, and gone before anything else is printed.
type status struct {
	w    io.Writer
	live bool // w is a terminal
}

func (s status) show(text string) {
	if s.live {
		fmt.Fprintf(s.w, "\r\x1b[K%s …", diag.Visible(text))
	}
}

func (s status) clear() {
	if s.live {
		fmt.Fprint(s.w, "\r\x1b[K")
	}
}
