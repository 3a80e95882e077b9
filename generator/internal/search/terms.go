package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/internal/fold"
)

// longestTerm is how many characters of a word are told apart.
const longestTerm = 24

// terms calls take for each word of a text as searches compare it: in lower
// case and without diacritics. search.js divides queries in the same way; the
// two have to change together.
func terms(text string, take func(term []byte)) {
	var buffer [4 * longestTerm]byte
	term := buffer[:0]
	plain := true
	length := 0
	flush := func() {
		if !plain {
			term = append(term[:0], fold.Plain(string(term))...)
		}
		if len(term) > 1 || len(term) == 1 && term[0] <= '9' {
			take(term)
		}
		term, plain, length = buffer[:0], true, 0
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch c = compared[c]; {
			case c == 0:
				if length > 0 {
					flush()
				}
			case length < longestTerm:
				term = append(term, c)
				fallthrough
			default:
				length++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			if length++; length <= longestTerm {
				term, plain = utf8.AppendRune(term, r), false
			}
		case r == 0xad:
		case length > 0:
			flush()
		}
	}
	if length > 0 {
		flush()
	}
}

// compared says what letters and digits of ASCII are compared as; it is 0 for
// all that is between words.
var compared = func() (as [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= 'z'; c++ {
		switch {
		case 'A' <= c && c <= 'Z':
			as[c] = c + 'a' - 'A'
		case 'a' <= c, c <= '9':
			as[c] = c
		}
	}
	return as
}()

// startOf returns the first letters of a term, by which the terms that begin
// alike are found; all of a short one.
func startOf(term string) string {
	const letters = 3
	n := 0
	for i := range term {
		if n == letters {
			return term[:i]
		}
		n++
	}
	return term
}

// shardOf returns the shard of a word, of a number that is a power of two
// (Fowler, Noll & Vo, FNV-1a, 32 bits, folded once).
func shardOf(word string, shards int) int {
	h := uint32(2166136261)
	for _, c := range []byte(word) {
		h = (h ^ uint32(c)) * 16777619
	}
	return int((h ^ h>>16) & uint32(shards-1))
}

// gist returns the beginning of a text for a result.
func gist(text string) string {
	const most = 150
	var words strings.Builder
	words.Grow(most + most/2)
	for word := range strings.FieldsSeq(text[:min(len(text), 4*most)]) {
		if words.Len() > 0 {
			words.WriteByte(' ')
		}
		words.WriteString(word)
		if words.Len() > most {
			return shortened(words.String(), most)
		}
	}
	return strings.ToValidUTF8(words.String(), "")
}

// shortened returns the words that fit into so many bytes, which is not all.
func shortened(words string, most int) string {
	if i := strings.LastIndexByte(words[:most], ' '); i > 0 {
		return words[:i] + " …"
	}
	return strings.ToValidUTF8(words[:most], "") + " …"
}
