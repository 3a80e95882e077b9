package mention

// automaton finds every occurrence of many patterns in one pass over a text
// (Aho & Corasick 1975, "Efficient string matching: an aid to bibliographic
// search", section 6: the deterministic automaton). The failure function is
// worked into the table, so that a byte costs one look-up whatever the number
// of patterns.
//
// Bytes that no pattern holds are one class. A state is the offset of its row
// in the table; the first column of a row is no transition but the pattern
// that ends there.
type automaton struct {
	class    [256]uint8
	table    []int32
	patterns []pattern
}

// pattern is a name to look for.
type pattern struct {
	length   int32 // in folded bytes
	id       int32
	sentence bool  // only at the beginning of a sentence
	shorter  int32 // 1 + the index of the longest pattern that is a suffix of it; 0 for none
}

// newAutomaton makes the automaton of folded names; the ids and conditions of
// the patterns are those of the entries.
func newAutomaton(entries []entry) *automaton {
	a := &automaton{}
	width := a.classes(entries)
	a.table = make([]int32, width)
	for _, e := range entries {
		state := int32(0)
		for i := range len(e.folded) {
			cell := state + int32(a.class[e.folded[i]])
			if a.table[cell] == 0 {
				a.table[cell] = int32(len(a.table))
				a.table = append(a.table, make([]int32, width)...)
			}
			state = a.table[cell]
		}
		if a.table[state] == 0 {
			a.patterns = append(a.patterns, pattern{length: int32(len(e.folded)), id: int32(e.id), sentence: e.sentence})
			a.table[state] = int32(len(a.patterns))
		}
	}
	a.connect(int32(width))
	return a
}

// classes gives each byte that a name holds a class of its own and returns the
// width of a row.
func (a *automaton) classes(entries []entry) int {
	next := 2 // after the pattern and the class of all other bytes
	for i := range a.class {
		a.class[i] = 1
	}
	for _, e := range entries {
		for i := range len(e.folded) {
			if c := e.folded[i]; a.class[c] == 1 && next < 256 {
				a.class[c] = uint8(next)
				next++
			}
		}
	}
	return next
}

// connect turns the trie into the automaton, level by level: what a state has
// no transition for, its failure state decides.
func (a *automaton) connect(width int32) {
	failure := make([]int32, int32(len(a.table))/width)
	queue := make([]int32, 0, len(failure))
	for c := int32(1); c < width; c++ {
		if to := a.table[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for i := 0; i < len(queue); i++ {
		state := queue[i]
		fail := failure[state/width]
		switch ends := a.table[state]; {
		case ends == 0:
			a.table[state] = a.table[fail]
		default:
			a.patterns[ends-1].shorter = a.table[fail]
		}
		for c := int32(1); c < width; c++ {
			to, other := a.table[state+c], a.table[fail+c]
			if to == 0 {
				a.table[state+c] = other
				continue
			}
			failure[to/width] = other
			queue = append(queue, to)
		}
	}
}
