// Package mention finds the names of things in texts.
//
// A name is found as a reader would find it: under the fold (so that curly
// and straight quotes, sorts of blanks and Unicode composition make no
// difference), with its case, as whole words, the longest name where several
// begin at one place. Where a text links to something already, shows code or
// heads a section, nothing is found.
package mention

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
)

// Name is a name to look for and the number of what has it. Several names may
// have one number; a name with two numbers means the first.
type Name struct {
	Text string
	ID   int
}

// Mention is a place where a text names something. Sites keep every one, so
// it is small.
type Mention struct {
	Start, End int32 // bytes of the text
	ID         int32
}

// Span returns the words of the mention.
func (m Mention) Span() brief.Span { return brief.Span{Start: int(m.Start), End: int(m.End)} }

// Finder finds names. It is safe for concurrent use.
type Finder struct{ *automaton }

// Search looks for names in one text after the other, in the same memory.
type Search struct {
	*Finder
	found      []Mention
	candidates []Mention // of one stretch, in folded offsets
}

// Search returns a search of one's own: several are made to search at a time.
func (f *Finder) Search() *Search { return &Search{Finder: f} }

// entry is a name as it is looked for.
type entry struct {
	folded   string
	id       int
	sentence bool
}

// New returns a finder of names. A name that begins with "the" is also found
// where "The" begins a sentence.
func New(names []Name) *Finder {
	var entries []entry
	for _, n := range names {
		folded := strings.TrimSpace(fold.String(n.Text))
		if folded == "" {
			continue
		}
		entries = append(entries, entry{folded: folded, id: n.ID})
		if rest, ok := strings.CutPrefix(folded, "the "); ok {
			entries = append(entries, entry{folded: "The " + rest, id: n.ID, sentence: true})
		}
	}
	return &Finder{newAutomaton(entries)}
}

// Text returns the mentions in plain words, in order. They hold until the next
// text is searched.
func (f *Search) Text(words string) []Mention {
	f.found = f.found[:0]
	f.stretch(words, 0, len(words), nil)
	return f.found
}

// Prose returns the mentions in a text, in order. They hold until the next
// text is searched.
func (f *Search) Prose(p *brief.Prose) []Mention {
	f.found = f.found[:0]
	if len(f.patterns) == 0 {
		return nil
	}
	for s := range stretches(p) {
		f.stretch(p.Text, s.start, s.end, s.closed)
	}
	return f.found
}

// stretch finds the mentions in a stretch of a text that do not touch what is
// closed to them.
func (f *Search) stretch(text string, start, end int, closed []brief.Span) {
	folded := fold.New(text[start:end])
	f.candidates = f.candidates[:0]
	state, table := int32(0), f.table
	for i := range len(folded.Folded) {
		state = table[state+int32(f.class[folded.Folded[i]])]
		for n := table[state]; n != 0; n = f.patterns[n-1].shorter {
			p := &f.patterns[n-1]
			m := Mention{Start: int32(i) + 1 - p.length, End: int32(i) + 1, ID: p.id}
			if whole(&folded, text[start:end], m.Span()) && (!p.sentence || opensSentence(folded.Folded, int(m.Start))) {
				f.candidates = append(f.candidates, m)
			}
		}
	}
	slices.SortFunc(f.candidates, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	at := int32(0) // in folded offsets: how far the text is taken
	for _, m := range f.candidates {
		if m.Start < at {
			continue
		}
		from, to := folded.Original(int(m.Start), int(m.End))
		span := brief.Span{Start: start + from, End: start + to}
		if !touches(span, closed) {
			f.found = append(f.found, Mention{Start: int32(span.Start), End: int32(span.End), ID: m.ID})
			at = m.End
		}
	}
}

// touches reports whether a span shares anything with one of the closed ones,
// or holds one that has no words, such as a citation.
func touches(s brief.Span, closed []brief.Span) bool {
	for _, c := range closed {
		if c.Start < s.End && c.End > s.Start || c.Start == c.End && s.Start < c.Start && c.Start < s.End {
			return true
		}
	}
	return false
}
