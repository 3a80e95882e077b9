package anchor_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/diag"
)

// vocabulary has words that look alike, numbers, negations and names, so that
// random sentences are often near one another.
var vocabulary = strings.Fields(`the a of in and to that troops tanks border borders minister ministry president said says
denied confirmed talks resumed week month 94,000 194,000 12 Kyiv Kiev Moscow Friday Saturday not no never more less than
near far long longer Ukraine Russia Poland placed moved counted — “quoted” it’s naïve`)

// drawWords draws words, all of which may be the same.
func drawWords(t *rapid.T, name string, least, most int) []string {
	n := rapid.IntRange(least, most).Draw(t, name+" words")
	words := make([]string, n)
	for i := range words {
		words[i] = vocabulary[rapid.IntRange(0, len(vocabulary)-1).Draw(t, name)]
	}
	return words
}

// drawContext draws words of which every third stands nowhere else, as in prose
// there is something in every line that says which line it is.
func drawContext(t *rapid.T, name string, least, most int) []string {
	words := drawWords(t, name, least, most)
	for i := range words {
		if i%3 == 0 {
			words[i] = fmt.Sprintf("%s%dth", name, i*i+i)
		}
	}
	return words
}

// join sets words with blanks and, now and then, a new paragraph.
func join(t *rapid.T, words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", " ", "\n", "\u00a0"}).Draw(t, "blank"))
		}
		b.WriteString(word)
	}
	return b.String()
}

// place anchors one target in a text, with moved = "accept".
func place(text string, target brief.Target) brief.Placement {
	article := brief.Article{Path: "a.md", Body: brief.Prose{Text: text}}
	var list diag.List
	return anchor.Article(&article, []brief.Annotation{{Targets: []brief.Target{target}}}, brief.Anchoring{AcceptMoved: true}, &list)[0].Placements[0]
}

// quote returns a target that quotes a passage with context as an annotation
// file does, or as a selector of the Web Annotation Data Model does.
func quote(t *rapid.T, before, passage, after string) brief.Target {
	switch rapid.SampledFrom([]string{"bare", "marked", "selector"}).Draw(t, "form") {
	case "marked":
		left, right := near(before, true), near(after, false)
		return brief.Target{
			Parts: []string{left + passage + right},
			Start: brief.Point{At: len(left)}, End: brief.Point{At: len(left) + len(passage)},
		}
	case "selector":
		return brief.Target{
			Parts: []string{passage}, End: brief.Point{At: len(passage)},
			Prefix: tail(before, around), Suffix: head(after, around),
		}
	}
	return brief.Target{Parts: []string{passage}, End: brief.Point{At: len(passage)}}
}

// near returns up to six whole words of context.
func near(s string, left bool) string {
	words := strings.Fields(s)
	if left {
		words = words[max(0, len(words)-6):]
		if len(words) > 0 {
			return strings.Join(words, " ") + " "
		}
		return ""
	}
	words = words[:min(len(words), 6)]
	if len(words) > 0 {
		return " " + strings.Join(words, " ")
	}
	return ""
}

// A passage whose own words and quoted context are untouched stays placed on
// the same words, whatever is edited elsewhere, as long as it is the only one.
func TestEditsOutsideLeaveThePassagePlaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := join(t, drawWords(t, "before", 12, 40)), join(t, drawWords(t, "after", 12, 40))
		passage := join(t, append(drawWords(t, "passage", 1, 20), "uniquely"))
		target := quote(t, before+" ", passage, " "+after)
		if p := place(before+" "+passage+" "+after, target); p.Outcome != brief.Placed {
			t.Fatalf("before any edit: %v", p)
		}
		_, nearLeft := divide(before, true)
		_, nearRight := divide(after, false)
		text := join(t, drawWords(t, "new before", 0, 40)) + " " + nearLeft + " "
		start := len(text)
		text += passage + " " + nearRight + " " + join(t, drawWords(t, "new after", 0, 40))
		p := place(text, target)
		if p.Outcome != brief.Placed || p.Span != (brief.Span{Start: start, End: start + len(passage)}) {
			t.Fatalf("%+v: %v, not %d–%d, in %q", target, p, start, start+len(passage), text)
		}
	})
}

// divide cuts the twelve words next to the passage off the rest.
func divide(s string, left bool) (far, near string) {
	at := starts(s)
	if left {
		cut := at[max(0, len(at)-12)]
		return s[:cut], s[cut:]
	}
	if len(at) < 13 {
		return "", s
	}
	cut := at[12]
	return s[cut:], strings.TrimSpace(s[:cut])
}

