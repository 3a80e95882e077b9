package fold

import "unicode/utf8"

// alone returns the character at an offset and its length if normalisation
// has nothing to do there: it stays itself and combines with neither
// neighbour. Only the scripts and the punctuation of most texts are known
// here; for the rest the length is 0.
func alone(s string, i int) (r rune, length int) {
	r, length = utf8.DecodeRuneInString(s[i:])
	if !lone(r) {
		return 0, 0
	}
	if next := i + length; next < len(s) && s[next] >= utf8.RuneSelf {
		if after, _ := utf8.DecodeRuneInString(s[next:]); !lone(after) {
			return 0, 0
		}
	}
	return r, length
}

// lone reports whether a character is one of those that combine with none
// before them and are composed already: Latin, Greek and Cyrillic letters and
// general punctuation, but for the three of them that stand for others
// (Unicode Standard Annex 15, "Singletons").
func lone(r rune) bool {
	switch {
	case r < 0x300:
		return true
	case r < 0x370:
		return false
	case r < 0x483:
		return r != 0x374 && r != 0x37e && r != 0x387
	}
	return 0x48a <= r && r < 0x530 || 0x2010 <= r && r < 0x2060
}
