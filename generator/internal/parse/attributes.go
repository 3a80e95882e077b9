package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/internal/diag"
)

// attributes are what an annotation's heading says after its kind, in the
// form that Pandoc and goldmark share: {#id key=value key="value"}.
type attributes struct {
	id     string
	idAt   int
	values []attribute
}

type attribute struct {
	key, value string
	at         int // byte offset in the input
}

// parseAttributes reads the attributes that begin at an offset of the input
// and are to end with the given text. A complaint is made at the first thing
// that cannot be read, with the spelling that would be right. The values are
// appended to a list.
func parseAttributes(in *input, offset int, s string, values []attribute) (attributes, bool) {
	found := attributes{values: values}
	fail := func(at int, hint, format string, args ...any) (attributes, bool) {
		in.complain(diag.AnnotationHeading, offset+at, hint, format, args...)
		return found, false
	}
	const example = `write ## kind {#id by=who date="2021-12-04"}`
	if !strings.HasSuffix(s, "}") {
		return fail(len(s), "close the braces with }; attributes stand on the heading's line", "the attributes are not closed")
	}
	end := len(s) - 1
	for i := 1; i < end; {
		r, size := utf8.DecodeRuneInString(s[i:end])
		switch {
		case unicode.IsSpace(r):
			i += size
			continue
		case r == ',' || r == ';':
			return fail(i, "divide attributes with blanks", "attributes are not divided with %q", r)
		case r == '#':
			n := nameLength(s[i+1 : end])
			if n == 0 {
				return fail(i, "write {#name} with letters, digits and hyphens", "the id is empty")
			}
			if found.id != "" {
				return fail(i, "keep one", "the annotation has two ids, #%s and #%s", found.id, s[i+1:i+1+n])
			}
			found.id, found.idAt = s[i+1:i+1+n], offset+i
			i += 1 + n
		case r == '.':
			return fail(i, "take it out; for words to file a note under, write tags=\"one two\"", "annotations have no classes")
		default:
			n := nameLength(s[i:end])
			if n == 0 {
				return fail(i, example, "%q cannot be read", s[i:i+size])
			}
			key := s[i : i+n]
			if i+n >= end || s[i+n] != '=' {
				return fail(i, "write "+key+"=\"value\", or #"+key+" for an id", "the attribute %s has no value", key)
			}
			value, taken, hint := attributeValue(key, s[i+n+1:end])
			if hint != "" {
				return fail(i+n+1, hint, "the value of %s cannot be read", key)
			}
			found.values = append(found.values, attribute{key: key, value: value, at: offset + i})
			i += n + 1 + taken
		}
		if i < end && !unicode.IsSpace(rune(s[i])) {
			return fail(i, "put a blank between attributes; a value with other signs than letters, digits, - _ . : needs quotes", "%q cannot be read", s[i:])
		}
	}
	return found, true
}

// nameLength returns how many bytes of s make a name.
func nameLength(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.:", r) || i == 0 && strings.ContainsRune("-.:", r) {
			return i
		}
	}
	return len(s)
}

// attributeValue reads a quoted or bare value. As in goldmark, a bare one that
// begins with a digit is a number, so that a bare date is refused, with the
// spelling that would be right.
func attributeValue(key, s string) (value string, taken int, hint string) {
	if s == "" {
		return "", 0, "write " + key + `="value"`
	}
	if quote := s[0]; quote == '"' || quote == '\'' {
		if end := strings.IndexByte(s[1:], quote); end >= 0 && strings.IndexByte(s[1:1+end], '\\') < 0 {
			return s[1 : 1+end], end + 2, ""
		}
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == quote:
				return b.String(), i + 1, ""
			case s[i] == '\\' && i+1 < len(s) && (s[i+1] == quote || s[i+1] == '\\'):
				i++
				b.WriteByte(s[i])
			default:
				b.WriteByte(s[i])
			}
		}
		return "", 0, "close the quotes"
	}
	bare := s
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		bare = s[:i]
	}
	number := bare != "" && bare[0] >= '0' && bare[0] <= '9'
	if n := nameLength(bare); n != len(bare) || n == 0 || number && strings.ContainsAny(bare, "-:") {
		return "", 0, "put the value into quotes: " + key + `="` + strings.Trim(bare, `"'“”`) + `"`
	}
	return bare, len(bare), ""
}
