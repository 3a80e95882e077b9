package parse

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// wireMatter reads what plain wire copy may begin with, and returns it as
// fields with the byte offset at which the text begins. There are two forms:
//
//   - a header: lines of key: value up to the first blank one. It is one only
//     if the first line has a key of an article; otherwise it is text.
//   - an agency's opening: date YYYY-MM-DD, with which the text's first line
//     begins and then runs on.
//
// Without either the fields are null.
func wireMatter(in brief.Input, list *diag.List) (fields *tree.Node, body int) {
	if key, _, ok := headerLine(in.Text); ok && slices.Contains(articleKeys, key) {
		return wireHeader(in, list)
	}
	if at, end, ok := agencyDate(in.Text); ok {
		place := diag.NewLines(in.Path, in.Text).At(at)
		date := &tree.Node{Kind: tree.Scalar, Plain: true, Text: in.Text[at:end], Pos: place}
		return &tree.Node{
			Kind:   tree.Mapping,
			Fields: []tree.Field{{Key: "date", Value: date, Pos: place}},
			Pos:    place,
		}, end + len(in.Text[end:]) - len(strings.TrimLeft(in.Text[end:], " \t\n"))
	}
	return &tree.Node{Pos: diag.Pos{File: in.Path, Line: 1, Column: 1}}, 0
}

// maxHeader is the most lines of a header that are read.
const maxHeader = 100

// wireHeader reads the lines of a header. Values are taken literally.
func wireHeader(in brief.Input, list *diag.List) (fields *tree.Node, body int) {
	end, body := blankLine(in.Text, 0)
	header := strings.Clone(in.Text[:end]) // what is kept of it does not keep the whole file
	fields = &tree.Node{Kind: tree.Mapping, Pos: diag.Pos{File: in.Path, Line: 1, Column: 1}}
	number := 0
	for line := range strings.Lines(header) {
		number++
		at := diag.Pos{File: in.Path, Line: number, Column: 1}
		if number > maxHeader {
			list.Add(diag.FrontMatterSyntax, at, "leave a blank line where the text begins", "the header has more than %d lines", maxHeader)
			fields.Partial = true
			break
		}
		key, value, ok := headerLine(line)
		if !ok {
			list.Add(diag.FrontMatterSyntax, at, "write key: value, or a blank line where the text begins", "this line of the header has no key")
			fields.Partial = true
			continue
		}
		if first := fieldOf(fields, key); first != nil {
			list.Add(diag.FrontMatterKey, at, "take one of the two out", "%s is there already, in line %d", tree.Shown(key), first.Pos.Line)
			continue
		}
		node := headerValue(line, value, at)
		if slices.Contains(listKeys, key) {
			node = headerList(node)
		}
		fields.Fields = append(fields.Fields, tree.Field{Key: key, Value: node, Pos: at})
	}
	return fields, body
}

// headerLine divides the first line of a text into a key and what follows its
// colon, and returns false when it has no key.
func headerLine(text string) (key, value string, ok bool) {
	line, _, _ := strings.Cut(text, "\n")
	key, value, ok = strings.Cut(line, ":")
	if !ok || key == "" || value != "" && value[0] != ' ' && value[0] != '\t' {
		return "", "", false
	}
	for _, c := range []byte(key) {
		if c != '_' && c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return "", "", false
		}
	}
	return key, value, true
}

// headerValue returns the value of a header's line; it is null when there is
// nothing after the colon.
func headerValue(line, value string, at diag.Pos) *tree.Node {
	text := strings.TrimSpace(value)
	at.Column = 1 + runes(line[:strings.IndexByte(line, ':')+1]) + runes(value[:len(value)-len(strings.TrimLeft(value, " \t"))])
	if text == "" {
		return &tree.Node{Pos: at}
	}
	return &tree.Node{Kind: tree.Scalar, Plain: true, Text: text, Pos: at}
}

// headerList divides a value at its commas.
func headerList(value *tree.Node) *tree.Node {
	if value.Kind != tree.Scalar {
		return value
	}
	items := &tree.Node{Kind: tree.Sequence, Pos: value.Pos}
	column := value.Pos.Column
	for _, part := range strings.Split(value.Text, ",") {
		text := strings.TrimSpace(part)
		at := value.Pos
		at.Column = column + runes(part[:len(part)-len(strings.TrimLeft(part, " \t"))])
		column += runes(part) + 1
		if text != "" {
			items.Items = append(items.Items, &tree.Node{Kind: tree.Scalar, Plain: true, Text: text, Pos: at})
		}
	}
	return items
}

// agencyDate returns where the date of an agency's opening begins and ends.
func agencyDate(text string) (begin, end int, ok bool) {
	const opening, shape = "date ", "0000-00-00"
	at := len(text) - len(strings.TrimLeft(text, " \t\n"))
	if !strings.HasPrefix(text[at:], opening) || len(text) < at+len(opening)+len(shape) {
		return 0, 0, false
	}
	begin = at + len(opening)
	end = begin + len(shape)
	if !hasDateShape(text[begin:end]) || end < len(text) && !strings.ContainsRune(" \t\n", rune(text[end])) {
		return 0, 0, false
	}
	return begin, end, true
}

// hasDateShape reports whether a text is written as YYYY-MM-DD, whether or not
// there is such a day.
func hasDateShape(s string) bool {
	if len(s) != len("2021-12-03") {
		return false
	}
	for i, c := range []byte(s) {
		if i == 4 || i == 7 {
			if c != '-' {
				return false
			}
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
