package reanchor

import (
	"strings"
	"unicode"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
	"gloss/generator/internal/wording"
)

// Style says how much of a quote's old form is kept.
type Style uint8

// The styles, the more careful first.
const (
	Patch Style = iota // words that did not change keep their markup, their line and the blanks around them
	Fresh              // the whole quote is written anew, in lines about as long as they were
)

// Rewrite returns the content of an annotation file with the quote of a target
// replaced by new words, which may hold == and […] marks and are otherwise
// plain text. Line ends, the > before each line, and every byte outside the
// quote stay. The target is found by its place in the file and by how many
// lines it takes. It returns false when the file has no quote there.
func Rewrite(file string, target *brief.Target, words string, style Style) (string, bool) {
	lines := splitLines(file)
	from, to := target.Pos.Line-1, target.Pos.Line-1+int(target.Lines)
	if target.Lines == 0 || from < 0 || to > len(lines) {
		return "", false
	}
	before, quote, after := strings.Join(lines[:from], ""), strings.Join(lines[from:to], ""), strings.Join(lines[to:], "")
	content := strings.TrimRight(quote, "\r\n")
	end := quote[len(content):]
	indent, ok := marker(content)
	if !ok {
		return "", false
	}
	old := lex(content[len(indent):])
	made := lex(escape(words))
	if len(old) == 0 || len(made) == 0 {
		return "", false
	}
	if style == Patch {
		return before + indent + patch(old, made) + end + after, true
	}
	return before + indent + fresh(made, indent, content) + end + after, true
}

// splitLines divides a file at its line ends, each line with its own: \n, \r\n
// or \r.
func splitLines(s string) []string {
	var lines []string
	for len(s) > 0 {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return append(lines, s)
		}
		if strings.HasPrefix(s[i:], "\r\n") {
			i++
		}
		lines = append(lines, s[:i+1])
		s = s[i+1:]
	}
	return lines
}

// marker returns what stands before the words of a quote's line, and false when
// the line is none of a quote.
func marker(line string) (string, bool) {
	rest := strings.TrimLeft(line, " \ufeff")
	if !strings.HasPrefix(rest, ">") {
		return "", false
	}
	rest = strings.TrimLeft(rest[1:], " \t")
	return line[:len(line)-len(rest)], true
}

// token is a word of a quote as it is written, a passage mark or a gap.
type token struct {
	before string // what stands before it: blanks, a line end and the marker of the next line
	text   string
	key    string // what makes two tokens the same
}

// lex divides the content of a quote into tokens. A passage mark is one of its
// own, even within a word.
func lex(content string) []token {
	var tokens []token
	var word strings.Builder
	before := ""
	flush := func() {
		if word.Len() > 0 {
			tokens = append(tokens, token{before, word.String(), key(word.String())})
			before = ""
			word.Reset()
		}
	}
	for i := 0; i < len(content); {
		rest := content[i:]
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			word.WriteString(rest[:2])
			i += 2
		case strings.HasPrefix(rest, "=="), strings.HasPrefix(rest, "[…]"), strings.HasPrefix(rest, "[...]"):
			flush()
			sign, name := "==", "\x00mark"
			if rest[0] == '[' {
				sign, name = rest[:strings.IndexByte(rest, ']')+1], "\x00gap"
			}
			tokens = append(tokens, token{before, sign, name})
			before = ""
			i += len(sign)
		case strings.ContainsRune(" \t\r\n", rune(rest[0])):
			flush()
			n := blank(rest)
			before += rest[:n]
			i += n
		default:
			word.WriteByte(rest[0])
			i++
		}
	}
	flush()
	return tokens
}

// blank returns the length of the white space that a text begins with, and of
// the markers of the lines that begin in it.
func blank(s string) int {
	i := 0
	for i < len(s) {
		switch s[i] {
		case ' ', '\t':
			i++
		case '\r', '\n':
			i++
			if strings.HasPrefix(s[i-1:], "\r\n") {
				i++
			}
			if m, ok := marker(s[i:]); ok {
				i += len(m)
			}
		default:
			return i
		}
	}
	return i
}

