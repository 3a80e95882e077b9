package bibtex

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

const (
	maxDepth  = 100  // of braces in each other
	maxFields = 1000 // of an entry, or macros of an @string

	// maxExpanded is the most bytes that all macros of a file stand for, each
	// counted where it is used: one may be made of others, and so on.
	maxExpanded = 16 << 20
)

// parser reads a file from its start to its end.
type parser struct {
	text     string
	at       int
	near     int      // an offset whose place is known,
	nearPos  diag.Pos // and its place
	codes    tree.Codes
	list     *diag.List
	macros   map[string]string
	expanded int // bytes that macros have been replaced by
	entries  []entry
	failed   bool
	open     int // brackets that were never closed
	hints    int // words that the nearest known one was looked for
}

// place returns the place of an offset. What lies between it and the one that
// was asked for last is looked at once, so that a file of one long line takes
// no longer than one of many.
func (p *parser) place(at int) diag.Pos {
	if at < p.near {
		between := p.text[at:p.near]
		if strings.IndexByte(between, '\n') < 0 {
			back := p.nearPos
			back.Column -= utf8.RuneCountInString(between)
			return back
		}
		return diag.NewLines(p.nearPos.File, p.text).At(at)
	}
	between := p.text[p.near:at]
	if n := strings.Count(between, "\n"); n > 0 {
		p.nearPos.Line += n
		p.nearPos.Column = 1
		between = between[strings.LastIndexByte(between, '\n')+1:]
	}
	p.nearPos.Column += utf8.RuneCountInString(between)
	p.near = at
	return p.nearPos
}

func (p *parser) fail(at int, hint, format string, args ...any) {
	p.failed = true
	p.list.Add(p.codes.Syntax, p.place(at), hint, format, args...)
}

// file reads every entry. What stands between entries is a comment.
func (p *parser) file() {
	for {
		n := strings.IndexByte(p.text[p.at:], '@')
		if n < 0 {
			return
		}
		p.at += n
		start := p.at
		if !p.entry() {
			p.recover(start)
		}
	}
}

// recover goes on at the next line that begins with an entry.
func (p *parser) recover(start int) {
	p.at = max(p.at, start+1)
	for p.at < len(p.text) {
		n := strings.IndexByte(p.text[p.at-1:], '\n')
		if n < 0 {
			break
		}
		p.at += n
		line, _, _ := strings.Cut(p.text[p.at:], "\n")
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "@") {
			return
		}
		p.at++
	}
	p.at = len(p.text)
}

// entry reads what begins with @, and returns false where it cannot be read
// to its end.
func (p *parser) entry() bool {
	start := p.at
	p.at++
	kind := strings.ToLower(p.name())
	p.blanks()
	open := p.at
	switch {
	case kind == "":
		return true // an @ in a comment, as in a mail address
	case kind == "comment" && p.peek() != '{' && p.peek() != '(':
		return true
	case p.peek() != '{' && p.peek() != '(':
		if p.commented(start) {
			return true
		}
		p.fail(p.at, "write @"+kind+"{key, field = {value}}", "@%s is not followed by a brace", tree.Shown(kind))
		return false
	}
	closing := byte('}')
	if p.peek() == '(' {
		closing = ')'
	}
	p.at++
	switch kind {
	case "comment", "preamble":
		return p.skip(open, closing)
	case "string":
		return p.macro(open, closing)
	}
	p.blanks()
	e := entry{kind: kind, pos: p.place(start), keyPos: p.place(p.at)}
	e.key = p.key()
	p.blanks()
	e.whole = p.fields(&e, open, closing)
	p.entries = append(p.entries, e)
	return e.whole
}

// commented reports whether an @ stands in the middle of a line, among words
// that are no entry.
func (p *parser) commented(at int) bool { return !startsLine(p.text[:at]) }

// startsLine reports whether a text ends at the start of a line, or after
// blanks there.
func startsLine(before string) bool {
	before = strings.TrimRight(before, " \t")
	return before == "" || before[len(before)-1] == '\n'
}

// skip passes over a block up to its closing bracket.
func (p *parser) skip(open int, closing byte) bool {
	depth := 0
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == closing && depth == 0:
			p.at++
			return true
		case c == '{':
			depth++
		case c == '}':
			depth--
		}
	}
	p.unclosed(open)
	return false
}

// maxUnclosed is how often reading goes on after a bracket that is never
// closed. Each time the file is searched to its end.
const maxUnclosed = 50

func (p *parser) unclosed(open int) {
	p.fail(open, "close it with a brace", "this %c is never closed", p.text[open])
	p.at = open + 1
	if p.open++; p.open == maxUnclosed {
		p.fail(open, "mend those above first", "%d brackets are never closed; the rest of the file is not read", p.open)
		p.at = len(p.text)
	}
}

// macro reads the definitions of an @string.
func (p *parser) macro(open int, closing byte) bool {
	e := entry{}
	ok := p.fields(&e, open, closing)
	for i := range e.fields {
		f := &e.fields[i]
		p.expand(&f.value)
		p.macros[f.name] = f.text
	}
	return ok
}

