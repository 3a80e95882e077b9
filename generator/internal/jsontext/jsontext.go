// Package jsontext writes JSON (RFC 8259) piece by piece, straight into a
// buffer. Package encoding/json finds out by reflection what to write, and for
// indented text writes everything twice; for documents of one shape of which
// there are thousands, saying what to write is several times as fast.
//
// The text is the one that encoding/json writes, to the byte, its escapes and
// its indentation included. What is written must be in order: a member's name,
// then its value, and an end for every beginning.
package jsontext

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Writer writes one value after the other. The zero value is not usable.
type Writer struct {
	// EscapeHTML has <, > and & escaped, so that the text can stand in HTML, as
	// encoding/json does unless it is told otherwise.
	EscapeHTML bool

	out    *bytes.Buffer
	indent string
	depth  int
	first  bool // nothing stands yet in the innermost object or array
	named  bool // a name has been written, and its value is next
}

// New returns a Writer that indents by the given text for each level.
func New(out *bytes.Buffer, indent string) *Writer {
	return &Writer{EscapeHTML: true, out: out, indent: indent}
}

// Object begins an object.
func (w *Writer) Object() { w.begin('{') }

// Array begins an array.
func (w *Writer) Array() { w.begin('[') }

// EndObject ends the object that was begun last.
func (w *Writer) EndObject() { w.end('}') }

// EndArray ends the array that was begun last.
func (w *Writer) EndArray() { w.end(']') }

// Name writes the name of a member, which is taken as it is: nothing in it may
// need an escape.
func (w *Writer) Name(name string) {
	w.next()
	w.out.WriteByte('"')
	w.out.WriteString(name)
	w.out.WriteString(`": `)
	w.named = true
}

// String writes a string. What is not UTF-8 in it becomes U+FFFD.
func (w *Writer) String(s string) {
	w.next()
	w.quote(s)
}

// Number writes a whole number.
func (w *Writer) Number(n int) {
	w.next()
	w.out.Write(strconv.AppendInt(w.out.AvailableBuffer(), int64(n), 10))
}

// Member writes a member that is a string.
func (w *Writer) Member(name, value string) {
	w.Name(name)
	w.String(value)
}

// Filled writes a member that is a string, unless it is empty.
func (w *Writer) Filled(name, value string) {
	if value != "" {
		w.Member(name, value)
	}
}

func (w *Writer) begin(c byte) {
	w.next()
	w.out.WriteByte(c)
	w.depth++
	w.first = true
}

func (w *Writer) end(c byte) {
	w.depth--
	if !w.first {
		w.line()
	}
	w.out.WriteByte(c)
	w.first = false
}

// next goes to where the next value or name is to stand.
func (w *Writer) next() {
	switch {
	case w.named:
		w.named = false
		return
	case w.depth == 0:
		return
	case !w.first:
		w.out.WriteByte(',')
	}
	w.first = false
	w.line()
}

func (w *Writer) line() {
	w.out.WriteByte('\n')
	for range w.depth {
		w.out.WriteString(w.indent)
	}
}

const hex = "0123456789abcdef"

// quote writes a string in quotes, with the escapes of encoding/json.
func (w *Writer) quote(s string) {
	w.out.WriteByte('"')
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			if !w.EscapeHTML && (c == '<' || c == '>' || c == '&') {
				i++
				continue
			}
			w.out.WriteString(s[last:i])
			w.escape(c)
			i++
			last = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			w.out.WriteString(s[last:i])
			w.out.WriteString(`\ufffd`)
			last = i + size
		case r == '\u2028' || r == '\u2029': // ends of lines to JavaScript
			w.out.WriteString(s[last:i])
			w.out.WriteString(`\u202`)
			w.out.WriteByte(hex[r&0xF])
			last = i + size
		}
		i += size
	}
	w.out.WriteString(s[last:])
	w.out.WriteByte('"')
}

// plain are the bytes that mean themselves in every string.
var plain = func() (plain [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		plain[c] = !strings.ContainsRune("\"\\<>&", c)
	}
	return plain
}()

func (w *Writer) escape(c byte) {
	w.out.WriteByte('\\')
	switch c {
	case '"', '\\':
		w.out.WriteByte(c)
	case '\b':
		w.out.WriteByte('b')
	case '\f':
		w.out.WriteByte('f')
	case '\n':
		w.out.WriteByte('n')
	case '\r':
		w.out.WriteByte('r')
	case '\t':
		w.out.WriteByte('t')
	default:
		w.out.WriteString("u00")
		w.out.WriteByte(hex[c>>4])
		w.out.WriteByte(hex[c&0xF])
	}
}
