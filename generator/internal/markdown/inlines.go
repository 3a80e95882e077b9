package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inlines returns what stands in a block of words. A line feed is a line
// break that readers do not see, and a backslash before it one that they do.
func (w *writer) inlines(nodes []*Node) string {
	var line []byte
	for _, n := range nodes {
		piece := w.inline(n)
		if clash(line, piece) {
			line = append(line, nothing...)
		}
		line = append(line, piece...)
	}
	return string(line)
}

// inOneLine returns what stands in a block that is one line: a heading or a
// cell.
func (w *writer) inOneLine(nodes []*Node) string {
	s := strings.ReplaceAll(w.inlines(nodes), "\\\n", " ")
	return strings.ReplaceAll(s, "\n", " ")
}

func (w *writer) inline(n *Node) string {
	switch n.Name {
	case "":
		return w.escape(n.Words)
	case Raw:
		return n.Words
	case "em", "strong":
		return w.emphasis(n)
	case "code":
		return codeSpan(n.Words)
	case "a":
		return w.anchor(n)
	case "img":
		title := ""
		if n.Title != "" {
			title = ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", `\&`, "\n", " ").Replace(n.Title) + `"`
		}
		return "![" + strings.ReplaceAll(w.escape(n.Alt), "\n", " ") + "](" + destination(n.Href) + title + ")"
	case "br":
		return "\\\n"
	}
	return w.inlines(n.Children)
}

// emphasis returns words between asterisks. Blanks at its ends stand outside
// of it, where CommonMark wants them.
func (w *writer) emphasis(n *Node) string {
	mark := "*"
	if n.Name == "strong" {
		mark = "**"
	}
	all := w.inlines(n.Children)
	words := strings.Trim(all, " \t\n")
	for breaks(words) { // a break at the end stands outside as well
		words = strings.TrimRight(words[:len(words)-1], " \t\n")
	}
	if words == "" {
		return all
	}
	start := strings.Index(all, words)
	before, after := all[:start], all[start+len(words):]
	// Emphasis in emphasis shares its asterisks only where it is all there is;
	// otherwise what they belong to is more than readers of Markdown agree on.
	if !(len(n.Children) == 1 && strings.Count(words, "*") == 2*len(words[:len(words)-len(strings.TrimLeft(words, "*"))])) {
		if words[0] == '*' {
			words = nothing + words
		}
		if words[len(words)-1] == '*' && !escaped([]byte(words)) {
			words += nothing
		}
	}
	return before + mark + words + mark + after
}

// clash reports whether a piece of a line would read as something else right
// after what stands before it: asterisks that open or close where they are not
// meant to, backquotes that run together, a link that becomes a picture
// (CommonMark, section 6.2, "flanking").
func clash(line []byte, piece string) bool {
	if len(line) == 0 || piece == "" {
		return false
	}
	last, _ := utf8.DecodeLastRune(line)
	first, _ := utf8.DecodeRuneInString(piece)
	closes, opens := last == '*' && !escaped(line), first == '*'
	switch {
	case closes && opens:
		return true
	case opens && wordy(last):
		inner, _ := utf8.DecodeRuneInString(strings.TrimLeft(piece, "*"))
		return !wordy(inner)
	case closes && wordy(first):
		inner, _ := utf8.DecodeLastRune(bytes.TrimRight(line, "*"))
		return !wordy(inner)
	}
	return last == '`' && first == '`' || last == '!' && first == '['
}

// escaped reports whether the last character of a line has a backslash before
// it that escapes it.
func escaped(line []byte) bool {
	line = line[:len(line)-1]
	return (len(line)-len(bytes.TrimRight(line, `\`)))%2 == 1
}

func wordy(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

// codeSpan returns code between backquotes (CommonMark, section 6.1).
func codeSpan(code string) string {
	code = strings.ReplaceAll(code, "\n", " ")
	if code == "" {
		return ""
	}
	fence := strings.Repeat("`", longest(code, '`')+1)
	pad := ""
	blank := strings.Trim(code, " ") == ""
	if code[0] == '`' || code[len(code)-1] == '`' || !blank && code[0] == ' ' && code[len(code)-1] == ' ' {
		pad = " "
	}
	return fence + pad + code + pad + fence
}

// anchor returns a link. A link in a link is its words.
func (w *writer) anchor(n *Node) string {
	if n.Href == "" || w.link > 0 {
		return w.inlines(n.Children)
	}
	w.link++
	words := w.inlines(n.Children)
	w.link--
	if strings.TrimSpace(words) == "" {
		return words
	}
	return "[" + strings.ReplaceAll(words, "@", "&#64;") + "](" + destination(n.Href) + ")"
}

// destination returns an address as a link has it (CommonMark, section 6.3).
func destination(address string) string {
	escaped := strings.NewReplacer(`\`, `\\`, "<", `\<`, ">", `\>`, "(", `\(`, ")", `\)`, "&", `\&`, "\n", "").Replace(address)
	if escaped == "" || strings.ContainsFunc(escaped, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return "<" + escaped + ">"
	}
	return escaped
}

// escape returns words with a backslash before whatever would mean markup
// wherever it stands. What means something at the start of a line only is for
// [guard] to see to.
func (w *writer) escape(words string) string {
	if !strings.ContainsAny(words, "\\`*_[]<>|&'\"-.=!\x00") {
		return words
	}
	var b strings.Builder
	b.Grow(len(words) + 16)
	last := 0 // up to where words are written
	for i := range len(words) {
		switch {
		case words[i] == '\\' && i+1 == len(words):
			b.WriteString(words[last:i])
			b.WriteString("&#92;") // before a line break, a second backslash would be read as part of it
			return b.String()
		case w.special(words, i):
			b.WriteString(words[last:i])
			b.WriteByte('\\')
			last = i
		}
	}
	b.WriteString(words[last:])
	return b.String()
}

// special reports whether the character at an offset of words needs a backslash.
// All that do are ASCII.
func (w *writer) special(words string, i int) bool {
	var before, after byte
	if i > 0 {
		before = words[i-1]
	}
	if i+1 < len(words) {
		after = words[i+1]
	}
	switch words[i] {
	case '\\', '`', '*', '[', ']', '<', '|':
		return true
	case '>':
		return before == '>' || after == '>' || after == 0 || before == 0
	case '_':
		return !alphanumeric(before) || !alphanumeric(after)
	case '&':
		return after == '#' || alphanumeric(after)
	case '=':
		return before == '=' || after == '=' || before == 0 || after == 0
	case '\'', '"':
		return w.exact
	case '-':
		return w.exact && (before == '-' || after == '-' || before == 0 || after == 0)
	case '.':
		return w.exact && (before == '.' || after == '.')
	}
	return false
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// guard escapes what would open a block at the start of a line: a bullet, a
// number, a heading, a quote, a fence, a rule, a definition.
func guard(line string) string {
	if line == "" {
		return line
	}
	switch line[0] {
	case '-', '+', '#', '>', '~', '=', ':':
		return `\` + line
	}
	digits := 0
	for digits < len(line) && '0' <= line[digits] && line[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < 10 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') &&
		(digits+1 == len(line) || line[digits+1] == ' ' || line[digits+1] == '\t') {
		return line[:digits] + `\` + line[digits:]
	}
	return line
}
