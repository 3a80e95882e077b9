package diff

import (
	"strings"

	"gloss/generator/internal/markup"
)

type attribute = markup.Attribute

// around returns what all that an element holds stands in, and the place of
// the element itself. The two differ where a passage is marked: the mark
// belongs to the notes, and the words are the text's own. Notes, citations and
// sources are known by their roles, which are those of DPUB-ARIA 1.1, and by
// the fragments that Gloss gives them; the innermost decides.
func around(n *markup.Node, in surroundings) (surroundings, Group) {
	id, role := markup.Value(n, "id"), markup.Value(n, "role")
	if id != "" {
		in.where = "#" + id
	}
	switch {
	case in.place == Metadata || in.place == Markup:
		// What stands in the head stays there.
	case n.Data == "head":
		in.place = Metadata
	case n.Data == "aside" && role == "doc-footnote", strings.HasPrefix(id, "note-"):
		in.place = Notes
	case n.Data == "mark", n.Data == "span" && has(n, "data-n"):
		return in, Notes
	case role == "doc-noteref" && strings.HasPrefix(markup.Value(n, "href"), "#note-"):
		in.place = Notes
	case role == "doc-noteref" && strings.HasPrefix(markup.Value(n, "href"), "#source-"),
		markup.HasToken(n, "class", "cite"), strings.HasPrefix(id, "source-"), id == "sources":
		in.place = Sources
	}
	switch n.Data {
	case "script", "style":
		in.verbatim = true
		if markup.Value(n, "type") == "application/ld+json" {
			in.place = Metadata
		} else {
			in.place = Markup
		}
	case "link":
		if markup.HasToken(n, "rel", "stylesheet") || markup.HasToken(n, "rel", "preload") || markup.HasToken(n, "rel", "modulepreload") {
			in.place = Markup
		}
	case "pre", "textarea", "listing":
		in.keep = true
	}
	if role == "doc-noteref" || role == "doc-backlink" || markup.HasToken(n, "class", "label") {
		in.numbers = true
	}
	return in, in.place
}

func has(n *markup.Node, attr string) bool {
	_, ok := markup.Attr(n, attr)
	return ok
}

// saying returns what an element itself tells a reader. Labels of references
// hold their display number, which follows from all that stands before it.
func (w *writer) saying(n *markup.Node, place Group, numbers bool) saying {
	var s saying
	for _, a := range n.Attr {
		value := w.value(n, a)
		switch {
		case place == Markup:
		case leads[a.Key]:
			s.links += a.Key + "=" + value + "\n"
		case place == Metadata || tells[a.Key]:
			s.facts += a.Key + "=" + value + "\n"
		case a.Key == "aria-label" && numbers:
		case speaks[a.Key]:
			s.words += " " + value
		}
	}
	return s
}

// The attributes that mean something to a reader; the rest is markup.
var (
	leads  = set("href src srcset action formaction cite data poster id for name headers usemap data-n xlink:href")
	speaks = set("alt title aria-label aria-description placeholder value label summary content")
	tells  = set("lang dir datetime hreflang charset http-equiv property itemprop")
)

// inline are the elements that stand within a line of text. Around all others
// white space means nothing.
var inline = set("a abbr acronym audio b bdi bdo big button canvas cite code data del dfn em font i img input ins kbd " +
	"label map mark meter object output picture progress q ruby rb rp rt s samp select small span strike strong sub sup svg time tt u var video wbr br")

// solid are the inline elements that are seen without holding text: white
// space on both sides of them counts.
var solid = set("img input button select svg audio video canvas object meter progress picture textarea")

// voids are the elements that hold nothing.
var voids = set("area base br col embed hr img input link meta param source track wbr")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
