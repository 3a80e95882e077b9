package parse

import (
	"gloss/generator/brief"
)

// scratch is the memory in which one text after the other is put together.
// What is kept of a text is as long as it is, and copied out at the end.
type scratch struct {
	src       []byte // what goldmark parses
	text      []byte
	steps     []brief.Step
	elements  []brief.Element
	citations []brief.Citation
	items     []brief.CiteItem // of one citation

	kept kept

	// plain are lists of elements without attributes, by their names: most
	// notes are one paragraph, perhaps with emphasis, and share their list.
	plain map[string][]brief.Element
	names []byte

	words map[string]string // that many annotations have in common: kinds, annotators
}

// maxPlain is the most lists of elements that are shared, maxWords the most words, and maxRoom the most
// bytes of a text whose memory is used again.
const (
	maxPlain = 256
	maxWords = 1024
	maxRoom  = 1 << 20
)

func newScratch() *scratch {
	return &scratch{plain: map[string][]brief.Element{}, words: map[string]string{}}
}

// word returns a word that does not keep the line alive that it stands in.
func (s *scratch) word(w string) string {
	if shared, known := s.words[w]; known {
		return shared
	}
	w = s.kept.words.keep([]byte(w))
	if len(s.words) < maxWords {
		s.words[w] = w
	}
	return w
}

// bytes returns a text as bytes, which stand until the next call.
func (s *scratch) bytes(text string) []byte {
	if len(text) > maxRoom {
		return []byte(text)
	}
	s.src = append(s.src[:0], text...)
	return s.src
}

// lend gives a builder the memory to begin with.
func (s *scratch) lend(b *builder) {
	b.scratch = s
	b.text, b.prose.Steps, b.prose.Elements, b.prose.Citations = s.text[:0], s.steps[:0], s.elements[:0], s.citations[:0]
}

// take takes the memory back, to be used for the next text.
func (s *scratch) take(b *builder) {
	if len(b.text) <= maxRoom {
		s.text, s.steps, s.elements, s.citations = b.text[:0], b.prose.Steps[:0], b.prose.Elements[:0], b.prose.Citations[:0]
	}
}

// list returns a copy of a list of elements, or one that others have as well.
func (s *scratch) list(elements []brief.Element) []brief.Element {
	s.names = s.names[:0]
	for _, e := range elements {
		if e.Attrs != nil || e.Src != 0 {
			return exactly(elements)
		}
		s.names = append(append(s.names, e.Name...), ' ')
	}
	shared, known := s.plain[string(s.names)]
	if !known {
		shared = exactly(elements)
		if len(s.plain) < maxPlain {
			s.plain[string(s.names)] = shared
		}
	}
	return shared
}

// exactly returns a copy of a list without room for more; nil for an empty
// one.
func exactly[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return append(make([]T, 0, len(list)), list...)
}
