package anchor_test

import (
	"strings"
	"testing"

	"gloss/generator/brief"
)

// What desks do to articles after they were annotated. The quote marks its
// passage with ==, and the edited text marks with == where the passage stands
// now; without == in the text it is gone.
func TestEditorialEdits(t *testing.T) {
	const (
		placed = "placed"
		shown  = "moved, placed when accepted" // with its warning
		named  = "moved, never placed"
		orphan = "orphaned"
	)
	const lead = "The minister warned on Friday that Russia has placed more than 94,000 troops near Ukraine's long borders, an aide said. "
	tests := []struct {
		name, quote, text string
		want              string
	}{
		{"nothing", "more than 94,000 troops", "Russia has placed ==more than 94,000 troops== near the border.", placed},
		{"a paragraph is put before it", "more than 94,000 troops near the border", "Kyiv spoke first.\nRussia has placed ==more than 94,000 troops near the border==.", placed},
		{"quote marks change", `he said "the talks are over" and left`, "Then ==he said “the talks are over” and left== the room.", placed},
		{"single quote marks for double", "calls it 'hybrid' war", "She ==calls it ‘hybrid’ war== at last.", placed},
		{"dashes are translated", "the talks - long delayed -- resume", "At last ==the talks – long delayed — resume== today.", placed},
		{"a capital", "we will wait... and see", "“==We will wait… and see==,” he said.", named},
		{"an ellipsis within", "will wait... and see", "“We ==will wait… and see==,” he said.", placed},
		{"no-break spaces", "some 94 000 troops", "There are ==some 94\u00a0000 troops== there.", placed},
		{"a paragraph is split within it", "the talks resumed on Monday. Nobody had expected it", "Word came that ==the talks resumed on Monday.\nNobody had expected it== at all.", placed},
		{"the sentence moves", "Nobody had expected the talks to resume", "On Monday it came. " + lead + "==Nobody had expected the talks to resume== at all.", placed},
		{"the sentence moves, quoted with its neighbours", "said so. ==Nobody had expected the talks to resume== in Minsk", "It came late. " + lead + "==Nobody had expected the talks to resume== at all.", named},
		{"a typo is mended", "the goverment had expected the talks to resume within the month", "Nobody in ==the government had expected the talks to resume within the month==, he said.", shown},
		{"a name is respelled", "talks between Zelensky and the delegation would resume within the month", "The ==talks between Zelenskyy and the delegation would resume within the month==.", named},
		{"a name is respelled, quoted with its neighbours", "was told that ==talks with Zelensky== would resume within the month", "Everybody was told that ==talks with Zelenskyy== would resume within the month.", shown},
		{"a number changes", "Russia has placed more than 94,000 troops near the long border", "Kyiv says ==Russia has placed more than 194,000 troops near the long border==.", named},
		{"a number changes between words that stay", "Russia has placed ==more than 94,000 troops== near the long border", "Kyiv says Russia has placed ==more than 96,000 troops== near the long border.", shown},
		{"a negation comes in", "the delegations will meet again in the capital before the winter", "He said ==the delegations will not meet again in the capital before the winter==.", named},
		{"a clause is inserted", "the delegations met again in the capital before the winter recess and parted early", "There ==the delegations met again in the capital, it was announced, before the winter recess and parted early==.", shown},
		{"a clause is taken out", "the delegations, tired as they were, met again in the capital before the winter recess", "There ==the delegations met again in the capital before the winter recess==.", shown},
		{"it is rewritten between words that stay", "an aide to the minister said ==the delegations met again in the capital== before the winter recess", "an aide to the minister said ==envoys of the two sides saw each other== before the winter recess", orphan},
		{"half of it is rewritten between words that stay", "an aide to the minister said ==the delegations met again in the capital city== before the winter recess", "an aide to the minister said ==the delegations met twice in the capital town== before the winter recess", shown},
		{"the same sentence on another number stands elsewhere", "In the east ==the ministry counted 12 wounded in the shelling== of the town", "The shelling went on. In the south ==the ministry counted 15 wounded in the shelling== of a village.", orphan},
		{"the same sentence on another place stands elsewhere", "the mayor of Lviv said that the schools would open on Monday morning", "Later ==the mayor of Kharkiv said that the schools would open on Monday morning==.", named},
		{"it is taken out", lead[4:60], "Nothing of the sort was said. The aide was not there, and the talks went on.", orphan},
		{"it is taken out between words that stay", "an aide to the minister said ==the delegations met again in the capital== before the winter recess", "an aide to the minister said before the winter recess", orphan},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := strings.ReplaceAll(test.text, "==", "")
			var want brief.Span
			if i := strings.Index(test.text, "=="); i >= 0 {
				want = brief.Span{Start: i, End: strings.LastIndex(test.text, "==") - 2}
			}
			p := place(text, marked(test.quote))
			got := p.Outcome.String()
			where := p.Span
			if p.Outcome == brief.Moved {
				where = p.Places[0].Span
				if got = named; p.Shown {
					got = shown
				}
			}
			if got != test.want {
				t.Errorf("%s, want %s: %+v", got, test.want, p)
			} else if got != orphan && where != want {
				t.Errorf("it is “%s”, want “%s”", where.Of(text), want.Of(text))
			}
		})
	}
}

// marked returns a target as an annotation file writes it.
func marked(quote string) brief.Target {
	words := strings.ReplaceAll(quote, "==", "")
	target := brief.Target{Parts: []string{words}, End: brief.Point{At: len(words)}}
	if i := strings.Index(quote, "=="); i >= 0 {
		target.Start.At, target.End.At = i, strings.LastIndex(quote, "==")-2
	}
	return target
}

