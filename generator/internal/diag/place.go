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
}

// NewLines returns the lines of a text whose line ends are line feeds.
func NewLines(file, text string) *Lines {
	starts := make([]int32, 1, 1+strings.Count(text, "\n"))
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return &Lines{file: file, text: text, starts: starts}
		}
		i += n + 1
		starts = append(starts, int32(i))
	}
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
	column := 1 + utf8.RuneCountInString(l.text[l.starts[lo]:offset])
	return Pos{File: l.file, Line: lo + 1, Column: column}
}
