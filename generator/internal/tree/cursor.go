package tree

import (
	"strings"
	"unicode/utf8"

	"gloss/generator/internal/diag"
)

// cursor finds the line and column of byte offsets in a text that is read from
// its start to its end. What lies between two offsets is looked at once, so
// that one line of a million values takes no longer than a million lines.
type cursor struct {
	text  string
	start diag.Pos // of the text's first byte
	at    int      // the offset that was asked for last
	pos   diag.Pos // its place
}

func newCursor(text string, start diag.Pos) cursor {
	return cursor{text: text, start: start, pos: start}
}

// place returns the place of an offset. An offset before the last one takes as
// long as it stands deep in the text.
func (c *cursor) place(at int) diag.Pos {
	if at < c.at {
		again := newCursor(c.text, c.start)
		return again.place(at)
	}
	between := c.text[c.at:at]
	if n := strings.Count(between, "\n"); n > 0 {
		c.pos.Line += n
		c.pos.Column = 1
		between = between[strings.LastIndexByte(between, '\n')+1:]
	}
	c.pos.Column += utf8.RuneCountInString(between)
	c.at = at
	return c.pos
}
