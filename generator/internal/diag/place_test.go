package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// A column counts the code points before it, on a line of any length.
func TestColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{"a", "é", "漢字", "😀 ", "ab\n", "\n", "\u0301"})
		var b strings.Builder
		for range rapid.IntRange(0, 6).Draw(t, "stretches") {
			b.WriteString(strings.Repeat(line.Draw(t, "words"), rapid.IntRange(0, 3000).Draw(t, "times")))
		}
		text := b.String()
		lines := NewLines("f", text)
		for range 5 {
			offset := rapid.IntRange(0, len(text)).Draw(t, "offset")
			for offset < len(text) && !utf8.RuneStart(text[offset]) {
				offset--
			}
			start := strings.LastIndexByte(text[:offset], '\n') + 1
			want := Pos{"f", 1 + strings.Count(text[:offset], "\n"), 1 + utf8.RuneCountInString(text[start:offset])}
			if got := lines.At(offset); got != want {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	})
}
