package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
)

// Citations follow Pandoc's syntax (Pandoc User's Guide, "Citation syntax") as
// far as brackets go: items divided by semicolons, each with words before its
// @key and, after a comma, a locator.

// cites reports whether the words in a pair of brackets cite: an @ that does
// not continue a word, as one in a mail address does, and a key after it.
func cites(inner string) bool {
	_, _, found := findKey(inner)
	return found
}

// findKey returns where the first @ of a key stands in an item and where the
// key ends.
func findKey(item string) (at, end int, found bool) {
	before := ' '
	for i, r := range item {
		if r == '@' && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			if n := keyLength(item[i+1:]); n > 0 {
				return i, i + 1 + n, true
			}
		}
		before = r
	}
	return 0, 0, false
}

// keyLength returns how many bytes of s are a key: letters, digits and
// underscores, with single punctuation marks inside, or anything in braces.
func keyLength(s string) int {
	if strings.HasPrefix(s, "{") {
		return strings.IndexByte(s, '}') + 1
	}
	end := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_':
			end = i + size
		case i > 0 && end == i && strings.ContainsRune(":.#$%&-+?<>~/", r):
			// Counts only when more of the key follows.
		default:
			return end
		}
		i += size
	}
	return end
}

// citeItem reads one item and returns it with the offset of its @.
func citeItem(item string) (brief.CiteItem, int, bool) {
	at, end, found := findKey(item)
	if !found {
		return brief.CiteItem{}, 0, false
	}
	words := brief.CiteWords{Prefix: oneLine(strings.TrimSuffix(strings.TrimSpace(item[:at]), "-"))}
	rest := oneLine(strings.TrimPrefix(strings.TrimSpace(item[end:]), ","))
	if isLocator(rest) {
		words.Locator = rest
	} else {
		words.Suffix = rest
	}
	cite := brief.CiteItem{Key: strings.Trim(item[at+1:end], "{}")}
	if words != (brief.CiteWords{}) {
		around := words // on the heap only where there are any
		cite.Words = &around
	}
	return cite, at, true
}

// locatorLabels are the words that begin a locator: CSL's locator terms in
// their English short and long forms.
var locatorLabels = []string{
	"art.", "article", "bk.", "book", "cap.", "ch.", "chap.", "chapter", "chs.", "cl.", "clause", "col.", "cols.", "column",
	"fig.", "figs.", "figure", "fol.", "folio", "fols.", "l.", "line", "lines", "ll.", "min.", "n.", "nn.", "no.", "nos.", "note",
	"number", "op.", "p.", "page", "pages", "para.", "paragraph", "paras.", "part", "pp.", "pt.", "pts.", "sec.", "secs.",
	"section", "slide", "sub verbo", "s.v.", "table", "v.", "verse", "vol.", "volume", "vols.", "vv.", "¶", "¶¶", "§", "§§", "at",
}

// isLocator reports whether words name a place in a source: they begin with a
// locator's label or with a number.
func isLocator(words string) bool {
	if words == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words)
	if unicode.IsDigit(first) {
		return true
	}
	lower := strings.ToLower(words)
	for _, label := range locatorLabels {
		rest, ok := strings.CutPrefix(lower, label)
		after, _ := utf8.DecodeRuneInString(rest)
		if ok && !unicode.IsLetter(after) && strings.ContainsFunc(rest, unicode.IsDigit) {
			return true
		}
	}
	return false
}

// oneLine returns words with every run of white space made one space. Spaces
// that do not break stay as they are.
func oneLine(words string) string {
	if isOneLine(words) {
		return words
	}
	return strings.Join(strings.FieldsFunc(brief.Printable(words), func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }), " ")
}

// isOneLine reports whether words certainly are one line already: single
// blanks between characters of ASCII.
func isOneLine(words string) bool {
	last := byte(' ')
	for i := range len(words) {
		c := words[i]
		if c < ' ' || c >= 0x7f || c == ' ' && c == last {
			return false
		}
		last = c
	}
	return last != ' ' || words == ""
}
