package parse

import (
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// matterCodes are the codes of complaints about front matter.
var matterCodes = tree.Codes{
	Syntax: diag.FrontMatterSyntax,
	Key:    diag.FrontMatterKey,
	Value:  diag.FrontMatterValue,
}

// splitMatter reads the front matter that an input may begin with: YAML
// between two lines that say ---, the second of which may say ... as well, or
// TOML between two that say +++. It returns the fields and the byte offset at
// which the text begins. Without front matter the fields are null; where some
// of it could not be read they are partial.
//
// Front matter that is never closed is read up to the first blank line.
func splitMatter(in brief.Input, list *diag.List) (fields *tree.Node, body int) {
	fence, rest, more := strings.Cut(in.Text, "\n")
	top := diag.Pos{File: in.Path, Line: 1, Column: 1}
	fence = strings.TrimRight(fence, " \t")
	if fence != "---" && fence != "+++" {
		return &tree.Node{Pos: top}, 0
	}
	start := len(in.Text) - len(rest)
	end, body := closing(in.Text, start, fence)
	inner := top
	if more {
		inner.Line++
	}
	read := tree.YAML
	if fence == "+++" {
		read = tree.TOML
	}
	closed := end >= 0
	if !closed {
		list.Add(diag.FrontMatterUnclosed, top, "close it with a line that says "+fence, "front matter begins here and is never closed")
		end, body = blankLine(in.Text, start)
		list = new(diag.List) // what else is wrong follows from it
	}
	// A copy, so that a title that is kept does not keep the whole file.
	fields = read(strings.Clone(in.Text[start:end]), inner, matterCodes, list)
	fields.Partial = fields.Partial || !closed
	return fields, body
}

// closing returns where the line that closes front matter begins and where it
// ends, and -1 when there is none.
func closing(text string, start int, fence string) (begin, end int) {
	for at := start; at < len(text); {
		next := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := strings.TrimRight(text[at:next], " \t\n")
		if line == fence || line == "..." && fence == "---" {
			return at, next
		}
		at = next
	}
	return -1, -1
}

// blankLine returns where the first blank line begins and where it ends; the
// end of the text when there is none.
func blankLine(text string, start int) (begin, end int) {
	for at := start; at < len(text); {
		next := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		if strings.TrimSpace(text[at:next]) == "" {
			return at, next
		}
		at = next
	}
	return len(text), len(text)
}
