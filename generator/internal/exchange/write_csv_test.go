package exchange

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// Signs at which the manual says that an apostrophe is to be taken away.
var guarded = regexp.MustCompile(`^'+[=+\-@\t\r＝＋－＠]`)

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "",
		"94,000":            "94,000",
		"=HYPERLINK(\"x\")": "'=HYPERLINK(\"x\")",
		"+1":                "'+1",
		"- a list":          "'- a list",
		"@report says":      "'@report says",
		"\t=1":              "'\t=1",
		"\r=1":              "'\r=1",
		"＝1":                "'＝1",
		"'=1":               "''=1",
		"'tis":              "'tis",
		"–94,000":           "–94,000", // an en dash
		"a=b":               "a=b",
		" =1":               " =1",
	} {
		if got := Cell(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("'=+-@\t\r＝a 1\n"))).Draw(t, "text")
		cell := Cell(text)
		if guarded.MatchString(cell) {
			cell = cell[1:]
		}
		if cell != text {
			t.Errorf("%q comes back as %q", text, cell)
		}
	})
}
