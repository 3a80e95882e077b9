package tree

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"gloss/generator/internal/diag"
)

// YAML reads a text as YAML 1.2. The text stands in a file and begins at the
// first column of a line there: at. Beyond the specification, aliases, merge
// keys and tags other than the standard ones are refused: what an input says
// stands in it, once.
//
// When the text cannot be read as a whole, each of its entries is read by
// itself, so that every broken one is complained of and the others are
// returned.
func YAML(text string, at diag.Pos, codes Codes, list *diag.List) *Node {
	at.Column = 1
	if node, ok := simpleYAML(text, at); ok {
		return node
	}
	whole := newCursor(text, at)
	y := yamlReader{complaints{codes, list}, at, whole.place(len(text)), new(int)}
	text = hideBreaks(text)
	document, problem := y.parse(text, 0)
	if problem != nil {
		return y.salvage(strings.SplitAfter(text, "\n"), 0, problem, 0)
	}
	return y.node(document, 0)
}

// yamlReader reads one text.
type yamlReader struct {
	complaints
	at  diag.Pos // of the text's first byte
	end diag.Pos // of what follows its last byte

	broken *int // places that were complained of
}

// place returns the place in the file of a line and column of the text. The
// library may name a line after the last.
func (y yamlReader) place(line, column int) diag.Pos {
	at := diag.Pos{File: y.at.File, Line: y.at.Line + max(line, 1) - 1, Column: max(column, 1)}
	if at.Line > y.end.Line || at.Line == y.end.Line && at.Column > y.end.Column {
		return y.end
	}
	return at
}

// parse gives a text to the library. It returns nil for one that says
// nothing, and the first thing wrong with one that cannot be read. Lines that
// stand before the text are not in it, but count.
func (y yamlReader) parse(text string, before int) (document *yaml.Node, problem *yamlProblem) {
	defer func() {
		if p := recover(); p != nil {
			problem = &yamlProblem{line: before + 1, message: "this cannot be read as YAML", hint: "write it in a simpler way"}
		}
	}()
	loader, err := yaml.NewLoader(strings.NewReader(text), yaml.WithV4Defaults(), yaml.WithPlugin(shallow{}))
	if err != nil {
		return nil, explainYAML(err, text, before)
	}
	var first, second yaml.Node
	switch err := loader.Load(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, explainYAML(err, text, before)
	}
	// Pandoc's files of references often end with a second ---.
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, explainYAML(err, text, before)
	case len(second.Content) > 0 && !isNull(second.Content[0]):
		return nil, &yamlProblem{
			line: before + second.Content[0].Line, column: second.Content[0].Column,
			message: "a second document begins here", hint: "join the two: take out the line ---",
		}
	}
	return &first, nil
}

// shallow makes the library stop at [MaxDepth].
type shallow struct{}

func (shallow) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > MaxDepth {
		return fmt.Errorf("exceeded max depth of %d", MaxDepth)
	}
	return nil
}

func (shallow) CheckAlias(_, _ int) error { return nil }

// node returns a node of the library as one of ours. Lines that stand before
// its text are not in it, but count.
func (y yamlReader) node(n *yaml.Node, before int) *Node {
	if n == nil {
		return &Node{Pos: y.place(1, 1)}
	}
	if n.Kind == yaml.DocumentNode {
		if len(n.Content) == 0 {
			return &Node{Pos: y.place(1, 1)}
		}
		n = n.Content[0]
	}
	node := &Node{Pos: y.place(before+n.Line, n.Column)}
	if n.Kind != yaml.AliasNode && !standardTag(n) {
		y.syntax(node.Pos, "take the tag out, or put the text into quotes", "the tag "+Shown(n.Tag)+" is not read")
		node.Partial = true
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if !isNull(n) {
			node.Kind, node.Text, node.Plain = Scalar, showBreaks(n.Value), isPlain(n)
		}
	case yaml.SequenceNode:
		node.Kind = Sequence
		node.Items = make([]*Node, 0, len(n.Content))
		for _, item := range n.Content {
			value := y.node(item, before)
			node.Items = append(node.Items, value)
			node.Partial = node.Partial || value.Partial
		}
	case yaml.MappingNode:
		node.Kind = Mapping
		node.Fields = make([]Field, 0, len(n.Content)/2)
		fields := mapping{Node: node}
		for i := 0; i+1 < len(n.Content); i += 2 {
			y.field(&fields, n.Content[i], n.Content[i+1], before)
		}
	case yaml.AliasNode:
		y.syntax(node.Pos, "write the value out, or put the text into quotes", "the alias *"+Shown(n.Value)+" is not followed")
		node.Partial = true
	}
	return node
}

// field adds a key and its value to a mapping.
func (y yamlReader) field(to *mapping, key, value *yaml.Node, before int) {
	at := y.place(before+key.Line, key.Column)
	switch {
	case key.Kind != yaml.ScalarNode:
		y.syntax(at, "write key: value", "a key is not text")
		to.Partial = true
		return
	case key.Value == "<<" && isPlain(key):
		y.syntax(at, "write the keys out", "the merge key << is not followed")
		to.Partial = true
		return
	}
	read := y.node(value, before)
	to.add(showBreaks(key.Value), at, read, y.complaints)
	to.Partial = to.Partial || read.Partial
}

const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func isPlain(n *yaml.Node) bool { return n.Style&quoted == 0 }

// isNull reports whether a node is nothing as the core schema says it (YAML
// 1.2.2, section 10.3.2).
func isNull(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || !isPlain(n) {
		return false
	}
	switch n.Value {
	case "", "~", "null", "Null", "NULL":
		return n.Style&yaml.TaggedStyle == 0
	}
	return false
}

// standardTag reports whether a node has no tag of its own, or one of YAML's
// (YAML 1.2.2, chapter 10).
func standardTag(n *yaml.Node) bool {
	if n.Style&yaml.TaggedStyle == 0 {
		return true
	}
	switch n.Tag {
	case "!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!seq", "!!map":
		return true
	}
	return false
}
