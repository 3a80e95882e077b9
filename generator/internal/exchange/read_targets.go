package exchange

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// maxTargets is the most targets that an annotation may have.
const maxTargets = 1000

// targets reads what a Web Annotation is about (Web Annotation Data Model,
// sections 3.1 and 4). It returns false when one of its targets cannot be
// read.
func (r *reader) targets(n *tree.Node, note *Note) bool {
	ok := true
	all := each(n.Get("target"))
	if len(all) > maxTargets {
		r.list.Add(diag.AnnotationLimit, n.Pos, "divide it", "an annotation has %d targets; the limit is %d", len(all), maxTargets)
		return false
	}
	for _, t := range all {
		ok = r.target(t, note, 0) && ok
	}
	if len(all) == 0 && !n.Partial {
		r.value(n, "give it a target: the address of the article, or a source with a selector", "the annotation is about nothing")
		return false
	}
	return ok && !n.Partial
}

func (r *reader) target(n *tree.Node, note *Note, depth int) bool {
	if depth > maxBodies {
		r.value(n, "write the targets as one list", "targets stand more than %d deep in each other", maxBodies)
		return false
	}
	if items := n.Get("items"); items != nil { // section 4.3: Choice, List, Composite
		ok := true
		for _, item := range each(items) {
			ok = r.target(item, note, depth+1) && ok
		}
		return ok
	}
	address := idOf(n)
	if source := n.Get("source"); source != nil {
		address = idOf(source)
	}
	if address != "" && !slices.Contains(note.Addresses, address) {
		note.Addresses = append(note.Addresses, address)
	}
	if n.Kind == tree.Scalar {
		return true // the whole page
	}
	if n.Kind != tree.Mapping {
		r.value(n, "write the address of the article, or a source with a selector", "a target is %s", n.Kind)
		return false
	}
	selector := n.Get("selector")
	if selector == nil || selector.Kind == tree.Null {
		return true
	}
	return r.selected(selector, brief.CodePoints, r.text(n, versionKey), note)
}

// versionKey is where Gloss records the version of the text that offsets were
// counted in. The vocabulary of the W3C has no word for it.
const versionKey = "schema:version"

// selected adds the target that selectors describe. Several in a list are
// ways to say the same (section 4.2): the ones that words and offsets of a
// text can be found by are taken together.
func (r *reader) selected(n *tree.Node, unit brief.Unit, version string, note *Note) bool {
	target := brief.Target{Pos: brief.Pos(n.Pos)}
	before := len(r.list.All())
	s := selectors{reader: r, unit: unit, target: &target}
	for _, one := range each(n) {
		s.selector(one, 0)
	}
	if len(r.list.All()) > before && s.faulty {
		return false
	}
	divide(&target)
	if target.Position != nil {
		target.Position.Version = version
	}
	if len(target.Parts) == 0 && target.Position == nil {
		if n.Partial {
			return false
		}
		r.lost(n.Pos, "add a TextQuoteSelector with the words of the passage",
			"the passage is described only by %s, which cannot be followed in a text; the annotation is left out", strings.Join(s.unused, ", "))
		return false
	}
	note.Targets = append(note.Targets, target)
	return true
}

// selectors reads the selectors of one target into it.
type selectors struct {
	*reader
	unit   brief.Unit
	target *brief.Target
	unused []string // types that say nothing about words
	faulty bool
}

// maxRefined is the deepest that selectors refine each other.
const maxRefined = 8

// selector reads one selector with what refines it.
func (s *selectors) selector(n *tree.Node, depth int) {
	if n.Kind != tree.Mapping {
		s.fault(n, "write a TextQuoteSelector with exact, prefix and suffix", "a selector is %s", n.Kind)
		return
	}
	if depth > maxRefined {
		s.fault(n, "quote the passage itself", "selectors refine each other more than %d times", maxRefined)
		return
	}
	kind := typeOf(n)
	switch kind {
	case "TextQuoteSelector":
		s.quote(n)
	case "TextPositionSelector":
		if p, ok := s.position(n); ok {
			s.target.Position = p
		}
	case "RangeSelector":
		if n.Get("startSelector") != nil || n.Get("endSelector") != nil {
			s.ranged(n, depth)
		} else {
			s.unused = append(s.unused, kind)
		}
	default:
		if kind == "" {
			kind = "a selector without a type"
		}
		s.unused = append(s.unused, tree.Shown(kind))
	}
	for _, finer := range each(n.Get("refinedBy")) {
		s.refine(finer, depth+1)
	}
}

