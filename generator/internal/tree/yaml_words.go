package tree

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// yamlProblem is something that is wrong with a text, in words for its
// author. The line counts from the first of the whole text.
type yamlProblem struct {
	line, column  int
	message, hint string
}

// report complains of a problem, unless there have been too many.
func (y yamlReader) report(p *yamlProblem) {
	if *y.broken++; *y.broken <= maxBroken {
		y.syntax(y.place(p.line, p.column), p.hint, p.message)
	}
}

// explainYAML turns the library's complaint into one for authors. The place
// is where the author has to look: for something that is never closed, where
// it opens.
func explainYAML(err error, text string, before int) *yamlProblem {
	load := new(yaml.LoadError)
	if !errors.As(err, &load) {
		return &yamlProblem{line: before + 1, message: "this cannot be read as YAML", hint: "write it in a simpler way"}
	}
	problem := func(at yaml.Mark, message, hint string) *yamlProblem {
		if at.Line == 0 {
			at = yaml.Mark{Line: 1}
		}
		return &yamlProblem{before + at.Line, at.Column, message, hint}
	}
	opened := load.Mark
	if load.ContextMark.Line != 0 {
		opened = load.ContextMark
	}
	// A list that is closed wrongly is complained of where it goes wrong, if
	// that is in the line in which it opens.
	bracket := opened
	if load.Mark.Line == opened.Line {
		bracket = load.Mark
	}
	const quote = "put the text into quotes"
	switch m := load.Message; {
	case strings.Contains(m, "control characters are not allowed"), load.Stage == yaml.ReaderStage:
		line, column, r := forbidden(text)
		return &yamlProblem{before + line, column, fmt.Sprintf("the character %U must not stand in YAML", r), "take the character out"}
	case strings.Contains(m, "exceeded max depth"):
		return problem(load.Mark, fmt.Sprintf("lists and mappings are nested more than %d deep", MaxDepth), "write it with less nesting")
	case strings.Contains(m, "mapping values are not allowed"):
		return problem(load.Mark, "a colon stands where no key can end", "put text with a colon into quotes, and begin keys in the same column")
	case strings.Contains(m, "unexpected end of stream"), strings.Contains(m, "unexpected document indicator"):
		return problem(opened, "a quotation mark opens here and is never closed", "close it with the same mark, or double one that belongs to the text")
	case strings.Contains(m, "unknown escape character"), strings.Contains(m, "hexadecimal") || strings.Contains(m, "hexdecimal"), strings.Contains(m, "invalid Unicode character"):
		return problem(load.Mark, `a backslash stands before something that it cannot escape`, `write \\ for a backslash, or use single quotes`)
	case strings.Contains(m, "cannot start any token"):
		switch r := runeAt(text, load.Mark); r {
		case '\t':
			return problem(load.Mark, "a tab stands where YAML wants blanks", "indent with blanks")
		default:
			return problem(load.Mark, fmt.Sprintf("a value cannot begin with %c", r), quote)
		}
	case strings.Contains(m, "tab character"):
		return problem(load.Mark, "a tab stands where YAML wants blanks", "indent with blanks")
	case strings.Contains(m, "',' or ']'"):
		return problem(bracket, "a list in brackets is not closed, or lacks a comma", "write [one, another]")
	case strings.Contains(m, "',' or '}'"):
		return problem(bracket, "a mapping in braces is not closed, or lacks a comma", "write {key: value, key: value}")
	case strings.Contains(m, "expected ':'"):
		return problem(opened, "a colon is missing", "write key: value")
	case strings.Contains(m, "did not find expected key"):
		return problem(load.Mark, "neither a key nor more of the value above begins here", "write key: value, with every key in the same column")
	case strings.Contains(m, "expected '-' indicator"):
		return problem(load.Mark, "something other than an item stands in a list", "begin each item with a dash in the same column")
	case strings.Contains(m, "expected node content"):
		return problem(load.Mark, "a value is missing before this", quote+", if it is a value")
	case strings.Contains(m, "block sequence entries are not allowed"):
		return problem(load.Mark, "a list cannot begin here", "begin it in a line of its own, or put a dash that belongs to the text into quotes")
	case strings.Contains(m, "mapping keys are not allowed"):
		return problem(load.Mark, "a key cannot begin here", quote)
	case strings.Contains(m, "anchor"), strings.Contains(m, "alias"):
		return problem(load.Mark, "the sign & or * gives a value a name in YAML, which is not read", quote)
	case strings.Contains(m, "tag"):
		return problem(load.Mark, "the sign ! begins a tag in YAML, which cannot be read", quote)
	case strings.Contains(load.ContextMsg, "block scalar"):
		return problem(load.Mark, "the text below | or > cannot be read", "indent its lines with blanks, all alike")
	case strings.Contains(load.ContextMsg, "directive"), strings.Contains(m, "<document start>"), strings.Contains(m, "incompatible YAML"):
		return problem(load.Mark, "a line cannot begin with % here, nor text follow a document", quote)
	}
	return problem(load.Mark, "this cannot be read as YAML", quote+", if it is a value")
}

// runeAt returns the character at a place, and the replacement character when
// there is none.
func runeAt(text string, at yaml.Mark) rune {
	for line := 1; line < at.Line; line++ {
		_, rest, found := strings.Cut(text, "\n")
		if !found {
			return utf8.RuneError
		}
		text = rest
	}
	column := 1
	for _, r := range text {
		if column == at.Column {
			return r
		}
		column++
	}
	return utf8.RuneError
}

// forbidden returns the first character that YAML does not allow (YAML 1.2.2,
// section 5.1) with its line and column.
func forbidden(text string) (line, column int, r rune) {
	line, column = 1, 1
	for _, r := range text {
		switch {
		case r == '\n':
			line, column = line+1, 0
		case r == '\t', r == '\r', r == 0x85:
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff:
			return line, column, r
		}
		column++
	}
	return 1, 0, utf8.RuneError
}
