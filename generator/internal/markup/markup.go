// Package markup reads HTML as a browser does and finds elements by CSS
// selectors. The HTML parser of golang.org/x/net and the selectors of cascadia
// enter here; everybody else sees their tree under these names.
package markup

import (
	"bytes"
	"iter"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Node is a node of the tree that a page is. The tree is shared between those
// who look at it: nobody changes it.
type Node = html.Node

// Attribute is an attribute of an element.
type Attribute = html.Attribute

// The types of nodes that matter here.
const (
	Element  = html.ElementNode
	Text     = html.TextNode
	Document = html.DocumentNode
	Doctype  = html.DoctypeNode
)

// Parse reads a whole page. What is no HTML reads as a page all the same; the
// error says that the page nests deeper than any page should.
func Parse(page []byte) (*Node, error) {
	// Without scripting noscript is read as elements: that is what readers
	// without the script see.
	return html.ParseWithOptions(bytes.NewReader(page), html.ParseOptionEnableScripting(false))
}

// Fragment reads a piece of a page, as it would stand in its body, and returns
// it below a node of its own.
func Fragment(piece string) (*Node, error) {
	body := &Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(piece), body, html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	root := &Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, nil
}

// Tags gives the name of every tag that opens an element, as the text has them:
// before the parser moves or drops any.
func Tags(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		z := html.NewTokenizer(strings.NewReader(text))
		for {
			switch z.Next() {
			case html.ErrorToken:
				return
			case html.StartTagToken, html.SelfClosingTagToken:
				if name, _ := z.TagName(); !yield(string(name)) {
					return
				}
			}
		}
	}
}

// IsPage reports whether a text is a whole page of HTML and not a piece of
// one.
func IsPage(text []byte) bool {
	start := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 512)]))
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// Render writes a node as HTML.
func Render(n *Node) string {
	var b strings.Builder
	_ = html.Render(&b, n) // a builder takes everything
	return b.String()
}

// Attr returns the value of an element's attribute, and whether it has it.
func Attr(n *Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// Value returns the value of an element's attribute, empty when it has none.
func Value(n *Node, name string) string {
	value, _ := Attr(n, name)
	return value
}

// HasToken reports whether an attribute that is a list of words, such as
// class, holds a word.
func HasToken(n *Node, name, word string) bool {
	for token := range strings.FieldsSeq(Value(n, name)) {
		if token == word {
			return true
		}
	}
	return false
}

// Words returns the text below a node with white space drawn together, as a
// reader would copy it. Scripts and style sheets have no words.
func Words(n *Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == Text && (d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style) {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Selector is a CSS selector, or several separated by commas.
type Selector struct {
	source string
	match  cascadia.SelectorGroup
}

// Compile reads a selector. The error is for who wrote it.
func Compile(source string) (Selector, error) {
	match, err := cascadia.ParseGroup(source)
	return Selector{source, match}, err
}

// String returns the selector as it was written.
func (s Selector) String() string { return s.source }

// Match reports whether an element is meant.
func (s Selector) Match(n *Node) bool { return n.Type == Element && s.match.Match(n) }

// All returns the elements below a node that are meant, in reading order.
func (s Selector) All(n *Node) []*Node { return cascadia.QueryAll(n, s.match) }