func (s *selectors) fault(n *tree.Node, hint, format string, args ...any) {
	s.faulty = true
	s.value(n, hint, format, args...)
}

// quote reads a TextQuoteSelector (section 4.2.4).
func (s *selectors) quote(n *tree.Node) {
	exact := n.Get("exact")
	if exact == nil || exact.Kind != tree.Scalar || strings.TrimSpace(exact.Text) == "" {
		if !n.Partial {
			s.fault(n, "write the words of the passage as exact", "a quote has no words")
		}
		return
	}
	t := s.target
	t.Pos = brief.Pos(exact.Pos)
	t.Parts = []string{exact.Text}
	t.Start, t.End = brief.Point{}, brief.Point{At: len(exact.Text)}
	t.Divided = strings.Contains(exact.Text, "\n")
	t.Prefix, t.Suffix = s.text(n, "prefix"), s.text(n, "suffix")
}

// gap is how a quote that leaves words out is written where there is one text
// for all of it.
const gap = " […] "

// divide takes a quote apart where it leaves words out. What was quoted may
// hold the sign itself, so the quote as it stands is kept beside it.
func divide(t *brief.Target) {
	if len(t.Parts) != 1 || !strings.Contains(t.Parts[0], gap) {
		return
	}
	literal := *t
	t.Literal = &literal
	t.Parts = strings.Split(t.Parts[0], gap)
	t.Start, t.End = pointIn(t.Parts, t.Start.At), pointIn(t.Parts, t.End.At)
}

// pointIn returns the point at an offset of the text that parts and the gaps
// between them are.
func pointIn(parts []string, at int) brief.Point {
	for i, part := range parts {
		if at <= len(part) || i == len(parts)-1 {
			return brief.Point{Part: i, At: min(at, len(part))}
		}
		at = max(0, at-len(part)-len(gap))
	}
	return brief.Point{}
}

// position reads a TextPositionSelector (section 4.2.5).
func (s *selectors) position(n *tree.Node) (*brief.Position, bool) {
	start, ok := s.offset(n, "start")
	end, also := s.offset(n, "end")
	if !ok || !also {
		return nil, false
	}
	if end <= start {
		s.faulty = true
		what := "the passage ends before it starts"
		if end == start {
			what = "the passage is empty: it ends where it starts"
		}
		s.list.Add(diag.ExchangeOffset, n.Get("end").Pos, "start is the first character of the passage, end the one after its last",
			"%s (start %d, end %d)", what, start, end)
		return nil, false
	}
	return &brief.Position{Start: start, End: end, Unit: s.unit}, true
}

// offset reads a number of characters.
func (s *selectors) offset(n *tree.Node, key string) (int, bool) {
	v := n.Get(key)
	if v == nil || v.Kind == tree.Null {
		if !n.Partial {
			s.fault(n, "write start and end", "a position has no %s", key)
		}
		return 0, false
	}
	i, err := strconv.Atoi(v.Text)
	if v.Kind != tree.Scalar || err != nil {
		s.fault(v, "write a number of characters from the start of the text, such as 120", "%s is no whole number: %s", key, tree.Shown(v.Text))
		return 0, false
	}
	if i < 0 {
		s.faulty = true
		s.list.Add(diag.ExchangeOffset, v.Pos, "offsets count from 0, the first character of the text", "%s is before the text begins: %d", key, i)
		return 0, false
	}
	return i, true
}

