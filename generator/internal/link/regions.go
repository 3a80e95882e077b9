package link

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"gloss/generator/brief"
)

// passage is a stretch of text that a note is about.
type passage struct {
	brief.Span
	note *brief.Note
}

// regions divides passages, which may overlap, nest and cross, into regions
// that do not: one for each contiguous annotated stretch in one block, divided
// into segments wherever a passage begins or ends. Segments list their notes
// by number.
func regions(prose *brief.Prose, passages []passage) []brief.Region {
	if len(passages) == 0 {
		return nil
	}
	starts := slices.Clone(passages)
	slices.SortStableFunc(starts, func(a, b passage) int { return cmp.Compare(a.Start, b.Start) })
	d := divider{
		made:     make([]brief.Region, 0, len(passages)),
		segments: make([]brief.Segment, 0, 2*len(passages)),
		notes:    make([]*brief.Note, 0, 2*len(passages)),
	}
	for s := range stretches(prose) {
		d.open = slices.DeleteFunc(d.open, func(p passage) bool { return p.End <= s.Start })
		for ; len(starts) > 0 && starts[0].Start < s.End; starts = starts[1:] {
			if starts[0].End > s.Start {
				d.open = append(d.open, starts[0])
			}
		}
		if len(d.open) > 0 {
			d.divide(s)
		}
	}
	return d.made
}

// divider makes regions, whose parts stand in memory one after the other.
type divider struct {
	made     []brief.Region
	segments []brief.Segment
	notes    []*brief.Note
	open     []passage // those that reach into the present stretch
	edges    []int     // where they begin and end in it
}

// divide makes the regions of one stretch.
func (d *divider) divide(stretch brief.Span) {
	d.edges = d.edges[:0]
	for _, p := range d.open {
		d.edges = append(d.edges, max(p.Start, stretch.Start), min(p.End, stretch.End))
	}
	slices.Sort(d.edges)
	d.edges = slices.Compact(d.edges)
	first := len(d.made) // of the stretch: no region reaches over its end
	from := len(d.segments)
	for i := range len(d.edges) - 1 {
		segment := brief.Segment{Span: brief.Span{Start: d.edges[i], End: d.edges[i+1]}}
		if segment.Notes = d.notesOn(segment.Span); len(segment.Notes) == 0 {
			continue
		}
		if n := len(d.made); n == first || d.made[n-1].End < segment.Start {
			from = len(d.segments)
			d.made = append(d.made, brief.Region{Span: segment.Span})
		}
		d.segments = append(d.segments, segment)
		region := &d.made[len(d.made)-1]
		region.End, region.Segments = segment.End, slices.Clip(d.segments[from:])
	}
}

// notesOn returns the notes whose passages are open over a span.
func (d *divider) notesOn(span brief.Span) []*brief.Note {
	from := len(d.notes)
	for _, p := range d.open {
		if p.Start < span.End && p.End > span.Start && !slices.Contains(d.notes[from:], p.note) {
			d.notes = append(d.notes, p.note)
		}
	}
	notes := slices.Clip(d.notes[from:])
	slices.SortFunc(notes, func(a, b *brief.Note) int { return cmp.Compare(a.Number, b.Number) })
	return notes
}

// stretches yields the stretches of a text between which a block begins or
// ends, without the white space at their ends.
func stretches(prose *brief.Prose) iter.Seq[brief.Span] {
	return func(yield func(brief.Span) bool) {
		start := 0
		for _, step := range prose.Steps {
			if step.Op != brief.OpenBlock && step.Op != brief.CloseBlock {
				continue
			}
			if s := trim(prose.Text, start, int(step.At)); s.Start < s.End && !yield(s) {
				return
			}
			start = int(step.At)
		}
	}
}

func trim(text string, start, end int) brief.Span {
	words := text[start:end]
	left := strings.TrimLeft(words, " \n")
	start += len(words) - len(left)
	return brief.Span{Start: start, End: start + len(strings.TrimRight(left, " \n"))}
}
