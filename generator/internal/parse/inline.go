package parse

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gloss/generator/brief"
)

// bracketNode is one of the things that square brackets mean to us.
type bracketNode struct {
	ast.BaseInline
	mean   meaning
	offset int    // of the opening bracket in what was parsed
	text   string // as written, with the brackets
	items  []brief.CiteItem
	starts []int // offset of each item's @
	fault  string
	target string // of a link by name, or a footnote's label
	shown  string
}

type meaning uint8

const (
	meansCitation meaning = iota // [see @a, p. 4; @b]
	meansLink                    // [[target|shown]]
	meansFootnote                // [^label]
	meansGap                     // […] or [...]
	meansPassage                 // ==, which is no bracket but stands beside them
)

var kindBracket = ast.NewNodeKind("GlossBracket")

func (*bracketNode) Kind() ast.NodeKind           { return kindBracket }
func (n *bracketNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// bracketParser parses what is ours among the brackets and leaves the rest to
// goldmark: citations, links by name, footnote marks and, in quotes, gaps.
type bracketParser struct{ gaps bool }

func (bracketParser) Trigger() []byte { return []byte{'['} }

func (p bracketParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	node := &bracketNode{offset: segment.Start}
	switch {
	case len(line) < 2:
		return nil
	case line[1] == '^':
		label, size := footnoteLabel(line)
		if size == 0 {
			return nil
		}
		node.mean, node.target, node.text = meansFootnote, label, string(line[:size])
		block.Advance(size)
		return node
	case line[1] == '[':
		return parseNameLink(node, line, block)
	}
	if p.gaps {
		for _, gap := range []string{"[…]", "[...]"} {
			if bytes.HasPrefix(line, []byte(gap)) {
				node.mean, node.text = meansGap, gap
				block.Advance(len(gap))
				return node
			}
		}
	}
	if end := bytes.IndexByte(line, ']'); end >= 0 && !bytes.Contains(line[:end], []byte("@")) {
		return nil // the usual case, an ordinary link, without a copy
	}
	return parseCitation(node, block)
}

// parseNameLink parses [[target]] and [[target|shown]], within one line.
func parseNameLink(node *bracketNode, line []byte, block text.Reader) ast.Node {
	end := bytes.Index(line, []byte("]]"))
	if end < 0 || bytes.IndexByte(line[2:end], '[') >= 0 {
		return nil
	}
	target, shown, _ := strings.Cut(string(line[2:end]), "|")
	node.target, node.shown = strings.TrimSpace(target), strings.TrimSpace(shown)
	if node.target == "" {
		return nil
	}
	node.mean, node.text = meansLink, string(line[:end+2])
	block.Advance(end + 2)
	return node
}

// maxCitation is the most bytes that one pair of citing brackets may hold; it
// bounds the search for the closing one.
const maxCitation = 4000

// parseCitation parses Pandoc's bracketed citations, which may run over
// several lines of a block.
func parseCitation(node *bracketNode, block text.Reader) ast.Node {
	startLine, startPos := block.Position()
	var raw []byte
	var offsets []int // file offset of each byte of raw
	for {
		line, segment := block.PeekLine()
		if line == nil || len(raw) > maxCitation {
			block.SetPosition(startLine, startPos)
			return nil
		}
		from := 0
		if len(raw) == 0 {
			from = 1
		}
		// A bracket inside means that this is something else: a link.
		stop := bytes.IndexAny(line[from:], "[]")
		if stop >= 0 {
			stop += from
			if line[stop] == '[' {
				block.SetPosition(startLine, startPos)
				return nil
			}
		}
		take := line
		if stop >= 0 {
			take = line[:stop+1]
		}
		for i := range take {
			offsets = append(offsets, segment.Start+i)
		}
		raw = append(raw, take...)
		if stop >= 0 {
			if stop+1 < len(line) && line[stop+1] == '(' || !bytes.Contains(raw, []byte("@")) {
				block.SetPosition(startLine, startPos)
				return nil
			}
			block.Advance(stop + 1)
			break
		}
		block.AdvanceLine()
	}
	inner := string(raw[1 : len(raw)-1])
	if !cites(inner) {
		block.SetPosition(startLine, startPos)
		return nil
	}
	node.mean, node.text = meansCitation, string(raw)
	for start := 0; ; {
		part, rest, more := strings.Cut(inner[start:], ";")
		item, at, ok := citeItem(part)
		if !ok {
			node.fault = strings.TrimSpace(part)
		} else {
			node.items = append(node.items, item)
			node.starts = append(node.starts, offsets[1+start+at])
		}
		if !more {
			return node
		}
		start = len(inner) - len(rest)
	}
}

// passageParser parses == in quotes, where the passage begins and ends.
type passageParser struct{}

func (passageParser) Trigger() []byte { return []byte{'='} }

func (passageParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("==")) {
		return nil
	}
	block.Advance(2)
	return &bracketNode{mean: meansPassage, offset: segment.Start, text: "=="}
}
