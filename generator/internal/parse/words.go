package parse

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// inlines appends what stands in a block of words.
func (b *builder) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.inline(n)
	}
}

func (b *builder) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.source = n.Segment.Start
		b.text = appendDecoded(b.text, n.Segment.Value(b.src))
		if n.HardLineBreak() {
			b.step(brief.Void, b.element("br"))
		}
		if n.HardLineBreak() || n.SoftLineBreak() {
			b.words("\n")
		}
	case *ast.String:
		b.text = append(b.text, n.Value...)
	case *ast.CodeSpan:
		b.wrap("code", func() { b.codeSpan(n) })
	case *ast.Emphasis:
		name := "em"
		if n.Level > 1 {
			name = "strong"
		}
		b.wrap(name, func() { b.inlines(n) })
	case *ast.Link:
		b.source = max(0, n.Pos())
		b.link(string(n.Destination), func() { b.inlines(n) })
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.Image:
		b.picture(n)
	case *ast.RawHTML:
		b.inlineHTML(n)
	case *nameNode:
		b.source = n.offset
		if n.footnote {
			b.footnoteMark(n)
		} else {
			b.nameLink(n)
		}
	case *citationNode:
		b.source = n.offset
		b.citation(n)
	case *markNode:
		b.source = n.offset
		b.mark(n)
	default:
		b.inlines(n)
	}
}

// wrap appends an inline element around what inside appends.
func (b *builder) wrap(name string, inside func()) {
	i := b.element(name)
	b.step(brief.OpenInline, i)
	inside()
	b.step(brief.CloseInline, i)
}

// codeSpan appends code as it is, line breaks as spaces.
func (b *builder) codeSpan(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.source = t.Segment.Start
			b.words(strings.ReplaceAll(string(t.Segment.Value(b.src)), "\n", " "))
		}
	}
}

// link appends a link around what inside appends: to another site, to a
// heading of the same text, or to somewhere in this site that is found later.
func (b *builder) link(destination string, inside func()) {
	address, ok := b.address(destination)
	if !ok || b.links > 0 {
		inside()
		return
	}
	b.links++
	switch path, fragment, _ := strings.Cut(address, "#"); {
	case brief.IsAbsolute(address):
		i := b.element("a", brief.Attr{Name: "href", Value: address})
		b.step(brief.OpenInline, i)
		inside()
		b.step(brief.CloseInline, i)
	default:
		i := b.addLink(brief.Link{Target: path, Fragment: fragment, Pos: b.place()})
		b.step(brief.OpenLink, i)
		inside()
		b.step(brief.CloseLink, i)
	}
	b.links--
	for _, s := range b.late {
		b.step(s.Op, int(s.Arg))
	}
	b.late = b.late[:0]
}

// address decodes and checks the address of a link.
func (b *builder) address(raw string) (string, bool) {
	decoded := b.decode([]byte(raw))
	address, ok := brief.SafeURL(decoded)
	if !ok {
		b.in.complain(diag.UnsafeURL, b.base+b.source, brief.BetterURL(decoded, "use http, https, mailto or a relative address"),
			"a page must not link to %s; the words are shown without the link", clip(strconv.Quote(decoded)))
	}
	return address, ok
}

func (b *builder) addLink(l brief.Link) int {
	b.prose.Links = append(b.prose.Links, l)
	return len(b.prose.Links) - 1
}

// place is the place of the text met last.
func (b *builder) place() brief.Pos { return b.in.at(b.base + b.source) }