// key returns what a written word reads as: without escapes and the signs of
// emphasis and code around it, folded.
func key(word string) string {
	word = strings.Trim(word, emphasis)
	var plain strings.Builder
	for i := 0; i < len(word); i++ {
		if word[i] == '\\' && i+1 < len(word) {
			i++
		}
		plain.WriteByte(word[i])
	}
	return fold.String(plain.String())
}

// patch writes new tokens, those that are the same as old ones as these are
// written, with what stands before them. What comes in the place of old words
// takes over their line end and the signs of emphasis around them.
func patch(old, made []token) string {
	var b strings.Builder
	write := func(t token, before string, own bool) {
		switch {
		case t.before == "" || b.Len() == 0:
			before = "" // it follows a passage mark
		case before == "":
			before = " "
		}
		b.WriteString(before)
		b.WriteString(guard(t.text, !own && (b.Len() == 0 || strings.ContainsAny(before, "\r\n"))))
	}
	i, j := 0, 0
	for _, p := range append(wording.Common(keys(old), keys(made)), wording.Pair{A: len(old), B: len(made)}) {
		gone := old[i:p.A]
		for k, t := range made[j:p.B] {
			before := t.before
			if k == 0 && len(gone) > 0 {
				before = gone[0].before
				t.text = opening(gone[0].text) + t.text
			}
			if j+k == p.B-1 && len(gone) > 0 {
				t.text += closing(gone[len(gone)-1].text)
			}
			write(t, before, false)
		}
		if p.A < len(old) {
			t := made[p.B]
			t.text = old[p.A].text
			write(t, old[p.A].before, true)
		}
		i, j = p.A+1, p.B+1
	}
	return b.String()
}

const emphasis = "*_`"

// opening returns the signs of emphasis that a word begins with.
func opening(word string) string { return word[:len(word)-len(strings.TrimLeft(word, emphasis))] }

// closing returns the signs of emphasis that a word ends with.
func closing(word string) string { return word[len(strings.TrimRight(word, emphasis)):] }

func keys(tokens []token) []string {
	keys := make([]string, len(tokens))
	for i, t := range tokens {
		keys[i] = t.key
	}
	return keys
}

// fresh writes tokens in lines about as long as those of the old content, each
// begun as the first was.
func fresh(made []token, indent, content string) string {
	width := 0
	lines := splitLines(content)
	for _, line := range lines {
		width = max(width, len(strings.TrimRight(line, "\r\n")))
	}
	lineEnd := "\n"
	if len(lines) > 1 {
		first := lines[0]
		lineEnd = first[len(strings.TrimRight(first, "\r\n")):]
	}
	next := strings.TrimLeft(indent, "\ufeff")
	var b strings.Builder
	column := len(indent)
	for i, t := range made {
		broken := i == 0
		if i > 0 && t.before != "" {
			if len(lines) > 1 && column+1+len(t.text) > width {
				b.WriteString(lineEnd + next)
				column, broken = len(next), true
			} else {
				b.WriteByte(' ')
				column++
			}
		}
		text := guard(t.text, broken)
		b.WriteString(text)
		column += len(text)
	}
	return b.String()
}

// guard escapes a word that begins a line and would begin a block there.
func guard(word string, first bool) string {
	if !first || word == "" || strings.HasPrefix(word, "==") {
		return word
	}
	switch word[0] {
	case '#', '>', '+', '-', '~', '=', ':', '|':
		return "\\" + word
	}
	digits := strings.TrimLeftFunc(word, unicode.IsDigit)
	if n := len(word) - len(digits); n > 0 && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")) {
		return word[:n] + "\\" + digits
	}
	return word
}

// escape returns plain words, in which == and […] are marks, as Markdown.
func escape(words string) string {
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		rest := words[i:]
		if strings.HasPrefix(rest, "[…]") {
			b.WriteString("[…]")
			i += len("[…]") - 1
			continue
		}
		if strings.ContainsRune("\\`*_[]<&~|^$", rune(words[i])) && words[i] < 0x80 {
			b.WriteByte('\\')
		}
		b.WriteByte(words[i])
	}
	return b.String()
}
