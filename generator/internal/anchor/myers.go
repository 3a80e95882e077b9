package anchor

// The search for words that are not quite there. The edit distance of a
// pattern to every place of a text is found as Gene Myers describes it in "A
// fast bit-vector algorithm for approximate string matching based on dynamic
// programming" (Journal of the ACM 46, 1999): one column of the table of
// distances is held as the differences between its rows, a bit each for +1 and
// for -1, so that a machine word advances 64 rows at once. Longer patterns
// take a word for every 64 rows, each handing the difference at its lower edge
// to the next (section 4 of the paper, in the form of Hyyrö, "Explaining and
// extending the bit-parallel approximate string matching algorithm of Myers",
// 2001). The words are taken two after two, each pair through the whole text, so
// that a processor holds them in registers. The time is the length of the text
// times the number of words, and nothing in the text changes it.

// letter is a character as the letters of one article number it.
type letter uint16

// pattern is a string of letters made ready for searching.
type pattern struct {
	letters []letter
	blocks  int
	size    int      // of the alphabet
	rows    []uint64 // block after block, for each letter of the alphabet a bit for every row that holds it
}

// compile makes a pattern of at least one letter ready, for texts over an
// alphabet of a size. The letter 0 matches nothing.
func compile(letters []letter, alphabet int) *pattern {
	p := &pattern{letters: letters, blocks: (len(letters) + 63) / 64, size: alphabet}
	p.rows = make([]uint64, alphabet*p.blocks)
	for i, c := range letters {
		if c != 0 {
			p.rows[i/64*alphabet+int(c)] |= 1 << (i % 64)
		}
	}
	return p
}

// edge is how the distance in one row changes from a letter of the text to the
// next: by +1, by -1, or not at all.
type edge uint8

const (
	level edge = 0
	rises edge = 1
	falls edge = 2
)

// advance computes 64 rows for one letter of the text: from the vertical
// differences, +1 and -1, before the letter those after it, and the horizontal
// ones. The rows that hold the letter are given, and how the row above changes.
func advance(up, down, holding uint64, above edge) (newUp, newDown, hUp, hDown uint64) {
	xv := holding | down
	holding |= uint64(above >> 1)
	xh := (((holding & up) + up) ^ up) | holding
	hUp = down | ^(xh | up)
	hDown = up & xh
	shifted := hUp<<1 | uint64(above&1)
	return hDown<<1 | uint64(above>>1) | ^(xv | shifted), shifted & xv, hUp, hDown
}

// edgeAt returns how a row changes, from the horizontal differences of its
// block.
func edgeAt(row int, hUp, hDown uint64) edge {
	return edge(hUp>>(row&63)&1 | hDown>>(row&63)&1<<1)
}

// block computes 64 rows for a whole text. The edges hold how the row above
// them changes with each letter, and afterwards how their lowest row does. If
// columns are given, the vertical differences after each letter are kept there,
// first the +1 then the -1.
func (p *pattern) block(b int, text []letter, edges []edge, columns [][2]uint64) {
	rows, lowest := p.rows[b*p.size:][:p.size], p.lowest(b)
	up, down := ^uint64(0), uint64(0)
	edges = edges[:len(text)]
	for i, l := range text {
		var hUp, hDown uint64
		up, down, hUp, hDown = advance(up, down, rows[l], edges[i])
		edges[i] = edgeAt(lowest, hUp, hDown)
		if columns != nil {
			columns[i] = [2]uint64{up, down}
		}
	}
}

// blocks2 does what block does for a block and the one below it. The lower one
// is a letter behind the upper one: neither waits for the other, so that a
// processor works on both at once.
func (p *pattern) blocks2(b int, text []letter, edges []edge) {
	if len(text) == 0 {
		return
	}
	upper, lower := p.rows[b*p.size:][:p.size], p.rows[(b+1)*p.size:][:p.size]
	lowest := p.lowest(b + 1)
	edges = edges[:len(text)]
	up1, down1, hUp, hDown := advance(^uint64(0), 0, upper[text[0]], edges[0])
	between := edgeAt(63, hUp, hDown)
	up2, down2 := ^uint64(0), uint64(0)
	for i := 1; i < len(text); i++ {
		up2, down2, hUp, hDown = advance(up2, down2, lower[text[i-1]], between)
		edges[i-1] = edgeAt(lowest, hUp, hDown)
		up1, down1, hUp, hDown = advance(up1, down1, upper[text[i]], edges[i])
		between = edgeAt(63, hUp, hDown)
	}
	_, _, hUp, hDown = advance(up2, down2, lower[text[len(text)-1]], between)
	edges[len(text)-1] = edgeAt(lowest, hUp, hDown)
}

