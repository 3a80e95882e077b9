package brief

import "testing"

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"94,000 troops\t\r\n\f":          "94,000 troops\t\r\n\f",
		"a\x00b\x1b[31mc\x7f":            "a\uFFFDb\uFFFD[31mc\uFFFD",
		"a\u0080b\u0085c\u009fd\u00a0e":  "a\uFFFDb\u0085c\uFFFDd\u00a0e",
		"\ufdcf\ufdd0\ufdef\ufdf0":       "\ufdcf\uFFFD\uFFFD\ufdf0",
		"\ufffd\ufffe\uffff":             "\uFFFD\uFFFD\uFFFD",
		"\U0001f600\U0001fffe\U0010ffff": "\U0001f600\uFFFD\uFFFD",
		"“«„»”":                          "“«„»”",
	} {
		if got := Printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
