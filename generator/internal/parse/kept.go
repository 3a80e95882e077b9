package parse

import (
	"strings"

	"gloss/generator/brief"
)

// kept is where the small parts of annotations and of other short texts are
// put that live as long as the site. Each by itself would be a piece of memory
// of its own, and a site has a million of them, all of which Go's collector
// looks at each time that it runs. Here many share one piece, which lives as
// long as anything in it; so pieces are small, and what is large has its own.
type kept struct {
	words     letters
	steps     slab[brief.Step]
	citations slab[brief.Citation]
	items     slab[brief.CiteItem]
	targets   slab[brief.Target]
	parts     slab[string]
	attrs     slab[brief.Attr]
}

// slab keeps copies of lists.
type slab[T any] struct{ piece []T }

// slabLength is how many elements of lists share a piece of memory.
const slabLength = 64

// keep returns a copy of a list without room for more; nil for an empty one.
func (s *slab[T]) keep(list []T) []T {
	if len(list) == 0 || len(list) > slabLength/4 {
		return exactly(list)
	}
	if len(list) > cap(s.piece)-len(s.piece) {
		s.piece = make([]T, 0, slabLength)
	}
	from := len(s.piece)
	s.piece = append(s.piece, list...)
	return s.piece[from:len(s.piece):len(s.piece)]
}

// letters keeps copies of texts.
type letters struct{ piece strings.Builder }

// lettersSize is how many bytes of texts share a piece of memory.
const lettersSize = 4 << 10

// keep returns a copy of a text.
func (l *letters) keep(text []byte) string {
	if len(text) > lettersSize/4 {
		return string(text)
	}
	if len(text) > l.piece.Cap()-l.piece.Len() {
		l.piece.Reset()
		l.piece.Grow(lettersSize)
	}
	from := l.piece.Len()
	l.piece.Write(text)
	return l.piece.String()[from:]
}
