package brief

import "strings"

// Printable returns a text in which every character that no page and no feed
// may hold is U+FFFD, the replacement character: controls other than white
// space, and noncharacters (HTML, section 13.2.3.5; XML 1.0, section 2.2).
// Escapes and references in texts write them, as do agencies' wires.
func Printable(text string) string {
	if !strings.ContainsFunc(text, unprintable) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}

func unprintable(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r' && r != '\f'
	case r < 0x7f:
		return false
	}
	return r < 0xa0 && r != '\u0085' || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}
