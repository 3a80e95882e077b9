package parse

import (
	"strings"

	"gloss/generator/internal/diag"
)

// Limits on markup. On some inputs a Markdown parser takes time that grows
// with the square of their length, or uses a stack frame for each level of
// nesting; no text that a person writes comes near these numbers.
const (
	maxNesting    = 100  // quotes and lists in each other
	maxDelimiters = 2000 // of one sort in one paragraph
	maxCells      = 100_000
	maxColumns    = 200
)

// withinLimits reports whether the text from base on can be parsed in time
// that grows with its length, and complains where it cannot.
func withinLimits(in *input, base int) bool {
	var paragraph [256]int       // how often each byte has been met since the last blank line, up to counted
	start, counted := base, base // short paragraphs, which are nearly all, need no counting
	ok, columns, rows := true, 0, 0
	before, most := 0, maxCells+(len(in.Text)-base)/2 // cells of earlier tables, and of all; one that is written takes two bytes
	complain := func(offset int, hint, format string, args ...any) {
		if ok { // one of a sort is enough: what follows is likely to be the same
			in.complain(diag.MarkupLimit, offset, hint, format, args...)
		}
		ok = false
	}
	for offset := base; offset < len(in.Text); {
		line, _, _ := strings.Cut(in.Text[offset:], "\n")
		if strings.TrimSpace(line) == "" {
			before += columns * rows
			columns, rows = 0, 0
			if counted > start {
				paragraph = [256]int{}
			}
			start, counted = offset, offset
		}
		if depth := nesting(line); depth > maxNesting {
			complain(offset, "take out some levels", "quotes and lists stand %d deep in each other; the limit is %d", depth, maxNesting)
		}
		if end := offset + len(line); end-start > maxDelimiters {
			for ; counted < end; counted++ {
				paragraph[in.Text[counted]]++
			}
			for _, c := range []byte("*_[]`<&!~{\"'") {
				if paragraph[c] > maxDelimiters {
					complain(offset, "divide the paragraph", "a paragraph has more than %d of the character %c", maxDelimiters, c)
				}
			}
		}
		if pipes := strings.Count(line, "|"); pipes > 0 {
			columns, rows = max(columns, pipes), rows+1
			if columns > maxColumns || columns*rows > maxCells {
				complain(offset, "divide the table", "a table may have %d columns and %d cells", maxColumns, maxCells)
			} else if before+columns*rows > most {
				complain(offset, "fill the rows of the tables, or take columns out", "the tables have more than %d cells, most of them empty", most)
			}
		}
		offset += len(line) + 1
	}
	return ok
}

// nesting returns how many quotes and lists a line opens or continues, judged
// by its first characters: their marks, and two columns of indentation for
// each level that was opened before.
func nesting(line string) int {
	marks, blanks := 0, 0
	for i := range len(line) {
		switch c := line[i]; {
		case c == '>':
			marks++
		case strings.IndexByte("-+*.)", c) >= 0:
			if i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t') { // otherwise part of a rule
				marks++
			}
		case c == ' ' || c == '\t':
			blanks++
		case c < '0' || c > '9':
			return depth(marks, blanks)
		}
	}
	return depth(marks, blanks)
}

func depth(marks, blanks int) int {
	if marks == 0 {
		return 0 // code, or the lines of a paragraph
	}
	return max(marks, (marks+blanks)/2)
}
