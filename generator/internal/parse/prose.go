package parse

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// builder turns a syntax tree into a prose. It walks the tree once, appends
// the words it meets and notes beside them what opens and closes.
type builder struct {
	in        *input
	src       []byte // what goldmark parsed: the input's text from base on
	base      int    // byte offset of src in the input
	highlight Highlighter
	headings  headingStyle

	prose   brief.Prose
	text    []byte
	scratch *scratch       // nil for a text that stands in another
	links   int            // depth of open links: a link never stands in a link
	late    []brief.Step   // what was met inside a link and follows it
	ranks   []int          // levels of the open headings, outermost first
	ids     map[string]int // ids of headings, each with the last number that told another from it
	notes   *footnotes
	marks   []mark // gaps and passage marks of a quote
	source  int    // offset in src of the last text that was met
}

// headingStyle says what headings become.
type headingStyle uint8

const (
	outline headingStyle = iota // h2, h3 … below the page's title
	inset                       // bold paragraphs: notes and footnotes are no sections
)

// mark is a gap or a passage mark in a quote.
type mark struct {
	at   int // byte offset into the text
	gap  bool
	from int // offset in src
}

// footnotes are the footnotes of one file, by their label as a fragment has it.
type footnotes struct {
	defined map[string]*footnoteDefinition
	index   map[string]int // of those referred to, into Prose.Footnotes
}

// prose parses Markdown that stands in the input from base on.
func (p *Parser) parseProse(in *input, base int) brief.Prose {
	if !withinLimits(in, base) {
		return brief.Prose{}
	}
	src := in.scratch.bytes(in.Text[base:])
	doc := p.prose.Parse(text.NewReader(src))
	b := p.newBuilder(in, src, base, outline)
	b.notes = collectFootnotes(in, base, doc)
	b.blocks(doc.FirstChild(), nil)
	prose := b.finish()
	b.notes.complain(in, base)
	return prose
}

func (p *Parser) newBuilder(in *input, src []byte, base int, headings headingStyle) *builder {
	b := &builder{in: in, src: src, base: base, highlight: p.highlight, headings: headings}
	in.scratch.lend(b)
	return b
}

// collectFootnotes finds the footnotes that are defined anywhere in a file.
func collectFootnotes(in *input, base int, doc ast.Node) *footnotes {
	notes := &footnotes{defined: map[string]*footnoteDefinition{}, index: map[string]int{}}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		def, ok := n.(*footnoteDefinition)
		if !ok {
			continue
		}
		if first, twice := notes.defined[brief.PathPart(def.label)]; twice {
			in.complain(diag.FootnoteDuplicate, base+def.offset, "give one of the two another label",
				"footnote [^%s] is written twice, first in line %d", def.label, in.at(base+first.offset).Line)
			continue
		}
		notes.defined[brief.PathPart(def.label)] = def
	}
	return notes
}

// complain reports the footnotes that nothing referred to.
func (f *footnotes) complain(in *input, base int) {
	for key, def := range f.defined {
		if _, used := f.index[key]; !used {
			in.complain(diag.FootnoteUnused, base+def.offset, "refer to it as [^"+def.label+"] or take it out",
				"footnote [^%s] is not referred to", def.label)
		}
	}
}

// finish returns the prose that was built, its lists as long as they are:
// proses are kept.
func (b *builder) finish() brief.Prose {
	prose := b.prose
	kept := &b.in.scratch.kept
	prose.Text = kept.words.keep(b.text)
	prose.Steps = kept.steps.keep(b.prose.Steps)
	prose.Citations = kept.citations.keep(b.prose.Citations)
	if b.scratch == nil {
		prose.Elements = exactly(b.prose.Elements)
		return prose
	}
	prose.Elements = b.scratch.list(b.prose.Elements)
	b.scratch.take(b)
	return prose
}

// blocks appends sibling blocks from first up to, but not including, last.
func (b *builder) blocks(first, last ast.Node) {
	for n := first; n != nil && n != last; n = n.NextSibling() {
		b.block(n)
	}
}

