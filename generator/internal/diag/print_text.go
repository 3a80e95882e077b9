package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns text that is safe to show on a terminal. Control characters
// become their pictures (␛ for escape), and every other character that is
// invisible or sets the direction of what follows is written out (‹U+202E›),
// so that a hostile file can neither drive the terminal nor dress up a
// message.
func Visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(visible(r))
	}
	return b.String()
}

func visible(r rune) string {
	switch {
	case r < ' ':
		return string(r + '␀')
	case r == 0x7f:
		return "␡"
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return fmt.Sprintf("‹U+%04X›", r)
	}
	return string(r)
}

const (
	maxMessage = 600 // characters of one line of a message
	maxExcerpt = 96  // cells of an excerpt
	tabStop    = 4
)

// readable returns a line of a message, visible and bounded in length.
func readable(s string) string {
	if len(s) > maxMessage {
		for n := range s {
			if n > maxMessage {
				return Visible(s[:n]) + "…"
			}
		}
	}
	return Visible(s)
}

// cell is a character of an excerpt as it is shown.
type cell struct {
	text  string
	width int // columns of a terminal that it fills
}

// excerpt returns a line as it is shown, and how far from its start the caret
// stands. A long line is clipped on both sides of the column, which counts code
// points from 1 and may stand just past the end.
func excerpt(line string, column int) (text string, caret int) {
	cells := layout(line)
	at := min(max(column-1, 0), len(cells))

	from, to := window(cells, at)
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	x := b.Len() / len("…")
	for i := from; i < to; i++ {
		if i == at {
			caret = x
		}
		b.WriteString(cells[i].text)
		x += cells[i].width
	}
	if at == to {
		caret = x
	}
	if to < len(cells) {
		b.WriteString("…")
	}
	return strings.TrimRight(b.String(), " "), caret
}

// lineAt is a line and a place in it that was found before: a file may be one
// line of many megabytes with a complaint about each word, and none of them
// needs the way from its start.
type lineAt struct {
	line   string
	column int // counts code points, from 0
	offset int // of that column, in bytes
}

// around returns the part of a line near a column, with the column in it, so
// that a long one is not laid out as a whole.
func (l *lineAt) around(line string, column int) (string, int) {
	const most = 4 * maxExcerpt // characters kept on each side
	from := max(0, column-1-most)
	if line != l.line || from < l.column {
		*l = lineAt{}
	}
	l.line = line // which is compared in no time when it is the same string, not only an equal one
	for ; l.column < from && l.offset < len(line); l.column++ {
		_, size := utf8.DecodeRuneInString(line[l.offset:])
		l.offset += size
	}
	line, column = line[l.offset:], column-l.column
	n := 0
	for i := range line {
		if n++; n > 2*most {
			return line[:i], column
		}
	}
	return line, column
}

// layout returns the characters of a line with their widths.
func layout(line string) []cell {
	cells := make([]cell, 0, len(line))
	x := 0
	for i, r := range line {
		c := cell{text: line[i : i+1], width: 1}
		switch {
		case ' ' <= r && r < 0x7f:
		case r == '\t':
			c.width = tabStop - x%tabStop
			c.text = strings.Repeat(" ", c.width)
		default:
			c = cell{text: string(r), width: width(r)}
			if v := visible(r); v != c.text {
				c = cell{text: v, width: utf8.RuneCountInString(v)}
			}
		}
		cells = append(cells, c)
		x += c.width
	}
	return cells
}

// window returns which cells fit when the one at the caret has to be seen:
// everything, or a third of the room before it and the rest after. Characters
// without a width count as if they had one; otherwise a line of nothing else
// would never end.
func window(cells []cell, at int) (from, to int) {
	room := func(c cell) int { return max(1, c.width) }
	total := 0
	for _, c := range cells {
		total += room(c)
	}
	if total <= maxExcerpt {
		return 0, len(cells)
	}
	from, before := at, maxExcerpt/3
	for from > 0 && before >= room(cells[from-1]) {
		from--
		before -= room(cells[from])
	}
	to, rest := from, maxExcerpt
	for to < len(cells) && rest >= room(cells[to]) {
		rest -= room(cells[to])
		to++
	}
	for from > 0 && to == len(cells) && rest >= room(cells[from-1]) {
		from--
		rest -= room(cells[from])
	}
	return from, to
}

// width returns how many columns of a terminal a character fills.
func width(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1100 && unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks whose characters fill two columns (Unicode Standard
// Annex 11, "East Asian Width": W and F), by block rather than by character.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, // Hangul Jamo, leading
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1}, // radicals, CJK punctuation
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1}, // kana to Yi
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1}, // Hangul Jamo extended A
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, // Hangul syllables
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, // CJK compatibility ideographs
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, // CJK compatibility forms
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, // full-width forms
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, // pictographs, emoticons
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1}, // transport
		{Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1}, // more pictographs
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1}, // ideographs of planes 2 and 3
	},
}