// A passage whose own words were edited is placed on these, or not at all.
// Quoted with context, it is never placed on other words even where the text
// is full of words like them; quoted without any, nothing but its own words
// could tell it from a sentence that differs in one of them, so there is none
// in the text then.
func TestEditsInsideNeverMoveThePassageToOtherWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passage := drawWords(t, "passage", 3, 20)
		now := editSome(t, passage)
		alike := strings.Join(editSome(t, passage), " ") // as if the sentence stood elsewhere, a little different
		before, after := drawContext(t, "before", 8, 30), drawContext(t, "after", 8, 30)
		left, right := strings.Join(before, " ")+" ", " "+strings.Join(after, " ")
		target := quote(t, left, strings.Join(passage, " "), right)

		text := left
		context := len(target.Parts[0]) > len(strings.Join(passage, " ")) || target.Prefix != ""
		if context && rapid.Bool().Draw(t, "another before") {
			text = alike + " " + strings.Join(drawWords(t, "between", 8, 30), " ") + " " + left
		}
		start := len(text)
		text += strings.Join(now, " ")
		end := len(text)
		text += right
		if context && rapid.Bool().Draw(t, "another after") {
			text += " " + strings.Join(drawWords(t, "between", 8, 30), " ") + " " + alike
		}
		p := place(text, target)
		if p.Shown && p.Outcome == brief.Moved && (p.Span.End <= start || p.Span.Start >= end) {
			t.Fatalf("%+v is put on %q, not on %q, in %q", target, p.Span.Of(text), text[start:end], text)
		}
	})
}

// editSome replaces, drops and adds some words.
func editSome(t *rapid.T, words []string) []string {
	var now []string
	for _, word := range words {
		switch rapid.IntRange(0, 9).Draw(t, "edit") {
		case 0:
			now = append(now, vocabulary[rapid.IntRange(0, len(vocabulary)-1).Draw(t, "new word")])
		case 1:
			now = append(now, word, vocabulary[rapid.IntRange(0, len(vocabulary)-1).Draw(t, "added word")])
		case 2:
		default:
			now = append(now, word)
		}
	}
	if len(now) == 0 {
		return words[:1]
	}
	return now
}

// A passage that was taken out is shown nowhere.
func TestARemovedPassageIsShownNowhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passage := strings.Join(append(drawWords(t, "passage", 3, 20), "uniquely"), " ")
		left, right := strings.Join(drawContext(t, "before", 8, 40), " "), strings.Join(drawContext(t, "after", 8, 40), " ")
		target := quote(t, left+" ", passage, " "+right)
		if p := place(left+" "+right, target); p.Shown {
			t.Fatalf("%+v is put on %q in %q", target, p.Span.Of(left+" "+right), left+" "+right)
		}
	})
}

// Whatever is searched for in whatever text, places are stretches of it, and
// only what is placed, or moved and accepted, is shown.
func FuzzPlace(f *testing.F) {
	f.Add("The minister counted 94,000 troops near the border.", "counted 95,000 troops", "minister ", " near", 4, 9)
	f.Add("a a a a a a a a", "a a b", "a ", " a", 0, 3)
	f.Add("ﬁ \u200b…\r\n国境の部隊", "国境", "…", "部", 1, 2)
	f.Fuzz(func(t *testing.T, text, words, prefix, suffix string, start, end int) {
		if len(text) > 4000 || len(words) > 1000 {
			return
		}
		text, words = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(words, "?")
		target := brief.Target{
			Parts: []string{words}, End: brief.Point{At: len(words)},
			Prefix: strings.ToValidUTF8(prefix, "?"), Suffix: strings.ToValidUTF8(suffix, "?"),
			Position: &brief.Position{Start: start, End: end, Unit: brief.Unit(start & 1), Version: brief.Version(text)},
		}
		if a, b := strings.Index(words, "=="), strings.LastIndex(words, "=="); a < b {
			target.Start.At, target.End.At = a, b
		}
		p := place(text, target)
		if p.Shown != (p.Outcome == brief.Placed) && p.Outcome != brief.Moved {
			t.Fatalf("%v", p)
		}
		spans := []brief.Span{}
		if p.Shown {
			spans = append(spans, p.Span)
		}
		for _, place := range p.Places {
			spans = append(spans, place.Span)
			for _, part := range place.Parts {
				if part.Start > part.End || part.Start < 0 || part.End > len(text) {
					t.Fatalf("part %v of %q", part, text)
				}
			}
		}
		for _, s := range spans {
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) || strings.TrimSpace(s.Of(text)) == "" {
				t.Fatalf("span %v of %q", s, text)
			}
		}
	})
}