// lowest returns the row of a block that is the last of the pattern in it.
func (p *pattern) lowest(b int) int {
	if b == p.blocks-1 {
		return (len(p.letters) - 1) % 64
	}
	return 63
}

// table computes all rows for a whole text. The edges hold how the distance of
// nothing to the text changes with each letter: level where a match may start
// anywhere, rising where it starts with the text. Afterwards they hold how the
// distance of the whole pattern does, which is its length before the first
// letter. If columns are given, they take as many as the text has letters for
// each block.
func (p *pattern) table(text []letter, edges []edge, columns [][2]uint64) {
	b := 0
	for ; columns == nil && b+1 < p.blocks; b += 2 {
		p.blocks2(b, text, edges)
	}
	for ; b < p.blocks; b++ {
		var kept [][2]uint64
		if columns != nil {
			kept = columns[b*len(text):][:len(text)]
		}
		p.block(b, text, edges, kept)
	}
}

// change returns what an edge adds to a distance.
func (e edge) change() int { return int(e&1) - int(e>>1) }

// stretch is a part of a text, as offsets of its letters or bytes.
type stretch struct{ start, end int }

// hit is a place where a pattern nearly stands: the end of the text that it
// matches, and the distance of the two.
type hit struct {
	end      int
	distance int
}

// search returns the places of a text whose distance to the pattern is at most
// limit, at most max of them, nearest first. Of places that overlap by more
// than half of the pattern only the nearest counts, of those the first.
func (p *pattern) search(text []letter, limit, most int) []hit {
	edges := make([]edge, len(text))
	p.table(text, edges, nil)
	var hits []hit
	distance, reach := len(p.letters), max(1, len(p.letters)/2)
	best := hit{distance: limit + 1}
	for i, e := range edges {
		distance += e.change()
		if distance < best.distance {
			best = hit{end: i + 1, distance: distance}
		} else if best.distance <= limit && i+1-best.end > reach {
			hits = keep(hits, best, most)
			best = hit{distance: limit + 1}
			if distance <= limit {
				best = hit{end: i + 1, distance: distance}
			}
		}
	}
	if best.distance <= limit {
		hits = keep(hits, best, most)
	}
	return hits
}

// keep adds a hit to the nearest ones, which are few.
func keep(hits []hit, h hit, most int) []hit {
	at := len(hits)
	for at > 0 && hits[at-1].distance > h.distance {
		at--
	}
	if at == most {
		return hits
	}
	if len(hits) < most {
		hits = append(hits, hit{})
	}
	copy(hits[at+1:], hits[at:])
	hits[at] = h
	return hits
}

// prefixDistance returns the least distance of the pattern to a stretch at the
// very start of a text, however long.
func (p *pattern) prefixDistance(text []letter) int {
	var short [2 * reach]edge
	edges := short[:0]
	for range text {
		edges = append(edges, rises)
	}
	p.table(text, edges, nil)
	distance := len(p.letters)
	best := distance
	for _, e := range edges {
		distance += e.change()
		best = min(best, distance)
	}
	return best
}

// trace aligns the pattern with the end of a text, where a search has found
// it, and returns for each of some rows of the pattern, ascending, the stretch
// of the text that stands between the letters before the row and those after
// it: empty, but where the text has letters that the pattern lacks.
func (p *pattern) trace(text []letter, rows ...int) []stretch {
	columns := make([][2]uint64, p.blocks*len(text))
	p.table(text, make([]edge, len(text)), columns)
	const up, down = 0, 1
	bit := func(column, kind, row int) bool {
		if column == 0 {
			return kind == up
		}
		return columns[(row-1)/64*len(text)+column-1][kind]>>((row-1)%64)&1 != 0
	}
	between := make([]stretch, len(rows))
	i, j := len(p.letters), len(text)
	next, entered := len(rows)-1, -1
	for {
		for next >= 0 && rows[next] > i {
			next--
		}
		if next >= 0 && rows[next] == i {
			if entered != i {
				entered, between[next].end = i, j
			}
			between[next].start = j
		}
		switch {
		case i == 0 || next < 0:
			return between
		case bit(j, up, i) || j == 0:
			i-- // a letter of the pattern that the text lacks
		case j > 0 && bit(j-1, down, i):
			j-- // a letter of the text that the pattern lacks
		default:
			i, j = i-1, j-1
		}
	}
}
