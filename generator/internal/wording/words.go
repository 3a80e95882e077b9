// Package wording compares two wordings of a passage word by word: how alike
// they are, and which words changed.
package wording

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word of a text: the bytes from Start up to, but not including, End.
type Word struct {
	Start, End int32
	Letters    int32  // how many characters it has
	Weight     int32  // what it counts for: its letters, but 1 for a word of three or fewer, which any two sentences may share
	mask       uint32 // which characters occur in it, roughly: two words with few bits in common are not alike
	Number     bool   // it has a digit
}

// Of returns the word's characters.
func (w Word) Of(text string) string { return text[w.Start:w.End] }

// Words divides a text into words: letters, digits and what combines with
// them, an apostrophe between letters, and a full stop or comma between
// digits. In scripts that put no blanks between words each character is a word
// (see [Spaced]). Punctuation belongs to no word.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/6+1)
	var open bool // the last word may go on
	var last rune // the character before this one
	for i := 0; i < len(text); {
		if !open {
			if c := text[i]; sorts[c] == 0 {
				last, i = rune(c), i+1
				continue
			}
			if w, whole := plainWord(text, i); whole {
				words = append(words, w)
				last, i = rune(text[w.End-1]), int(w.End)
				continue
			}
		}
		r, size := rune(text[i]), 1
		var mark, isLetter, isDigit bool
		if r < utf8.RuneSelf {
			isDigit = sorts[r]&digit != 0
			isLetter = sorts[r]&(letter|digit) != 0
		} else {
			r, size = utf8.DecodeRuneInString(text[i:])
			mark = unicode.IsMark(r) && len(words) > 0
			isDigit = unicode.IsDigit(r)
			isLetter = mark || isDigit || unicode.IsLetter(r)
		}
		end := i + size
		switch {
		case !isLetter && open && joins(last, r, text[end:]):
			// Part of the word that goes on.
		case !isLetter:
			open = false
		case !open || !mark && !Spaced(r):
			words = append(words, Word{Start: int32(i)})
			open = true
		}
		if open {
			w := &words[len(words)-1]
			w.End = int32(end)
			w.Letters++
			w.mask |= 1 << (r & 31)
			w.Number = w.Number || isDigit
			open = mark || !isLetter || Spaced(r)
		}
		last = r
		i = end
	}
	for i := range words {
		w := &words[i]
		w.Weight = w.Letters
		if w.Letters <= 3 && !w.Number {
			w.Weight = 1
		}
	}
	return words
}

// plainWord returns the word of ASCII letters and digits that starts at an
// offset, and false when there is none or the next character may belong to it.
func plainWord(text string, start int) (Word, bool) {
	var mask uint32
	var seen sort
	i := start
	for i < len(text) {
		c := text[i]
		if sorts[c]&(letter|digit) == 0 {
			break
		}
		mask |= 1 << (c & 31)
		seen |= sorts[c]
		i++
	}
	w := Word{Start: int32(start), End: int32(i), Letters: int32(i - start), mask: mask, Number: seen&digit != 0}
	return w, i > start && (i == len(text) || sorts[text[i]]&goesOn == 0)
}

// sort says what a byte may be to a word.
type sort uint8

const (
	letter sort = 1 << iota // an ASCII letter
	digit                   // an ASCII digit
	goesOn                  // after a word it may belong to it: a sign that joins, or another script
)

var sorts = func() (is [256]sort) {
	for c := range is {
		switch {
		case '0' <= c && c <= '9':
			is[c] = digit
		case 'a' <= c|0x20 && c|0x20 <= 'z' && c < utf8.RuneSelf:
			is[c] = letter
		case c >= utf8.RuneSelf, c == '\'', c == '.', c == ',':
			is[c] = goesOn
		}
	}
	return is
}()

// joins reports whether a sign that stands after a letter and before the rest
// of a text is part of a word.
func joins(before, sign rune, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	switch sign {
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	case '.', ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

// Spaced reports whether a letter is of a script that puts blanks between
// words.
func Spaced(r rune) bool {
	return r < 0x0e00 || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// credit is what two words count for when they stand for each other, in
// sixteenths of their weights: all for the same word, a part for one that is
// spelled much like it, nothing for another word. Numbers are the same or
// not: 94,000 is nothing like 194,000.
func credit(a string, v Word, b string, w Word) int32 {
	if 2*bits.OnesCount32(v.mask&w.mask) < min(bits.OnesCount32(v.mask), bits.OnesCount32(w.mask)) {
		return 0
	}
	x, y := v.Of(a), w.Of(b)
	if x == y {
		return 16 * (v.Weight + w.Weight)
	}
	most := max(v.Letters, w.Letters)
	if v.Number || w.Number || 2*min(v.Letters, w.Letters) < most || most > maxSpelling || most < 3 {
		return 0
	}
	if strings.EqualFold(x, y) {
		return 15 * (v.Weight + w.Weight)
	}
	same := most - spelling(x, y)
	if 2*same < most {
		return 0
	}
	return 16 * (v.Weight + w.Weight) * same / most
}

// maxSpelling is the most letters that a word may have to be compared with
// another letter by letter.
const maxSpelling = 40

// spelling is the Levenshtein distance of two words of up to maxSpelling
// letters.
func spelling(a, b string) int32 {
	var row [maxSpelling + 1]int32
	n := int32(0)
	for range b {
		n++
		row[n] = n
	}
	i := int32(0)
	for _, r := range a {
		diagonal := row[0]
		i++
		row[0] = i
		j := 0
		for _, s := range b {
			j++
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[n]
}
