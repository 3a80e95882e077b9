package anchor

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
)

// quote is a target under the fold: the parts to find in this order, and
// where in them the passage begins and ends.
type quote struct {
	parts      []string
	from       []int // for each part, its index in the target
	start, end brief.Point
}

// match is one way to read a quote in a text, in folded offsets.
type match struct {
	start, end int // of the passage
	from, to   int // of the whole quote, when it is in one part; otherwise of the passage
}

func (m match) passage() stretch { return stretch{m.start, m.end} }

// newQuote folds a target. It returns false when nothing is left to find.
func newQuote(t *brief.Target) (quote, bool) {
	q := quote{parts: make([]string, len(t.Parts)), from: make([]int, len(t.Parts))}
	for i, words := range t.Parts {
		folded := fold.New(words)
		s := folded.Folded
		trimmed := strings.TrimLeft(s, " ")
		cut := len(s) - len(trimmed)
		trimmed = strings.TrimRight(trimmed, " ")
		q.parts[i], q.from[i] = trimmed, i
		inside := func(p brief.Point) brief.Point {
			return brief.Point{Part: i, At: max(0, min(folded.Offset(p.At)-cut, len(trimmed)))}
		}
		if t.Start.Part == i {
			q.start = inside(t.Start)
			for q.start.At < len(trimmed) && trimmed[q.start.At] == ' ' {
				q.start.At++
			}
		}
		if t.End.Part == i {
			q.end = inside(t.End)
			for q.end.At > 0 && trimmed[q.end.At-1] == ' ' {
				q.end.At--
			}
		}
	}
	return q.withoutEmptyParts()
}

// length returns how many bytes of the quote are searched for at most.
func (q *quote) length() int {
	n := 0
	for _, part := range q.parts {
		n += min(len(part), longest)
	}
	return n
}

// withoutEmptyParts drops parts that hold no words, such as what stands before
// a gap that opens the quote.
func (q quote) withoutEmptyParts() (quote, bool) {
	if !slices.Contains(q.parts, "") {
		return q, q.says()
	}
	var kept quote
	kept.start, kept.end = brief.Point{Part: -1}, brief.Point{Part: -1}
	for i, part := range q.parts {
		if part == "" {
			continue
		}
		n := len(kept.parts)
		kept.parts, kept.from = append(kept.parts, part), append(kept.from, i)
		if kept.start.Part < 0 && i >= q.start.Part {
			kept.start = brief.Point{Part: n}
			if i == q.start.Part {
				kept.start.At = q.start.At
			}
		}
		if i <= q.end.Part {
			kept.end = brief.Point{Part: n, At: len(part)}
			if i == q.end.Part {
				kept.end.At = q.end.At
			}
		}
	}
	return kept, kept.says()
}

// says reports whether the passage of a quote has any words.
func (q *quote) says() bool {
	return q.start.Part >= 0 && q.end.Part >= 0 &&
		(q.start.Part < q.end.Part || q.start.Part == q.end.Part && q.start.At < q.end.At)
}

// matches returns the distinct passages that a text holds, ordered by where
// they start. With parts left out between, each way to read the quote counts:
// whether one of them is nearer is not for us to judge. The time is linear in
// the length of the text, whatever repeats in it.
func (q quote) matches(text string) []match {
	found := make([][]int, len(q.parts))
	for i, part := range q.parts {
		if found[i] = occurrences(text, part); len(found[i]) == 0 {
			return nil
		}
	}
	earliest, ok := q.read(found, 0, q.start.Part, 0)
	if !ok {
		return nil
	}
	var matches []match
	for _, start := range found[q.start.Part] {
		if start < earliest {
			continue
		}
		after := start
		if q.end.Part > q.start.Part {
			if after, ok = q.read(found, q.start.Part+1, q.end.Part, start+len(q.parts[q.start.Part])); !ok {
				return matches // no later start can do better
			}
		}
		for _, end := range found[q.end.Part][index(found[q.end.Part], after):] {
			if _, ok := q.read(found, q.end.Part+1, len(q.parts), end+len(q.parts[q.end.Part])); !ok {
				break
			}
			m := match{start: start + q.start.At, end: end + q.end.At}
			for m.end > m.start && text[m.end-1] == ' ' {
				m.end-- // a passage that stops where a part begins
			}
			m.from, m.to = m.start, m.end
			if len(q.parts) == 1 {
				m.from, m.to = start, start+len(q.parts[0])
			}
			matches = append(matches, m)
			if len(matches) == maxPlaces {
				return matches
			}
			if q.end.Part == q.start.Part {
				break // the passage starts and ends in the same words
			}
		}
	}
	return matches
}

// read reads the parts from first up to, but not including, last one after the
// other from an offset on, each where it first stands, and returns the offset
// after them. It returns false when they do not all follow.
func (q quote) read(found [][]int, first, last, from int) (int, bool) {
	for i := first; i < last; i++ {
		n := index(found[i], from)
		if n == len(found[i]) {
			return 0, false
		}
		from = found[i][n] + len(q.parts[i])
	}
	return from, true
}

// index returns the index of the first of some ordered offsets that is not
// before from.
func index(offsets []int, from int) int {
	n, _ := slices.BinarySearch(offsets, from)
	return n
}

// occurrences returns every offset at which words stand in a text as whole
// words, overlapping ones too.
func occurrences(text, words string) []int { return slices.Collect(occurring(text, words)) }

// twice reports whether words stand in a text more than once.
func twice(text, words string) bool {
	n := 0
	for range occurring(text, words) {
		if n++; n > 1 {
			return true
		}
	}
	return false
}

// occurring yields every offset at which words stand in a text as whole words,
// in order.
func occurring(text, words string) iter.Seq[int] {
	// Go looks for up to 63 bytes with vector instructions, and for more it
	// hashes; the beginning of long words is as rare as all of them.
	probe := words
	if len(words) > 60 {
		probe = words[:60]
	}
	return func(yield func(int) bool) {
		for i := 0; i <= len(text)-len(words); {
			n := strings.Index(text[i:], probe)
			if n < 0 {
				return
			}
			at := i + n
			if strings.HasPrefix(text[at:], words) && !cuts(text, at) && !cuts(text, at+len(words)) && !yield(at) {
				return
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			i = at + size
		}
	}
}

// cuts reports whether an offset divides a word or a number. In scripts that
// put no blanks between words nothing is divided.
func cuts(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	switch {
	case unicode.IsMark(after):
		return true
	case wordy(before) && wordy(after):
		return true
	case unicode.IsDigit(before) && (after == ',' || after == '.'):
		next, _ := utf8.DecodeRuneInString(text[at+1:])
		return unicode.IsDigit(next)
	case unicode.IsDigit(after) && (before == ',' || before == '.'):
		last, _ := utf8.DecodeLastRuneInString(text[:at-size])
		return unicode.IsDigit(last)
	}
	return false
}

// wordy reports whether a character is part of a word in a script that puts
// blanks between words.
func wordy(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
