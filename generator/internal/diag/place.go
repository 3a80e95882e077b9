package diag

import (
	"strings"
	"unicode/utf8"
)

// Lines finds the line and column of byte offsets in one input.
type Lines struct {
	file   string
	text   string
	starts []int32 // byte offset of the start of each line
	before []int32 // code points before each block of the text; nil when no line is longer than one
}

// block is how many bytes are looked at to find a column: a file may be one
// line of many megabytes, with a place on it asked for again and again.
const block = 4096

// NewLines returns the lines of a text whose line ends are line feeds.
func NewLines(file, text string) *Lines {
	l := &Lines{file: file, text: text, starts: make([]int32, 1, 1+strings.Count(text, "\n"))}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n > block || n < 0 && len(text)-i > block {
			l.count()
		}
		if n < 0 {
			return l
		}
		i += n + 1
		l.starts = append(l.starts, int32(i))
	}
}

// count counts the code points before each block, once.
func (l *Lines) count() {
	if l.before != nil {
		return
	}
	l.before = make([]int32, 1, 2+len(l.text)/block)
	for i := block; i <= len(l.text); i += block {
		l.before = append(l.before, l.before[len(l.before)-1]+points(l.text[i-block:i]))
	}
}

// points returns how many code points begin in a stretch of a text, which may
// itself begin within one.
func points(s string) int32 {
	n := int32(0)
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// At returns the place of a byte offset; an offset outside the text gives the
// nearest place inside it.
func (l *Lines) At(offset int) Pos {
	offset = max(0, min(offset, len(l.text)))
	lo, hi := 0, len(l.starts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; int(l.starts[mid]) <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return Pos{File: l.file, Line: lo + 1, Column: 1 + l.columns(int(l.starts[lo]), offset)}
}

// columns returns how many code points stand between two offsets.
func (l *Lines) columns(from, to int) int {
	if l.before == nil || to-from <= block {
		return utf8.RuneCountInString(l.text[from:to])
	}
	until := func(offset int) int32 {
		i := offset / block
		return l.before[i] + points(l.text[i*block:offset])
	}
	return int(until(to) - until(from))
}
