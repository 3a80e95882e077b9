package wording

// Pair says that a word of one wording stands for a word of the other: the
// indices of both.
type Pair struct {
	A, B int
	Same bool // word for word
}

// Alignment is how the words of two wordings stand for each other.
type Alignment struct {
	Pairs []Pair
	kept  int64 // credit of the pairs
	whole int64 // credit that two like wordings would have
}

// MaxCells bounds the work of one alignment: the words of one wording times
// those of the other, after what they begin and end with in common.
const MaxCells = 1 << 20

// Align finds the pairing of words, in their order, that keeps the most
// letters. The time is the product of the numbers of words, and the alignment
// of wordings that are too long for that pairs only their common beginning and
// end.
func Align(a string, v []Word, b string, w []Word) Alignment {
	var al Alignment
	for _, x := range v {
		al.whole += 16 * int64(x.Weight)
	}
	for _, y := range w {
		al.whole += 16 * int64(y.Weight)
	}
	head := 0
	for head < min(len(v), len(w)) && v[head].Of(a) == w[head].Of(b) {
		al.pair(head, head, credit(a, v[head], b, w[head]), true)
		head++
	}
	n, m := len(v), len(w)
	for n > head && m > head && v[n-1].Of(a) == w[m-1].Of(b) {
		n, m = n-1, m-1
	}
	if (n-head)*(m-head) <= MaxCells {
		al.middle(a, v[:n], b, w[:m], head)
	}
	for ; n < len(v); n, m = n+1, m+1 {
		al.pair(n, m, credit(a, v[n], b, w[m]), true)
	}
	return al
}

func (al *Alignment) pair(i, j int, credit int32, same bool) {
	al.Pairs = append(al.Pairs, Pair{A: i, B: j, Same: same})
	al.kept += int64(credit)
}

// middle pairs the words from head on: the longest common subsequence, each
// pair weighed by its credit (Wagner and Fischer 1974).
func (al *Alignment) middle(a string, v []Word, b string, w []Word, head int) {
	n, m := len(v)-head, len(w)-head
	if n == 0 || m == 0 {
		return
	}
	best := make([]int32, (n+1)*(m+1)) // best[i][j]: credit of v[head+i:] and w[head+j:]
	for i := n - 1; i >= 0; i-- {
		row, below := best[i*(m+1):(i+1)*(m+1)], best[(i+1)*(m+1):(i+2)*(m+1)]
		for j := m - 1; j >= 0; j-- {
			most := max(row[j+1], below[j])
			if c := credit(a, v[head+i], b, w[head+j]); c > 0 {
				most = max(most, below[j+1]+c)
			}
			row[j] = most
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		here := best[i*(m+1)+j]
		c := credit(a, v[head+i], b, w[head+j])
		switch {
		case c > 0 && here == best[(i+1)*(m+1)+j+1]+c:
			al.pair(head+i, head+j, c, v[head+i].Of(a) == w[head+j].Of(b))
			i, j = i+1, j+1
		case here == best[(i+1)*(m+1)+j]:
			i++
		default:
			j++
		}
	}
}

// Likeness returns how alike the wordings are, from 0 to 1: the weight of the
// words that both have, in their order, as a share of the weight of both
// (Dice 1945). A word that is spelled anew counts in part.
func (al *Alignment) Likeness() float64 {
	if al.whole == 0 {
		return 0
	}
	return float64(al.kept) / float64(al.whole)
}

// Kept returns the weight of the words that both wordings have.
func (al *Alignment) Kept() int { return int(al.kept / 32) }
