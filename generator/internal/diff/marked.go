package diff

import (
	"html"
	"strings"
)

// A page is shown with its changes by writing its canonical form out as HTML
// again: the lines of one side are written whole, so that what comes out is
// well formed, and words are marked where they went or came.

// view says what of a change is shown in a page.
type view uint8

const (
	inPlace view = iota // the new page, with words that came and words that went
	before              // the old page, with words that went
)

// body writes the body of a page with its changes marked. Scripts, forms of
// navigation and everything in the head are left out: a page is looked at here
// and not used.
func (p *Page) body(v view) string {
	w := bodyWriter{view: v}
	lines := p.newForm
	if v == before {
		lines = p.oldForm
	}
	at := 0
	for i := range p.Edits {
		e := &p.Edits[i]
		own, other, from := e.New, e.Old, e.NewAt
		if v == before {
			own, other, from = e.Old, e.New, e.At
		}
		for ; at < from; at++ {
			w.line(&lines[at], nil, "")
		}
		w.edit(own, other, e.Groups)
		at += len(own)
	}
	for ; at < len(lines); at++ {
		w.line(&lines[at], nil, "")
	}
	return w.b.String()
}

type bodyWriter struct {
	view   view
	b      strings.Builder
	skip   string // the element that is being left out; empty for none
	opened string // tags of elements within a line that wait for their text
}

// write writes text or a tag. A space at the start of an element goes before
// it, where it stood: a link is not underlined from there.
func (w *bodyWriter) write(s string) {
	if w.opened != "" {
		if rest, spaced := strings.CutPrefix(s, " "); spaced {
			w.b.WriteByte(' ')
			s = rest
		}
		w.b.WriteString(w.opened)
		w.opened = ""
	}
	w.b.WriteString(s)
}

// omitted are the elements that are left out with all that they hold.
var omitted = set("head script style noscript template iframe object embed frameset")

// line writes a line; pieces are its words where they are marked, and flag the
// group that an element's own change belongs to.
func (w *bodyWriter) line(l *Line, pieces []piece, flag string) {
	name := ""
	if l.sort == open || l.sort == shut || l.sort == void {
		name = l.element()
	}
	switch {
	case w.skip != "":
		if l.sort == shut && name == w.skip {
			w.skip = ""
		}
	case l.sort == open && omitted[name]:
		w.skip = name
	case name == "html" || name == "base" || name == "meta" || name == "link" || name == "frame":
	case l.sort == raw:
	case l.sort == words && pieces != nil:
		w.pieces(pieces)
	case l.sort == words:
		w.write(html.EscapeString(plain(l)))
	default:
		tag := l.Text
		if flag != "" && l.sort != shut {
			tag = strings.TrimSuffix(tag, ">") + ` data-gloss="` + flag + `">`
		}
		if l.sort == open && inline[name] {
			w.opened += tag
			return
		}
		w.write(tag)
	}
}

// edit writes the lines of this side, with the words of both compared.
func (w *bodyWriter) edit(own, other []Line, g Group) {
	flag := ""
	if g != Markup {
		flag = g.String()
	}
	mine, theirs := joinedWords(own), joinedWords(other)
	var compared []piece
	switch {
	case mine == theirs:
		compared = []piece{{' ', mine}}
	case w.view == before:
		compared = flipped(compareWords(mine, theirs))
	default:
		compared = compareWords(theirs, mine)
	}
	for i := range own {
		l := &own[i]
		if l.sort != words {
			w.line(l, nil, flag)
			continue
		}
		var pieces []piece
		pieces, compared = take(compared, len(plain(l))+len(wordsEnd))
		w.line(l, pieces, flag)
	}
	if w.skip == "" {
		w.pieces(compared) // what went from the end
	}
}

// wordsEnd stands between the words of two lines, so that they do not run
// together.
const wordsEnd = "\n"

func joinedWords(lines []Line) string {
	var b strings.Builder
	for i := range lines {
		if lines[i].sort == words {
			b.WriteString(plain(&lines[i]) + wordsEnd)
		}
	}
	return b.String()
}

// plain returns the words of a line of text as a reader sees them.
func plain(l *Line) string {
	if line, kept := strings.CutPrefix(l.Text, "│"); kept {
		return html.UnescapeString(line) + "\n"
	}
	if rest, spaced := strings.CutPrefix(l.Text, space); spaced {
		return " " + html.UnescapeString(rest)
	}
	return html.UnescapeString(l.Text)
}

// flipped exchanges what went and what came.
func flipped(pieces []piece) []piece {
	for i, p := range pieces {
		switch p.sign {
		case '-':
			pieces[i].sign = '+'
		case '+':
			pieces[i].sign = '-'
		}
	}
	return pieces
}

// take returns the pieces that make up the next n bytes of the own side, and
// the rest. Words of the other side stand before the own ones at their place.
func take(pieces []piece, n int) (taken, rest []piece) {
	for i, p := range pieces {
		switch {
		case n == 0:
			return taken, pieces[i:]
		case p.sign == '-':
			taken = append(taken, p)
		case len(p.text) <= n:
			taken = append(taken, p)
			n -= len(p.text)
		default:
			taken = append(taken, piece{p.sign, p.text[:n]})
			return taken, append([]piece{{p.sign, p.text[n:]}}, pieces[i+1:]...)
		}
	}
	return taken, nil
}

// pieces writes words with those marked that came or went: '+' marks the own
// side's, '-' the other's.
func (w *bodyWriter) pieces(pieces []piece) {
	own, other := "ins", "del"
	if w.view == before {
		own, other = "del", ""
	}
	for _, p := range pieces {
		text := html.EscapeString(p.text)
		tag := ""
		switch p.sign {
		case '+':
			tag = own
		case '-':
			if tag = other; tag == "" {
				continue
			}
		}
		bare := strings.TrimSpace(text)
		if tag == "" || bare == "" {
			w.write(text)
			continue
		}
		before, after, _ := strings.Cut(text, bare)
		w.write(before + "<" + tag + ">" + bare + "</" + tag + ">" + after)
	}
}
