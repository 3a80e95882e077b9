package exchange

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fromhtml"
	"gloss/generator/internal/markdown"
	"gloss/generator/internal/tree"
)

// bodies gathers what the bodies of one annotation say (Web Annotation Data
// Model, sections 3.1 and 3.2): words to one text, tags to tags.
type bodies struct {
	*reader
	note     *Note
	markdown strings.Builder
	begun    bool
}

const (
	maxBodies = 8       // the deepest that bodies stand in each other
	maxBody   = 1 << 20 // the most bytes of a body; what it becomes must be shorter still
)

// body reads one body.
func (b *bodies) body(n *tree.Node, depth int) {
	types := typesOf(n)
	has := func(t string) bool { return slices.Contains(types, t) }
	switch {
	case n.Kind == tree.Null:
	case depth > maxBodies:
		b.value(n, "write the bodies as one list", "bodies stand more than %d deep in each other", maxBodies)
	case n.Kind == tree.Scalar:
		b.link(n.Text, n.Pos)
	case n.Kind == tree.Sequence:
		for _, item := range n.Items {
			b.body(item, depth+1)
		}
	case has("Choice"): // section 4.3: any one of them will do, the first is preferred
		for i, item := range each(n.Get("items")) {
			if i == 0 {
				b.body(item, depth+1)
				continue
			}
			b.lost(item.Pos, "take the one that readers should see", "of a choice of bodies the first is shown, and this is the %d.", i+1)
		}
	case has("List"), has("Composite"), has("Independents"):
		for _, item := range each(n.Get("items")) {
			b.body(item, depth+1)
		}
	case n.Get("value") != nil:
		b.textual(n)
	case n.Get("source") != nil: // section 4: a SpecificResource
		source := n.Get("source")
		if source.Kind == tree.Mapping && purpose(source) == "" && purpose(n) == "tagging" {
			b.tag(source)
			return
		}
		if selector := n.Get("selector"); selector != nil {
			b.lost(selector.Pos, "quote the part in the note", "a link leads to the whole of its page, not to a part")
		}
		b.body(source, depth+1)
	case idOf(n) != "":
		if purpose(n) == "tagging" {
			b.tag(n)
			return
		}
		b.link(idOf(n), n.Pos)
	case n.Partial:
	default:
		b.value(n, "give it a value, or the id of what it links to", "this body says nothing")
	}
}

// purpose returns why a body is there (section 3.3.3).
func purpose(n *tree.Node) string {
	if v := n.Get("purpose"); v != nil {
		for _, p := range each(v) {
			return term(p.Text)
		}
	}
	return ""
}

// tag reads a body that files the annotation under a word.
func (b *bodies) tag(n *tree.Node) {
	word := idOf(n)
	if v := n.Get("value"); v != nil && v.Kind == tree.Scalar {
		word = v.Text
	}
	if word = strings.TrimSpace(word); word != "" {
		b.note.Tags = append(b.note.Tags, word)
	}
}

// textual reads a TextualBody (section 3.2.4).
func (b *bodies) textual(n *tree.Node) {
	v := n.Get("value")
	if v.Kind != tree.Scalar {
		if v.Kind != tree.Null {
			b.value(v, "write the value as one text", "the value of a body is %s, not text", v.Kind)
		}
		return
	}
	why := purpose(n)
	if why == "tagging" {
		b.tag(n)
		return
	}
	if why != "" && len(b.note.Motivations) == 0 {
		b.note.Motivations = append(b.note.Motivations, why)
	}
	for _, l := range each(n.Get("language")) {
		if l.Kind == tree.Scalar && b.note.Language == "" {
			b.note.Language = l.Text
		}
	}
	if len(v.Text) > maxBody {
		b.list.Add(diag.AnnotationLimit, v.Pos, "shorten it, or make it an article of its own", "a body has %d bytes; the limit is %d", len(v.Text), maxBody)
		return
	}
	format := ""
	if f := n.Get("format"); f != nil && f.Kind == tree.Scalar {
		format, _, _ = strings.Cut(strings.ToLower(f.Text), ";")
		format = strings.TrimSpace(format)
	}
	switch format {
	case "text/html", "application/xhtml+xml":
		text, lost := fromhtml.Markdown(v.Text)
		if len(lost) > 0 {
			b.lost(v.Pos, "describe in words what it showed", "HTML elements of the body are left out: %s", strings.Join(lost, ", "))
		}
		b.add(text, v.Pos)
	case "text/markdown", "text/x-markdown":
		b.add(v.Text, v.Pos)
	case "", "text/plain":
		b.plain(v)
	default:
		b.lost(v.Pos, "use text/plain, text/html or text/markdown", "the body's format %s is read as plain text", tree.Shown(format))
		b.plain(v)
	}
}

// plain adds plain text: lines stay lines, empty ones divide paragraphs.
func (b *bodies) plain(v *tree.Node) { b.add(plainMarkdown(v.Text), v.Pos) }

func plainMarkdown(words string) string {
	var blocks []*markdown.Node
	words = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(words)
	for _, paragraph := range strings.Split(words, "\n\n") {
		p := &markdown.Node{Name: "p"}
		for i, line := range strings.Split(strings.Trim(paragraph, "\n"), "\n") {
			if i > 0 {
				p.Children = append(p.Children, &markdown.Node{Name: "br"})
			}
			p.Children = append(p.Children, &markdown.Node{Words: line})
		}
		blocks = append(blocks, p)
	}
	return markdown.Text(blocks, markdown.Typeset)
}

// link adds a body that is a page elsewhere.
func (b *bodies) link(address string, at diag.Pos) {
	safe, ok := brief.SafeURL(address)
	if !ok || !brief.IsAbsolute(safe) {
		b.lost(at, "use an address that begins with https://", "a body that is only an address is not linked to: %s", tree.Shown(address))
		return
	}
	words := &markdown.Node{Name: "a", Href: safe, Children: []*markdown.Node{{Words: safe}}}
	b.add(markdown.Text([]*markdown.Node{{Name: "p", Children: []*markdown.Node{words}}}, markdown.Exact), at)
}

// add adds a text as further paragraphs.
func (b *bodies) add(text string, at diag.Pos) {
	text = strings.Trim(text, "\n")
	if strings.TrimSpace(text) == "" {
		return
	}
	if b.begun {
		b.markdown.WriteString("\n")
	} else {
		b.note.BodyPos = brief.Pos(at)
	}
	b.begun = true
	b.markdown.WriteString(text)
	b.markdown.WriteString("\n")
}
