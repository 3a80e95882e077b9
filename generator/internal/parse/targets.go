package parse

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// target reads a block quote as a target: words to find, == around the passage
// itself, […] where a stretch is left out.
func (r *annotationReader) target(quote *ast.Blockquote) (brief.Target, bool) {
	b := r.p.newBuilder(r.in, r.src, r.base, inset)
	b.marks = make([]mark, 0, 4)
	b.blocks(quote.FirstChild(), nil)
	words := string(b.text)
	b.scratch.take(b)
	offset := r.base + offsetOf(quote)
	target, fault := newTarget(words, b.marks)
	target.Pos = r.in.at(offset)
	target.Divided = quote.ChildCount() > 1
	target.Lines = r.in.at(max(offset, r.base+endOf(quote)-1)).Line - target.Pos.Line + 1
	if fault != "" {
		r.in.complain(diag.AnnotationTarget, offset, "put one pair of == around the words that the note is about; write \\== for the signs themselves", "%s", fault)
		return target, false
	}
	if raw := rawQuote(quote, r.src); raw != words {
		text, marks := literalMarks(raw)
		if literal, fault := newTarget(text, marks); fault == "" && text != words {
			literal.Pos, literal.Divided = target.Pos, target.Divided
			target.Literal = &literal
		}
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
func newTarget(text string, marks []mark) (brief.Target, string) {
	var t brief.Target
	var passage []brief.Point
	start := 0
	part := func(end int) {
		t.Parts = append(t.Parts, text[start:end])
		start = end
	}
	for _, m := range marks {
		if m.gap {
			part(m.at)
			continue
		}
		passage = append(passage, brief.Point{Part: len(t.Parts), At: m.at - start})
	}
	part(len(text))
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
func blank(text string) bool { return strings.TrimSpace(visible(text)) == "" }

func plural(n int, word string) string {
	if n == 1 {
		return "one " + word
	}
	return "more than two " + word + "s"
}

// rawQuote returns a quote as it was written, without the > of its lines.
func rawQuote(n ast.Node, src []byte) string {
	var s strings.Builder
	var walk func(ast.Node)
	walk = func(n ast.Node) {
		if n.Type() == ast.TypeInline {
			return
		}
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			if s.Len() > 0 {
				s.WriteByte('\n')
			}
			s.WriteString(strings.TrimRight(string(lines.Value(src)), " \n"))
			return
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			walk(c)
		}
	}
	walk(n)
	return s.String()
}

// literalMarks takes the gaps and passage marks out of a quote that is meant
// literally.
func literalMarks(raw string) (string, []mark) {
	var text strings.Builder
	var marks []mark
	for i := 0; i < len(raw); {
		rest := raw[i:]
		switch {
		case strings.HasPrefix(rest, "=="):
			marks = append(marks, mark{at: text.Len()})
			i += 2
		case strings.HasPrefix(rest, "[…]"):
			marks = append(marks, mark{at: text.Len(), gap: true})
			i += len("[…]")
		case strings.HasPrefix(rest, "[...]"):
			marks = append(marks, mark{at: text.Len(), gap: true})
			i += len("[...]")
		default:
			text.WriteByte(raw[i])
			i++
		}
	}
	return text.String(), marks
}
