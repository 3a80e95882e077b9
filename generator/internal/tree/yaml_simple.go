package tree

import (
	"strings"
	"unicode/utf8"

	"gloss/generator/internal/diag"
)

// Nearly all front matter, and most files of sources, are made of a few simple
// forms of YAML:
//
//	key: text                       key:
//	key: "text"                       - text
//	key: [text, "text"]               - key: text
//
// They are read here directly, in a tenth of the time that the library takes.
// What has any other form (an escape, a comment after a value, text over
// several lines, a tab, a key that comes twice, a mistake) is left to the
// library as a whole. A fuzz test holds that both read the same tree.

// simpleYAML returns the tree of a text that has only simple forms, and false
// for any other. The text begins at the first column of a line.
func simpleYAML(text string, at diag.Pos) (*Node, bool) {
	if !isSimple(text) {
		return nil, false
	}
	s := &simpleReader{text: text, file: at.File, line: at.Line - 1}
	s.next()
	if s.done {
		return &Node{Pos: at}, true
	}
	node, ok := s.block(-1, 1)
	if !ok || !s.done {
		return nil, false
	}
	return node, true
}

// isSimple reports whether a text has only characters that are the same to
// everybody: no tabs or other controls, no line breaks but line feeds, and
// nothing from the end of the basic plane, where the noncharacters are.
func isSimple(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ' && c != '\n', c == 0x7f, c == 0xef:
			return false
		case c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0:
			return false
		case c == 0xe2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
			return false
		}
	}
	return utf8.ValidString(text)
}

// simpleReader reads a text line by line. The current line is the next one
// that says something.
type simpleReader struct {
	text    string // what follows the current line
	file    string
	line    int    // number of the current line
	indent  int    // blanks that the current line begins with
	content string // the rest of it, without blanks at the end
	done    bool   // there is no current line
}

// next goes to the next line that is neither blank nor a comment.
func (s *simpleReader) next() {
	for s.text != "" {
		line := s.text
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line, s.text = line[:n], line[n+1:]
		} else {
			s.text = ""
		}
		s.line++
		content := strings.TrimLeft(line, " ")
		if content == "" || content[0] == '#' {
			continue
		}
		s.indent, s.content = len(line)-len(content), strings.TrimRight(content, " ")
		return
	}
	s.done = true
}

func (s *simpleReader) place(column int) diag.Pos {
	return diag.Pos{File: s.file, Line: s.line, Column: column + 1}
}

// block reads the lines that stand deeper than a column, as the mapping or
// list that they are.
func (s *simpleReader) block(outside, depth int) (*Node, bool) {
	if depth > MaxDepth/2 || s.indent <= outside {
		return nil, false
	}
	if strings.HasPrefix(s.content, "- ") {
		return s.list(s.indent, depth)
	}
	return s.fields(s.indent, depth)
}

// list reads the items that begin in a column.
func (s *simpleReader) list(column, depth int) (*Node, bool) {
	node := &Node{Kind: Sequence, Pos: s.place(column)}
	for !s.done && s.indent == column && strings.HasPrefix(s.content, "- ") {
		inner := strings.TrimLeft(s.content[1:], " ")
		at := column + len(s.content) - len(inner)
		if _, _, ok := simpleKey(inner); ok {
			s.indent, s.content = at, inner
			item, ok := s.fields(at, depth+1)
			if !ok {
				return nil, false
			}
			node.Items = append(node.Items, item)
			continue
		}
		item, ok := s.value(inner, at)
		if !ok {
			return nil, false
		}
		node.Items = append(node.Items, item)
		if s.next(); !s.done && s.indent > column {
			return nil, false
		}
	}
	return node, true
}

