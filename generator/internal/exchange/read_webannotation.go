package exchange

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/tree"
)

// typeOf returns the first type of a thing, without the prefix of its
// vocabulary.
func typeOf(n *tree.Node) string {
	types := typesOf(n)
	if len(types) == 0 {
		return ""
	}
	return types[0]
}

func typesOf(n *tree.Node) []string {
	var types []string
	for _, key := range []string{"type", "@type"} {
		for _, t := range each(n.Get(key)) {
			if t.Kind == tree.Scalar {
				types = append(types, term(t.Text))
			}
		}
	}
	return types
}

// term returns a term of a vocabulary without its prefix: oa:Annotation and
// http://www.w3.org/ns/oa#Annotation are Annotation.
func term(t string) string {
	for _, prefix := range []string{"http://www.w3.org/ns/oa#", "https://www.w3.org/ns/oa#", "oa:", "as:"} {
		if rest, ok := strings.CutPrefix(t, prefix); ok {
			return rest
		}
	}
	return t
}

// idOf returns the address that identifies a thing: of a text, the text.
func idOf(n *tree.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind == tree.Scalar {
		return n.Text
	}
	for _, key := range []string{"id", "@id"} {
		if v := n.Get(key); v != nil && v.Kind == tree.Scalar {
			return v.Text
		}
	}
	return ""
}

// maxPages is the deepest that collections and pages stand in each other.
const maxPages = 8

// webAnnotations reads an annotation, an array of them, an AnnotationPage or
// an AnnotationCollection (Web Annotation Data Model, sections 3, 5.1, 5.2).
func (r *reader) webAnnotations(n *tree.Node, depth int) {
	switch {
	case n.Kind == tree.Null:
		return
	case depth > maxPages:
		r.value(n, "write the annotations as one list", "collections stand more than %d deep in each other", maxPages)
		return
	case n.Kind == tree.Sequence:
		for _, item := range n.Items {
			r.webAnnotations(item, depth+1)
		}
		return
	case n.Kind == tree.Scalar:
		if n.Partial {
			return
		}
		r.lost(n.Pos, "download it and put it here", "the annotation at %s is only named; nothing is fetched", tree.Shown(n.Text))
		r.rejected++
		return
	}
	graph := n.Get("@graph")
	switch types := typesOf(n); {
	case slices.Contains(types, "AnnotationCollection"), slices.Contains(types, "AnnotationPage"):
		r.collection(n, depth)
	case slices.Contains(types, "Annotation"), len(types) == 0 && n.Get("target") != nil:
		if note, ok := r.webAnnotation(n); ok {
			r.notes = append(r.notes, note)
		} else {
			r.rejected++
		}
	case graph != nil:
		r.webAnnotations(graph, depth+1)
	case n.Partial:
	default:
		r.value(n, "give it the type Annotation, AnnotationPage or AnnotationCollection", "this is no annotation")
		r.rejected++
	}
}

// collection reads the annotations of a collection's pages, or of a page.
func (r *reader) collection(n *tree.Node, depth int) {
	for _, key := range []string{"items", "first", "next"} {
		v := n.Get(key)
		switch {
		case v == nil:
		case v.Kind == tree.Scalar && key != "items":
			r.lost(v.Pos, "download it and put its annotations here", "the page at %s is only named; nothing is fetched", tree.Shown(v.Text))
		default:
			r.webAnnotations(v, depth+1)
		}
	}
}

// silent are the keys of an annotation that are read elsewhere, or say
// nothing that a reader would see: who serialised it and when, and what else
// it is called.
var silent = []string{
	"@context", "id", "@id", "type", "@type", "target", "body", "bodyValue", "motivation", "creator", "created", "modified",
	"generator", "generated", "canonical", "via", "schema:creativeWorkStatus", "schema:reviewRating", "schema:itemReviewed",
}

// webAnnotation reads one annotation, and returns false when its target
// cannot be read.
func (r *reader) webAnnotation(n *tree.Node) (Note, bool) {
	note := Note{Pos: brief.Pos(n.Pos), BodyPos: brief.Pos(n.Pos)}
	note.ID = noteID(idOf(n))
	for _, m := range each(n.Get("motivation")) {
		if m.Kind == tree.Scalar {
			note.Motivations = append(note.Motivations, term(m.Text))
		}
	}
	r.creators(n, &note)
	if note.Date = r.date(n, "created"); note.Date.IsZero() {
		note.Date = r.date(n, "modified")
	}
	r.ours(n, &note)
	b := bodies{reader: r, note: &note}
	if v := n.Get("bodyValue"); v != nil && v.Kind == tree.Scalar { // section 3.2.5: plain text
		b.plain(v)
	}
	for _, body := range each(n.Get("body")) {
		b.body(body, 0)
	}
	note.Body = b.markdown.String()
	ok := r.targets(n, &note)
	var rest []string
	for i := range n.Fields {
		if !slices.Contains(silent, n.Fields[i].Key) {
			rest = append(rest, n.Fields[i].Key)
		}
	}
	if len(rest) > 0 {
		r.lost(n.Pos, "say it in the note's words if readers need it", "the annotation's %s has no counterpart here", tree.Shown(strings.Join(rest, ", ")))
	}
	return note, ok
}

// noteID returns the id of an annotation that a site made by Gloss published
// at an address, and nothing for other addresses.
func noteID(address string) string {
	_, fragment, _ := strings.Cut(address, "#")
	id, ok := strings.CutPrefix(fragment, "note-")
	if !ok || brief.PathPart(id) != id {
		return ""
	}
	return id
}

// ours reads what Gloss says in the vocabulary of schema.org, as that of the
// W3C has no words for it.
func (r *reader) ours(n *tree.Node, note *Note) {
	switch r.text(n, "schema:creativeWorkStatus") {
	case brief.DraftStatus.String():
		note.Status = brief.DraftStatus
	case brief.ResolvedStatus.String():
		note.Status = brief.ResolvedStatus
	}
	if v := n.Get("schema:reviewRating"); v != nil {
		note.Verdict = r.text(v, "schema:alternateName")
	}
	if v := n.Get("schema:itemReviewed"); v != nil {
		if author := v.Get("schema:author"); author != nil {
			note.Claimant = r.text(author, "schema:name")
		}
	}
}

// creators reads who made the annotation (section 3.3.1). Of several the
// first counts.
func (r *reader) creators(n *tree.Node, note *Note) {
	for i, c := range each(n.Get("creator")) {
		if i > 0 {
			r.lost(c.Pos, "name the others in the note", "a note has one annotator; this creator is the %d. of the annotation", i+1)
			continue
		}
		note.Creator = Creator{ID: idOf(c), Pos: brief.Pos(c.Pos)}
		if c.Kind != tree.Mapping {
			continue
		}
		note.Creator.Name = r.text(c, "name")
		if nick := c.Get("nickname"); nick != nil && nick.Kind == tree.Scalar && note.Creator.Name == "" {
			note.Creator.Name = nick.Text
		}
		note.Creator.URL = idOf(c.Get("homepage"))
	}
}
