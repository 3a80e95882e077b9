package link

import (
	"cmp"
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
// into segments wherever a passage begins or ends. The passages come in the
// order in which segments list their notes.
func regions(prose *brief.Prose, passages []passage) []brief.Region {
	if len(passages) == 0 {
		return nil
	}
	starts := slices.Clone(passages)
	slices.SortStableFunc(starts, func(a, b passage) int { return cmp.Compare(a.Start, b.Start) })
	var made []brief.Region
	next := 0
	var open []passage // those that reach into the present stretch
	for _, s := range stretches(prose) {
		open = slices.DeleteFunc(open, func(p passage) bool { return p.End <= s.Start })
		for ; next < len(starts) && starts[next].Start < s.End; next++ {
			if starts[next].End > s.Start {
				open = append(open, starts[next])
			}
		}
		if len(open) > 0 {
			made = append(made, regionsIn(s, open, passages)...)
		}
	}
	return made
}

// regionsIn returns the regions of one stretch that the open passages touch.
func regionsIn(stretch brief.Span, open, order []passage) []brief.Region {
	edges := make([]int, 0, 2*len(open))
	for _, p := range open {
		edges = append(edges, max(p.Start, stretch.Start), min(p.End, stretch.End))
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	rank := map[*brief.Note]int{}
	for i, p := range order {
		if _, seen := rank[p.note]; !seen {
			rank[p.note] = i
		}
	}
	var made []brief.Region
	for i := range len(edges) - 1 {
		segment := brief.Segment{Span: brief.Span{Start: edges[i], End: edges[i+1]}}
		for _, p := range open {
			if p.Start < segment.End && p.End > segment.Start && !slices.Contains(segment.Notes, p.note) {
				segment.Notes = append(segment.Notes, p.note)
			}
		}
		if len(segment.Notes) == 0 {
			continue
		}
		slices.SortFunc(segment.Notes, func(a, b *brief.Note) int { return cmp.Compare(rank[a], rank[b]) })
		if n := len(made); n > 0 && made[n-1].End == segment.Start {
			made[n-1].End = segment.End
			made[n-1].Segments = append(made[n-1].Segments, segment)
			continue
		}
		made = append(made, brief.Region{Span: segment.Span, Segments: []brief.Segment{segment}})
	}
	return made
}

// stretches returns the stretches of a text between which a block begins or
// ends, without the white space at their ends.
func stretches(prose *brief.Prose) []brief.Span {
	var found []brief.Span
	start := 0
	for _, step := range prose.Steps {
		if step.Op != brief.OpenBlock && step.Op != brief.CloseBlock {
			continue
		}
		if s := trim(prose.Text, start, int(step.At)); s.Start < s.End {
			found = append(found, s)
		}
		start = int(step.At)
	}
	return found
}

func trim(text string, start, end int) brief.Span {
	words := text[start:end]
	left := strings.TrimLeft(words, " \n")
	start += len(words) - len(left)
	return brief.Span{Start: start, End: start + len(strings.TrimRight(left, " \n"))}
}
