package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inlines writes what stands in a block of words. A line feed is a line
// break that readers do not see, and a backslash before it one that they do.
func (w *Writer) inlines(nodes []*Node) {
	start := len(w.out)
	for _, n := range nodes {
		from := len(w.out)
		w.inline(n)
		if clash(w.out[start:from], w.out[from:]) {
			w.insert(from, nothing)
		}
	}
}

// inOneLine writes what stands in a block that is one line: a heading or a
// cell. There are no blanks at its ends.
func (w *Writer) inOneLine(nodes []*Node) {
	from := len(w.out)
	w.inlines(nodes)
	to := from
	for i, c := range w.out[from:] {
		if c == '\n' {
			c = ' '
			if i > 0 && w.out[to-1] == '\\' {
				to--
			}
		}
		w.out[to] = c
		to++
	}
	w.keep(from, bytes.TrimSpace(w.out[from:to]))
}

func (w *Writer) inline(n *Node) {
	switch n.Name {
	case "":
		w.escape(n.Words)
	case Raw:
		w.out = append(w.out, n.Words...)
	case "em", "strong":
		w.emphasis(n)
	case "code":
		w.codeSpan(n.Words)
	case "a":
		w.anchor(n)
	case "img":
		w.out = append(w.out, "!["...)
		alt := len(w.out)
		w.escape(n.Alt)
		for i, c := range w.out[alt:] {
			if c == '\n' {
				w.out[alt+i] = ' '
			}
		}
		w.out = append(append(w.out, "]("...), destination(n.Href)...)
		if n.Title != "" {
			w.out = append(w.out, ` "`...)
			w.out = append(w.out, inTitle.Replace(n.Title)...)
			w.out = append(w.out, '"')
		}
		w.out = append(w.out, ')')
	case "br":
		w.out = append(w.out, "\\\n"...)
	default:
		w.inlines(n.Children)
	}
}

// emphasis writes words between asterisks. Blanks at their ends stand outside
// of it, where CommonMark wants them, and so does a break at the end.
func (w *Writer) emphasis(n *Node) {
	mark := "*"
	if n.Name == "strong" {
		mark = "**"
	}
	from := len(w.out)
	w.inlines(n.Children)
	words := trimmed(w.out[from:])
	if len(words) == 0 {
		return
	}
	from = len(w.out) - len(bytes.TrimLeft(w.out[from:], " \t\n"))
	to := from + len(words)
	opening, closing := mark, mark
	// Emphasis in emphasis shares its asterisks only where it is all there is;
	// otherwise what they belong to is more than readers of Markdown agree on.
	asterisks := len(words) - len(bytes.TrimLeft(words, "*"))
	if len(n.Children) != 1 || bytes.Count(words, []byte{'*'}) != 2*asterisks {
		if words[0] == '*' {
			opening = mark + nothing
		}
		if words[len(words)-1] == '*' && !escaped(words) {
			closing = nothing + mark
		}
	}
	w.insert(to, closing)
	w.insert(from, opening)
}