// fields reads name = value up to the closing bracket.
func (p *parser) fields(e *entry, open int, closing byte) bool {
	first := e.key == ""
	for {
		p.blanks()
		switch {
		case p.at == len(p.text):
			p.unclosed(open)
			return false
		case p.text[p.at] == closing:
			p.at++
			return true
		case p.text[p.at] == ',':
			p.at++
			first = true
			continue
		case p.text[p.at] == '@' && startsLine(p.text[:p.at]):
			p.unclosed(open)
			return false
		case !first:
			p.fail(p.at, "put a comma between fields", "a comma or %c is missing", closing)
			return false
		}
		at := p.at
		name := strings.ToLower(p.name())
		p.blanks()
		if name == "" || p.peek() != '=' {
			p.fail(at, "write field = {value}", "%s is no field with a value", tree.Shown(clip(p.text[at:])))
			return false
		}
		p.at++
		if len(e.fields) == maxFields {
			p.fail(at, "divide it", "an entry has more than %d fields", maxFields)
			return false
		}
		f := field{name: name, pos: p.place(at)}
		if !p.value(&f.value) {
			return false
		}
		if other := e.get(name); other != nil {
			p.list.Add(p.codes.Key, f.pos, "take one of the two out", "%s is there already, in line %d", tree.Shown(name), other.pos.Line)
		} else {
			e.fields = append(e.fields, f)
		}
		first = false
	}
}

// value reads one literal or macro, or several with # between them.
func (p *parser) value(v *value) bool {
	for {
		p.blanks()
		var one part
		if !p.part(&one) {
			return false
		}
		if v.parts == nil {
			v.pos = one.pos
		}
		v.parts = append(v.parts, one)
		p.blanks()
		if p.peek() != '#' {
			return true
		}
		p.at++
	}
}

// part reads a text in braces or quotes, a number or a macro.
func (p *parser) part(one *part) bool {
	one.pos = p.place(p.at)
	switch c := p.peek(); {
	case c == '{', c == '"':
		one.pos = p.place(p.at + 1)
		text, ok := p.literal(c)
		one.text = text
		return ok
	case '0' <= c && c <= '9':
		start := p.at
		for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
			p.at++
		}
		one.text = p.text[start:p.at]
		return true
	}
	if name := p.name(); name != "" {
		one.macro = strings.ToLower(name)
		return true
	}
	if p.at == len(p.text) {
		p.fail(p.at, "the end of the file may be missing", "the file ends where a value is missing")
		return false
	}
	p.fail(p.at, "write a value in braces: {…}", "a value cannot begin with %s", tree.Shown(string([]rune(clip(p.text[p.at:]))[:1])))
	return false
}

// literal reads a text up to the brace or quote that closes it. Braces in it
// come in pairs.
func (p *parser) literal(opening byte) (string, bool) {
	open, closing := p.at, byte('}')
	if opening == '"' {
		closing = '"'
	}
	p.at++
	start, depth := p.at, 0
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '\\':
			if p.at++; p.at < len(p.text) && (p.text[p.at] == '{' || p.text[p.at] == '}') {
				p.at-- // to BibTeX an escaped brace is a brace
			}
		case c == closing && depth == 0:
			p.at++
			return p.text[start : p.at-1], true
		case c == '{':
			if depth++; depth > maxDepth {
				p.fail(p.at, "write it with fewer braces", "braces stand more than %d deep in each other", maxDepth)
				return "", false
			}
		case c == '}':
			if depth--; depth < 0 {
				p.fail(p.at, "take it out, or open it before", "a brace closes that was never opened")
				return "", false
			}
		}
	}
	p.unclosed(open)
	return "", false
}

// key reads the key of an entry: up to a comma, a blank or the end.
func (p *parser) key() string {
	start := p.at
	for p.at < len(p.text) && !strings.ContainsRune(",{}\" \t\n=", rune(p.text[p.at])) {
		p.at++
	}
	return p.text[start:p.at]
}

// name reads the name of a type, field or macro.
func (p *parser) name() string {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] > ' ' && !strings.ContainsRune("\"#%'(),={}@\\", rune(p.text[p.at])) {
		p.at++
	}
	return p.text[start:p.at]
}

func (p *parser) blanks() {
	for p.at < len(p.text) && slices.Contains([]byte(" \t\n"), p.text[p.at]) {
		p.at++
	}
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// clip returns the beginning of a text, for a message.
func clip(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.ToValidUTF8(line[:min(len(line), 60)], "")
}

// maxHints is how often the nearest known word is looked for.
const maxHints = 50

// nearest asks whether the writer meant a word that is known, and otherwise
// says something else.
func (p *parser) nearest(word string, known iter.Seq[string], otherwise string) string {
	if p.hints++; p.hints > maxHints || len(word) > 40 {
		return otherwise
	}
	return diag.DidYouMean(word, slices.Sorted(known), otherwise)
}
