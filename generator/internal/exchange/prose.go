package exchange

import (
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/markdown"
)

// Markdown returns a text as Markdown that reads as the same text: the same
// words, markup, links and citations.
func Markdown(p *brief.Prose) string {
	return string(newPlanter().markdown(p))
}

// planter grows the trees of proses from their steps, one after the other in
// the same memory, and writes them.
type planter struct {
	prose    *brief.Prose
	at       int
	open     []opened
	grown    []*markdown.Node // the children of those that are open: each one's begin at its first
	code     *markdown.Node   // the code that is open, whose words begin at from
	from     int
	nodes    []markdown.Node  // all of the tree
	children []*markdown.Node // of all that are closed
	writer   markdown.Writer
}

// opened is an element that is open.
type opened struct {
	*markdown.Node
	first int
}

func newPlanter() *planter {
	return &planter{writer: markdown.Writer{Typography: markdown.Exact}}
}

// markdown returns a text as Markdown. The next one overwrites it.
func (t *planter) markdown(p *brief.Prose) []byte {
	t.prose, t.at, t.code = p, 0, nil
	most := 2 + 2*len(p.Steps) // nodes: words before each step, and what it adds
	t.nodes, t.grown, t.children = slices.Grow(t.nodes[:0], most), slices.Grow(t.grown[:0], most), slices.Grow(t.children[:0], most)
	t.open = t.open[:0]
	return t.writer.Text(t.plant())
}

func (t *planter) plant() []*markdown.Node {
	t.open = append(t.open, opened{t.node("text"), 0})
	for _, step := range t.prose.Steps {
		t.words(int(step.At))
		switch step.Op {
		case brief.OpenBlock, brief.OpenInline:
			t.element(&t.prose.Elements[step.Arg])
		case brief.OpenLink:
			t.link(&t.prose.Links[step.Arg])
		case brief.CloseLink:
			t.closeLink(&t.prose.Links[step.Arg])
		case brief.CloseBlock, brief.CloseInline:
			t.pop()
		case brief.Void:
			t.void(&t.prose.Elements[step.Arg])
		case brief.Cite:
			t.add(markdown.Raw).Words = citation(&t.prose.Citations[step.Arg])
		case brief.FootnoteMark:
			// Notes have none.
		}
	}
	t.words(len(t.prose.Text))
	return t.grown
}

func (t *planter) top() opened { return t.open[len(t.open)-1] }

func (t *planter) node(name string) *markdown.Node {
	t.nodes = append(t.nodes, markdown.Node{Name: name})
	return &t.nodes[len(t.nodes)-1]
}

// add adds a node to what is open.
func (t *planter) add(name string) *markdown.Node {
	n := t.node(name)
	t.grown = append(t.grown, n)
	return n
}

func (t *planter) push(n *markdown.Node) {
	t.open = append(t.open, opened{n, len(t.grown)})
	if t.code == nil && (n.Name == "code" || n.Name == "pre") {
		t.code, t.from = n, t.at
	}
}

func (t *planter) pop() {
	if len(t.open) == 1 {
		return
	}
	n := t.top()
	if n.Node == t.code {
		n.Words = t.prose.Text[t.from:t.at]
		t.code = nil
	}
	first := len(t.children)
	t.children = append(t.children, t.grown[n.first:]...)
	n.Children = t.children[first:len(t.children):len(t.children)]
	t.grown = t.grown[:n.first]
	t.open = t.open[:len(t.open)-1]
}

// words adds the text up to an offset. What stands between blocks is only
// what keeps them apart.
func (t *planter) words(to int) {
	if to <= t.at {
		return
	}
	words := t.prose.Text[t.at:to]
	t.at = to
	if t.code != nil {
		return
	}
	n := t.top()
	if holdsBlocks(n.Name) && strings.TrimSpace(words) == "" {
		return
	}
	if last := len(t.grown) - 1; last >= n.first && t.grown[last].Name == "br" {
		words = strings.TrimPrefix(words, "\n")
	}
	t.add("").Words = words
}

func holdsBlocks(name string) bool {
	switch name {
	case "text", "blockquote", "ul", "ol", "dl", "table", "thead", "tbody", "tr", "figure":
		return true
	}
	return false
}

// element opens an element.
func (t *planter) element(e *brief.Element) {
	n := t.add(e.Name)
	for _, attr := range e.Attrs {
		switch {
		case attr.Name == "href":
			n.Href = attr.Value
		case attr.Name == "start":
			n.Start, _ = strconv.Atoi(attr.Value)
		case attr.Name == "class" && attr.Value == "heading":
			n.Name = "h3"
		case attr.Name == "class" && strings.HasPrefix(attr.Value, "align-"):
			n.Align = strings.TrimPrefix(attr.Value, "align-")
		case attr.Name == "class" && strings.HasPrefix(attr.Value, "language-"):
			t.top().Language = strings.TrimPrefix(attr.Value, "language-") // of the pre around it
		}
	}
	if t.code != nil {
		n.Name = "text" // what stands in code is words
	}
	t.push(n)
}

// link opens a link. One by name is written as such once its words are known.
func (t *planter) link(l *brief.Link) {
	href := l.Target
	if l.Fragment != "" {
		href += "#" + l.Fragment
	}
	n := t.add("a")
	n.Href = href
	t.push(n)
}

func (t *planter) closeLink(l *brief.Link) {
	n := t.top().Node
	t.pop()
	if !l.Wiki {
		return
	}
	shown := ""
	for _, c := range n.Children {
		shown += c.Words
	}
	*n = markdown.Node{Name: markdown.Raw, Words: "[[" + l.Target + "]]"}
	if !l.Bare {
		n.Words = "[[" + l.Target + "|" + shown + "]]"
	}
}

func (t *planter) void(e *brief.Element) {
	n := t.add(e.Name)
	for _, attr := range e.Attrs {
		switch attr.Name {
		case "alt":
			n.Alt = attr.Value
		case "src":
			n.Href = attr.Value
		}
	}
	if e.Src > 0 {
		n.Href = t.prose.Links[e.Src-1].Target
	}
}

// citation returns a citation as Pandoc writes it, apart from the words before
// it.
func citation(c *brief.Citation) string {
	var room [128]byte
	b := append(room[:0], " ["...)
	for i := range c.Items {
		item := &c.Items[i]
		if i > 0 {
			b = append(b, "; "...)
		}
		words := item.Around()
		if words.Prefix != "" {
			b = append(append(b, words.Prefix...), ' ')
		}
		if plainKey(item.Key) {
			b = append(append(b, '@'), item.Key...)
		} else {
			b = append(append(append(b, "@{"...), item.Key...), '}')
		}
		for _, rest := range [...]string{words.Locator, words.Suffix} {
			if rest != "" {
				b = append(append(b, ", "...), rest...)
			}
		}
	}
	return string(append(b, ']'))
}

// plainKey reports whether a key needs no braces: letters, digits and
// underscores, with single punctuation marks inside.
func plainKey(key string) bool {
	inside := false // a punctuation mark may follow
	for _, r := range key {
		switch {
		case r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			inside = true
		case inside && strings.ContainsRune(":.#$%&-+?<>~/", r):
			inside = false
		default:
			return false
		}
	}
	return inside
}
