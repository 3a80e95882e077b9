package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isDouble reports whether a mark stands around a quotation in one language or
// another. Which of them opens is told by where it stands: “ opens in English
// and closes in German.
func isDouble(r rune) bool {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '"':
		return true
	}
	return false
}

// quoted returns the words of a passage as they are set between quotation
// marks, which the page puts around every passage. A passage that is a
// quotation from its first letter to its last brings its own marks: they go.
// Quotations within a passage take the inner marks of the page's language, as
// its typography asks: “He said: ‘No.’”
func (v *voice) quoted(passage string) string {
	if !strings.ContainsFunc(passage, isDouble) {
		return passage
	}
	inner := strings.NewReplacer(string(opening), v.words.say("quote-inner-open"), string(closing), v.words.say("quote-inner-close"))
	return inner.Replace(unwrapped(sided(passage)))
}

// What stands for a double mark while it is only known on which side it is:
// two noncharacters, which no text has (Unicode, section 23.7).
const (
	opening = '\ufdd0'
	closing = '\ufdd1'
)

// sided returns a passage with opening and closing in the place of its double
// marks. French sets spaces within its marks; they go with them.
func sided(passage string) string {
	var made []rune
	var before rune // in the passage; 0 at the start
	for i, r := range passage {
		switch {
		case unicode.IsSpace(r) && before == '«' && made[len(made)-1] == opening:
		case isDouble(r):
			after, size := utf8.DecodeRuneInString(passage[i+utf8.RuneLen(r):])
			switch {
			case opensAfter(before) && (r == '«' || size > 0 && !unicode.IsSpace(after)):
				made = append(made, opening)
			default:
				if r == '»' {
					made = []rune(strings.TrimRightFunc(string(made), unicode.IsSpace))
				}
				made = append(made, closing)
			}
		default:
			made = append(made, r)
		}
		before = r
	}
	return string(made)
}

// opensAfter reports whether a mark that comes after a character opens a
// quotation rather than closes one; 0 is the start of the text.
func opensAfter(r rune) bool {
	return r == 0 || unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pd) || strings.ContainsRune("“„«‘‚‹", r)
}

// unwrapped returns a sided passage without the two marks around all of it.
func unwrapped(passage string) string {
	depth := 0
	for i, r := range passage {
		switch r {
		case opening:
			depth++
		case closing:
			depth--
		}
		if depth == 0 && (i == 0 || i+utf8.RuneLen(r) < len(passage)) {
			return passage
		}
	}
	if depth != 0 {
		return passage
	}
	return strings.TrimSpace(passage[utf8.RuneLen(opening) : len(passage)-utf8.RuneLen(closing)])
}
