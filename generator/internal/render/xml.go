package render

import (
	"bytes"
	"encoding/xml"
	"unicode/utf8"
)

// xmlWriter writes XML piece by piece, straight into a buffer, as package
// encoding/xml writes it: feeds and sitemaps are of one shape, and saying what
// to write is several times as fast as finding it out by reflection.
type xmlWriter struct {
	out    *bytes.Buffer
	indent string // for each level; without one, everything stands on one line
	depth  int
}

// newXML begins a document.
func newXML(out *bytes.Buffer, indent string) *xmlWriter {
	out.WriteString(xml.Header)
	return &xmlWriter{out: out, indent: indent}
}

// begin begins an element that holds others. Attributes are names and values
// in turn.
func (w *xmlWriter) begin(name string, attributes ...string) {
	w.line()
	w.start(name, attributes)
	w.depth++
}

// end ends an element that holds others.
func (w *xmlWriter) end(name string) {
	w.depth--
	w.line()
	w.stop(name)
}

// element writes an element with words in it, which may come in parts.
func (w *xmlWriter) element(name string, words ...string) {
	w.line()
	w.start(name, nil)
	for _, part := range words {
		escapeXML(w.out, part)
	}
	w.stop(name)
}

// filled writes an element with words in it, if there are any.
func (w *xmlWriter) filled(name, words string) {
	if words != "" {
		w.element(name, words)
	}
}

// empty writes an element that has nothing but attributes.
func (w *xmlWriter) empty(name string, attributes ...string) {
	w.line()
	w.start(name, attributes)
	w.stop(name)
}

// html writes an element of HTML, as Atom has it.
func (w *xmlWriter) html(name string, text []byte) {
	w.line()
	w.start(name, []string{"type", "html"})
	escapeXML(w.out, text)
	w.stop(name)
}

func (w *xmlWriter) start(name string, attributes []string) {
	w.out.WriteByte('<')
	w.out.WriteString(name)
	for i := 0; i < len(attributes); i += 2 {
		w.out.WriteByte(' ')
		w.out.WriteString(attributes[i])
		w.out.WriteString(`="`)
		escapeXML(w.out, attributes[i+1])
		w.out.WriteByte('"')
	}
	w.out.WriteByte('>')
}

func (w *xmlWriter) stop(name string) {
	w.out.WriteString("</")
	w.out.WriteString(name)
	w.out.WriteByte('>')
}

// line begins a line, but for the first element, before which one ends.
func (w *xmlWriter) line() {
	if w.indent == "" || w.depth == 0 && w.out.Bytes()[w.out.Len()-1] == '\n' {
		return
	}
	w.out.WriteByte('\n')
	for range w.depth {
		w.out.WriteString(w.indent)
	}
}

// escapeXML escapes words as encoding/xml does. What XML cannot hold becomes
// U+FFFD.
func escapeXML[T string | []byte](b *bytes.Buffer, s T) {
	made := b.AvailableBuffer()
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if entity := inXML[c]; entity != "" {
				made = append(append(made, s[last:i-1]...), entity...)
				last = i
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			made = append(append(made, s[last:i]...), "\uFFFD"...)
			last = i + size
		}
		i += size
	}
	b.Write(append(made, s[last:]...))
}

// inXML are the bytes that stand for something else in XML, with what stands
// for them.
var inXML = func() (escapes [utf8.RuneSelf]string) {
	for c := range ' ' {
		escapes[c] = "\uFFFD"
	}
	for c, escape := range map[byte]string{
		'"': "&#34;", '\'': "&#39;", '&': "&amp;", '<': "&lt;", '>': "&gt;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;",
	} {
		escapes[c] = escape
	}
	return escapes
}()
