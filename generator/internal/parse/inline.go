package parse

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gloss/generator/brief"
)

// nameNode is a link by name or the mark of a footnote.
type nameNode struct {
	ast.BaseInline
	offset   int    // of the opening bracket in what was parsed
	text     string // as written, with the brackets
	target   string // of a link by name, or a footnote's label
	shown    string
	footnote bool // [^label] and not [[target|shown]]
}

// citationNode is a citation: [see @a, p. 4; @b].
type citationNode struct {
	ast.BaseInline
	offset int    // of the opening bracket in what was parsed
	text   string // as written, with the brackets
	items  []citedItem
	fault  string
}

// citedItem is an item of a citation with the offset of its @ in what was
// parsed.
type citedItem struct {
	brief.CiteItem
	offset int
}

// markNode is a gap in a quote, […] or [...], or ==, which is no bracket but
// stands beside them: where the passage begins or ends.
type markNode struct {
	ast.BaseInline
	offset int
	text   string // as written
}

const passageMark = "=="

func (n *markNode) isGap() bool { return n.text != passageMark }

var (
	kindName     = ast.NewNodeKind("GlossName")
	kindCitation = ast.NewNodeKind("GlossCitation")
	kindMark     = ast.NewNodeKind("GlossMark")
)

func (*nameNode) Kind() ast.NodeKind     { return kindName }
func (*citationNode) Kind() ast.NodeKind { return kindCitation }
func (*markNode) Kind() ast.NodeKind     { return kindMark }

func (n *nameNode) Dump(src []byte, level int)     { ast.DumpHelper(n, src, level, nil, nil) }
func (n *citationNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *markNode) Dump(src []byte, level int)     { ast.DumpHelper(n, src, level, nil, nil) }

// bracketParser parses what is ours among the brackets and leaves the rest to
// goldmark: citations, links by name, footnote marks and, in quotes, gaps.
type bracketParser struct{ gaps bool }

func (bracketParser) Trigger() []byte { return []byte{'['} }

func (p bracketParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	switch {
	case len(line) < 2:
		return nil
	case line[1] == '^':
		label, size := footnoteLabel(line)
		if size == 0 {
			return nil
		}
		block.Advance(size)
		return &nameNode{offset: segment.Start, target: label, text: string(line[:size]), footnote: true}
	case line[1] == '[':
		return parseNameLink(line, segment.Start, block)
	}
	if p.gaps {
		for _, gap := range [...]string{"[…]", "[...]"} {
			if bytes.HasPrefix(line, []byte(gap)) {
				block.Advance(len(gap))
				return &markNode{offset: segment.Start, text: gap}
			}
		}
	}
	if end := bytes.IndexByte(line, ']'); end >= 0 && bytes.IndexByte(line[:end], '@') < 0 {
		return nil // the usual case, an ordinary link, without a copy
	}
	if node := parseCitation(segment.Start, block); node != nil {
		return node
	}
	return nil
}

// parseNameLink parses [[target]] and [[target|shown]], within one line.
func parseNameLink(line []byte, offset int, block text.Reader) ast.Node {
	end := bytes.Index(line, []byte("]]"))
	if end < 0 || bytes.IndexByte(line[2:end], '[') >= 0 {
		return nil
	}
	written := string(line[:end+2])
	target, shown, _ := strings.Cut(written[2:end], "|")
	node := &nameNode{offset: offset, text: written, target: strings.TrimSpace(target), shown: strings.TrimSpace(shown)}
	if node.target == "" {
		return nil
	}
	block.Advance(end + 2)
	return node
}

// maxCitation is the most bytes that one pair of citing brackets may hold; it
// bounds the search for the closing one.
const maxCitation = 4000

// parseCitation parses Pandoc's bracketed citations, which may run over
// several lines of a block. It returns nil, and stays where it is, where the
// brackets are something else.
func parseCitation(offset int, block text.Reader) *citationNode {
	startLine, startPos := block.Position()
	written, lines := bracketed(block)
	if written == "" || !cites(written) {
		block.SetPosition(startLine, startPos)
		return nil
	}
	inner := written[1 : len(written)-1]
	node := &citationNode{offset: offset, text: written, items: make([]citedItem, 0, 1+strings.Count(inner, ";"))}
	for start := 0; ; {
		part, rest, more := strings.Cut(inner[start:], ";")
		item, at, ok := citeItem(part)
		if !ok {
			node.fault = strings.TrimSpace(part)
		} else {
			node.items = append(node.items, citedItem{item, lines.offset(offset, 1+start+at)})
		}
		if !more {
			return node
		}
		start = len(inner) - len(rest)
	}
}

// bracketed goes past a pair of brackets and returns it as it is written, with
// where its lines but the first stand; nothing where it is not closed, holds
// brackets or has the address of a link after it.
func bracketed(block text.Reader) (written string, lines writtenLines) {
	for {
		line, segment := block.PeekLine()
		if line == nil || len(written) > maxCitation {
			return "", nil
		}
		from := 0
		if written == "" {
			from = 1
		} else {
			lines = append(lines, writtenLine{at: len(written), offset: segment.Start})
		}
		stop := bytes.IndexAny(line[from:], "[]")
		if stop < 0 {
			written += string(line)
			block.AdvanceLine()
			continue
		}
		stop += from
		if line[stop] == '[' || stop+1 < len(line) && line[stop+1] == '(' {
			return "", nil
		}
		block.Advance(stop + 1)
		return written + string(line[:stop+1]), lines
	}
}

// writtenLines say where the lines of a text but the first stand in what was
// parsed.
type writtenLines []writtenLine

type writtenLine struct{ at, offset int }

// offset returns where a byte of the text stands, whose first line stands at
// an offset.
func (l writtenLines) offset(first, at int) int {
	for _, line := range slices.Backward(l) {
		if line.at <= at {
			return line.offset + at - line.at
		}
	}
	return first + at
}

// passageParser parses == in quotes, where the passage begins and ends.
type passageParser struct{}

func (passageParser) Trigger() []byte { return []byte{'='} }

func (passageParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte(passageMark)) {
		return nil
	}
	block.Advance(len(passageMark))
	return &markNode{offset: segment.Start, text: passageMark}
}
