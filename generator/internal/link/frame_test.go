package link

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestOpening holds the opening of a text against how it is put in words: the
// words with one blank between them, and of more than 160 letters those before
// the last blank within 160.
func TestOpening(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[a-zé– \n\x{a0}]{0,60}[.,;]?`), 0, 12).Draw(t, "text"), "")
		for !utf8.ValidString(text[:min(len(text), 640)]) {
			text = "a" + text
		}
		words := strings.Join(strings.Fields(text[:min(len(text), 640)]), " ")
		want := words
		if r := []rune(words); len(r) > 160 {
			want = string(r[:160])
			if i := strings.LastIndexByte(want, ' '); i > 0 {
				want = strings.TrimRight(want[:i], " ,;:–—-")
			}
			want += "…"
		}
		if got := opening(text); got != want {
			t.Errorf("opening(%q) is\n%q, want\n%q", text, got, want)
		}
	})
}

func TestOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z \n\x{a0}\x{2009}]{0,12}`).Draw(t, "text")
		if got, want := oneLine(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Errorf("oneLine(%q) is %q, want %q", text, got, want)
		}
	})
}
