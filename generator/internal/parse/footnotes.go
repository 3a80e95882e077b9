package parse

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"gloss/generator/brief"
)

// footnoteDefinition is the block of an author's footnote: [^label]: text. It
// stays where it was written; the prose builder takes its body from there.
type footnoteDefinition struct {
	ast.BaseBlock
	label  string
	offset int
}

var kindFootnoteDefinition = ast.NewNodeKind("FootnoteDefinition")

func (*footnoteDefinition) Kind() ast.NodeKind           { return kindFootnoteDefinition }
func (n *footnoteDefinition) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxLabel is CommonMark's limit for link labels, which footnotes share.
const maxLabel = 999

// footnoteParser parses footnote definitions as PHP Markdown Extra has them:
// the label opens the block, and lines indented by four columns continue it.
type footnoteParser struct{}

func (footnoteParser) Trigger() []byte { return []byte{'['} }

func (footnoteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	label, size := footnoteLabel(line[max(pos, 0):])
	if pos < 0 || size == 0 || pos+size >= len(line) || line[pos+size] != ':' {
		return nil, parser.NoChildren
	}
	node := &footnoteDefinition{label: label, offset: segment.Start + pos - segment.Padding}
	after := pos + size + 1 - segment.Padding
	if after >= len(line) {
		reader.Advance(after)
		return node, parser.NoChildren
	}
	reader.AdvanceAndSetPadding(after, segment.Padding)
	return node, parser.HasChildren
}

func (footnoteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (footnoteParser) CanInterruptParagraph() bool                 { return true }
func (footnoteParser) CanAcceptIndentedLine() bool                 { return false }

// footnoteLabel reads [^label] at the start of a line and returns the label
// and the bytes read, or no bytes when there is none.
func footnoteLabel(line []byte) (string, int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return "", 0
	}
	end := bytes.IndexByte(line[:min(len(line), maxLabel)], ']')
	if end < 3 {
		return "", 0
	}
	label := string(line[2:end])
	if strings.ContainsAny(label, "[ \t\n") || brief.PathPart(label) == "" {
		return "", 0
	}
	return label, end + 1
}