// Soft context and positions decide between several places, and never against
// the words.
func TestSeveralPlaces(t *testing.T) {
	const text = "Kyiv says the talks are over. 😀 Moscow says the talks are over. Minsk is silent."
	first, second := strings.Index(text, "the talks"), strings.LastIndex(text, "the talks")
	length := len("the talks are over")
	at := func(start int) brief.Span { return brief.Span{Start: start, End: start + length} }
	tests := []struct {
		name   string
		target brief.Target
		want   int // -1 for none
	}{
		{"nothing decides", brief.Target{}, -1},
		{"the words before", brief.Target{Prefix: "Moscow says "}, -1}, // too short to be sure of: both end in "says"
		{"the words on both sides", brief.Target{Prefix: "over. 😀 Moscow says ", Suffix: ". Minsk is silent."}, second},
		{"other words on both sides", brief.Target{Prefix: "It is rumoured in the capital that ", Suffix: " for good, as many had feared"}, -1},
		{"a position in code points", brief.Target{Position: brief.PositionOf(text, at(second), brief.CodePoints)}, second},
		{"a position in UTF-16", brief.Target{Position: brief.PositionOf(text, at(second), brief.UTF16)}, second},
		{"the first place by position", brief.Target{Position: brief.PositionOf(text, at(first), brief.UTF16)}, first},
		{"a position in another version", brief.Target{Position: brief.PositionOf(text+" ", at(second), brief.CodePoints)}, -1},
		{"a position of other words", brief.Target{Position: brief.PositionOf(text, brief.Span{Start: 0, End: 4}, brief.CodePoints)}, -1},
		{"a position past the end", brief.Target{Position: &brief.Position{Start: 5, End: 5000, Version: brief.Version(text)}}, -1},
		{"a position that is reversed", brief.Target{Position: &brief.Position{Start: 9, End: 5, Version: brief.Version(text)}}, -1},
		{"a position that is negative", brief.Target{Position: &brief.Position{Start: -9, End: 5, Version: brief.Version(text)}}, -1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.target.Parts, test.target.End.At = []string{"the talks are over"}, length
			p := place(text, test.target)
			if p.Shown != (test.want >= 0) || p.Shown && p.Span != at(test.want) {
				t.Errorf("%+v, want %d", p, test.want)
			}
		})
	}
}

// A target that quotes nothing is placed by its position in the very text that
// it was counted in.
func TestPositionAlone(t *testing.T) {
	const text = "One 😀 two three."
	words := brief.Span{Start: strings.Index(text, "two"), End: strings.Index(text, "two") + 3}
	for _, unit := range []brief.Unit{brief.CodePoints, brief.UTF16} {
		position := brief.PositionOf(text, words, unit)
		if p := place(text, brief.Target{Position: position}); p.Outcome != brief.Placed || p.Span != words {
			t.Errorf("unit %d: %+v", unit, p)
		}
		if p := place("No"+text, brief.Target{Position: position}); p.Outcome != brief.Orphaned {
			t.Errorf("unit %d, another text: %+v", unit, p)
		}
	}
	if _, ok := (&brief.Position{Start: 5, End: 9, Unit: brief.UTF16}).Span(text); ok {
		t.Error("a position within a character means something")
	}
}

// A range from the beginning of one quote to the beginning of another, as a
// RangeSelector has it, ends before the blank between them.
func TestRange(t *testing.T) {
	const text = "He began to speak and went on until the end came."
	target := brief.Target{Parts: []string{"began to speak", "the end"}, End: brief.Point{Part: 1}}
	if p := place(text, target); p.Outcome != brief.Placed || p.Span.Of(text) != "began to speak and went on until" {
		t.Errorf("%q: %+v", p.Span.Of(text), p)
	}
}

// A quote that leaves out a stretch is found again by its ends.
func TestGapsMove(t *testing.T) {
	const text = "The minister warned on Friday that the ministry has counted many soldiers and their vehicles near the long border in the east of the country, and left for the capital."
	target := brief.Target{
		Parts: []string{"the ministry has counted some soldiers and their vehicles ", " border in the east of the country"},
		End:   brief.Point{Part: 1, At: len(" border in the east of the country")},
	}
	p := place(text, target)
	if p.Outcome != brief.Moved || !p.Shown || p.Span.Of(text) != "the ministry has counted many soldiers and their vehicles near the long border in the east of the country" {
		t.Errorf("%q: %+v", p.Span.Of(text), p)
	}
}

// A long passage is found by its ends and compared as a whole.
func TestLongPassage(t *testing.T) {
	sentences := make([]string, 40)
	for i := range sentences {
		sentences[i] = strings.Join([]string{"Sentence", strings.Repeat(string(rune('a'+i%26)), 3+i/26), "says", strings.Repeat(string(rune('z'-i%26)), 4), "about the matter."}, " ")
	}
	whole := strings.Join(sentences, " ")
	passage := strings.Join(sentences[5:30], " ")
	text := strings.Replace(whole, sentences[15], "Here an editor has put something else.", 1)
	p := place(text, marked(passage))
	want := strings.Replace(passage, sentences[15], "Here an editor has put something else.", 1)
	if p.Outcome != brief.Moved || p.Places[0].Of(text) != want {
		t.Errorf("%+v", p)
	}
}
