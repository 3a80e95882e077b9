package htmltest

import (
	"testing"

	"gloss/generator/internal/markup"
)

// Element is an element that [Select] found.
type Element struct {
	node *markup.Node
}

// Select returns the elements of a page, or of a piece of one, that a CSS
// selector means, in reading order. A selector that cannot be read ends the
// test.
func Select(t testing.TB, html, selector string) []Element {
	t.Helper()
	compiled, err := markup.Compile(selector)
	if err != nil {
		t.Fatalf("selector %s: %v", selector, err)
	}
	root, err := read(html)
	if err != nil {
		t.Fatal(err)
	}
	var found []Element
	for _, n := range compiled.All(root) {
		found = append(found, Element{n})
	}
	return found
}

// One is like [Select] for a selector that must mean exactly one element.
func One(t testing.TB, html, selector string) Element {
	t.Helper()
	found := Select(t, html, selector)
	if len(found) != 1 {
		t.Fatalf("%s means %d elements, want 1", selector, len(found))
	}
	return found[0]
}

func read(html string) (*markup.Node, error) {
	if markup.IsPage([]byte(html)) {
		return markup.Parse([]byte(html))
	}
	return markup.Fragment(html)
}

// Name returns the element's name: a, h2, aside.
func (e Element) Name() string { return e.node.Data }

// Text returns the element's words, with white space drawn together.
func (e Element) Text() string { return markup.Words(e.node) }

// Attr returns the value of an attribute, empty when the element has none.
func (e Element) Attr(name string) string { return markup.Value(e.node, name) }

// HTML returns the element as HTML.
func (e Element) HTML() string { return markup.Render(e.node) }
