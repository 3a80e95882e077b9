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
// 2001). The time is the length of the text times the number of words, and
// nothing in the text changes it.

// letter is a character as the letters of one article number it.
type letter uint16

// pattern is a string of letters made ready for searching.
type pattern struct {
	letters []letter
	blocks  int
	rows    []uint64 // for each letter of the alphabet, a bit for every row that holds it, block after block
	last    uint64   // the bit of the last row in the last block
}

// column is a column of the table as vertical differences.
type column struct{ up, down []uint64 }

// compile makes a pattern of at least one letter ready, for texts over an
// alphabet of a size. The letter 0 matches nothing.
func compile(letters []letter, alphabet int) *pattern {
	p := &pattern{letters: letters, blocks: (len(letters) + 63) / 64}
	p.rows = make([]uint64, alphabet*p.blocks)
	for i, c := range letters {
		if c != 0 {
			p.rows[int(c)*p.blocks+i/64] |= 1 << (i % 64)
		}
	}
	p.last = 1 << ((len(letters) - 1) % 64)
	return p
}

// start returns the column before the first letter of a text.
func (p *pattern) start() column {
	c := column{make([]uint64, p.blocks), make([]uint64, p.blocks)}
	for i := range c.up {
		c.up[i] = ^uint64(0)
	}
	return c
}

// step advances the column by one letter and returns by how much the distance
// in the last row changes. The distance in the row above the first grows by
// rise: 0 where a match may start anywhere, 1 where it starts with the text.
func (p *pattern) step(c column, l letter, rise uint64) int {
	rows := p.rows[int(l)*p.blocks:][:p.blocks]
	up, down := c.up[:len(rows)], c.down[:len(rows)]
	var fall, hUp, hDown uint64
	for b, eq := range rows {
		pv, mv := up[b], down[b]
		xv := eq | mv
		eq |= fall
		xh := (((eq & pv) + pv) ^ pv) | eq
		hUp = mv | ^(xh | pv)
		hDown = pv & xh
		shiftedUp := hUp<<1 | rise
		shiftedDown := hDown<<1 | fall
		rise, fall = hUp>>63, hDown>>63
		up[b] = shiftedDown | ^(xv | shiftedUp)
		down[b] = shiftedUp & xv
	}
	switch {
	case hUp&p.last != 0:
		return 1
	case hDown&p.last != 0:
		return -1
	}
	return 0
}

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
	var hits []hit
	c := p.start()
	distance, reach := len(p.letters), max(1, len(p.letters)/2)
	best := hit{distance: limit + 1}
	for i, l := range text {
		distance += p.step(c, l, 0)
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
	c := p.start()
	distance := len(p.letters)
	best := distance
	for _, l := range text {
		distance += p.step(c, l, 1)
		best = min(best, distance)
	}
	return best
}

// trace aligns the pattern with the end of a text, where a search has found
// it, and returns for each of some rows of the pattern, ascending, the stretch
// of the text that stands between the letters before the row and those after
// it: empty, but where the text has letters that the pattern lacks.
func (p *pattern) trace(text []letter, rows ...int) []stretch {
	columns := make([]uint64, 0, 2*p.blocks*(len(text)+1))
	c := p.start()
	record := func() {
		columns = append(columns, c.up...)
		columns = append(columns, c.down...)
	}
	record()
	for _, l := range text {
		p.step(c, l, 0)
		record()
	}
	bit := func(column, kind, row int) bool {
		word := columns[(2*column+kind)*p.blocks+(row-1)/64]
		return word>>((row-1)%64)&1 != 0
	}
	const up, down = 0, 1
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