func (b *builder) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		b.heading(n)
	case *ast.Paragraph:
		if picture, ok := alone(n); ok {
			b.figure(picture)
			return
		}
		b.leaf("p", n)
	case *ast.TextBlock:
		b.inlines(n)
	case *ast.Blockquote:
		b.container("blockquote", n)
	case *ast.List:
		b.itemList(n)
	case *ast.ListItem:
		b.container("li", n)
	case *ast.ThematicBreak:
		b.separate()
		b.step(brief.Void, b.element("hr"))
	case *ast.FencedCodeBlock:
		b.code(n.Lines(), string(n.Language(b.src)))
	case *ast.CodeBlock:
		b.code(n.Lines(), "")
	case *ast.HTMLBlock:
		b.htmlBlock(n)
	case *extension.Table:
		b.table(n)
	case *extension.DefinitionList:
		b.container("dl", n)
	case *extension.DefinitionTerm:
		b.leaf("dt", n)
	case *extension.DefinitionDescription:
		b.container("dd", n)
	case *footnoteDefinition:
		if b.notes == nil {
			b.noFootnotes(n.offset)
		}
		// Otherwise its body is taken when it is referred to.
	default:
		b.blocks(n.FirstChild(), nil)
	}
}

// container appends an element that holds blocks.
func (b *builder) container(name string, n ast.Node) {
	i := b.open(name)
	b.blocks(n.FirstChild(), nil)
	b.close(i)
}

// leaf appends an element that holds words.
func (b *builder) leaf(name string, n ast.Node, attrs ...brief.Attr) {
	i := b.open(name, attrs...)
	b.inlines(n)
	b.close(i)
}

func (b *builder) itemList(n *ast.List) {
	if !n.IsOrdered() {
		b.container("ul", n)
		return
	}
	var attrs []brief.Attr
	if n.Start != 1 {
		attrs = []brief.Attr{{Name: "start", Value: strconv.Itoa(n.Start)}}
	}
	i := b.open("ol", attrs...)
	b.blocks(n.FirstChild(), nil)
	b.close(i)
}

// heading appends a heading. Levels become the outline's: the outermost one
// is h2, below the page's own h1, and none is skipped.
func (b *builder) heading(n *ast.Heading) {
	if b.headings == inset {
		b.leaf("p", n, brief.Attr{Name: "class", Value: "heading"})
		return
	}
	for len(b.ranks) > 0 && b.ranks[len(b.ranks)-1] >= n.Level {
		b.ranks = b.ranks[:len(b.ranks)-1]
	}
	b.ranks = append(b.ranks, n.Level)
	i := b.open(headingNames[min(len(b.ranks), len(headingNames))-1], brief.Attr{Name: "id"})
	start := len(b.text)
	b.inlines(n)
	id := b.headingAttributes(n, start)
	if id == "" {
		id = brief.Slug(string(b.text[start:]))
	}
	kept := &b.in.scratch.kept
	b.prose.Elements[i].Attrs = kept.attrs.keep([]brief.Attr{{Name: "id", Value: kept.words.keep([]byte(b.headingID(id)))}})
	b.close(i)
}

// headingNames are the elements of headings, from the page's own on down.
var headingNames = [...]string{"h2", "h3", "h4", "h5", "h6"}

