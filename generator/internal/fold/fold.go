// Package fold makes texts comparable as a reader compares them, and keeps the
// way back: a map from every place in the folded text to the original.
//
// Folded away are differences that a reader does not see or does not mean:
// Unicode composition (NFC), curly and straight quotes, the sorts of dashes
// and how many hyphens stand for one, an ellipsis and three full stops, sorts
// and runs of white space, soft hyphens and zero-width characters. Case,
// letters and digits are kept.
package fold

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a folded text.
type Text struct {
	Folded string
	starts []int32 // for each byte of Folded: where the original of its character starts
	ends   []int32 // and where it ends
}

// Original returns the stretch of the original that the folded bytes from
// start up to end stand for. Both must be at character boundaries, and start
// before end.
func (t *Text) Original(start, end int) (from, to int) {
	return int(t.starts[start]), int(t.ends[end-1])
}

// Offset returns the folded offset of the first character that starts at or
// after an offset of the original, or the length of the folded text.
func (t *Text) Offset(original int) int {
	lo, hi := 0, len(t.starts)
	for lo < hi {
		if mid := (lo + hi) / 2; int(t.starts[mid]) < original {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// New folds a text. White space at its ends becomes at most one blank.
func New(s string) Text {
	f := folder{out: make([]byte, 0, len(s)), starts: make([]int32, 0, len(s)), ends: make([]int32, 0, len(s))}
	f.text(s)
	return Text{Folded: string(f.out), starts: f.starts, ends: f.ends}
}

// String folds a text without the way back.
func String(s string) string {
	if folded(s) {
		return s
	}
	return New(s).Folded
}

// folded reports whether a text certainly is its own fold: most names are.
func folded(s string) bool {
	last := byte('-')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '`' || c >= utf8.RuneSelf || (c == ' ' || c == '-') && c == last {
			return false
		}
		last = c
	}
	return true
}

type folder struct {
	out          []byte
	starts, ends []int32
}

// text folds s segment by segment of Unicode normalisation: a base character
// with what combines with it.
func (f *folder) text(s string) {
	for i := 0; i < len(s); {
		if end := plainRun(s, i); end > i {
			f.plain(s, i, end)
			i = end
			continue
		}
		if c := s[i]; c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			f.char(rune(c), i, i+1) // ASCII before ASCII combines with nothing
			i++
			continue
		}
		if r, length := alone(s, i); length > 0 {
			f.char(r, i, i+length)
			i += length
			continue
		}
		end := i + max(1, norm.NFC.NextBoundaryInString(s[i:], true))
		segment := s[i:end]
		if r, size := utf8.DecodeRuneInString(segment); size == len(segment) && norm.NFC.QuickSpanString(segment) == size {
			f.char(r, i, end)
		} else {
			for _, r := range norm.NFC.String(segment) {
				f.char(r, i, end)
			}
		}
		i = end
	}
}

// plainRun returns the end of the run of characters from i on that fold to
// themselves and combine with nothing: ASCII before ASCII.
func plainRun(s string, i int) int {
	for i < len(s) && itselfASCII[s[i]] {
		i++
	}
	if i < len(s) && s[i] >= utf8.RuneSelf {
		return i - 1 // what follows may combine with it
	}
	return i
}

// itselfASCII says which bytes are characters that fold to themselves.
var itselfASCII = func() (is [256]bool) {
	for c := byte('!'); c < utf8.RuneSelf; c++ {
		is[c] = class(rune(c)) == itself
	}
	return is
}()

// plain appends characters that fold to themselves, a byte each.
func (f *folder) plain(s string, start, end int) {
	f.out = append(f.out, s[start:end]...)
	n, k := len(f.starts), end-start
	f.starts = slices.Grow(f.starts, k)[:n+k]
	f.ends = slices.Grow(f.ends, k)[:n+k]
	starts, ends := f.starts[n:], f.ends[n:]
	for i := range starts {
		starts[i] = int32(start + i)
	}
	for i := range ends {
		ends[i] = int32(start + i + 1)
	}
}

// char appends the fold of one character, which stands for s[start:end].
func (f *folder) char(r rune, start, end int) {
	switch class(r) {
	case blank:
		f.run(' ', start, end)
	case dash:
		f.run('-', start, end)
	case single:
		f.put('\'', start, end)
	case double:
		f.put('"', start, end)
	case dots:
		f.put('.', start, end)
		f.put('.', start, end)
		f.put('.', start, end)
	case nothing:
	default:
		var buf [utf8.UTFMax]byte
		for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
			f.put(c, start, end)
		}
	}
}

func (f *folder) put(c byte, start, end int) {
	f.out = append(f.out, c)
	f.starts = append(f.starts, int32(start))
	f.ends = append(f.ends, int32(end))
}

// run appends a character of which several in a row are one.
func (f *folder) run(c byte, start, end int) {
	if n := len(f.out); n > 0 && f.out[n-1] == c {
		f.ends[n-1] = int32(end)
		return
	}
	f.put(c, start, end)
}

type sort uint8

const (
	itself sort = iota
	blank
	dash
	single
	double
	dots
	nothing
)

// class says what a character folds to.
func class(r rune) sort {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xa0:
		return blank
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '－':
		return dash
	case '‘', '’', '‚', '‛', '′', '‵', '`', '´', 'ʼ', '‹', '›', '＇':
		return single
	case '“', '”', '„', '‟', '″', '‶', '«', '»', '〝', '〞', '〟', '＂':
		return double
	case '…':
		return dots
	case 0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069:
		return nothing
	}
	if r > 0x167f && unicode.IsSpace(r) { // the first blank beyond Latin-1 is U+1680
		return blank
	}
	return itself
}

// Name folds a file's name as file systems do that keep case but do not tell
// it apart: composed, and in lower case.
func Name(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// Compose returns a text in which letters and the marks on them are one
// character wherever there is one (NFC).
func Compose(s string) string { return norm.NFC.String(s) }

// Plain folds a word for searching: compatibility forms are decomposed,
// diacritics dropped and capitals made small.
func Plain(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s)))
}
