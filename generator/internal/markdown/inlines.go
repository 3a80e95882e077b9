package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// inlines returns what stands in a block of words. A line feed is a line
// break that readers do not see, and a backslash before it one that they do.
func (w *writer) inlines(nodes []*Node) string {
	var s string
	for _, n := range nodes {
		s = join(s, w.inline(n))
	}
	return s
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
	words = strings.TrimSuffix(words, "\\\n")
	if words == "" || words == "\\" {
		return all
	}
	start := strings.Index(all, words)
	return all[:start] + mark + words + mark + all[start+len(words):]
}

// join puts two pieces of a line together. Where the asterisks of one would
// mean something else beside the other, something that reads as nothing keeps
// them apart (CommonMark, section 6.2, "flanking").
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	aEnds, bStarts := ends(a), b[0] == '*'
	switch {
	case aEnds && bStarts:
		return a + nothing + b
	case bStarts && wordy(last):
		inner, _ := utf8.DecodeRuneInString(strings.TrimLeft(b, "*"))
		if !wordy(inner) {
			return a + nothing + b
		}
	case aEnds && wordy(first):
		inner, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a, "*"))
		if !wordy(inner) {
			return a + nothing + b
		}
	case last == '`' && first == '`' && !escaped(a):
		return a + nothing + b
	case last == '!' && first == '[':
		return a + nothing + b // not a picture
	}
	return a + b
}

// ends reports whether a piece of a line ends with the mark of an emphasis.
func ends(s string) bool {
	return strings.HasSuffix(s, "*") && !escaped(s)
}

// escaped reports whether the last character of s has a backslash before it
// that escapes it.
func escaped(s string) bool {
	s = s[:len(s)-1]
	return (len(s)-len(strings.TrimRight(s, `\`)))%2 == 1
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
	for i, r := range words {
		if w.special(words, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// special reports whether a character of words needs a backslash.
func (w *writer) special(words string, i int, r rune) bool {
	var before, after byte
	if i > 0 {
		before = words[i-1]
	}
	if i+1 < len(words) {
		after = words[i+1]
	}
	switch r {
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