// headingAttributes cuts {#id …} from the end of the heading that starts at
// an offset of the text and returns the id. Other attributes are refused:
// styles and event handlers are not an author's to set.
func (b *builder) headingAttributes(n *ast.Heading, start int) (id string) {
	if n.Lines().Len() == 0 {
		return "" // a heading without words
	}
	line := n.Lines().At(n.Lines().Len() - 1)
	raw := strings.TrimRight(string(line.Value(b.src)), " \n")
	open := strings.LastIndexByte(raw, '{')
	cut := bytes.LastIndexByte(b.text[start:], '{')
	if open < 0 || cut < 0 || !strings.HasSuffix(raw, "}") {
		return ""
	}
	var refused []string
	for _, field := range attributeFields(raw[open+1 : len(raw)-1]) {
		name, isID := strings.CutPrefix(field, "#")
		key, _, isPair := strings.Cut(field, "=")
		switch {
		case isID && id == "":
			id = brief.PathPart(name)
		case isPair, strings.HasPrefix(field, "."):
			refused = append(refused, key)
		default:
			return "" // braces around words
		}
	}
	if len(refused) > 0 {
		b.in.complain(diag.HeadingAttributes, b.base+n.Lines().At(0).Start, "a heading may have an id only: {#name}",
			"the heading's %s left out", attributesAre(refused))
	}
	b.text = bytes.TrimRight(b.text[:start+cut], " ")
	for i := range b.prose.Steps { // markup within the braces stands for nothing
		b.prose.Steps[i].At = min(b.prose.Steps[i].At, int32(len(b.text)))
	}
	return id
}

// attributeFields divides attributes at blanks that stand in no quotes.
func attributeFields(s string) []string {
	var quote rune
	return strings.FieldsFunc(s, func(r rune) bool {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		default:
			return unicode.IsSpace(r)
		}
		return false
	})
}

func attributesAre(names []string) string {
	if len(names) == 1 {
		return "attribute " + names[0] + " is"
	}
	return "attributes " + strings.Join(names, ", ") + " are"
}

// headingID returns the fragment of a heading, unique in the text. Its prefix
// keeps an author's id apart from the page's own.
func (b *builder) headingID(id string) string {
	if b.ids == nil {
		b.ids = map[string]int{}
	}
	if id == "" {
		id = "section"
	}
	unique, taken := id, b.ids[id] > 0
	for taken {
		b.ids[id]++
		unique = id + "-" + strconv.Itoa(b.ids[id])
		taken = b.ids[unique] > 0
	}
	b.ids[unique] = 1
	return brief.HeadingFragment(unique)
}

// code appends a block of code, coloured if its language is known.
func (b *builder) code(lines *text.Segments, language string) {
	code := string(lines.Value(b.src))
	pre := b.open("pre", brief.Attr{Name: "class", Value: "chroma"})
	var attrs []brief.Attr
	if language != "" {
		attrs = []brief.Attr{{Name: "class", Value: "language-" + brief.PathPart(language)}}
	}
	inner := b.element("code", attrs...)
	b.step(brief.OpenInline, inner)
	var tokens []brief.Token
	if b.highlight != nil && language != "" {
		tokens = b.highlight(language, code)
	}
	if tokens == nil {
		tokens = []brief.Token{{Text: code}}
	}
	for _, t := range tokens {
		if t.Class == "" {
			b.words(t.Text)
			continue
		}
		span := b.element("span", brief.Attr{Name: "class", Value: t.Class})
		b.step(brief.OpenInline, span)
		b.words(t.Text)
		b.step(brief.CloseInline, span)
	}
	b.step(brief.CloseInline, inner)
	b.close(pre)
}

// htmlBlock appends a block of HTML as the words that it was written in.
// Comments are left out: their writers do not mean them to be read.
func (b *builder) htmlBlock(n *ast.HTMLBlock) {
	raw := string(n.Lines().Value(b.src))
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(b.src))
	}
	words := strings.TrimSpace(withoutComments(raw))
	if words == "" {
		return
	}
	offset := 0
	if n.Lines().Len() > 0 {
		offset = n.Lines().At(0).Start
	} else {
		offset = n.ClosureLine.Start
	}
	b.rawHTML(offset, words)
	i := b.open("p")
	b.words(words)
	b.close(i)
}

func (b *builder) rawHTML(offset int, words string) {
	if b.marks != nil {
		return // a quote that is found as it is written may hold it
	}
	first, _, _ := strings.Cut(words, "\n")
	b.in.complain(diag.RawHTML, b.base+offset, "write Markdown instead, or put code between backquotes",
		"HTML is not used; %s is shown as it is written", clip(first))
}