// ranged reads a RangeSelector (section 4.2.9): from the start of what one
// selector selects up to, but not including, what the other does.
func (s *selectors) ranged(n *tree.Node, depth int) {
	var ends [2]brief.Target
	for i, key := range []string{"startSelector", "endSelector"} {
		v := n.Get(key)
		if v == nil || v.Kind == tree.Null {
			s.fault(n, "a range has a startSelector and an endSelector", "a range has no %s", key)
			return
		}
		inner := selectors{reader: s.reader, unit: s.unit, target: &ends[i]}
		for _, one := range each(v) {
			inner.selector(one, depth+1)
		}
		s.faulty = s.faulty || inner.faulty
		if len(ends[i].Parts) == 0 && ends[i].Position == nil {
			s.unused = append(s.unused, inner.unused...)
		}
	}
	start, end, t := &ends[0], &ends[1], s.target
	if start.Position != nil && end.Position != nil && start.Position.Start < end.Position.Start {
		t.Position = &brief.Position{Start: start.Position.Start, End: end.Position.Start, Unit: s.unit}
	} else if start.Position != nil && end.Position != nil {
		s.faulty = true
		s.list.Add(diag.ExchangeOffset, n.Pos, "the range ends before the first character of its endSelector",
			"the passage ends before it starts (start %d, end %d)", start.Position.Start, end.Position.Start)
	}
	if len(start.Parts) > 0 && len(end.Parts) > 0 {
		t.Parts = append(slices.Clone(start.Parts), end.Parts...)
		t.Start = start.Start
		t.End = brief.Point{Part: len(start.Parts) + end.Start.Part, At: end.Start.At}
		t.Prefix, t.Suffix = start.Prefix, ""
		t.Pos = start.Pos
	}
}

// refine narrows what was selected to a part of it (section 4.2.9 of the
// model, "Refinement of Selection").
func (s *selectors) refine(n *tree.Node, depth int) {
	outer := *s.target
	var inner brief.Target
	finer := selectors{reader: s.reader, unit: s.unit, target: &inner}
	finer.selector(n, depth)
	s.faulty = s.faulty || finer.faulty
	switch {
	case finer.faulty:
	case len(inner.Parts) == 0 && inner.Position == nil:
		s.unused = append(s.unused, finer.unused...)
	case len(outer.Parts) == 1 && len(inner.Parts) == 1:
		at, n := within(outer.Parts[0], &inner)
		if n != 1 {
			s.fault(nodeAt(inner.Pos), "quote words that stand once in what is refined, with prefix and suffix", "the quote stands %d times in the words that it refines", n)
			return
		}
		s.target.Start, s.target.End = brief.Point{At: at}, brief.Point{At: at + len(inner.Parts[0])}
		s.target.Position = nil
	case len(outer.Parts) == 1 && inner.Position != nil:
		span, ok := inner.Position.Span(outer.Parts[0])
		if !ok {
			s.faulty = true
			s.list.Add(diag.ExchangeOffset, n.Pos, "count from the first character of the quote that is refined",
				"the position %d to %d does not lie in the quote of %d characters", inner.Position.Start, inner.Position.End, utf8.RuneCountInString(outer.Parts[0]))
			return
		}
		s.target.Start, s.target.End = brief.Point{At: span.Start}, brief.Point{At: span.End}
		s.target.Position = nil
	case len(outer.Parts) == 0 && outer.Position != nil && len(inner.Parts) == 0:
		p := *outer.Position
		p.Start, p.End = p.Start+inner.Position.Start, min(p.Start+inner.Position.End, p.End)
		s.target.Position = &p
	default: // within a region that cannot be followed in a text, or a range
		inner.Pos = brief.Pos(n.Pos)
		*s.target = inner
	}
}

func nodeAt(pos brief.Pos) *tree.Node { return &tree.Node{Pos: diag.Pos(pos)} }

// within returns where an inner quote stands in an outer one, and how often:
// with its prefix and suffix where that decides.
func within(outer string, inner *brief.Target) (at, times int) {
	exact := inner.Parts[0]
	count := func(prefix, suffix string) {
		at, times = 0, 0
		whole := prefix + exact + suffix
		for i := 0; ; {
			n := strings.Index(outer[i:], whole)
			if n < 0 {
				return
			}
			times++
			at = i + n + len(prefix)
			i += n + 1
		}
	}
	if count("", ""); times <= 1 {
		return at, times
	}
	first := times
	if count(inner.Prefix, inner.Suffix); times == 1 {
		return at, times
	}
	return at, first
}
