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

// New returns a Writer that indents by the given text for each level. Without
// one it writes everything on one line, with no blanks between.
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
	w.out.Write(w.name(name))
	w.named = true
}

func (w *Writer) name(name string) []byte {
	b := append(w.next(), '"')
	b = append(b, name...)
	if w.indent == "" {
		return append(b, `":`...)
	}
	return append(b, `": `...)
}

// String writes a string. What is not UTF-8 in it becomes U+FFFD.
func (w *Writer) String(s string) {
	w.out.Write(append(quoted(w, append(w.next(), '"'), s), '"'))
}

// Bytes writes a string that is not one yet.
func (w *Writer) Bytes(s []byte) {
	w.out.Write(append(quoted(w, append(w.next(), '"'), s), '"'))
}

// Joined writes parts, each of them UTF-8, as one string.
func (w *Writer) Joined(parts ...string) {
	b := append(w.next(), '"')
	for _, part := range parts {
		b = quoted(w, b, part)
	}
	w.out.Write(append(b, '"'))
}

// Number writes a whole number.
func (w *Writer) Number(n int) {
	w.out.Write(strconv.AppendInt(w.next(), int64(n), 10))
}

// Member writes a member that is a string.
func (w *Writer) Member(name, value string) {
	w.out.Write(append(quoted(w, append(w.name(name), '"'), value), '"'))
}

// Filled writes a member that is a string, unless it is empty.
func (w *Writer) Filled(name, value string) {
	if value != "" {
		w.Member(name, value)
	}
}

func (w *Writer) begin(c byte) {
	w.out.Write(append(w.next(), c))
	w.depth++
	w.first = true
}

func (w *Writer) end(c byte) {
	w.depth--
	b := w.out.AvailableBuffer()
	if !w.first {
		b = w.line(b)
	}
	w.out.Write(append(b, c))
	w.first = false
}

// next returns what goes before the next value or name, in the room that is
// left behind what stands already.
func (w *Writer) next() []byte {
	b := w.out.AvailableBuffer()
	switch {
	case w.named:
		w.named = false
		return b
	case w.depth == 0:
		return b
	case !w.first:
		b = append(b, ',')
	}
	w.first = false
	return w.line(b)
}

func (w *Writer) line(b []byte) []byte {
	if w.indent == "" {
		return b
	}
	b = append(b, '\n')
	for range w.depth {
		b = append(b, w.indent...)
	}
	return b
}

const hex = "0123456789abcdef"

// quoted appends words as they stand between quotes, with the escapes of
// encoding/json.
func quoted[T string | []byte](w *Writer, b []byte, s T) []byte {
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
			b = escaped(append(b, s[last:i]...), c)
			i++
			last = i
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[last:i]...), `\ufffd`...)
			last = i + size
		case r == '\u2028' || r == '\u2029': // ends of lines to JavaScript
			b = append(append(append(b, s[last:i]...), `\u202`...), hex[r&0xF])
			last = i + size
		}
		i += size
	}
	return append(b, s[last:]...)
}

// plain are the bytes that mean themselves in every string.
var plain = func() (plain [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		plain[c] = !strings.ContainsRune("\"\\<>&", c)
	}
	return plain
}()

func escaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(append(b, `\u00`...), hex[c>>4], hex[c&0xF])
}
