package diff

import (
	"strings"
	"unicode"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// piece is a stretch of a text that both sides have, or one of them.
type piece struct {
	sign byte // ' ', '-' or '+'
	text string
}

// compareWords returns a text and the text that it became as pieces: words are
// kept, taken out or put in whole. Words that differ between two changes only
// by a space go with them, so that a changed sentence is not chopped up.
func compareWords(old, new string) []piece {
	a, b := split(old), split(new)
	var pieces []piece
	add := func(sign byte, words []string) {
		if len(words) > 0 {
			pieces = append(pieces, piece{sign, strings.Join(words, "")})
		}
	}
	at := 0
	var was, is []string
	flush := func() {
		add('-', was)
		add('+', is)
		was, is = nil, nil
	}
	for _, d := range lcs.DiffLines(a, b) {
		kept := a[at:d.Start]
		if len(was)+len(is) > 0 && strings.TrimSpace(strings.Join(kept, "")) == "" {
			was, is = append(was, kept...), append(is, kept...)
		} else {
			flush()
			add(' ', kept)
		}
		was, is = append(was, a[d.Start:d.End]...), append(is, b[d.ReplStart:d.ReplEnd]...)
		at = d.End
	}
	flush()
	add(' ', a[at:])
	return pieces
}

// split divides a text into words, the white space between them and single
// other characters.
func split(s string) []string {
	var parts []string
	from, last := 0, none
	for i, r := range s {
		c := classOf(r)
		if i > 0 && (c != last || c == other) {
			parts = append(parts, s[from:i])
			from = i
		}
		last = c
	}
	if s != "" {
		parts = append(parts, s[from:])
	}
	return parts
}

type class uint8

const (
	none class = iota
	letter
	blank
	other
)

func classOf(r rune) class {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '\'', r == '’':
		return letter
	case unicode.IsSpace(r):
		return blank
	}
	return other
}
