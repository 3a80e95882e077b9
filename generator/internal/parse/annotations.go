package parse

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// maxBody is the most bytes that the body of one annotation may have.
const maxBody = 256 << 10

// Annotations parses an annotation file. An annotation whose heading or
// targets cannot be read is left out and counted as rejected; its complaint
// says why.
func (p *Parser) Annotations(file brief.Input, list *diag.List) (annotations []brief.Annotation, rejected int) {
	in := p.open(file, list)
	defer p.close(in)
	fields, base := splitMatter(file, list)
	defaults := annotationsMatter(file, fields, list)
	if !withinLimits(in, base) {
		return nil, 0
	}
	src := in.scratch.bytes(file.Text[base:])
	doc := p.notes.Parse(text.NewReader(src))
	reader := &annotationReader{p: p, in: in, src: src, base: base, by: defaults, marks: []mark{}}
	n := doc.FirstChild()
	annotations = make([]brief.Annotation, 0, countAnnotations(n))
	for ; n != nil && !startsAnnotation(n); n = n.NextSibling() {
		reader.stray(n)
	}
	for n != nil {
		next := n.NextSibling()
		for next != nil && !startsAnnotation(next) {
			next = next.NextSibling()
		}
		if a, ok := reader.annotation(n.(*ast.Heading), next); ok {
			annotations = append(annotations, a)
		} else {
			rejected++
		}
		n = next
	}
	return annotations, rejected
}

func countAnnotations(n ast.Node) (count int) {
	for ; n != nil; n = n.NextSibling() {
		if startsAnnotation(n) {
			count++
		}
	}
	return count
}

func startsAnnotation(n ast.Node) bool {
	h, ok := n.(*ast.Heading)
	return ok && h.Level == 2
}

// annotationReader reads the annotations of one file.
type annotationReader struct {
	p    *Parser
	in   *input
	src  []byte
	base int
	by   brief.Name // who has written those that do not say

	// Memory for one annotation after the other.
	marks   []mark // never nil, as that says that a text is no quote
	raw     []byte
	values  []attribute
	targets []brief.Target
	parts   []string
}

// stray complains of text before the first annotation. Comments may stand
// there.
func (r *annotationReader) stray(n ast.Node) {
	if h, ok := n.(*ast.HTMLBlock); ok && strings.TrimSpace(withoutComments(string(h.Lines().Value(r.src)))) == "" {
		return
	}
	r.in.complain(diag.AnnotationStray, r.base+offsetOf(n), "put it below a heading such as ## context, or into a comment: <!-- … -->",
		"this text belongs to no annotation")
}

// offsetOf returns where a block starts in what was parsed, as well as the
// tree tells.
func offsetOf(n ast.Node) int {
	if n.Type() == ast.TypeInline {
		switch n := n.(type) {
		case *ast.Text:
			return n.Segment.Start
		case *nameNode:
			return n.offset
		case *citationNode:
			return n.offset
		case *markNode:
			return n.offset
		}
	} else if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		return lines.At(0).Start
	}
	if c := n.FirstChild(); c != nil {
		return offsetOf(c)
	}
	return max(0, n.Pos())
}

// annotation reads one annotation: its heading, its targets, its body.
func (r *annotationReader) annotation(h *ast.Heading, end ast.Node) (brief.Annotation, bool) {
	a := brief.Annotation{By: r.by.Text, BySpot: r.by.Pos.Spot()}
	ok := r.heading(h, &a)
	r.targets = r.targets[:0]
	n := h.NextSibling()
	for ; n != nil && n != end; n = n.NextSibling() {
		quote, is := n.(*ast.Blockquote)
		if !is {
			break
		}
		target, read := r.target(quote)
		r.targets = append(r.targets, target)
		ok = ok && read
	}
	a.Targets = r.in.scratch.kept.targets.keep(r.targets)
	body := r.p.newBuilder(r.in, r.src, r.base, inset)
	body.blocks(n, end)
	a.Body = body.finish()
	if len(a.Body.Text) > maxBody {
		r.in.list.Add(diag.AnnotationLimit, diag.Pos(a.Pos), "shorten it, or make it an article of its own",
			"the annotation has %d bytes; the limit is %d", len(a.Body.Text), maxBody)
		return a, false
	}
	if !a.GivenID {
		a.ID = r.in.scratch.kept.words.keep([]byte(deriveID(&a)))
	}
	if len(a.Body.Steps) == 0 {
		r.in.list.Add(diag.AnnotationEmpty, diag.Pos(a.Pos), "write what there is to say below the quote", "the annotation says nothing")
	}
	return a, ok
}

