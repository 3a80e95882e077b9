package reanchor_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/reanchor"
)

// rewrite replaces the quote that starts in the third line of a file.
func rewrite(t *testing.T, file, words string, lines int, style reanchor.Style) string {
	t.Helper()
	target := &brief.Target{Pos: brief.Pos{Line: 3}, Lines: int32(lines)}
	now, ok := reanchor.Rewrite(file, target, words, style)
	if !ok {
		t.Fatalf("%q is no quote", file)
	}
	return now
}

func TestRewrite(t *testing.T) {
	tests := []struct {
		name, quote, words, want string
		lines                    int
	}{
		{"one word", "> more than 94,000 troops", "more than 96,000 troops", "> more than 96,000 troops", 1},
		{"a word on a later line", "> more than\n> 94,000 troops", "more than 96,000 troops", "> more than\n> 96,000 troops", 2},
		{"the first word of a line stays the first", "> more than\n> 94,000 troops", "more than 96,000 men", "> more than\n> 96,000 men", 2},
		{"a lazy line", "> more than\n94,000 troops", "more than 96,000 troops", "> more than\n96,000 troops", 2},
		{"an indented quote", "  >   more than\n  >   94,000 troops", "more than 96,000 troops", "  >   more than\n  >   96,000 troops", 2},
		{"no blank after the sign", ">more than 94,000 troops", "more than 96,000 troops", ">more than 96,000 troops", 1},
		{"passage marks", "> placed ==more than 94,000 troops== near", "placed ==some 96,000 troops== near", "> placed ==some 96,000 troops== near", 1},
		{"marks within words", "> a ==low==-key talk", "a ==high==-key talk", "> a ==high==-key talk", 1},
		{"marks that come in", "> the border", "near ==the border== again", "> near ==the border== again", 1},
		{"gaps", "> placed […] near [...] borders", "placed […] by […] borders", "> placed […] by [...] borders", 1},
		{"emphasis around a kept word", "> *more* than _94,000_ troops", "more than 96,000 troops", "> *more* than _96,000_ troops", 1},
		{"emphasis around several", "> *were due* to", "had been due to", "> *had been due* to", 1},
		{"quote marks as they were", `> he said "it is over" now`, "he said “it is over” again", `> he said "it is over" again`, 1},
		{"escapes as they were", `> 5 \* 4 is 20`, "5 * 4 is 21", `> 5 \* 4 is 21`, 1},
		{"signs of markup", "> five is more", "5 * [four] is <more>", `> 5 \* \[four\] is \<more>`, 1},
		{"a sign that would begin a list", "> one is more", "- is more", `> \- is more`, 1},
		{"a number that would begin a list", "> He\n> then 12 were", "He 12. were", "> He\n> 12\\. were", 2},
		{"a paragraph within", "> one two\n>\n> three four", "one two three five", "> one two\n>\n> three five", 3},
		{"line ends of another system", "> one two\r\n> three four", "one two three five", "> one two\r\n> three five", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, after := "## context\n\n", "\n\nThe  body, *kept*.\n> and a quote\n"
			if got, want := rewrite(t, before+test.quote+after, test.words, test.lines, reanchor.Patch), before+test.want+after; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestRewriteAfresh(t *testing.T) {
	file := "## context\n\n> *one two\n> three* four five\n\nBody\n"
	if got, want := rewrite(t, file, "six seven ==eight nine== ten eleven", 2, reanchor.Fresh), "## context\n\n> six seven ==eight\n> nine== ten\n> eleven\n\nBody\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRewriteNoQuote(t *testing.T) {
	for _, target := range []brief.Target{
		{Pos: brief.Pos{Line: 1}, Lines: 1}, {Pos: brief.Pos{Line: 3}}, {Pos: brief.Pos{Line: 3}, Lines: 9}, {Pos: brief.Pos{Line: 99}, Lines: 1},
	} {
		if now, ok := reanchor.Rewrite("## context\n\n> one\n", &target, "two", reanchor.Patch); ok {
			t.Errorf("%+v: %q", target, now)
		}
	}
}

// Whatever is written anew, what stands before the quote's words and after its
// last line stays, byte for byte, and every line of the quote keeps its end.
func TestNothingElseChanges(t *testing.T) {
	signs := strings.Fields("one two three == […] [...] *four* _five_ 94,000 \\* “six” - 7. é … > <b> [x] &amp;")
	lineEnds := []string{"\n", "\r\n", "\r"}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs), 1, 8).Draw(t, name), " ")
		}
		end := rapid.SampledFrom(lineEnds).Draw(t, "line end")
		lines := rapid.IntRange(1, 4).Draw(t, "lines")
		bom := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "mark")
		indent := rapid.SampledFrom([]string{"> ", ">", "  >  "}).Draw(t, "indent")
		before := bom + "## context {#x}" + end + end + indent
		var quote []string
		for range lines {
			quote = append(quote, "w"+draw("quote"))
		}
		after := rapid.SampledFrom([]string{"", end, end + end + "Body  *of* it." + end}).Draw(t, "after")
		file := before + strings.Join(quote, end+indent) + after
		for _, style := range []reanchor.Style{reanchor.Patch, reanchor.Fresh} {
			now, ok := reanchor.Rewrite(file, &brief.Target{Pos: brief.Pos{Line: 3}, Lines: int32(lines)}, "w"+draw("words"), style)
			if !ok || !strings.HasPrefix(now, before) || !strings.HasSuffix(now, after) {
				t.Fatalf("%q becomes %q", file, now)
			}
			inner := strings.TrimSuffix(now, after)
			if rest := strings.ReplaceAll(inner, end, ""); strings.ContainsAny(rest, "\r\n") {
				t.Fatalf("%q has another line end: %q", file, now)
			}
		}
	})
}
