package diff

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

func valid(content []byte) bool { return utf8.Valid(content) }

// textLines returns a text as it is, without white space at the end of lines.
func (f *Form) textLines(content []byte) []Line {
	var lines []Line
	for line := range strings.Lines(string(content)) {
		line = f.rename(strings.TrimRight(line, " \t\r\n"))
		lines = append(lines, Line{Text: line, place: Words, says: saying{words: line + "\n"}})
	}
	return lines
}

// codeLines returns a style sheet or script with one statement a line, so that
// a minified one can be compared too. Lines end after ; { and }, also within
// strings: nothing is lost by that.
func (f *Form) codeLines(content string) []Line {
	var lines []Line
	depth := 0
	for line := range strings.SplitSeq(content, "\n") {
		for statement := range strings.SplitAfterSeq(statements.Replace(line), "\n") {
			statement = strings.TrimSpace(statement)
			if statement == "" {
				continue
			}
			depth -= min(depth, strings.Count(statement, "}"))
			lines = append(lines, Line{Text: f.rename(statement), Depth: depth, place: Markup})
			depth += strings.Count(statement, "{")
		}
	}
	return lines
}

var statements = strings.NewReplacer(";", ";\n", "{", "{\n", "}", "\n}\n")

// binaryLines tells one file from another by its hash.
func binaryLines(content []byte) []Line {
	return []Line{{Text: fmt.Sprintf("%d bytes, sha256 %x", len(content), sha256.Sum256(content)), place: Links, says: saying{links: fmt.Sprintf("%x", sha256.Sum256(content))}}}
}

// robotsLines returns the rules of a robots.txt, without comments and empty
// lines (RFC 9309).
func robotsLines(content []byte) []Line {
	var lines []Line
	for line := range strings.Lines(string(content)) {
		line, _, _ = strings.Cut(line, "#")
		field, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		lines = append(lines, fact(strings.ToLower(strings.TrimSpace(field))+": "+strings.TrimSpace(value), 0))
	}
	return lines
}

// fact is a line of metadata.
func fact(text string, depth int) Line {
	return Line{Text: text, Depth: depth, place: Metadata, says: saying{facts: text}}
}

// jsonLines returns JSON with one value a line and keys in the order of the
// alphabet. The HTML that a feed holds as content_html has its own form below
// it (JSON Feed 1.1).
func (f *Form) jsonLines(content []byte, depth int) ([]Line, bool) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, false
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, false
	}
	return f.jsonValue(nil, "", value, depth), true
}

// jsonValue appends the lines of a value that stands after a key.
func (f *Form) jsonValue(lines []Line, key string, value any, depth int) []Line {
	switch v := value.(type) {
	case map[string]any:
		lines = append(lines, fact(key+"{", depth))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			lines = f.jsonValue(lines, k+": ", v[k], depth+1)
		}
		return append(lines, fact("}", depth))
	case []any:
		lines = append(lines, fact(key+"[", depth))
		for _, item := range v {
			lines = f.jsonValue(lines, "", item, depth+1)
		}
		return append(lines, fact("]", depth))
	case string:
		if inner, ok := f.html([]byte(v)); ok && key == "content_html: " {
			return append(append(lines, fact(key, depth)), nested(inner, depth+1)...)
		}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // it was decoded from JSON
	return append(lines, fact(key+strings.TrimSpace(text.String()), depth))
}

// xml returns XML with one node a line. The HTML that feeds hold as text has
// its own form below it. The entries of a sitemap have no order of their own,
// and stand in that of the alphabet.
func (f *Form) xml(content []byte) ([]Line, bool) {
	decoder := xml.NewDecoder(bytes.NewReader(content))
	w := xmlWriter{form: f}
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return w.sorted(), w.depth == 0 && len(w.lines) > 0
		}
		if err != nil {
			return nil, false
		}
		w.token(token)
	}
}

type xmlWriter struct {
	form    *Form
	lines   []Line
	depth   int
	entries []int // where each entry of a sitemap begins
	end     int   // where the last one ends
	isHTML  bool
}

func (w *xmlWriter) token(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		if t.Name.Local == "url" && w.depth == 1 {
			w.entries = append(w.entries, len(w.lines))
		}
		w.add("<" + qualified(t.Name) + w.attributes(t.Attr) + ">")
		w.depth++
	case xml.EndElement:
		w.depth--
		w.add("</" + qualified(t.Name) + ">")
		if t.Name.Local == "url" && w.depth == 1 {
			w.end = len(w.lines)
		}
		w.isHTML = false
	case xml.CharData:
		w.text(string(t))
	}
}

func (w *xmlWriter) text(s string) {
	if w.isHTML {
		if lines, ok := w.form.html([]byte(s)); ok {
			w.lines = append(w.lines, nested(lines, w.depth)...)
			return
		}
	}
	if s = strings.Join(strings.Fields(s), " "); s != "" {
		w.add(escapeText(w.form.rename(s)))
	}
}

// nested returns the lines of HTML that a feed holds: a copy of what a page
// says, and so metadata.
func nested(lines []Line, depth int) []Line {
	for i := range lines {
		lines[i].Depth += depth
		lines[i].place = Metadata
	}
	return lines
}

func (w *xmlWriter) attributes(attrs []xml.Attr) string {
	var parts []string
	for _, a := range attrs {
		if a.Name.Local == "type" && a.Value == "html" {
			w.isHTML = true
		}
		parts = append(parts, fmt.Sprintf(` %s="%s"`, qualified(a.Name), attrEscapes.Replace(w.form.rename(a.Value))))
	}
	slices.Sort(parts)
	return strings.Join(parts, "")
}

func (w *xmlWriter) add(text string) { w.lines = append(w.lines, fact(text, w.depth)) }

// sorted returns the lines with the entries of a sitemap in order.
func (w *xmlWriter) sorted() []Line {
	if len(w.entries) < 2 {
		return w.lines
	}
	var blocks [][]Line
	for i, from := range w.entries {
		to := w.end
		if i+1 < len(w.entries) {
			to = w.entries[i+1]
		}
		blocks = append(blocks, w.lines[from:to])
	}
	slices.SortStableFunc(blocks, func(a, b []Line) int {
		return slices.CompareFunc(a, b, func(x, y Line) int { return strings.Compare(x.Text, y.Text) })
	})
	return slices.Concat(w.lines[:w.entries[0]], slices.Concat(blocks...), w.lines[w.end:])
}

func qualified(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}
