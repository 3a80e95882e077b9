package reanchor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// RewriteSelector returns the content of a file of annotations in JSON with
// the TextQuoteSelector of a target telling a span of a text: its words, and
// as much before and after them as it told until now. Offsets are counted anew
// where the file records the version of the text that they were counted in,
// and so the version is; where it does not, nobody knows which text that was,
// and they stay. Every byte outside those values stays too. A file that has
// nothing but ASCII keeps to it. It returns false when the file has no such
// selector there.
func RewriteSelector(file string, target *brief.Target, text string, span brief.Span) (string, bool) {
	content := strings.TrimPrefix(file, "\ufeff")
	root := tree.JSON(content, diag.Pos{File: target.Pos.File, Line: 1, Column: 1}, tree.Codes{}, new(diag.List))
	s, ok := selectorAt(root, diag.Pos(target.Pos))
	if !ok {
		return "", false
	}
	e := editor{content: content, ascii: isASCII(content)}
	before, after := text[:span.Start], text[span.End:]
	e.text(s.quote.Get("exact"), span.Of(text))
	if old := s.quote.Get("prefix"); old != nil {
		e.text(old, before[len(before)-lengthOf(utf8.RuneCountInString(old.Text), before, true):])
	}
	if old := s.quote.Get("suffix"); old != nil {
		e.text(old, after[:lengthOf(utf8.RuneCountInString(old.Text), after, false)])
	}
	if p := target.Position; p != nil && p.Version != "" && s.position != nil {
		e.number(s.position.Get("start"), count(before, p.Unit))
		e.number(s.position.Get("end"), count(before, p.Unit)+count(span.Of(text), p.Unit))
		e.text(s.version, brief.Version(text))
	}
	content, ok = e.apply()
	return file[:len(file)-len(e.content)] + content, ok
}

// selector is a TextQuoteSelector with what stands beside it.
type selector struct {
	quote    *tree.Node
	position *tree.Node // the TextPositionSelector of the same passage; nil when there is none
	version  *tree.Node // of the text that it was counted in; nil when it is not recorded
}

// selectorAt returns the selector whose exact words stand at a place.
func selectorAt(n *tree.Node, at diag.Pos) (selector, bool) {
	if exact := n.Get("exact"); exact != nil && exact.Kind == tree.Scalar && exact.Pos == at {
		return selector{quote: n}, true
	}
	for _, item := range n.Items {
		s, ok := selectorAt(item, at)
		if !ok {
			continue
		}
		for _, other := range n.Items {
			if other.Get("start") != nil && other.Get("end") != nil && s.position == nil {
				s.position = other
			}
		}
		return s, true
	}
	for _, field := range n.Fields {
		if s, ok := selectorAt(field.Value, at); ok {
			if version := n.Get("schema:version"); version != nil && s.version == nil {
				s.version = version
			}
			return s, true
		}
	}
	return selector{}, false
}

// lengthOf returns the length in bytes of so many characters at the end or the
// start of a text, or of all that there are.
func lengthOf(characters int, text string, atEnd bool) int {
	length := 0
	for range characters {
		_, size := utf8.DecodeRuneInString(text[length:])
		if atEnd {
			_, size = utf8.DecodeLastRuneInString(text[:len(text)-length])
		}
		length += size
	}
	return length
}

// count returns the length of a text in a unit.
func count(text string, unit brief.Unit) int {
	n := utf8.RuneCountInString(text)
	if unit == brief.UTF16 {
		for _, r := range text {
			n += utf16.RuneLen(r) - 1
		}
	}
	return n
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// editor replaces values of a JSON file.
type editor struct {
	content string
	ascii   bool
	edits   []edit
	failed  bool
}

type edit struct {
	from, to int
	text     string
}

// text replaces a string.
func (e *editor) text(n *tree.Node, text string) {
	from, ok := e.offset(n)
	if !ok || !strings.HasPrefix(e.content[from:], `"`) {
		e.failed = true
		return
	}
	to := from + 1
	for to < len(e.content) && e.content[to] != '"' {
		if e.content[to] == '\\' {
			to++
		}
		to++
	}
	e.edits = append(e.edits, edit{from, to + 1, e.quoted(text)})
}

// number replaces a whole number.
func (e *editor) number(n *tree.Node, value int) {
	from, ok := e.offset(n)
	if !ok {
		e.failed = true
		return
	}
	to := from
	for to < len(e.content) && '0' <= e.content[to] && e.content[to] <= '9' {
		to++
	}
	e.failed = e.failed || from == to
	e.edits = append(e.edits, edit{from, to, strconv.Itoa(value)})
}

// offset returns where in the content a value begins.
func (e *editor) offset(n *tree.Node) (int, bool) {
	if n == nil || n.Kind != tree.Scalar {
		return 0, false
	}
	at := 0
	for range n.Pos.Line - 1 {
		end := strings.IndexByte(e.content[at:], '\n')
		if end < 0 {
			return 0, false
		}
		at += end + 1
	}
	at += lengthOf(n.Pos.Column-1, e.content[at:], false)
	return at, at < len(e.content)
}

// quoted returns a text as a JSON string.
func (e *editor) quoted(text string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		e.failed = true
	}
	encoded := strings.TrimSuffix(b.String(), "\n")
	if !e.ascii {
		return encoded
	}
	var plain strings.Builder
	for _, r := range encoded {
		switch high, low := utf16.EncodeRune(r); {
		case r < utf8.RuneSelf:
			plain.WriteRune(r)
		case high == utf8.RuneError:
			fmt.Fprintf(&plain, `\u%04x`, r)
		default:
			fmt.Fprintf(&plain, `\u%04x\u%04x`, high, low)
		}
	}
	return plain.String()
}

// apply returns the content with everything replaced, and false when something
// could not be found.
func (e *editor) apply() (string, bool) {
	if e.failed {
		return "", false
	}
	slices.SortFunc(e.edits, func(a, b edit) int { return a.from - b.from })
	var b strings.Builder
	at := 0
	for _, edit := range e.edits {
		b.WriteString(e.content[at:edit.from])
		b.WriteString(edit.text)
		at = edit.to
	}
	b.WriteString(e.content[at:])
	return b.String(), true
}
