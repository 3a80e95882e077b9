package render

import (
	"testing"

	"gloss/generator/brief"
)

// A link is made for what pages may link to, and for nothing else: the same
// rule as when texts are read, where an address comes another way.
func TestHref(t *testing.T) {
	v := newRenderer(t).voice("en")
	for address, want := range map[string]string{
		"":                                   "",
		"/2021/12/03/":                       ` href="/2021/12/03/"`,
		"#note-a":                            ` href="#note-a"`,
		"https://example.org/a?b#c":          ` href="https://example.org/a?b#c"`,
		"https://example.org/a b'":           ` href="https://example.org/a%20b%27"`,
		"https://example.org/@desk":          ` href="https://example.org/@desk"`,
		"mailto:desk@example.org":            ` href="mailto:desk@example.org"`,
		"https://nato.example@evil.example/": "",
		"https://u:p@example.org":            "",
		`https:\\nato.example@evil.example`:  "",
		"//evil.example/":                    "",
		"javascript:alert(1)":                "",
		"https://example.org/\u0085":         "",
	} {
		if got := string(v.href(address)); got != want {
			t.Errorf("%q became %q, want %q", address, got, want)
		}
		if _, safe := brief.SafeURL(address); !safe && want != "" {
			t.Errorf("%q is not safe", address)
		}
	}
}
