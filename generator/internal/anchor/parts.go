package anchor

import (
	"gloss/generator/brief"
	"gloss/generator/internal/wording"
)

// parts returns, for each part of a quote's target, the words of the article
// that would quote it today, around a passage that was found: as much context
// as the quote had, and more where the words would stand in several places.
func (t *text) parts(q *quote, r *reading) []brief.Span {
	s := t.script()
	spans := make([]brief.Span, q.from[len(q.from)-1]+1)
	first, last := q.start.Part, q.end.Part
	before := wording.Words(q.parts[first][:q.start.At])
	after := wording.Words(q.parts[last][q.end.At:])
	outer := stretch{s.leftOf(r.start, q.parts[first], before), s.rightOf(r.end, q.parts[last][q.end.At:], after)}
	if first == last {
		spans[q.from[first]] = t.span(s.alone(outer, len(q.parts) > 1))
	} else {
		spans[q.from[first]] = t.span(stretch{outer.start, max(r.head.end, r.start+1)})
		spans[q.from[last]] = t.span(stretch{min(r.tail.start, r.end-1), outer.end})
	}
	edge := outer.start
	for i := first - 1; i >= 0; i-- {
		if found, ok := s.partIn(q.parts[i], stretch{0, edge}); ok {
			spans[q.from[i]], edge = t.span(found), found.start
		}
	}
	edge = outer.end
	for i := last + 1; i < len(q.parts); i++ {
		if found, ok := s.partIn(q.parts[i], stretch{edge, len(s.folded)}); ok {
			spans[q.from[i]], edge = t.span(found), found.end
		}
	}
	for i := first + 1; i < last; i++ {
		if found, ok := s.partIn(q.parts[i], stretch{r.head.end, r.tail.start}); ok {
			spans[q.from[i]] = t.span(found)
		}
	}
	return spans
}

// leftOf returns where the words begin that stand for a quote's context before
// an offset: as many as the quote has, or from the first that is the same.
func (s *script) leftOf(offset int, text string, context []wording.Word) int {
	if len(context) == 0 {
		return offset
	}
	_, hi := s.wordsIn(0, int32(offset))
	lo := max(0, hi-len(context)-len(context)/2-2)
	start := max(0, hi-len(context))
	al := wording.Align(text, context, s.folded, s.words[lo:hi])
	if len(al.Pairs) > 0 {
		start = max(0, lo+al.Pairs[0].B-al.Pairs[0].A)
	}
	if start >= hi {
		return offset
	}
	return int(s.words[start].Start)
}

// rightOf is leftOf for the context after an offset.
func (s *script) rightOf(offset int, text string, context []wording.Word) int {
	if len(context) == 0 {
		return offset
	}
	lo, _ := s.wordsIn(int32(offset), int32(len(s.folded)))
	hi := min(len(s.words), lo+len(context)+len(context)/2+2)
	end := min(len(s.words), lo+len(context))
	al := wording.Align(text, context, s.folded, s.words[lo:hi])
	if n := len(al.Pairs); n > 0 {
		end = min(len(s.words), lo+al.Pairs[n-1].B+1+len(context)-1-al.Pairs[n-1].A)
	}
	if end <= lo {
		return offset
	}
	return int(s.words[end-1].End)
}

// partIn finds the words that stand for a part of a quote within a stretch.
func (s *script) partIn(part string, within stretch) (stretch, bool) {
	p := s.newPiece(part, "", "")
	best, found := found{}, false
	for _, f := range s.find(&p) {
		if f.likeness >= likeFloor && f.start >= within.start && f.end <= within.end && f.likeness > best.likeness {
			best, found = f, true
		}
	}
	if !found { // too short to be searched for
		for at := range occurring(s.folded, part) {
			if at >= within.start && at+len(part) <= within.end {
				return stretch{at, at + len(part)}, true
			}
		}
	}
	return best.stretch, found
}

// alone widens a stretch by a word on either side until its words stand
// nowhere else in the article. A quote of several parts is not widened: the
// others decide.
func (s *script) alone(r stretch, parts bool) stretch {
	const most = 40 // words on either side
	for range most {
		if parts || !twice(s.folded, s.folded[r.start:r.end]) {
			return r
		}
		lo, hi := s.wordsIn(int32(r.start), int32(r.end))
		if lo > 0 {
			r.start = int(s.words[lo-1].Start)
		}
		if hi < len(s.words) {
			r.end = int(s.words[hi].End)
		}
	}
	return r
}
