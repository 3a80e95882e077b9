package anchor

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// distances returns the edit distance of a pattern to the best stretch that
// ends before each letter of a text, as Sellers (1980) computes it, row by row.
// A match starts anywhere, or only where the text does.
func distances(pattern, text []letter, anywhere bool) []int {
	last := make([]int, len(text)+1)
	for j := range last {
		if !anywhere {
			last[j] = j
		}
	}
	for i, p := range pattern {
		row := make([]int, len(text)+1)
		row[0] = i + 1
		for j, c := range text {
			cost := 1
			if p == c && p != 0 {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
		}
		last = row
	}
	return last
}

// drawLetters draws letters of a small alphabet, so that much is alike; in
// patterns 0 stands for what no text has.
func drawLetters(t *rapid.T, name string, least, most int, from letter) []letter {
	n := rapid.IntRange(least, most).Draw(t, name+" length")
	letters := make([]letter, n)
	for i := range letters {
		letters[i] = letter(rapid.IntRange(int(from), 4).Draw(t, name))
	}
	return letters
}

// The bit vectors compute what the table would, for patterns of one block and
// of several.
func TestSearchComputesEditDistances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := drawLetters(t, "pattern", 1, 200, 0)
		text := drawLetters(t, "text", 0, 260, 1)
		p := compile(words, 5)

		edges := make([]edge, len(text))
		p.table(text, edges, nil)
		distance := len(words)
		want := distances(words, text, true)
		for i, e := range edges {
			if distance += e.change(); distance != want[i+1] {
				t.Fatalf("distance after letter %d is %d, want %d", i, distance, want[i+1])
			}
		}
		if got, want := p.prefixDistance(text), slices.Min(distances(words, text, false)); got != want {
			t.Fatalf("distance to the beginning is %d, want %d", got, want)
		}
	})
}

// Every hit is within the limit, hits come nearest first, and if any place is
// within the limit the nearest of all is among them.
func TestSearchFindsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := drawLetters(t, "pattern", 1, 90, 1)
		text := drawLetters(t, "text", 1, 200, 1)
		p := compile(words, 5)
		limit := rapid.IntRange(0, len(words)).Draw(t, "limit")
		want := distances(words, text, true)[1:]
		hits := p.search(text, limit, 3)
		if nearest := slices.Min(want); nearest <= limit && (len(hits) == 0 || hits[0].distance != nearest) {
			t.Fatalf("hits %v, the nearest is at %d", hits, nearest)
		}
		for i, h := range hits {
			if h.distance > limit || want[h.end-1] != h.distance || i > 0 && hits[i-1].distance > h.distance {
				t.Fatalf("hits %v within %d, want distances %v", hits, limit, want)
			}
		}
	})
}

// The traced rows divide the match as an alignment does: what is before a row
// and what is after it cost as much as the whole.
func TestTraceAligns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := drawLetters(t, "pattern", 2, 150, 1)
		text := drawLetters(t, "text", 1, 200, 1)
		p := compile(words, 5)
		all := distances(words, text, true)
		row := rapid.IntRange(1, len(words)-1).Draw(t, "row")
		between := p.trace(text, 0, row)
		start, cut := between[0].start, between[1]
		if start > cut.start || cut.start > cut.end || cut.end > len(text) {
			t.Fatalf("rows are at %v", between)
		}
		whole := func(a, b []letter) int { d := distances(a, b, false); return d[len(b)] }
		cost := whole(words[:row], text[start:cut.start]) + cut.end - cut.start + whole(words[row:], text[cut.end:])
		if want := all[len(text)]; cost != want {
			t.Fatalf("the alignment costs %d, want %d", cost, want)
		}
	})
}

func FuzzSearch(f *testing.F) {
	f.Add([]byte("abc"), []byte("xxabdxx"))
	f.Add([]byte{0, 0, 0}, []byte{1})
	f.Fuzz(func(t *testing.T, pattern, text []byte) {
		if len(pattern) == 0 || len(pattern) > 300 || len(text) > 1000 {
			return
		}
		spell := func(s []byte) []letter {
			letters := make([]letter, len(s))
			for i, c := range s {
				letters[i] = letter(c)
			}
			return letters
		}
		p, letters := compile(spell(pattern), 256), spell(text)
		want := distances(spell(pattern), letters, true)
		for _, h := range p.search(letters, len(pattern), 5) {
			if h.end < 1 || h.end > len(text) || want[h.end] != h.distance {
				t.Fatalf("hit %v", h)
			}
		}
	})
}