// heading reads "kind {attributes}".
func (r *annotationReader) heading(h *ast.Heading, a *brief.Annotation) bool {
	if h.Lines().Len() == 0 {
		at := r.base + max(0, h.Pos())
		a.Pos = r.in.at(at)
		r.in.complain(diag.AnnotationHeading, at, "name its kind: ## context", "the annotation has no kind")
		return false
	}
	line := h.Lines().At(0)
	offset := r.base + line.Start
	words := strings.TrimRight(r.in.Text[offset:r.base+line.Stop], " \t\n") // what is kept of it is copied
	a.Pos = r.in.at(offset)
	kind, rest := words, ""
	if i := strings.IndexByte(words, '{'); i >= 0 {
		kind, rest = words[:i], words[i:]
	}
	a.Kind = r.in.scratch.word(strings.TrimSpace(kind))
	if a.Kind == "" || strings.ContainsAny(a.Kind, "#=\"' \t") || h.Lines().Len() > 1 {
		r.in.complain(diag.AnnotationHeading, offset, "write the kind, then attributes in braces: ## fact-check {#id by=who}",
			"%s is no annotation's heading", clip(words))
		return false
	}
	if rest == "" {
		return true
	}
	found, ok := parseAttributes(r.in, offset+len(kind), rest, r.values[:0])
	r.values = found.values
	if !ok {
		return false
	}
	a.ID, a.GivenID = r.in.scratch.kept.words.keep([]byte(found.id)), found.id != ""
	for _, v := range found.values {
		ok = r.attribute(v, a) && ok
	}
	return ok
}

// attributeNames are the attributes that an annotation may have.
var attributeNames = []string{"by", "date", "lang", "status", "verdict", "claimant", "tags"}

func (r *annotationReader) attribute(v attribute, a *brief.Annotation) bool {
	switch v.key {
	case "by":
		a.By, a.BySpot = r.in.scratch.word(v.value), r.in.at(v.at).Spot()
	case "date":
		date, ok := brief.ParseDate(v.value)
		if !ok || !date.IsDay() {
			r.in.complain(diag.AnnotationAttribute, v.at, `write date="2021-12-04"`, "%q is no day of the calendar", v.value)
			return false
		}
		a.Date = date
	case "lang":
		a.Language = r.in.scratch.word(v.value)
	case "status":
		known := []string{brief.Published.String(), brief.DraftStatus.String(), brief.ResolvedStatus.String()}
		i := slices.Index(known, v.value)
		if i < 0 {
			r.in.complain(diag.AnnotationAttribute, v.at, diag.DidYouMean(v.value, known, "a status is "+strings.Join(known, ", ")),
				"there is no status %q", v.value)
			return false
		}
		a.Status = brief.Status(i)
	case "verdict":
		a.Verdict = r.in.scratch.word(v.value)
	case "claimant":
		a.Claimant = r.in.scratch.word(v.value)
	case "tags":
		for tag := range strings.FieldsFuncSeq(v.value, func(c rune) bool { return c == ' ' || c == ',' }) {
			a.Tags = append(a.Tags, r.in.scratch.word(tag))
		}
	default:
		r.in.complain(diag.AnnotationAttribute, v.at, diag.DidYouMean(v.key, attributeNames, "the attributes are #id, "+strings.Join(attributeNames, ", ")),
			"annotations have no attribute %q", v.key)
		return false
	}
	return true
}
