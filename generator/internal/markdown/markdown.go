// Package markdown writes Markdown as Gloss reads it: CommonMark 0.31.2 with
// GFM tables, definition lists and typographic punctuation.
//
// In goes a tree of [Node] values with the names that HTML has for them, out
// comes text that reads as that tree and as nothing else: whatever the words
// hold that would mean markup is escaped. The tree may come from HTML that was
// made elsewhere or from a text of our own; neither is known here.
package markdown

import "bytes"

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
	w := Writer{Typography: typography}
	return string(w.Text(blocks))
}

// Escape returns words so that every character in them means itself, wherever
// in a line they stand.
func Escape(words string, typography Typography) string {
	w := Writer{Typography: typography}
	w.escape(words)
	for i, line := range bytes.Split(w.take(0), []byte{'\n'}) {
		if i > 0 {
			w.out = append(w.out, '\n')
		}
		w.guard(line)
	}
	return string(w.out)
}

// Writer writes one text after the other, in memory that it keeps.
type Writer struct {
	Typography Typography

	out   []byte // what is written; what stands last in it may still be changed
	taken []byte // what [Writer.take] took last
	link  int    // depth of open links
}

// Text returns the blocks as Markdown, as the function [Text] does. The next
// call overwrites it.
func (w *Writer) Text(blocks []*Node) []byte {
	w.out = w.out[:0]
	if w.blocks(blocks, true) {
		w.out = append(w.out, '\n')
	}
	return w.out
}

// take takes away what was written from an offset on, so that it can be
// written anew. It is good until the next take.
func (w *Writer) take(from int) []byte {
	w.taken = append(w.taken[:0], w.out[from:]...)
	w.out = w.out[:from]
	return w.taken
}

// keep leaves only a stretch of what was written from an offset on.
func (w *Writer) keep(from int, stretch []byte) { w.out = append(w.out[:from], stretch...) }

// insert puts words before what was written from an offset on.
func (w *Writer) insert(at int, words string) {
	w.out = append(w.out, words...)
	copy(w.out[at+len(words):], w.out[at:])
	copy(w.out[at:], words)
}
