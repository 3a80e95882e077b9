package diff

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"gloss/generator/internal/markup"
)

// html returns the canonical form of a page, or of a piece of one.
func (f *Form) html(content []byte) ([]Line, bool) {
	var root *markup.Node
	var err error
	if markup.IsPage(content) {
		root, err = markup.Parse(content)
	} else {
		root, err = markup.Fragment(string(content))
	}
	if err != nil {
		return nil, false
	}
	w := writer{form: f, start: true, lines: make([]Line, 0, len(content)/16)}
	w.children(root, surroundings{place: Words})
	return w.lines, true
}

// writer writes the lines of a tree.
type writer struct {
	form  *Form
	lines []Line
	depth int
	start bool // nothing has been written in this block yet: white space goes
	space bool // white space was read and not written yet
}

// surroundings are what a node inherits from the elements around it.
type surroundings struct {
	place    Group
	where    string
	keep     bool // white space is kept: pre
	numbers  bool // digits are a display number that is counted, not written
	verbatim bool // scripts and style sheets
}

func (w *writer) children(n *markup.Node, in surroundings) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, in)
	}
}

func (w *writer) node(n *markup.Node, in surroundings) {
	switch n.Type {
	case markup.Doctype:
		w.add(Line{Text: "<!doctype " + strings.ToLower(n.Data) + ">", place: Markup})
	case markup.Text:
		w.text(n.Data, in)
	case markup.Element:
		if !slices.ContainsFunc(w.form.Ignore, func(s markup.Selector) bool { return s.Match(n) }) {
			w.element(n, in)
		}
	}
}

func (w *writer) element(n *markup.Node, in surroundings) {
	in, own := around(n, in)
	block := !inline[n.Data]
	if block {
		w.start, w.space = true, false
	} else if solid[n.Data] {
		w.gap(in)
	}
	line := Line{Text: w.tag(n), Where: in.where, sort: open, place: own, says: w.saying(n, own, in.numbers)}
	if voids[n.Data] {
		line.sort = void
		w.add(line)
		w.start = n.Data == "br" || block
		return
	}
	w.add(line)
	w.depth++
	w.children(n, in)
	w.depth--
	if block {
		w.start, w.space = true, false
	}
	w.add(Line{Text: "</" + n.Data + ">", Where: in.where, sort: shut, place: own})
}

// gap writes a space that was read before something that is no text.
func (w *writer) gap(in surroundings) {
	if w.space && !w.start {
		w.add(Line{Text: space, sort: words, Where: in.where, place: in.place, says: saying{words: " "}})
	}
	w.start, w.space = false, false
}

// space is how the space between two stretches of text is written.
const space = "␣"

func (w *writer) text(s string, in surroundings) {
	switch {
	case in.verbatim:
		w.verbatim(s, in)
		return
	case in.keep:
		w.preformatted(s, in)
		return
	}
	stretch := strings.Join(strings.FieldsFunc(s, isSpace), " ")
	if stretch == "" {
		w.space = w.space || s != ""
		return
	}
	gap := ""
	if (w.space || isSpace(rune(s[0]))) && !w.start {
		gap = " "
	}
	w.start, w.space = false, isSpace(rune(s[len(s)-1]))
	said := gap + stretch
	if in.numbers && strings.Trim(stretch, "0123456789†") == "" {
		said = ""
	}
	// Where a comment or an ignored element stood, one text goes on.
	if n := len(w.lines); n > 0 && w.lines[n-1].sort == words {
		last := &w.lines[n-1]
		last.Text += gap + escapeText(stretch)
		last.says.words += said
		return
	}
	if gap != "" {
		gap = space
	}
	w.add(Line{Text: gap + escapeText(stretch), Where: in.where, sort: words, place: in.place, says: saying{words: said}})
}

// preformatted writes text whose white space counts, a line for a line.
func (w *writer) preformatted(s string, in surroundings) {
	for i, line := range strings.Split(s, "\n") {
		if n := len(w.lines); i == 0 && n > 0 && w.lines[n-1].sort == words {
			last := &w.lines[n-1] // a comment stood between
			last.Text += escapeText(line)
			last.says.words = strings.TrimSuffix(last.says.words, "\n") + line + "\n"
			continue
		}
		w.add(Line{Text: "│" + escapeText(line), Where: in.where, sort: words, place: in.place, says: saying{words: line + "\n"}})
	}
	w.start, w.space = false, false
}

// verbatim writes a script or style sheet. JSON-LD has a form of its own, and
// tells others what the page is about.
func (w *writer) verbatim(s string, in surroundings) {
	if in.place == Metadata {
		if lines, ok := w.form.jsonLines([]byte(s), w.depth); ok {
			w.lines = append(w.lines, lines...)
			return
		}
	}
	for _, line := range w.form.codeLines(s) {
		line.Depth += w.depth
		w.lines = append(w.lines, line)
	}
}

func (w *writer) add(l Line) {
	l.Depth = w.depth
	w.lines = append(w.lines, l)
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// escapeText writes text so that it cannot be taken for an element, and so
// that spaces that look like others do not.
func escapeText(s string) string { return textEscapes.Replace(s) }

var textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", "\u00a0", "&nbsp;", "\u00ad", "&shy;", "\u200b", "&ZeroWidthSpace;", space, "&blank;", "│", "&boxv;")

// tag returns an element's opening tag with its attributes in order.
func (w *writer) tag(n *markup.Node) string {
	var b strings.Builder
	b.WriteString("<" + n.Data)
	attrs := slices.Clone(n.Attr)
	slices.SortStableFunc(attrs, func(a, b attribute) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Key, b.Key))
	})
	for _, a := range attrs {
		b.WriteByte(' ')
		if a.Namespace != "" {
			b.WriteString(a.Namespace + ":")
		}
		b.WriteString(a.Key)
		if value := w.value(n, a); value != "" {
			b.WriteString(`="` + attrEscapes.Replace(value) + `"`)
		}
	}
	b.WriteByte('>')
	return b.String()
}

var attrEscapes = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "\n", "&#10;", "\u00a0", "&nbsp;")

// value returns an attribute's value in canonical form.
func (w *writer) value(n *markup.Node, a attribute) string {
	switch {
	case a.Key == "class" || a.Key == "rel":
		tokens := strings.Fields(a.Val)
		slices.Sort(tokens)
		return strings.Join(slices.Compact(tokens), " ")
	case a.Key == "integrity" && isLocal(cmp.Or(markup.Value(n, "href"), markup.Value(n, "src"))):
		return "*" // the file itself is compared
	case a.Key == "style" || a.Key == "srcset" || a.Key == "sizes":
		return w.form.rename(strings.Join(strings.Fields(a.Val), " "))
	case leads[a.Key]:
		return w.form.rename(unversioned(strings.TrimSpace(a.Val)))
	}
	return w.form.rename(a.Val)
}

// unversioned returns an address without the version that follows the name of
// a style sheet or script of the same site: style.css?v=fa44fd50.
func unversioned(address string) string {
	if !isLocal(address) {
		return address
	}
	return versions.ReplaceAllString(address, "$1?*")
}

var versions = regexp.MustCompile(`(\.(?:css|js|mjs))\?[\w.=-]+$`)

// isLocal reports whether an address names no host.
func isLocal(address string) bool {
	return !strings.Contains(address, ":") && !strings.HasPrefix(address, "//")
}