// clash reports whether a piece of a line would read as something else right
// after what stands before it: asterisks that open or close where they are not
// meant to, backquotes that run together, a link that becomes a picture
// (CommonMark, section 6.2, "flanking").
func clash(line, piece []byte) bool {
	if len(line) == 0 || len(piece) == 0 {
		return false
	}
	last, first := line[len(line)-1], piece[0]
	closes, opens := last == '*' && !escaped(line), first == '*'
	switch {
	case closes && opens:
		return true
	case opens:
		before, _ := utf8.DecodeLastRune(line)
		inner, _ := utf8.DecodeRune(bytes.TrimLeft(piece, "*"))
		return wordy(before) && !wordy(inner)
	case closes:
		after, _ := utf8.DecodeRune(piece)
		inner, _ := utf8.DecodeLastRune(bytes.TrimRight(line, "*"))
		return wordy(after) && !wordy(inner)
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

// codeSpan writes code between backquotes (CommonMark, section 6.1).
func (w *Writer) codeSpan(code string) {
	code = strings.ReplaceAll(code, "\n", " ")
	if code == "" {
		return
	}
	fence := strings.Repeat("`", longest(code, '`')+1)
	pad := ""
	blank := strings.Trim(code, " ") == ""
	if code[0] == '`' || code[len(code)-1] == '`' || !blank && code[0] == ' ' && code[len(code)-1] == ' ' {
		pad = " "
	}
	for _, part := range [...]string{fence, pad, code, pad, fence} {
		w.out = append(w.out, part...)
	}
}

// anchor writes a link. A link in a link is its words.
func (w *Writer) anchor(n *Node) {
	if n.Href == "" || w.link > 0 {
		w.inlines(n.Children)
		return
	}
	from := len(w.out)
	w.link++
	w.inlines(n.Children)
	w.link--
	words := w.out[from:]
	if len(bytes.TrimSpace(words)) == 0 {
		return
	}
	if bytes.IndexByte(words, '@') >= 0 { // it would cite
		w.keep(from, bytes.ReplaceAll(words, []byte{'@'}, []byte("&#64;")))
	}
	w.insert(from, "[")
	w.out = append(w.out, "]("...)
	w.out = append(w.out, destination(n.Href)...)
	w.out = append(w.out, ')')
}

var (
	inTitle       = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", `\&`, "\n", " ")
	inDestination = strings.NewReplacer(`\`, `\\`, "<", `\<`, ">", `\>`, "(", `\(`, ")", `\)`, "&", `\&`, "\n", "")
)

// destination returns an address as a link has it (CommonMark, section 6.3).
func destination(address string) string {
	escaped := inDestination.Replace(address)
	if escaped == "" || strings.ContainsFunc(escaped, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return "<" + escaped + ">"
	}
	return escaped
}

// escape writes words with a backslash before whatever would mean markup
// wherever it stands. What means something at the start of a line only is for
// [Writer.guard] to see to.
func (w *Writer) escape(words string) {
	last := 0 // up to where words are written
	for i := range len(words) {
		switch {
		case !marks[words[i]]:
		case words[i] == '\\' && i+1 == len(words):
			w.out = append(w.out, words[last:i]...)
			w.out = append(w.out, "&#92;"...) // before a line break, a second backslash would be read as part of it
			return
		case w.special(words, i):
			w.out = append(w.out, words[last:i]...)
			w.out = append(w.out, '\\')
			last = i
		}
	}
	w.out = append(w.out, words[last:]...)
}

// marks are the characters that may need a backslash.
var marks = func() (marks [256]bool) {
	for _, c := range []byte("\\`*_[]<>|&'\"-.=") {
		marks[c] = true
	}
	return marks
}()

// special reports whether the character at an offset of words needs a backslash.
// All that do are ASCII.
func (w *Writer) special(words string, i int) bool {
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
		return bool(w.Typography)
	case '-':
		return bool(w.Typography) && (before == '-' || after == '-' || before == 0 || after == 0)
	case '.':
		return bool(w.Typography) && (before == '.' || after == '.')
	}
	return false
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// guard writes a line with a backslash before what would open a block at its
// start: a bullet, a number, a heading, a quote, a fence, a rule, a definition.
func (w *Writer) guard(line []byte) {
	if len(line) == 0 {
		return
	}
	at := 0 // what a backslash goes before
	switch line[0] {
	case '-', '+', '#', '>', '~', '=', ':':
	default:
		for at < len(line) && '0' <= line[at] && line[at] <= '9' {
			at++
		}
		if at == 0 || at > 9 || at == len(line) || line[at] != '.' && line[at] != ')' ||
			at+1 < len(line) && line[at+1] != ' ' && line[at+1] != '\t' {
			w.out = append(w.out, line...)
			return
		}
	}
	w.out = append(append(append(w.out, line[:at]...), '\\'), line[at:]...)
}
