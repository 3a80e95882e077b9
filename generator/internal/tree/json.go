package tree

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gloss/generator/internal/diag"
)

// JSON reads a text as JSON (RFC 8259), strictly: a key that comes twice, half
// of a surrogate pair and anything after the value are complained of. It stops
// at the first thing that is not JSON and returns what it has read until then.
// The text stands in a file and begins at the first column of a line there.
func JSON(text string, at diag.Pos, codes Codes, list *diag.List) *Node {
	at.Column = 1
	j := &jsonReader{complaints: complaints{codes, list}, cursor: newCursor(text, at), text: text}
	j.blanks()
	if j.at == len(text) {
		return &Node{Pos: j.place(j.at)}
	}
	node := j.value(1)
	j.blanks()
	if !j.failed && j.at < len(text) {
		j.fail(j.at, "the file holds one value", "something follows the end of the value")
		node.Partial = true
	}
	return node
}

// jsonReader reads one text from its start to its end.
type jsonReader struct {
	complaints
	cursor cursor
	text   string
	at     int // what is to be read next
	failed bool
}

func (j *jsonReader) place(at int) diag.Pos { return j.cursor.place(at) }

// fail complains of the place where reading stops.
func (j *jsonReader) fail(at int, hint, format string, args ...any) {
	if !j.failed {
		j.failed = true
		j.syntax(j.place(at), hint, fmt.Sprintf(format, args...))
	}
}

// blanks skips what may stand between two tokens.
func (j *jsonReader) blanks() {
	for j.at < len(j.text) && strings.IndexByte(" \n\t\r", j.text[j.at]) >= 0 {
		j.at++
	}
}

// value reads a value that stands so many lists and objects deep.
func (j *jsonReader) value(depth int) *Node {
	node := &Node{Pos: j.place(j.at)}
	if depth > MaxDepth {
		j.failed = true
		j.tooDeep(node.Pos)
		node.Partial = true
		return node
	}
	if j.at == len(j.text) {
		j.fail(j.at, "the end of the file may be missing", "the file ends where a value is missing")
		node.Partial = true
		return node
	}
	switch c := j.text[j.at]; {
	case c == '{':
		j.object(node, depth)
	case c == '[':
		j.array(node, depth)
	case c == '"':
		node.Kind = Scalar
		node.Text = j.string()
	case c == '-' || '0' <= c && c <= '9':
		node.Kind, node.Plain = Scalar, true
		node.Text = j.number()
	default:
		j.word(node)
	}
	node.Partial = j.failed
	return node
}

// object reads the keys and values between braces.
func (j *jsonReader) object(node *Node, depth int) {
	open := j.at
	node.Kind = Mapping
	fields := mapping{Node: node}
	if depth < 4 {
		node.Fields = make([]Field, 0, 8)
	}
	j.at++
	for j.blanks(); !j.closes('}', open); j.blanks() {
		if len(node.Fields) > 0 && !j.comma('}') {
			return
		}
		if j.peek() != '"' {
			j.fail(j.at, `write "key": value`, "a key in quotes is missing")
			return
		}
		at := j.place(j.at)
		key := j.string()
		j.blanks()
		if j.failed {
			return
		}
		if j.peek() != ':' {
			j.fail(j.at, `write "key": value`, "a colon is missing")
			return
		}
		j.at++
		j.blanks()
		value := j.value(depth + 1)
		fields.add(key, at, value, j.complaints)
		if j.failed {
			return
		}
	}
}

// array reads the values between brackets.
func (j *jsonReader) array(node *Node, depth int) {
	open := j.at
	node.Kind = Sequence
	j.at++
	for j.blanks(); !j.closes(']', open); j.blanks() {
		if len(node.Items) > 0 && !j.comma(']') {
			return
		}
		node.Items = append(node.Items, j.value(depth+1))
		if j.failed {
			return
		}
	}
}

// closes reports whether a list or object ends here, and skips its bracket.
// It also ends where the text does, with a complaint at the bracket that is
// never closed.
func (j *jsonReader) closes(bracket byte, open int) bool {
	if j.failed {
		return true
	}
	if j.at == len(j.text) {
		j.fail(j.at, "the end of the file may be missing", "the file ends before the %c of line %d is closed by %c", j.text[open], j.place(open).Line, bracket)
		return true
	}
	if j.text[j.at] == bracket {
		j.at++
		return true
	}
	return false
}

// comma skips the comma between two values.
func (j *jsonReader) comma(bracket byte) bool {
	if j.peek() != ',' {
		j.fail(j.at, "separate values by commas", "a comma or %c is missing", bracket)
		return false
	}
	comma := j.at
	place := j.place(comma)
	j.at++
	j.blanks()
	if j.peek() == bracket {
		j.failed = true
		j.syntax(place, "take the comma out", "a comma stands before the closing "+string(rune(bracket)))
		return false
	}
	return true
}

