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

// Mention is a place where a text names something.
type Mention struct {
	brief.Span
	ID int
}

// Finder finds names. It is safe for concurrent use.
type Finder struct{ *automaton }

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

// Text returns the mentions in plain words, in order.
func (f *Finder) Text(words string) []Mention {
	found, _ := f.stretch(nil, nil, words, 0, len(words), nil)
	return found
}

// Prose returns the mentions in a text, in order.
func (f *Finder) Prose(p *brief.Prose) []Mention {
	if len(f.patterns) == 0 {
		return nil
	}
	var found, room []Mention
	for s := range stretches(p) {
		found, room = f.stretch(found, room, p.Text, s.start, s.end, s.closed)
	}
	return found
}

// stretch appends the mentions in a stretch of a text that do not touch what
// is closed to them. It needs room to work in, and returns it to be used again.
func (f *Finder) stretch(found, room []Mention, text string, start, end int, closed []brief.Span) (all, used []Mention) {
	folded := fold.New(text[start:end])
	candidates := room[:0] // in folded offsets
	state, table := int32(0), f.table
	for i := range len(folded.Folded) {
		state = table[state+int32(f.class[folded.Folded[i]])]
		for n := table[state]; n != 0; n = f.patterns[n-1].shorter {
			p := &f.patterns[n-1]
			m := Mention{Span: brief.Span{Start: i + 1 - int(p.length), End: i + 1}, ID: int(p.id)}
			if whole(&folded, text[start:end], m.Span) && (!p.sentence || opensSentence(folded.Folded, m.Start)) {
				candidates = append(candidates, m)
			}
		}
	}
	if len(candidates) == 0 {
		return found, candidates
	}
	slices.SortFunc(candidates, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	at := 0 // in folded offsets: how far the text is taken
	for _, m := range candidates {
		if m.Start < at {
			continue
		}
		from, to := folded.Original(m.Start, m.End)
		span := brief.Span{Start: start + from, End: start + to}
		if !touches(span, closed) {
			found = append(found, Mention{Span: span, ID: m.ID})
			at = m.End
		}
	}
	return found, candidates
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