func (b *builder) autoLink(n *ast.AutoLink) {
	b.source = max(0, n.Pos())
	label := string(n.Label(b.src))
	address := string(n.URL(b.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	b.link(address, func() { b.words(label) })
}

// picture appends a picture. Its alternative text is no part of the words: a
// reader who sees the picture does not see it.
func (b *builder) picture(n *ast.Image) {
	b.source = max(0, n.Pos())
	alt := plainWords(n, b.src, b.decode)
	if alt == "" {
		b.in.complain(diag.PictureAlt, b.base+b.source, "say in a few words what it shows: ![words](file)",
			"the picture %s has no alternative text", clip(string(n.Destination)))
	}
	address, ok := b.address(string(n.Destination))
	if !ok {
		b.words(alt)
		return
	}
	attrs := []brief.Attr{{Name: "alt", Value: alt}}
	e := brief.Element{Name: "img", Attrs: attrs}
	if brief.IsAbsolute(address) {
		e.Attrs = append(e.Attrs, brief.Attr{Name: "src", Value: address})
	} else {
		e.Src = 1 + b.addLink(brief.Link{Target: address, Picture: true, Pos: b.place()})
	}
	b.prose.Elements = append(b.prose.Elements, e)
	b.step(brief.Void, len(b.prose.Elements)-1)
}

// plainWords returns the words below a node without any markup.
func plainWords(n ast.Node, src []byte, decode func([]byte) string) string {
	var s strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s.WriteString(decode(c.Segment.Value(src)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				s.WriteByte(' ')
			}
		case *ast.String:
			s.Write(c.Value)
		default:
			s.WriteString(plainWords(c, src, decode))
		}
	}
	return s.String()
}

func (b *builder) inlineHTML(n *ast.RawHTML) {
	raw := string(n.Segments.Value(b.src))
	words := withoutComments(raw)
	if words == "" {
		return
	}
	b.source = n.Segments.At(0).Start
	if !strings.HasPrefix(words, "</") { // its start tag has been complained of
		b.rawHTML(b.source, words)
	}
	b.words(words)
}

// mark notes a gap or a passage mark. Anywhere but in a quote its words mean
// themselves.
func (b *builder) mark(n *markNode) {
	if b.marks == nil {
		b.words(n.text)
		return
	}
	b.marks = append(b.marks, mark{at: len(b.text), gap: n.isGap(), from: n.offset})
}

// citation appends a citation. The blank before it is left out, as it stands
// for nothing that a reader reads.
func (b *builder) citation(n *citationNode) {
	if n.fault != "" {
		b.in.complain(diag.CitationSyntax, b.base+n.offset, "divide citations with semicolons, each with its @id: [see @a; @b, ch. 2]",
			"the part %s of the citation names no source", clip(strconv.Quote(n.fault)))
		b.words(n.text)
		return
	}
	scratch := b.in.scratch
	scratch.items = scratch.items[:0]
	for _, item := range n.items {
		item.Key = scratch.word(item.Key)
		item.Spot = b.in.at(b.base + item.offset).Spot()
		scratch.items = append(scratch.items, item.CiteItem)
	}
	b.unspace()
	b.prose.Citations = append(b.prose.Citations, brief.Citation{Items: scratch.kept.items.keep(scratch.items)})
	b.afterLink(brief.Cite, len(b.prose.Citations)-1)
}

// unspace takes white space from the end of the text, as far as no step
// stands after it.
func (b *builder) unspace() {
	floor := 0
	if n := len(b.prose.Steps); n > 0 {
		floor = int(b.prose.Steps[n-1].At)
	}
	for len(b.text) > floor && (b.text[len(b.text)-1] == ' ' || b.text[len(b.text)-1] == '\n') {
		b.text = b.text[:len(b.text)-1]
	}
}

// afterLink adds a step that prints a link, at once or after the open link.
func (b *builder) afterLink(op brief.Op, arg int) {
	if b.links > 0 {
		b.late = append(b.late, brief.Step{Op: op, Arg: int32(arg)})
		return
	}
	b.step(op, arg)
}

func (b *builder) nameLink(n *nameNode) {
	shown := n.shown
	if shown == "" {
		shown = n.target
	}
	if b.links > 0 {
		b.words(shown)
		return
	}
	i := b.addLink(brief.Link{Target: n.target, Wiki: true, Bare: n.shown == "", Pos: b.in.at(b.base + n.offset)})
	b.step(brief.OpenLink, i)
	b.words(shown)
	b.step(brief.CloseLink, i)
}

// footnoteMark appends a reference to an author's footnote, and the footnote
// itself at the first one.
func (b *builder) footnoteMark(n *nameNode) {
	if b.notes == nil {
		b.noFootnotes(n.offset)
		b.words(n.text)
		return
	}
	key := brief.PathPart(n.target)
	def, ok := b.notes.defined[key]
	if !ok {
		b.in.complain(diag.FootnoteUndefined, b.base+n.offset, "write it on a line of its own: [^"+n.target+"]: text",
			"there is no footnote [^%s]", n.target)
		b.words(n.text)
		return
	}
	i, used := b.notes.index[key]
	if !used {
		i = len(b.prose.Footnotes)
		b.notes.index[key] = i
		b.prose.Footnotes = append(b.prose.Footnotes, brief.Footnote{Label: n.target})
		body := &builder{in: b.in, src: b.src, base: b.base, highlight: b.highlight, headings: inset}
		body.blocks(def.FirstChild(), nil)
		b.prose.Footnotes[i].Body = body.finish()
	}
	b.unspace()
	b.afterLink(brief.FootnoteMark, i)
}

// noFootnotes complains of a footnote where there can be none: within a note
// or another footnote.
func (b *builder) noFootnotes(offset int) {
	b.in.complain(diag.FootnoteUndefined, b.base+offset, "put its words into the text, or cite a source: [@id]",
		"a note cannot have footnotes of its own")
}

// decode returns the words that Markdown text stands for.
func (b *builder) decode(raw []byte) string { return string(appendDecoded(nil, raw)) }

// appendDecoded appends the words that Markdown text stands for: backslash
// escapes and entities decoded, in one pass so that nothing is decoded twice
// (CommonMark 0.31.2, sections 2.4 and 2.5).
func appendDecoded(words, raw []byte) []byte {
	for {
		i := 0
		for i < len(raw) && raw[i] != '\\' && raw[i] != '&' {
			i++
		}
		words, raw = append(words, raw[:i]...), raw[i:]
		if len(raw) == 0 {
			return words
		}
		size := 1
		switch {
		case raw[0] == '&':
			var meant string
			meant, size = entity(string(raw[:min(len(raw), maxEntity)]))
			words = append(words, meant...)
		case len(raw) > 1 && util.IsPunct(raw[1]):
			words = append(words, raw[1])
			size = 2
		default:
			words = append(words, '\\')
		}
		raw = raw[size:]
	}
}

// maxEntity is the most bytes that an entity or reference may have.
const maxEntity = 40

// entity decodes the entity or numeric character reference at the start of s
// and returns what it stands for and its size.
func entity(s string) (string, int) {
	end := strings.IndexByte(s, ';')
	if end < 2 {
		return "&", 1
	}
	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "&", 1
	}
	digits, base, most := name[1:], 10, 7
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base, most = digits[1:], 16, 6
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return "&", 1
	}
	if r := rune(code); code != 0 && code <= utf8.MaxRune && utf8.ValidRune(r) {
		return brief.Printable(string(r)), end + 1
	}
	return "\uFFFD", end + 1
}
