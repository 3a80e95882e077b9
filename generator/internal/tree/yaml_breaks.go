package tree

import "strings"

// YAML 1.2 has one line break where YAML 1.1 and the library have four (YAML
// 1.2.2, section 5.4). While the library works, noncharacters stand for the
// other three.
var oddBreaks = [...]struct{ char, stand string }{
	{"\u0085", "\ufdd0"}, {"\u2028", "\ufdd1"}, {"\u2029", "\ufdd2"},
}

// hideBreaks returns a text without the line breaks that YAML 1.2 does not
// have; each stands as one other character.
func hideBreaks(text string) string {
	for _, b := range oddBreaks {
		text = strings.ReplaceAll(text, b.char, b.stand)
	}
	return text
}

// showBreaks undoes hideBreaks.
func showBreaks(text string) string {
	if strings.Contains(text, "\ufdd0"[:2]) {
		for _, b := range oddBreaks {
			text = strings.ReplaceAll(text, b.stand, b.char)
		}
	}
	return text
}
