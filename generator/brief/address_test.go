package brief

import "testing"

func TestSafeURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/":           "https://example.org/",
		"HTTP://example.org":             "HTTP://example.org",
		"mailto:desk@example.org":        "mailto:desk@example.org",
		"/2021/12/03/":                   "/2021/12/03/",
		"../other.md#note":               "../other.md#note",
		" \x00https://example.org/a\tb ": "https://example.org/ab",
		"https://example.org/@desk":      "https://example.org/@desk",
		"https://example.org?to=a@b":     "https://example.org?to=a@b",
		"https://example.org#a@b":        "https://example.org#a@b",
		"a@b:c":                          "",
		"//evil.example/":                "",
		`\\evil.example/`:                "",
		"javascript:alert(1)":            "",
		"java\nscript:alert(1)":          "",
		"data:text/html,x":               "",
		"https://example.org/\u0085":     "",

		"https://nato.example@evil.example/":      "",
		"https://desk:secret@example.org/":        "",
		`https:\\nato.example@evil.example`:       "",
		"https:nato.example@evil.example":         "",
		"https:////nato.example\t@evil.example?x": "",
	} {
		got, safe := SafeURL(address)
		if got != want || safe != (want != "") {
			t.Errorf("%q became %q, %v, want %q", address, got, safe, want)
		}
	}
}
