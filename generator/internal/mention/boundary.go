package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
)

// whole reports whether a stretch of folded text is a name by itself and not
// a part of a longer word or of a name that is joined by a hyphen.
func whole(t *fold.Text, original string, s brief.Span) bool {
	return opens(t, original, s) && closes(t, original, s)
}

// opens reports whether a name can begin where it does. A small word may be
// joined to it ("pro-Putin", "l’OTAN"), a name may not ("Winston-Salem",
// "O’Neill").
func opens(t *fold.Text, original string, s brief.Span) bool {
	before := t.Folded[:s.Start]
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case s.Start == 0:
		return true
	case inWord(r), r == '@', r == '_':
		return false
	case r == '\'', r == '-' && hyphen(t, original, s.Start-size):
		return !isName(lastWord(before[:len(before)-size])) || r == '-' && acronym(t.Folded[s.Start:s.End])
	case r == '.':
		prior, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		return !unicode.IsLower(prior) || len(before) == size // www.example, not J.Smith
	}
	return true
}

// closes reports whether a name can end where it does: before the end of a
// word, the s of a possessive or a contraction, or a hyphen that joins a small
// word to it ("NATO-led"). An acronym may be joined to anything but digits.
func closes(t *fold.Text, original string, s brief.Span) bool {
	after := t.Folded[s.End:]
	r, size := utf8.DecodeRuneInString(after)
	next, _ := utf8.DecodeRuneInString(after[min(size, len(after)):])
	switch {
	case after == "":
		return true
	case inWord(r), r == '@', r == '_':
		return false
	case r == '\'' && unicode.IsLetter(next):
		return contractions[firstWord(after[size:])]
	case r == '-' && hyphen(t, original, s.End):
		switch {
		case unicode.IsDigit(next):
			return false
		case unicode.IsUpper(next):
			return acronym(t.Folded[s.Start:s.End])
		}
	case r == '.':
		return !unicode.IsLetter(next) && !unicode.IsDigit(next)
	}
	return true
}

// contractions are what may follow a name's apostrophe.
var contractions = map[string]bool{"s": true, "S": true, "d": true, "ll": true, "re": true, "ve": true}

// inWord reports whether a rune is part of a word.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// hyphen reports whether a folded dash was a hyphen, which joins, and not a
// dash, which parts.
func hyphen(t *fold.Text, original string, at int) bool {
	from, to := t.Original(at, at+1)
	switch original[from:to] {
	case "-", "‐", "‑":
		return true
	}
	return false
}

// isName reports whether a word is written with a capital or a digit, as the
// parts of a double name are.
func isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// acronym reports whether a name ends in a word of capitals.
func acronym(name string) bool {
	word := lastWord(name)
	return utf8.RuneCountInString(word) > 1 && strings.ToUpper(word) == word && strings.ToLower(word) != word
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !inWord(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !inWord(r) })
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// opensSentence reports whether a word at an offset of a folded text is the
// first of a sentence: nothing but quotation marks and brackets stands between
// it and the end of the one before.
func opensSentence(folded string, at int) bool {
	before := strings.TrimRight(folded[:at], ` "'([*`)
	if before == "" {
		return true
	}
	if quoted := folded[len(before):at]; strings.ContainsAny(strings.TrimLeft(quoted, " "), `"'`) && strings.HasPrefix(quoted, " ") {
		return true // a quotation opens, and with it a sentence
	}
	return strings.ContainsAny(before[len(before)-1:], ".!?:")
}
