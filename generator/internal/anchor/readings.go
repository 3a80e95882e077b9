package anchor

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/internal/wording"
)

// readings returns the ways to read a quote in a text that lacks its words, the
// best first. Of readings that overlap only the best is among them.
func (s *script) readings(q *quote, prefix, suffix string) []reading {
	first, last := q.parts[q.start.Part], q.parts[q.end.Part]
	before, after := first[:q.start.At], last[q.end.At:]
	if before == "" {
		before = prefix
	}
	if after == "" {
		after = suffix
	}
	var all []reading
	core := first[q.start.At:]
	if q.start.Part == q.end.Part {
		core = first[q.start.At:q.end.At]
	}
	if q.start.Part == q.end.Part && len(core) <= longest {
		p := s.newPiece(core, before, after)
		for _, f := range s.find(&p) {
			all = append(all, reading{
				stretch: f.stretch, likeness: f.likeness, kept: f.kept, turned: f.turned, before: f.before, after: f.after,
			})
		}
	} else {
		all = s.ranges(q, before, after)
	}
	slices.SortStableFunc(all, func(a, b reading) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	return apart(all)
}

// apart drops, of readings that overlap, all but the best: the one with more of
// its sides standing, as long as its words are like the quoted ones at all,
// then the one with the higher score. Words that came into a passage lower its
// score, and are no reason to leave half of it out.
func apart(all []reading) []reading {
	var kept []reading
	for _, r := range all {
		i := slices.IndexFunc(kept, func(k reading) bool { return r.start < k.end && k.start < r.end })
		switch {
		case r.likeness == 0:
		case i < 0:
			kept = append(kept, r)
		case r.likeness >= framedFloor && r.standing() > kept[i].standing():
			kept[i] = r
		}
	}
	slices.SortStableFunc(kept, func(a, b reading) int { return cmp.Compare(b.score(), a.score()) })
	return kept
}

// ranges reads a passage of which parts are left out, or which is too long to
// be searched for in one piece, by its beginning and its end.
func (s *script) ranges(q *quote, before, after string) []reading {
	head, tail := q.parts[q.start.Part][q.start.At:], q.parts[q.end.Part][:q.end.At]
	whole := ""
	if q.start.Part == q.end.Part {
		whole = q.parts[q.start.Part][q.start.At:q.end.At]
		head, tail = whole, whole
	}
	head, tail = firstWords(head, longest/2), lastWords(tail, longest/2)
	h, t := s.newPiece(head, before, ""), s.newPiece(tail, "", after)
	var all []reading
	starts, ends := s.find(&h), s.find(&t)
	for _, a := range starts {
		for _, b := range ends {
			if b.lo < a.lo || b.hi <= a.hi && whole != "" {
				continue
			}
			r := reading{
				stretch: stretch{a.start, b.end}, head: a.stretch, tail: b.stretch, kept: a.kept + b.kept, turned: a.turned || b.turned, before: a.before, after: b.after,
			}
			share := float64(len(head)) / float64(len(head)+len(tail))
			r.likeness = share*a.likeness + (1-share)*b.likeness
			all = append(all, r)
		}
	}
	if whole != "" {
		s.compareWhole(whole, all)
	}
	return all
}

// compareWhole replaces the likeness of a passage's ends by that of all of it,
// for the readings whose ends are most alike.
func (s *script) compareWhole(whole string, all []reading) {
	slices.SortStableFunc(all, func(a, b reading) int { return cmp.Compare(b.score(), a.score()) })
	words := wording.Words(whole)
	for i := range all {
		r := &all[i]
		if i >= nearest {
			r.likeness = 0
			continue
		}
		lo, hi := s.wordsIn(int32(r.start), int32(r.end))
		if hi-lo > 4*len(words) {
			r.likeness = 0
			continue
		}
		al := wording.Align(whole, words, s.folded, s.words[lo:hi])
		r.likeness, r.kept = al.Likeness(), al.Kept()
		r.turned = turns(&al, whole, words, s.folded, s.words[lo:hi])
	}
}

// ahead reports whether the first of some readings is clearly ahead of the next,
// and nothing around it says that it is another passage.
func ahead(readings []reading) bool {
	best := &readings[0]
	return !best.before.differs() && !best.after.differs() &&
		(len(readings) == 1 || best.score()-readings[1].score() >= lead)
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

// firstWords returns the beginning of a text, of about a number of characters.
func firstWords(s string, n int) string {
	cut := firstRunes(s, n)
	if i := strings.LastIndexByte(cut, ' '); i > 0 && len(cut) < len(s) {
		return cut[:i]
	}
	return cut
}

func lastWords(s string, n int) string {
	cut := lastRunes(s, n)
	if i := strings.IndexByte(cut, ' '); i >= 0 && i+1 < len(cut) && len(cut) < len(s) {
		return cut[i+1:]
	}
	return cut
}
