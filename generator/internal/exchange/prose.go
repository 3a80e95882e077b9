package exchange

import (
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/markdown"
)

// Markdown returns a text as Markdown that reads as the same text: the same
// words, markup, links and citations.
func Markdown(p *brief.Prose) string {
	t := planter{prose: p}
	return markdown.Text(t.plant(), markdown.Exact)
}

// planter grows the tree of a prose from its steps.
type planter struct {
	prose *brief.Prose
	at    int
	open  []*markdown.Node
	code  *markdown.Node // the code that is open, whose words begin at from
	from  int
}

func (t *planter) plant() []*markdown.Node {
	root := &markdown.Node{Name: "text"}
	t.open = []*markdown.Node{root}
	for _, step := range t.prose.Steps {
		t.words(int(step.At))
		switch step.Op {
		case brief.OpenBlock, brief.OpenInline:
			t.push(t.element(&t.prose.Elements[step.Arg]))
		case brief.OpenLink:
			t.push(t.link(&t.prose.Links[step.Arg]))
		case brief.CloseLink:
			t.closeLink(&t.prose.Links[step.Arg])
		case brief.CloseBlock, brief.CloseInline:
			t.pop()
		case brief.Void:
			t.void(&t.prose.Elements[step.Arg])
		case brief.Cite:
			t.add(&markdown.Node{Name: markdown.Raw, Words: " " + citation(&t.prose.Citations[step.Arg])})
		case brief.FootnoteMark:
			// Notes have none.
		}
	}
	t.words(len(t.prose.Text))
	return root.Children
}

func (t *planter) top() *markdown.Node { return t.open[len(t.open)-1] }

func (t *planter) add(n *markdown.Node) { t.top().Children = append(t.top().Children, n) }

func (t *planter) push(n *markdown.Node) {
	t.add(n)
	t.open = append(t.open, n)
	if t.code == nil && (n.Name == "code" || n.Name == "pre") {
		t.code, t.from = n, t.at
	}
}

func (t *planter) pop() {
	if len(t.open) == 1 {
		return
	}
	if t.top() == t.code {
		t.code.Words = t.prose.Text[t.from:t.at]
		t.code = nil
	}
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
	if holdsBlocks[n.Name] && strings.TrimSpace(words) == "" {
		return
	}
	if last := len(n.Children) - 1; last >= 0 && n.Children[last].Name == "br" {
		words = strings.TrimPrefix(words, "\n")
	}
	t.add(&markdown.Node{Words: words})
}

var holdsBlocks = map[string]bool{
	"text": true, "blockquote": true, "ul": true, "ol": true, "dl": true, "table": true, "thead": true, "tbody": true, "tr": true, "figure": true,
}

// element returns the node of an element.
func (t *planter) element(e *brief.Element) *markdown.Node {
	n := &markdown.Node{Name: e.Name}
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
	return n
}

// link returns the node of a link. One by name is written as such once its
// words are known.
func (t *planter) link(l *brief.Link) *markdown.Node {
	href := l.Target
	if l.Fragment != "" {
		href += "#" + l.Fragment
	}
	return &markdown.Node{Name: "a", Href: href}
}

func (t *planter) closeLink(l *brief.Link) {
	n := t.top()
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
	n := &markdown.Node{Name: e.Name}
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
	t.add(n)
}

// citation returns a citation as Pandoc writes it.
func citation(c *brief.Citation) string {
	items := make([]string, len(c.Items))
	for i, item := range c.Items {
		key := item.Key
		if !plainKey(key) {
			key = "{" + key + "}"
		}
		s := "@" + key
		if item.Prefix != "" {
			s = item.Prefix + " " + s
		}
		for _, rest := range []string{item.Locator, item.Suffix} {
			if rest != "" {
				s += ", " + rest
			}
		}
		items[i] = s
	}
	return "[" + strings.Join(items, "; ") + "]"
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
