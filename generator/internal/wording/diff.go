package wording

import "strings"

// Change is a stretch of a comparison: words that both wordings have, that
// only the old one has, or that only the new one has.
type Change struct {
	Op    Op
	Words []string
}

// Op says which wording has some words.
type Op uint8

// Where words stand.
const (
	Both Op = iota
	Old
	New
)

// Diff compares two wordings blank by blank, so that punctuation belongs to
// the word it stands with. Words are the same when their keys are. What both
// have is returned as the new wording has it; where words were replaced, the
// old ones come first.
func Diff(before, after string, key func(string) string) []Change {
	v, w := strings.Fields(before), strings.Fields(after)
	keys := func(words []string) []string {
		made := make([]string, len(words))
		for i, word := range words {
			made[i] = key(word)
		}
		return made
	}
	a, b := keys(v), keys(w)
	var changes []Change
	add := func(op Op, words []string) {
		if len(words) == 0 {
			return
		}
		if n := len(changes); n > 0 && changes[n-1].Op == op {
			changes[n-1].Words = append(changes[n-1].Words, words...)
			return
		}
		changes = append(changes, Change{op, append([]string(nil), words...)})
	}
	i, j := 0, 0
	for _, p := range Common(a, b) {
		add(Old, v[i:p.A])
		add(New, w[j:p.B])
		add(Both, w[p.B:p.B+1])
		i, j = p.A+1, p.B+1
	}
	add(Old, v[i:])
	add(New, w[j:])
	return changes
}

// Common pairs the words of a longest common subsequence.
func Common(a, b []string) []Pair {
	head := 0
	var pairs []Pair
	for head < min(len(a), len(b)) && a[head] == b[head] {
		pairs = append(pairs, Pair{A: head, B: head, Same: true})
		head++
	}
	n, m := len(a), len(b)
	for n > head && m > head && a[n-1] == b[m-1] {
		n, m = n-1, m-1
	}
	if (n-head)*(m-head) <= MaxCells {
		pairs = append(pairs, subsequence(a[head:n], b[head:m], head)...)
	}
	for ; n < len(a); n, m = n+1, m+1 {
		pairs = append(pairs, Pair{A: n, B: m, Same: true})
	}
	return pairs
}

// subsequence pairs the words of a longest common subsequence of two texts
// that both start at an offset.
func subsequence(a, b []string, offset int) []Pair {
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
			} else {
				best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			}
		}
	}
	var pairs []Pair
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, Pair{A: offset + i, B: offset + j, Same: true})
			i, j = i+1, j+1
		case best[(i+1)*width+j] >= best[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// Ink is what surrounds the words that only one wording has.
type Ink struct{ Old, OldEnd, New, NewEnd string }

// Plain marks words as git diff --word-diff does: [-old-]{+new+}.
var Plain = Ink{"[-", "-]", "{+", "+}"}

// Render writes changes in one line. Of long stretches that did not change the
// middle is left out, when most is not 0: no more than that many words stay on
// either side of a change.
func Render(changes []Change, ink Ink, most int) string {
	var b strings.Builder
	for i, c := range changes {
		if i > 0 && !(c.Op == New && changes[i-1].Op == Old) {
			b.WriteByte(' ')
		}
		words := strings.Join(c.Words, " ")
		switch c.Op {
		case Old:
			b.WriteString(ink.Old + words + ink.OldEnd)
		case New:
			b.WriteString(ink.New + words + ink.NewEnd)
		default:
			b.WriteString(elide(c.Words, most, i > 0, i+1 < len(changes)))
		}
	}
	return b.String()
}

// elide leaves out words that are far from a change: one before the first
// of them, one after the last, or both.
func elide(words []string, most int, before, after bool) string {
	keep := 0
	if before {
		keep += most
	}
	if after {
		keep += most
	}
	if most == 0 || !before && !after || len(words) <= keep+1 {
		return strings.Join(words, " ")
	}
	left, right := []string(nil), []string(nil)
	if before {
		left = words[:most]
	}
	if after {
		right = words[len(words)-most:]
	}
	return strings.TrimSpace(strings.Join(left, " ") + " … " + strings.Join(right, " "))
}