// peek returns the next byte, and 0 at the end.
func (j *jsonReader) peek() byte {
	if j.at < len(j.text) {
		return j.text[j.at]
	}
	return 0
}

// word reads true, false or null.
func (j *jsonReader) word(node *Node) {
	for _, word := range []string{"true", "false", "null"} {
		if !strings.HasPrefix(j.text[j.at:], word) {
			continue
		}
		j.at += len(word)
		if word != "null" {
			node.Kind, node.Plain, node.Text = Scalar, true, word
		}
		return
	}
	r, _ := utf8.DecodeRuneInString(j.text[j.at:])
	j.fail(j.at, "write text in double quotes", "a value cannot begin with %s", Shown(string(r)))
}

// number reads a number and returns it as written (RFC 8259, section 6).
func (j *jsonReader) number() string {
	start := j.at
	digits := func() bool {
		from := j.at
		for c := j.peek(); '0' <= c && c <= '9'; c = j.peek() {
			j.at++
		}
		return j.at > from
	}
	if j.peek() == '-' {
		j.at++
	}
	zero := j.peek() == '0'
	first := j.at
	good := digits() && !(zero && j.at > first+1)
	if good && j.peek() == '.' {
		j.at++
		good = digits()
	}
	if c := j.peek(); good && (c == 'e' || c == 'E') {
		j.at++
		if c := j.peek(); c == '+' || c == '-' {
			j.at++
		}
		good = digits()
	}
	if !good {
		j.fail(start, "write it in double quotes if it is text", "this is not a number")
	}
	return j.text[start:j.at]
}

// string reads a text in quotes (RFC 8259, section 7).
func (j *jsonReader) string() string {
	open := j.at
	j.at++
	start := j.at
	for j.at < len(j.text) {
		switch c := j.text[j.at]; {
		case c == '"':
			j.at++
			return j.text[start : j.at-1]
		case c == '\\':
			return j.escaped(open, start)
		case c < ' ':
			j.control(open, c)
			return ""
		}
		j.at++
	}
	j.fail(open, "close it with a double quote", "a quotation mark opens here and is never closed")
	return ""
}

// escaped goes on with a text in which a backslash has come.
func (j *jsonReader) escaped(open, start int) string {
	var b strings.Builder
	b.WriteString(j.text[start:j.at])
	for j.at < len(j.text) {
		switch c := j.text[j.at]; {
		case c == '"':
			j.at++
			return b.String()
		case c == '\\':
			if !j.escape(&b) {
				return ""
			}
		case c < ' ':
			j.control(open, c)
			return ""
		default:
			b.WriteByte(c)
			j.at++
		}
	}
	j.fail(open, "close it with a double quote", "a quotation mark opens here and is never closed")
	return ""
}

// control complains of a control character within a text. A line that ends
// within one lacks its closing quote.
func (j *jsonReader) control(open int, c byte) {
	if c == '\n' {
		j.fail(open, "close it with a double quote; write \\n for a line break", "a quotation mark opens here and is not closed in its line")
		return
	}
	j.fail(j.at, fmt.Sprintf(`write \u%04x`, c), "the control character U+%04X stands within a text", c)
}

// escape reads a backslash and what follows it.
func (j *jsonReader) escape(b *strings.Builder) bool {
	const plain, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	start := j.at
	rest := j.text[start+1:]
	if rest == "" {
		j.at++
		return true // the caller finds the end
	}
	if i := strings.IndexByte(plain, rest[0]); i >= 0 {
		b.WriteByte(meant[i])
		j.at += 2
		return true
	}
	if rest[0] != 'u' {
		j.fail(start, `write \\ for a backslash`, "a backslash stands before something that it cannot escape")
		return false
	}
	r, ok := hex4(rest[1:])
	if !ok {
		j.fail(start, `write \u and four hexadecimal digits`, `\u is not followed by four hexadecimal digits`)
		return false
	}
	j.at += 6
	if utf16.IsSurrogate(r) {
		low, ok := rune(0), false
		if strings.HasPrefix(j.text[j.at:], `\u`) {
			low, ok = hex4(j.text[j.at+2:])
		}
		r = utf16.DecodeRune(r, low)
		if !ok || r == utf8.RuneError {
			j.fail(start, "write both halves, or the character itself", "half of a surrogate pair stands alone")
			return false
		}
		j.at += 6
	}
	b.WriteRune(r)
	return true
}

// hex4 returns the number that the first four characters are in base 16.
func hex4(s string) (rune, bool) {
	if len(s) < 4 || strings.ContainsAny(s[:4], "+-_") {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:4], 16, 16)
	return rune(n), err == nil
}
