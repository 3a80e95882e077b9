package parse

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// target reads a block quote as a target: words to find, == around the passage
// itself, […] where a stretch is left out.
func (r *annotationReader) target(quote *ast.Blockquote) (brief.Target, bool) {
	b := r.p.newBuilder(r.in, r.src, r.base, inset)
	b.marks = r.marks
	b.blocks(quote.FirstChild(), nil)
	words := r.in.scratch.kept.words.keep(b.text)
	b.scratch.take(b)
	r.marks = b.marks[:0]
	offset := r.base + offsetOf(quote)
	target, fault := r.newTarget(words, b.marks)
	target.Pos = r.in.at(offset)
	target.Divided = quote.ChildCount() > 1
	target.Lines = int32(r.in.at(max(offset, r.base+endOf(quote)-1)).Line - target.Pos.Line + 1)
	if fault != "" {
		r.in.complain(diag.AnnotationTarget, offset, "put one pair of == around the words that the note is about; write \\== for the signs themselves", "%s", fault)
		return target, false
	}
	target.Literal = r.literal(quote, words)
	if target.Literal != nil {
		target.Literal.Pos, target.Literal.Divided = target.Pos, target.Divided
	}
	return target, true
}

// endOf returns where the words of a block end in what was parsed.
func endOf(n ast.Node) int {
	end := 0
	if n.Type() == ast.TypeBlock {
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			end = lines.At(lines.Len() - 1).Stop
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			end = max(end, endOf(c))
		}
	}
	return end
}

// newTarget divides quoted words at the gaps and finds the passage in them.
// The fault is empty when that could be done.
func (r *annotationReader) newTarget(text string, marks []mark) (brief.Target, string) {
	var t brief.Target
	passage := make([]brief.Point, 0, 2)
	start := 0
	parts := r.parts[:0]
	part := func(end int) {
		parts = append(parts, text[start:end])
		start = end
	}
	for _, m := range marks {
		if m.gap {
			part(m.at)
			continue
		}
		passage = append(passage, brief.Point{Part: len(parts), At: m.at - start})
	}
	part(len(text))
	r.parts = parts
	t.Parts = r.in.scratch.kept.parts.keep(parts)
	last := len(t.Parts) - 1
	switch len(passage) {
	case 0:
		t.Start, t.End = brief.Point{}, brief.Point{Part: last, At: len(t.Parts[last])}
	case 2:
		t.Start, t.End = passage[0], passage[1]
	default:
		return t, "the quote has " + plural(len(passage), "passage mark") + " ==, and needs none or two"
	}
	if blank(t.Passage()) || blank(text) {
		return t, "the passage has no words"
	}
	return t, ""
}

// blank reports whether there is nothing to see in a text.
func blank(text string) bool {
	for i := range len(text) {
		if c := text[i]; ' ' < c && c < 0x7f {
			return false // as in nearly every text
		}
	}
	return strings.TrimSpace(visible(text)) == ""
}

func plural(n int, word string) string {
	if n == 1 {
		return "one " + word
	}
	return "more than two " + word + "s"
}

// literal returns a quote as the target that it is when its markup is taken
// literally, and nil when that reads the same.
func (r *annotationReader) literal(quote *ast.Blockquote, words string) *brief.Target {
	r.raw = appendRaw(r.raw[:0], quote, r.src)
	if string(r.raw) == words {
		return nil
	}
	text, marks := literalMarks(r.raw, r.marks)
	r.marks = marks[:0]
	if string(text) == words {
		return nil
	}
	if target, fault := r.newTarget(string(text), marks); fault == "" {
		return &target
	}
	return nil
}

// appendRaw appends a quote as it was written, without the > of its lines.
func appendRaw(raw []byte, n ast.Node, src []byte) []byte {
	if n.Type() == ast.TypeInline {
		return raw
	}
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		if len(raw) > 0 {
			raw = append(raw, '\n')
		}
		from := len(raw)
		for i := range lines.Len() {
			line := lines.At(i)
			raw = append(raw, line.Value(src)...)
		}
		return raw[:from+len(bytes.TrimRight(raw[from:], " \n"))]
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		raw = appendRaw(raw, c, src)
	}
	return raw
}

// literalMarks takes the gaps and passage marks out of a quote that is meant
// literally, in place, and appends them to marks.
func literalMarks(raw []byte, marks []mark) ([]byte, []mark) {
	text := raw[:0]
	for len(raw) > 0 {
		size := 0
		switch {
		case bytes.HasPrefix(raw, []byte(passageMark)):
			size = len(passageMark)
		case bytes.HasPrefix(raw, []byte("[…]")):
			size = len("[…]")
		case bytes.HasPrefix(raw, []byte("[...]")):
			size = len("[...]")
		default:
			text, raw = append(text, raw[0]), raw[1:]
			continue
		}
		marks = append(marks, mark{at: len(text), gap: raw[0] == '['})
		raw = raw[size:]
	}
	return text, marks
}
