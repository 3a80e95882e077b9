package anchor

import (
	"unicode/utf8"

	"gloss/generator/internal/fold"
	"gloss/generator/internal/wording"
)

// script is a folded article made ready for the fuzzy search: its characters
// as small numbers, and its words.
type script struct {
	folded  string
	letters []letter
	offsets []int32 // for each letter, and for the end: its offset in folded
	numbers map[rune]letter
	ascii   [utf8.RuneSelf]letter
	blank   letter // the number of a blank, which every script has
	words   []wording.Word
}

// maxAlphabet is the most characters that are told apart; later ones match
// nothing. Unicode assigns more, but no article uses them all.
const maxAlphabet = 1 << 14

func newScript(text fold.Text) *script {
	s := &script{folded: text.Folded, numbers: map[rune]letter{}, words: wording.Words(text.Folded)}
	s.blank = s.number(' ')
	n := utf8.RuneCountInString(s.folded)
	s.letters = make([]letter, 0, n)
	s.offsets = make([]int32, 0, n+1)
	for i, r := range s.folded {
		s.letters = append(s.letters, s.number(r))
		s.offsets = append(s.offsets, int32(i))
	}
	s.offsets = append(s.offsets, int32(len(s.folded)))
	return s
}

// number returns the number of a character of the article, from 1.
func (s *script) number(r rune) letter {
	if r < utf8.RuneSelf && s.ascii[r] != 0 {
		return s.ascii[r]
	}
	l, known := s.numbers[r]
	if !known && len(s.numbers) < maxAlphabet {
		l = letter(len(s.numbers) + 1)
		s.numbers[r] = l
		if r < utf8.RuneSelf {
			s.ascii[r] = l
		}
	}
	return l
}

// spell returns words in the article's letters; characters that the article
// lacks are 0, which matches nothing.
func (s *script) spell(words string) []letter {
	letters := make([]letter, 0, len(words))
	for _, r := range words {
		l := letter(0)
		if r < utf8.RuneSelf {
			l = s.ascii[r]
		} else {
			l = s.numbers[r]
		}
		letters = append(letters, l)
	}
	return letters
}

// pattern makes words ready to be searched for.
func (s *script) pattern(words []letter) *pattern { return compile(words, len(s.numbers)+1) }

// letterAt returns the index of the letter at a byte offset of the folded
// text.
func (s *script) letterAt(offset int32) int {
	lo, hi := 0, len(s.offsets)-1
	for lo < hi {
		if mid := (lo + hi) / 2; s.offsets[mid] < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// wordsIn returns the words, as a range of their indices, that have a letter
// between two byte offsets of the folded text.
func (s *script) wordsIn(start, end int32) (lo, hi int) {
	first := func(after func(wording.Word) bool) int {
		lo, hi := 0, len(s.words)
		for lo < hi {
			if mid := (lo + hi) / 2; after(s.words[mid]) {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		return lo
	}
	lo = first(func(w wording.Word) bool { return w.End > start })
	hi = first(func(w wording.Word) bool { return w.Start >= end })
	return lo, max(lo, hi)
}
