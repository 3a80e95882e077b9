package parse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// The lines that a quote takes in its file are counted to the last one that
// belongs to it, marked or not.
func TestLinesOfATarget(t *testing.T) {
	tests := []struct {
		quote string
		lines []int
	}{
		{"> one", []int{1}},
		{"> one\n> two", []int{2}},
		{"> one\ntwo\nthree", []int{3}},
		{"> one\n>\n> two", []int{3}},
		{"> one\n\n> two\n> three", []int{1, 2}},
		{"> - one\n> - two\n>   three", []int{3}},
		{"> one\n>", []int{1}},
		{">\n> one", []int{1}},
	}
	for _, test := range tests {
		found, _ := New(nil).Annotations(brief.Input{Path: "a.annotations.md", Text: "## context\n\n" + test.quote + "\n\nBody.\n"}, new(diag.List))
		if len(found) != 1 || len(found[0].Targets) != len(test.lines) {
			t.Errorf("%q: %+v", test.quote, found)
			continue
		}
		for i, target := range found[0].Targets {
			if int(target.Lines) != test.lines[i] {
				t.Errorf("%q: target %d takes %d lines, want %d", test.quote, i, target.Lines, test.lines[i])
			}
		}
	}
}

// Whatever stands in a quote, the target's points lie within its parts, in
// order, and its lines within the file.
func FuzzTarget(f *testing.F) {
	for _, seed := range []string{"a ==b== c […] d", "== == ==", "[...]==[…]==", "*a ==b* c==", "`==`\n- ==x\n1. y==", "\\== a == b ==", "a\n\n==b=="} {
		f.Add(seed)
	}
	p := New(nil)
	f.Fuzz(func(t *testing.T, quote string) {
		if !utf8.ValidString(quote) || len(quote) > 1<<14 || strings.ContainsRune(quote, '\r') {
			t.Skip()
		}
		text := "## context\n\n> " + strings.ReplaceAll(quote, "\n", "\n> ") + "\n\nBody.\n"
		found, _ := p.Annotations(brief.Input{Path: "a.annotations.md", Text: text}, new(diag.List))
		for i := range found {
			for j := range found[i].Targets {
				target := &found[i].Targets[j]
				if target.Lines < 1 || target.Pos.Line+int(target.Lines)-1 > strings.Count(text, "\n") {
					t.Fatalf("%d lines from %v in %q", target.Lines, target.Pos, text)
				}
				for _, x := range []*brief.Target{target, target.Literal} {
					if x != nil {
						within(t, x)
					}
				}
			}
		}
	})
}

func within(t *testing.T, x *brief.Target) {
	t.Helper()
	for _, p := range []brief.Point{x.Start, x.End} {
		if p.Part < 0 || p.Part >= len(x.Parts) || p.At < 0 || p.At > len(x.Parts[p.Part]) {
			t.Fatalf("%v is not within %q", p, x.Parts)
		}
	}
	if x.Start.Part > x.End.Part || x.Start.Part == x.End.Part && x.Start.At > x.End.At {
		t.Fatalf("%v comes after %v in %q", x.Start, x.End, x.Parts)
	}
}
