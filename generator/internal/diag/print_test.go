package diag

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrint(t *testing.T) {
	items := []Diagnostic{
		{
			Pos: Pos{File: "content/a.annotations.md", Line: 9, Column: 4}, Severity: Error, Code: AnnotationKind,
			Message: "no kind is called fact-chek", Hint: "did you mean fact-check?", Excerpt: "## fact-chek {#troops}",
		},
		{
			Pos: Pos{File: "content/a.annotations.md", Line: 12, Column: 3}, Severity: Warning, Code: AnnotationAmbiguous,
			Message: "the quote fits two places:\ncontent/a.md:4:1\ncontent/a.md:8:1", Hint: "quote more words", Excerpt: "> the",
		},
		{Pos: Pos{File: "content/b.md"}, Severity: Error, Code: FileUnreadable, Message: "permission denied"},
	}
	const want = `content/a.annotations.md:9:4: error[annotation-kind]: no kind is called fact-chek
  ## fact-chek {#troops}
     ^
hint: did you mean fact-check?

content/a.annotations.md:12:3: warning[annotation-ambiguous]: the quote fits two places:
  content/a.md:4:1
  content/a.md:8:1
  > the
    ^
hint: quote more words

content/b.md:1:1: error[file-unreadable]: permission denied
`
	var b strings.Builder
	if err := Print(&b, items, false); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", b.String(), want)
	}

	b.Reset()
	if err := Print(&b, items[:1], true); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, "\x1b[1;31merror[annotation-kind]:\x1b[0m") {
		t.Errorf("the severity has no colour: %q", got)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("abcdefghij", 30)
	for name, c := range map[string]struct {
		line   string
		column int
		want   string // line, then the caret below it
	}{
		"first":            {"word", 1, "word\n^"},
		"past the end":     {"word", 5, "word\n    ^"},
		"far past the end": {"word", 500, "word\n    ^"},
		"tab":              {"\tkey:\tx", 7, "    key:    x\n            ^"},
		"wide":             {"東京 x", 4, "東京 x\n     ^"},
		"combining":        {"e\u0301a x", 5, "e\u0301a x\n   ^"},
		"escape":           {"\x1b[2Jx", 5, "␛[2Jx\n    ^"},
		"bidi":             {"a\u202eb", 3, "a‹U+202E›b\n         ^"},
		"clipped after":    {long, 3, long[:96] + "…\n  ^"},
		"clipped both":     {long, 151, "…" + long[118:214] + "…\n" + strings.Repeat(" ", 33) + "^"},
		"clipped before":   {long, 301, "…" + long[204:] + "\n" + strings.Repeat(" ", 97) + "^"},
	} {
		t.Run(name, func(t *testing.T) {
			got, caret := excerpt(c.line, c.column)
			got += "\n" + strings.Repeat(" ", caret) + "^"
			if got != c.want {
				t.Errorf("excerpt of column %d:\n%s\nwant\n%s", c.column, got, c.want)
			}
		})
	}
}

// What is printed never holds a character that a terminal obeys, and a line is
// never long, whatever stands in the inputs.
func FuzzPrint(f *testing.F) {
	f.Add("a\x1b]0;title\x07\u202e.md", "a\u2028b\rc", "\t\u200b東京", 3)
	f.Add("a.md", strings.Repeat("x", 2000), strings.Repeat("\u0301", 5000), 4000)
	f.Fuzz(func(t *testing.T, file, message, line string, column int) {
		d := Diagnostic{
			Pos: Pos{File: file, Line: 1, Column: column}, Code: FrontMatterKey,
			Message: message, Hint: message, Excerpt: line,
		}
		var b strings.Builder
		if err := Print(&b, []Diagnostic{d}, false); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r != '\n' && !unicode.IsPrint(r) && !unicode.In(r, unicode.Zs, unicode.Cn, unicode.Co) {
				t.Fatalf("%U is printed", r)
			}
		}
		if text, _ := excerpt(line, column); utf8.RuneCountInString(text) > maxExcerpt+len("‹U+10FFFF›")+2 {
			t.Fatalf("a line of %d characters", utf8.RuneCountInString(text))
		}
	})
}
