// Package markdown writes Markdown as Gloss reads it: CommonMark 0.31.2 with
// GFM tables, definition lists and typographic punctuation.
//
// In goes a tree of [Node] values with the names that HTML has for them, out
// comes text that reads as that tree and as nothing else: whatever the words
// hold that would mean markup is escaped. The tree may come from HTML that was
// made elsewhere or from a text of our own; neither is known here.
package markdown

import "strings"

// Node is an element of a text, or words in it.
//
// Blocks are p, h1 … h6, blockquote, ul, ol, li, pre, table, tr, th, td, dl,
// dt, dd and hr; in them stand em, strong, code, a, img and br. A node without
// a name is words. A node named [Raw] is Markdown that is copied as it stands.
// Elements of any other name count as what stands in them.
type Node struct {
	Name     string
	Words    string // of words, of raw Markdown, and of code and pre: what they hold
	Href     string // of a, and the address of an img
	Alt      string // of an img
	Title    string // of an img: its caption
	Language string // of a pre
	Start    int    // of an ol: its first number, where that is not 1
	Align    string // of a th or td: center or right; empty for left
	Children []*Node
}

// Raw names a node whose words are inline Markdown already.
const Raw = "raw"

// Typography says what happens to quotes, hyphens and full stops, of which
// readers of Markdown make curly quotes, dashes and ellipses.
type Typography bool

const (
	Typeset Typography = false // they are left to be typeset
	Exact   Typography = true  // they are escaped, and stay as they are
)

// Text returns the blocks as Markdown. It ends with a line feed unless it is
// empty.
func Text(blocks []*Node, typography Typography) string {
	w := writer{exact: bool(typography)}
	lines := w.blocks(blocks, true)
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// Escape returns words so that every character in them means itself, wherever
// in a line they stand.
func Escape(words string, typography Typography) string {
	w := writer{exact: bool(typography)}
	lines := strings.Split(w.escape(words), "\n")
	for i := range lines {
		lines[i] = guard(lines[i])
	}
	return strings.Join(lines, "\n")
}

type writer struct {
	exact bool
	link  int // depth of open links
}
