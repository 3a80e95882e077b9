package diff

import (
	"slices"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// edit replaces Old[From:To] by New[NewFrom:NewTo].
type edit struct {
	from, to       int
	newFrom, newTo int
}

// align returns the edits that turn one list of lines into another, in order.
//
// Lines that stand exactly once on both sides are matched first, as far as
// their order allows (patience diff, Bram Cohen): a moved paragraph or a new
// section then does not tear its neighbours apart. What lies between two of
// them is left to Myers' algorithm, whose search is cut off in long stretches:
// the matches keep the stretches short.
func align(old, new []string) []edit {
	var edits []edit
	from, newFrom := 0, 0
	for _, m := range append(anchors(old, new), match{len(old), len(new)}) {
		if a, b := old[from:m.old], new[newFrom:m.new]; !slices.Equal(a, b) {
			for _, d := range lcs.DiffLines(a, b) {
				edits = append(edits, edit{from + d.Start, from + d.End, newFrom + d.ReplStart, newFrom + d.ReplEnd})
			}
		}
		from, newFrom = m.old, m.new
	}
	return joined(edits)
}

// match is a line that is the same on both sides.
type match struct{ old, new int }

// anchors returns the lines that stand once on both sides, and follow each
// other in the same order: the longest such sequence.
func anchors(old, new []string) []match {
	type count struct{ old, new, newAt int }
	counts := make(map[string]count, len(old))
	for _, line := range old {
		c := counts[line]
		c.old++
		counts[line] = c
	}
	for i, line := range new {
		if c, there := counts[line]; there {
			c.new++
			c.newAt = i
			counts[line] = c
		}
	}
	var matches []match
	for i, line := range old {
		if c := counts[line]; c.old == 1 && c.new == 1 {
			matches = append(matches, match{i, c.newAt})
		}
	}
	return longest(matches)
}

// longest returns the longest run of matches whose places on the new side
// ascend (patience sorting).
func longest(matches []match) []match {
	var piles []int // index of the match on top of each pile
	before := make([]int, len(matches))
	for i, m := range matches {
		at, _ := slices.BinarySearchFunc(piles, m.new, func(top, place int) int { return matches[top].new - place })
		before[i] = -1
		if at > 0 {
			before[i] = piles[at-1]
		}
		if at == len(piles) {
			piles = append(piles, i)
		} else {
			piles[at] = i
		}
	}
	run := make([]match, len(piles))
	if len(piles) == 0 {
		return run
	}
	for i, at := len(piles)-1, piles[len(piles)-1]; at >= 0; i, at = i-1, before[at] {
		run[i] = matches[at]
	}
	return run
}

// joined returns edits with those that touch made one.
func joined(edits []edit) []edit {
	var all []edit
	for _, e := range edits {
		if n := len(all); n > 0 && all[n-1].to == e.from && all[n-1].newTo == e.newFrom {
			all[n-1].to, all[n-1].newTo = e.to, e.newTo
			continue
		}
		all = append(all, e)
	}
	return all
}
