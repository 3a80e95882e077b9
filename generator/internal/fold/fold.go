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
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a folded text.
type Text struct {
	Folded string
	pieces []piece // in order, and together all of it; none when nothing was folded away
}

// piece is a stretch of folded text, up to the next piece. Most texts are few
// of them: between curly quotes and doubled blanks all is as it was written.
type piece struct {
	at    int32 // where it begins in the folded text
	start int32 // where its original begins
	end   int32 // where that ends, if all of the piece stands for it; 0 if each character stands for one of the same length
}

// Original returns the stretch of the original that the folded bytes from
// start up to end stand for. Both must be at character boundaries, and start
// before end.
func (t *Text) Original(start, end int) (from, to int) {
	if len(t.pieces) == 0 {
		return start, end
	}
	p := t.pieces[t.find(start)]
	if from = int(p.start); p.end == 0 {
		from += start - int(p.at)
	}
	p = t.pieces[t.find(end-1)]
	if to = int(p.end); to == 0 {
		to = int(p.start) + end - int(p.at)
	}
	return from, to
}

// find returns the index of the piece that holds a folded byte.
func (t *Text) find(at int) int {
	lo, hi := 0, len(t.pieces)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; int(t.pieces[mid].at) <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// Offset returns the folded offset of the first character that starts at or
// after an offset of the original, or the length of the folded text.
func (t *Text) Offset(original int) int {
	at := original
	if len(t.pieces) > 0 {
		// The last piece that starts before the offset holds characters that do.
		lo, hi := 0, len(t.pieces)
		for lo < hi {
			if mid := (lo + hi) / 2; int(t.pieces[mid].start) < original {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		if lo == 0 {
			return 0
		}
		next := len(t.Folded)
		if lo < len(t.pieces) {
			next = int(t.pieces[lo].at)
		}
		p := t.pieces[lo-1]
		if at = next; p.end == 0 {
			at = min(next, int(p.at)+original-int(p.start))
		}
	}
	at = max(0, min(at, len(t.Folded)))
	for at < len(t.Folded) && !utf8.RuneStart(t.Folded[at]) {
		at++
	}
	return at
}

// New folds a text. White space at its ends becomes at most one blank.
func New(s string) Text {
	if folded(s) {
		return Text{Folded: s}
	}
	var f folder
	f.out.Grow(len(s))
	f.text(s)
	return Text{Folded: f.out.String(), pieces: f.pieces}
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
		if !itselfASCII[c] && (c != ' ' && c != '-' || c == last) {
			return false
		}
		last = c
	}
	return true
}

// folder folds one text.
type folder struct {
	out    strings.Builder
	pieces []piece
	open   byte // a blank or hyphen that ends out, of which more may follow; otherwise 0
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
			f.together(norm.NFC.String(segment), i, end)
		}
		i = end
	}
}

// plainRun returns the end of the run of characters from i on that fold to
// themselves and combine with nothing: ASCII before ASCII, and single blanks
// between such characters.
func plainRun(s string, i int) int {
	if i == len(s) || !itselfASCII[s[i]] {
		return i
	}
	for i < len(s) && (itselfASCII[s[i]] || s[i] == ' ' && i+1 < len(s) && itselfASCII[s[i+1]]) {
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

// plain appends characters that fold to themselves.
func (f *folder) plain(s string, start, end int) {
	f.alike(start)
	f.out.WriteString(s[start:end])
	f.open = 0
}

// alike has what is appended next stand, character by character, for what
// stands in the original from start on.
func (f *folder) alike(start int) {
	at := f.out.Len()
	if n := len(f.pieces); n > 0 {
		if p := f.pieces[n-1]; p.end == 0 && at-int(p.at) == start-int(p.start) {
			return
		}
	}
	f.pieces = append(f.pieces, piece{at: int32(at), start: int32(start)})
}

// whole has what is appended next stand, all of it, for a stretch of the
// original.
func (f *folder) whole(start, end int) {
	if n := len(f.pieces); n > 0 {
		if p := f.pieces[n-1]; int(p.start) == start && int(p.end) == end {
			return
		}
	}
	f.pieces = append(f.pieces, piece{at: int32(f.out.Len()), start: int32(start), end: int32(end)})
}

// together appends the fold of characters that stand for s[start:end]
// together: letters and marks in an order of their own.
func (f *folder) together(composed string, start, end int) {
	for _, r := range composed {
		switch c := class(r); c {
		case nothing:
		case itself:
			f.whole(start, end)
			f.out.WriteRune(r)
			f.open = 0
		default:
			f.stand(c, start, end)
		}
	}
}

// char appends the fold of one character, which stands for s[start:end].
func (f *folder) char(r rune, start, end int) {
	switch c := class(r); {
	case c != itself:
		f.stand(c, start, end)
	case utf8.RuneLen(r) == end-start:
		f.alike(start)
		f.out.WriteRune(r)
		f.open = 0
	default:
		f.together(string(r), start, end)
	}
}

// stand appends what stands for the characters of a class.
func (f *folder) stand(c sort, start, end int) {
	switch c {
	case blank:
		f.run(' ', start, end)
	case dash:
		f.run('-', start, end)
	case single:
		f.put('\'', start, end)
	case double:
		f.put('"', start, end)
	case dots:
		for range 3 {
			f.put('.', start, end)
		}
	}
}

func (f *folder) put(c byte, start, end int) {
	if end-start == 1 {
		f.alike(start)
	} else {
		f.whole(start, end)
	}
	f.out.WriteByte(c)
	f.open = 0
}

// run appends a character of which several in a row are one, which stands for
// all of them.
func (f *folder) run(c byte, start, end int) {
	if f.open != c {
		f.put(c, start, end)
		f.open = c
		return
	}
	last := &f.pieces[len(f.pieces)-1]
	if at := int32(f.out.Len() - 1); last.at < at { // it parts from what stands before it
		from := last.start
		if last.end == 0 {
			from += at - last.at
		}
		f.pieces = append(f.pieces, piece{at: at, start: from, end: int32(end)})
		return
	}
	last.end = int32(end)
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