// fields reads the keys that begin in a column, and their values.
func (s *simpleReader) fields(column, depth int) (*Node, bool) {
	node := &Node{Kind: Mapping, Pos: s.place(column), Fields: make([]Field, 0, 8)}
	fields := mapping{Node: node}
	for !s.done && s.indent == column {
		key, rest, ok := simpleKey(s.content)
		if !ok || fields.find(key) != nil {
			return nil, false
		}
		place := s.place(column)
		value := &Node{Pos: s.place(column + len(key) + 1)}
		if rest != "" {
			value, ok = s.value(rest, column+len(s.content)-len(rest))
		}
		s.next()
		switch {
		case !ok:
		case rest != "":
			ok = s.done || s.indent <= column
		case !s.done && s.indent == column && strings.HasPrefix(s.content, "- "):
			value, ok = s.list(column, depth+1)
		case !s.done && s.indent > column:
			value, ok = s.block(column, depth+1)
		}
		if !ok {
			return nil, false
		}
		fields.add(key, place, value, complaints{})
	}
	return node, s.done || s.indent < column
}

// simpleKey divides a line into its key and what follows the colon.
func simpleKey(content string) (key, rest string, ok bool) {
	n := 0
	for n < len(content) && (isWord(content[n]) || n > 0 && content[n] == '-') {
		n++
	}
	if n == 0 || n > 64 || n == len(content) || content[n] != ':' {
		return "", "", false
	}
	key, rest = content[:n], content[n+1:]
	if rest != "" && rest[0] != ' ' {
		return "", "", false
	}
	return key, strings.TrimLeft(rest, " "), true
}

func isWord(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_'
}

// value reads a value that stands in the current line from a column to its
// end.
func (s *simpleReader) value(text string, column int) (*Node, bool) {
	at := s.place(column)
	if text[0] != '[' {
		return simpleScalar(text, at, " #")
	}
	node := &Node{Kind: Sequence, Pos: at, Items: []*Node{}}
	if text[len(text)-1] != ']' {
		return nil, false
	}
	inner := text[1 : len(text)-1]
	column++
	for inner != "" {
		item, after, ok := flowItem(inner)
		if !ok {
			return nil, false
		}
		blanks := len(item) - len(strings.TrimLeft(item, " "))
		n, ok := simpleScalar(strings.Trim(item, " "), s.place(column+blanks), "#[]{}:,")
		if !ok {
			return nil, false
		}
		node.Items = append(node.Items, n)
		if after == "" {
			break
		}
		column += utf8.RuneCountInString(item) + 1
		inner = after[1:]
		if strings.Trim(inner, " ") == "" {
			return nil, false
		}
	}
	return node, true
}

// flowItem divides the inside of a list in brackets at its first comma that
// does not stand in quotes. What comes after begins with that comma.
func flowItem(inner string) (item, after string, ok bool) {
	start := strings.TrimLeft(inner, " ")
	if start == "" {
		return "", "", false
	}
	from := len(inner) - len(start)
	if start[0] == '"' || start[0] == '\'' {
		end := strings.IndexByte(start[1:], start[0])
		if end < 0 {
			return "", "", false
		}
		from += end + 2
	}
	if comma := strings.IndexByte(inner[from:], ','); comma >= 0 {
		return inner[:from+comma], inner[from+comma:], true
	}
	return inner, "", true
}

// simpleScalar returns a scalar: text in quotes without escapes, or plain text
// that begins with a letter or digit and is free of what may end it.
func simpleScalar(text string, at diag.Pos, ends string) (*Node, bool) {
	if text == "" {
		return nil, false
	}
	switch c := text[0]; {
	case c == '"' || c == '\'':
		inner := text[1:]
		if end := strings.IndexByte(inner, c); end < 0 || end != len(inner)-1 || strings.IndexByte(inner, '\\') >= 0 && c == '"' {
			return nil, false
		}
		return &Node{Kind: Scalar, Text: inner[:len(inner)-1], Pos: at}, true
	case !isWord(c) && c < utf8.RuneSelf:
		return nil, false
	}
	if ends == " #" {
		if strings.Contains(text, ends) || strings.Contains(text, ": ") || text[len(text)-1] == ':' {
			return nil, false
		}
	} else if strings.ContainsAny(text, ends) {
		return nil, false
	}
	switch text {
	case "null", "Null", "NULL":
		return &Node{Pos: at}, true
	}
	return &Node{Kind: Scalar, Text: text, Plain: true, Pos: at}, true
}
