package link

import "slices"

// pieces keeps lists of which every article has a short one. Each by itself
// would be a piece of memory of its own, at which Go's collector looks each
// time that it runs; here many share one, which lives as long as any of them.
type pieces[T any] struct{ room []T }

// pieceLength is how many elements share a piece of memory, where there are
// many: the first pieces are shorter, for a site that is linked again because
// of one article.
const pieceLength = 256

// keep returns a copy of a list without room for more; nil for an empty one.
func (p *pieces[T]) keep(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	kept := p.make(len(list))
	copy(kept, list)
	return kept
}

// make returns a list of zero values.
func (p *pieces[T]) make(n int) []T {
	if n > pieceLength/4 {
		return make([]T, n)
	}
	if n > cap(p.room)-len(p.room) {
		p.room = make([]T, 0, max(n, min(pieceLength, 2*cap(p.room))))
	}
	from := len(p.room)
	p.room = p.room[:from+n]
	return slices.Clip(p.room[from:])
}
