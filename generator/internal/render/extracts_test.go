package render

import (
	"testing"

	"gloss/generator/brief"
)

// What is cut is cut between words, after as many letters in every script.
func TestGist(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"One two three", 13, "One two three"},
		{"One two three", 12, "One two…"},
		{"One, two", 5, "One…"},
		{"Українська мова", 15, "Українська мова"},
		{"Українська мова", 14, "Українська…"},
		{"\nOne\ntwo\n", 5, "One…"},
		{"Donaudampfschiff", 5, "Donau…"},
		{"", 5, ""},
	} {
		x := brief.Extract{Setting: &brief.Setting{Prose: &brief.Prose{Text: c.text}}, To: 1}
		if got := gist(x, c.most); got != c.want {
			t.Errorf("%d letters of %q are %q, want %q", c.most, c.text, got, c.want)
		}
	}
}