// withoutComments returns HTML without <!-- --> comments; an unclosed one
// runs to the end.
func withoutComments(html string) string {
	for {
		before, after, found := strings.Cut(html, "<!--")
		if !found {
			return html
		}
		_, rest, closed := strings.Cut(after, "-->")
		if !closed {
			return before
		}
		html = before + rest
	}
}

// table appends a GFM table.
func (b *builder) table(n *extension.Table) {
	outer := b.open("table")
	var body int
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*extension.TableHeader)
		section := -1
		if head {
			section = b.open("thead")
		} else if _, first := row.PreviousSibling().(*extension.TableHeader); first {
			body = b.open("tbody")
		}
		tr := b.open("tr")
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			b.cell(cell.(*extension.TableCell), head)
		}
		b.close(tr)
		if head {
			b.close(section)
		} else if row.NextSibling() == nil {
			b.close(body)
		}
	}
	b.close(outer)
}

func (b *builder) cell(n *extension.TableCell, head bool) {
	var attrs []brief.Attr
	if n.Alignment != extension.AlignNone && n.Alignment != extension.AlignLeft {
		attrs = append(attrs, brief.Attr{Name: "class", Value: "align-" + n.Alignment.String()})
	}
	if !head {
		b.leaf("td", n, attrs...)
		return
	}
	if n.FirstChild() == nil { // an empty header cell is the corner of the table, and names nothing
		b.leaf("td", n, attrs...)
		return
	}
	b.leaf("th", n, append(attrs, brief.Attr{Name: "scope", Value: "col"})...)
}

// alone returns the picture that is the only thing in a paragraph.
func alone(n *ast.Paragraph) (*ast.Image, bool) {
	picture, ok := n.FirstChild().(*ast.Image)
	return picture, ok && picture.NextSibling() == nil
}

// figure appends a picture that stands by itself, its title as the caption.
// What follows the last upright bar of the title is the credit:
// "The bridge at dawn | Photograph: A. Name".
func (b *builder) figure(n *ast.Image) {
	i := b.open("figure")
	b.picture(n)
	words, credit := b.decode(n.Title), ""
	if bar := strings.LastIndexByte(words, '|'); bar >= 0 {
		words, credit = strings.TrimSpace(words[:bar]), strings.TrimSpace(words[bar+1:])
	}
	if words != "" || credit != "" {
		caption := b.open("figcaption")
		b.words(words)
		if credit != "" {
			if words != "" {
				b.words(" ")
			}
			b.wrap("small", func() { b.words(credit) })
		}
		b.close(caption)
	}
	b.close(i)
}

// open appends the start of a block and returns its element.
func (b *builder) open(name string, attrs ...brief.Attr) int {
	b.separate()
	i := b.element(name, attrs...)
	b.step(brief.OpenBlock, i)
	return i
}

func (b *builder) close(i int) { b.step(brief.CloseBlock, i) }

// separate ends the line of reading before a new block.
func (b *builder) separate() {
	if n := len(b.text); n > 0 && b.text[n-1] != '\n' {
		b.text = append(b.text, '\n')
	}
}

// element returns the index of an element, the same for all that are alike
// and have no attributes.
func (b *builder) element(name string, attrs ...brief.Attr) int {
	if len(attrs) == 0 {
		for i, e := range b.prose.Elements {
			if e.Name == name && len(e.Attrs) == 0 && e.Src == 0 {
				return i
			}
		}
	}
	b.prose.Elements = append(b.prose.Elements, brief.Element{Name: name, Attrs: attrs})
	return len(b.prose.Elements) - 1
}

func (b *builder) step(op brief.Op, arg int) {
	b.prose.Steps = append(b.prose.Steps, brief.Step{At: int32(len(b.text)), Arg: int32(arg), Op: op})
}

// words appends words as they are.
func (b *builder) words(s string) { b.text = append(b.text, s...) }

// clip returns the beginning of words that are quoted in a message.
func clip(words string) string {
	const most = 60
	r := []rune(strings.TrimRightFunc(words, unicode.IsSpace))
	if len(r) <= most {
		return string(r)
	}
	return strings.TrimRightFunc(string(r[:most]), unicode.IsSpace) + "…"
}
