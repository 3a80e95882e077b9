package anchor

import (
	"slices"
	"strings"

	"gloss/generator/internal/wording"
)

// piece is what the fuzzy search looks for: a passage, or the beginning or end
// of one of which the middle is left out, with what stood directly around it.
type piece struct {
	core          string // folded
	words         []wording.Word
	before, after string   // the nearest of the context, up to reach characters; empty for none
	left, right   *pattern // the same to compare with, outward from the passage; nil for none
}

func (s *script) newPiece(core, before, after string) piece {
	p := piece{core: core, words: wording.Words(core)}
	p.before = strings.TrimLeft(lastRunes(before, reach), " ")
	p.after = strings.TrimRight(firstRunes(after, reach), " ")
	if left := s.spell(strings.TrimRight(p.before, " ")); len(left) > 0 {
		slices.Reverse(left)
		p.left = s.pattern(left)
	}
	if right := s.spell(strings.TrimLeft(p.after, " ")); len(right) > 0 {
		p.right = s.pattern(right)
	}
	return p
}

// Bounds of the search.
const (
	// nearest is how many places of each sort are looked at closely.
	nearest = 6

	// farthest is the share of a pattern's characters that may be edited for a
	// place to be looked at. Any English text is within three fifths.
	farthest = 0.55

	// shortest is the fewest characters that are searched for by themselves:
	// fewer stand nearly everywhere.
	shortest = 8

	// longest is the most characters that are searched for in one piece. Of a
	// longer passage the beginning and the end are.
	longest = 256
)

// found is a range of an article's words that may be a piece, and how alike
// the two are.
type found struct {
	stretch
	lo, hi        int // the words
	likeness      float64
	kept          int
	turned        bool
	before, after side
}

// find returns the places at which a piece may stand: between its context, word
// for word; near words like its own; and, if its context was edited too, near
// words like all of it.
func (s *script) find(p *piece) []found {
	var all []found
	looked := map[stretch]bool{}
	look := func(r stretch) {
		lo, hi := s.wordsIn(int32(r.start), int32(r.end))
		if lo == hi || len(p.words) == 0 || looked[stretch{lo, hi}] {
			return
		}
		looked[stretch{lo, hi}] = true
		if f, ok := s.judge(p, lo, hi); ok {
			all = append(all, f)
		}
	}
	framed := s.between(p)
	for _, r := range framed {
		look(r)
	}
	letters := s.spell(p.core)
	if len(letters) >= shortest {
		core := s.pattern(letters)
		for _, h := range core.search(s.letters, limit(core), nearest) {
			from := max(0, h.end-len(core.letters)-h.distance)
			look(s.bytes(from+core.trace(s.letters[from:h.end], 0)[0].start, h.end))
		}
	}
	if len(framed) == 0 && len(p.before)+len(p.after) >= shortest {
		before, after := s.spell(p.before), s.spell(p.after)
		whole := s.pattern(slices.Concat(before, letters, after))
		first, last := len(before), len(before)+len(letters)
		for _, h := range whole.search(s.letters, limit(whole), nearest) {
			from := max(0, h.end-len(whole.letters)-h.distance)
			edges := whole.trace(s.letters[from:h.end], first, last)
			look(s.bytes(from+edges[0].start, from+edges[1].end))
		}
	}
	return all
}

func limit(p *pattern) int { return int(farthest * float64(len(p.letters))) }

// bytes returns a stretch of letters as bytes of the folded text.
func (s *script) bytes(start, end int) stretch {
	return stretch{int(s.offsets[start]), int(s.offsets[max(start, end)])}
}

// between returns the stretches that stand exactly between the context on both
// sides, whatever they hold.
func (s *script) between(p *piece) []stretch {
	if len(p.before) < enough || len(p.after) < enough {
		return nil
	}
	var places []stretch
	room := 4*len(p.core) + 256
	for i := 0; len(places) < nearest; {
		n := strings.Index(s.folded[i:], p.before)
		if n < 0 {
			break
		}
		start := i + n + len(p.before)
		if n := strings.Index(s.folded[start:min(len(s.folded), start+room)], p.after); n >= 0 {
			places = append(places, stretch{start, start + n})
		}
		i = start
	}
	return places
}

// judge compares a piece with some words of the article. Words at the edges
// that stand for none of the quoted ones are left out, unless they may have
// come in the place of quoted ones that are gone. It returns false when nothing
// is left.
func (s *script) judge(p *piece, lo, hi int) (found, bool) {
	al := wording.Align(p.core, p.words, s.folded, s.words[lo:hi])
	if len(al.Pairs) == 0 {
		return found{}, false
	}
	f := found{}
	f.stretch = s.extent(p, lo, hi)
	before, after := s.sides(p, f.stretch)
	first, last := al.Pairs[0], al.Pairs[len(al.Pairs)-1]
	extraLeft, extraRight := first.B, hi-lo-1-last.B
	whole := hi - lo
	beside := len(p.words) // new words between the passage and its context: no more than it has itself
	if gone := first.A; gone == 0 || !before.firm() {
		lo += max(0, extraLeft-gone)
	}
	if gone := len(p.words) - 1 - last.A; gone == 0 || !after.firm() {
		hi -= max(0, extraRight-gone)
	}
	f.lo, f.hi, f.before, f.after = lo, hi, before, after
	if hi-lo < whole {
		al = wording.Align(p.core, p.words, s.folded, s.words[lo:hi])
		f.stretch = s.extent(p, lo, hi)
		f.before, f.after = s.sides(p, f.stretch)
	}
	if extraLeft <= beside && before.same > f.before.same {
		f.before = before
	}
	if extraRight <= beside && after.same > f.after.same {
		f.after = after
	}
	f.likeness, f.kept = al.Likeness(), al.Kept()
	f.turned = turns(&al, p.core, p.words, s.folded, s.words[lo:hi])
	return f, true
}

// extent returns the bytes of some words, with the punctuation that the piece
// has before and after its own words as far as it stands there.
func (s *script) extent(p *piece, lo, hi int) stretch {
	start, end := int(s.words[lo].Start), int(s.words[hi-1].End)
	lead, trail := p.core[:p.words[0].Start], p.core[p.words[len(p.words)-1].End:]
	for len(lead) > 0 && start > 0 && s.folded[start-1] == lead[len(lead)-1] {
		start, lead = start-1, lead[:len(lead)-1]
	}
	for len(trail) > 0 && end < len(s.folded) && s.folded[end] == trail[0] {
		end, trail = end+1, trail[1:]
	}
	return stretch{start, end}
}
