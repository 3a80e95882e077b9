package anchor

import (
	"fmt"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
)

// answer is what became of a target.
type answer struct {
	brief.Placement
	reason string // why a candidate is not placed
}

// maxPlaces is the most places that are told apart. A quote that stands in
// more is ambiguous all the same.
const maxPlaces = 100

// maxCandidates is the most candidates that are handed on for a target that
// moved.
const maxCandidates = 5

// maxWork bounds the search in one article, in columns of 64 rows: a few
// seconds. An article of ordinary length has room for ten thousand lost
// quotes; the bound is for texts of megabytes of which hundreds are lost.
const maxWork = 1 << 30

// place finds a target: as its reader sees it, then as it is written, then
// words like it.
func (t *text) place(target *brief.Target) answer {
	if len(target.Parts) == 0 {
		return t.placeByPosition(target.Position)
	}
	q, ok := newQuote(target)
	if !ok {
		return orphaned()
	}
	matches := t.matches(&q, target.Divided)
	if len(matches) == 0 && target.Literal != nil {
		if literal, ok := newQuote(target.Literal); ok {
			if matches = t.matches(&literal, target.Divided); len(matches) > 0 {
				q = literal
			}
		}
	}
	if len(matches) > 0 {
		if a, settled := t.decide(target, &q, matches); settled {
			return a
		}
	}
	return t.search(target, &q)
}

// matches returns every way to read a quote in the text, in order. A quote that
// is one paragraph is looked for within blocks, and across them only when none
// holds it; one that is several paragraphs, the other way round.
func (t *text) matches(q *quote, divided bool) []match {
	matches := q.matches(t.fold.Folded)
	if len(matches) < 2 {
		return matches
	}
	alike := slices.DeleteFunc(slices.Clone(matches), func(m match) bool {
		return t.divided(t.span(stretch{m.from, m.to})) != divided
	})
	if len(alike) > 0 {
		matches = alike
	}
	return slices.CompactFunc(matches, func(a, b match) bool { return t.span(a.passage()) == t.span(b.passage()) })
}

func orphaned() answer { return answer{Placement: brief.Placement{Outcome: brief.Orphaned}} }

func placed(span brief.Span) answer {
	return answer{Placement: brief.Placement{Outcome: brief.Placed, Shown: true, Span: span}}
}

// placeByPosition places a target that quotes nothing: in the text that it was
// recorded in, and nowhere else.
func (t *text) placeByPosition(p *brief.Position) answer {
	if p == nil || p.Version != t.version() {
		return orphaned()
	}
	span, ok := p.Span(t.words)
	if !ok || strings.TrimSpace(span.Of(t.words)) == "" {
		return orphaned()
	}
	return placed(span)
}

// decide chooses among the places where a target's words stand. One place is
// the passage, unless soft context speaks against it. Among several a
// recorded position decides if it was counted in this very text, and else
// soft context if it favours one of them clearly. It returns false when the
// words stand only in surroundings that are not the recorded ones: the passage
// may have been edited, and these be others.
func (t *text) decide(target *brief.Target, q *quote, matches []match) (answer, bool) {
	if span, ok := t.positioned(target.Position, matches); ok {
		return placed(span), true
	}
	if target.Prefix == "" && target.Suffix == "" {
		if len(matches) == 1 {
			return placed(t.span(matches[0].passage())), true
		}
		return t.ambiguous(q, matches), true
	}
	prefix, suffix := fold.String(target.Prefix), fold.String(target.Suffix)
	p := t.script().newPiece("", prefix, suffix)
	agree := make([]float64, len(matches))
	for i, m := range matches {
		agree[i] = surroundings(t.script().sides(&p, m.passage()))
	}
	best, next := 0, -1
	for i := 1; i < len(agree); i++ {
		switch {
		case agree[i] > agree[best]:
			best, next = i, best
		case next < 0 || agree[i] > agree[next]:
			next = i
		}
	}
	switch {
	case agree[best] < unknown:
		return answer{}, false
	case next < 0 || agree[best]-agree[next] >= 2*lead:
		return placed(t.span(matches[best].passage())), true
	}
	return t.ambiguous(q, matches), true
}

// positioned returns the match that stands at a recorded position, if the
// position was counted in this very text.
func (t *text) positioned(p *brief.Position, matches []match) (brief.Span, bool) {
	if p == nil || p.Version == "" || p.Version != t.version() {
		return brief.Span{}, false
	}
	span, ok := p.Span(t.words)
	if !ok {
		return brief.Span{}, false
	}
	if slices.ContainsFunc(matches, func(m match) bool { return t.span(m.passage()) == span }) {
		return span, true // though words that repeat may stand across it as well
	}
	start, end := t.fold.Offset(span.Start), t.fold.Offset(span.End)
	i := slices.IndexFunc(matches, func(m match) bool { return m.start < end && start < m.end })
	if i < 0 || slices.ContainsFunc(matches[i+1:], func(m match) bool { return m.start < end && start < m.end }) {
		return brief.Span{}, false
	}
	return t.span(matches[i].passage()), true
}

// ambiguous lists the places of words that stand in several.
func (t *text) ambiguous(q *quote, matches []match) answer {
	a := answer{Placement: brief.Placement{Outcome: brief.Ambiguous}}
	for i, m := range matches {
		place := brief.Place{Span: t.span(m.passage()), Score: 1}
		if i < maxCandidates && q.start.Part == q.end.Part {
			place.Parts = t.parts(q, &reading{stretch: m.passage()})
		}
		a.Places = append(a.Places, place)
	}
	return a
}

// search looks for a target whose words are not in the text.
func (t *text) search(target *brief.Target, q *quote) answer {
	if t.spent += len(t.fold.Folded) * (q.length()/64 + 3); t.spent > maxWork {
		return answer{Placement: brief.Placement{Outcome: brief.Orphaned}, reason: "so many quotes in this article are out of date that nothing like it was looked for"}
	}
	readings := t.script().readings(q, fold.String(target.Prefix), fold.String(target.Suffix))
	if len(readings) == 0 || !readings[0].named() {
		return orphaned()
	}
	a := answer{Placement: brief.Placement{Outcome: brief.Moved, Clear: ahead(readings)}}
	for i := range readings {
		if r := &readings[i]; r.named() && len(a.Places) < maxCandidates {
			a.Places = append(a.Places, brief.Place{Span: t.span(r.stretch), Parts: t.parts(q, r), Score: r.score()})
		}
	}
	if a.reason = t.against(readings); a.reason == "" {
		a.Shown, a.Span = true, a.Places[0].Span
	}
	return a
}

// against says why the best of some readings is not placed, and nothing when
// it may be.
func (t *text) against(readings []reading) string {
	best := &readings[0]
	switch {
	case !t.settings.AcceptMoved:
		return `[anchoring] moved = "accept" in config.toml would place candidates that are good enough`
	case best.before.differs() || best.after.differs():
		return "the words around it are others"
	case best.turned && best.standing() < 2:
		return "a number, a name or a word such as “not” changed, and the words around it are too few to tell whether it is the same passage"
	case !best.acceptable():
		return fmt.Sprintf("its words are %.2f alike, and without the words around them it takes %.2f", best.likeness, sameFloor)
	case !ahead(readings):
		return fmt.Sprintf("the next best scores %.2f, which is too near", readings[1].score())
	}
	return ""
}
