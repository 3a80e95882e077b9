// Package cite resolves citations: it puts the notes and citations of a page
// into reading order and numbers the sources as a reader meets them.
package cite

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Library is the sources of a site.
type Library struct {
	byID map[string]*brief.Source
	ids  []string // sorted
}

// NewLibrary collects sources that were read from several files and complains
// of ids that two of them claim.
func NewLibrary(sources []*brief.Source, list *diag.List) *Library {
	l := &Library{byID: make(map[string]*brief.Source, len(sources))}
	segments := make(map[string]*brief.Source, len(sources))
	for _, s := range sources {
		if first, taken := l.byID[s.ID]; taken {
			list.Add(diag.SourceDuplicate, diag.Pos(s.Pos), "give one of them another id, or take one out",
				"the source id %s is taken at %s:%d", s.ID, first.Pos.File, first.Pos.Line)
			continue
		}
		segment := strings.ToLower(s.Slug())
		if first, taken := segments[segment]; taken {
			list.Add(diag.SourceDuplicate, diag.Pos(s.Pos), "choose ids that differ in more than case and punctuation",
				"the source %s has the same address as %s at %s:%d", s.ID, first.ID, first.Pos.File, first.Pos.Line)
			continue
		}
		l.byID[s.ID], segments[segment] = s, s
		l.ids = append(l.ids, s.ID)
	}
	slices.Sort(l.ids)
	return l
}

// Sources returns the sources by id.
func (l *Library) Sources() []*brief.Source {
	sources := make([]*brief.Source, len(l.ids))
	for i, id := range l.ids {
		sources[i] = l.byID[id]
	}
	return sources
}

// Text numbers the citations of a text without annotations, which stands in a
// file.
func (l *Library) Text(prose *brief.Prose, file string, list *diag.List) brief.Reading {
	return l.Article(prose, file, nil, nil, list)
}

// Article puts the notes and citations of an article, which stands in a file,
// in reading order. Only annotations that are to be seen are read. A citation
// whose source is not there has its diagnostic and no number.
func (l *Library) Article(body *brief.Prose, file string, annotations []brief.Anchored, seen func(*brief.Anchored) bool, list *diag.List) brief.Reading {
	r := reader{library: l, list: list, used: map[*brief.Source]use{}}
	notes := order(annotations, seen)
	r.expect(body, annotations, notes)
	next := 0
	readUpTo := func(offset int) {
		for ; next < len(notes) && notes[next].at <= offset; next++ {
			a := &annotations[notes[next].index]
			r.text(notes[next].index, &a.Body, a.Pos.File)
		}
	}
	readUpTo(beforeText)
	for _, s := range body.Steps {
		if s.Op != brief.Cite && s.Op != brief.FootnoteMark {
			continue
		}
		readUpTo(int(s.At))
		if s.Op == brief.Cite {
			r.citation(brief.InBody, int(s.Arg), body, file)
		} else {
			r.footnote(int(s.Arg), body, file)
		}
	}
	readUpTo(afterText)
	r.reading.Notes = make([]int, 0, len(notes))
	for _, n := range notes {
		r.reading.Notes = append(r.reading.Notes, n.index)
	}
	return r.reading
}

// note is an annotation and where it is read.
type note struct{ index, at, start int }

const (
	beforeText = -1
	afterText  = 1<<31 - 1
)

// order returns the annotations in reading order. Of notes that are read at
// the same place the one whose passage begins first comes first, then the one
// that was written first.
func order(annotations []brief.Anchored, seen func(*brief.Anchored) bool) []note {
	notes := make([]note, 0, len(annotations))
	for i := range annotations {
		if seen(&annotations[i]) {
			notes = append(notes, place(&annotations[i], i))
		}
	}
	slices.SortStableFunc(notes, func(a, b note) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.start, b.start))
	})
	return notes
}

func place(a *brief.Anchored, index int) note {
	if len(a.Targets) == 0 {
		return note{index: index, at: beforeText}
	}
	span, first := a.First()
	if first < 0 {
		return note{index: index, at: afterText}
	}
	return note{index: index, at: span.End, start: span.Start}
}

// reader numbers what is read.
type reader struct {
	library *Library
	list    *diag.List
	reading brief.Reading
	used    map[*brief.Source]use
	inside  map[int]bool // footnotes that have been read
}

// use says how a source is used on a page: its number there, and how often so
// far.
type use struct{ number, times int }

// expect makes room for as many uses as there are at most.
func (r *reader) expect(body *brief.Prose, annotations []brief.Anchored, notes []note) {
	uses := 0
	count := func(prose *brief.Prose) {
		for i := range prose.Citations {
			uses += len(prose.Citations[i].Items)
		}
	}
	count(body)
	for i := range body.Footnotes {
		count(&body.Footnotes[i].Body)
	}
	for _, n := range notes {
		count(&annotations[n.index].Body)
	}
	if uses > 0 {
		r.reading.Cited = make([]brief.Cited, 0, uses)
	}
}

// text reads the citations of a note.
func (r *reader) text(text int, prose *brief.Prose, file string) {
	for _, s := range prose.Steps {
		if s.Op == brief.Cite {
			r.citation(text, int(s.Arg), prose, file)
		}
	}
}

// footnote reads an author's footnote, where it is first referred to.
func (r *reader) footnote(index int, body *brief.Prose, file string) {
	if r.inside[index] {
		return
	}
	if r.inside == nil {
		r.inside = map[int]bool{}
	}
	r.inside[index] = true
	r.text(brief.InFootnote-index, &body.Footnotes[index].Body, file)
}

func (r *reader) citation(text, index int, prose *brief.Prose, file string) {
	for i := range prose.Citations[index].Items {
		item := &prose.Citations[index].Items[i]
		source, known := r.library.byID[item.Key]
		if !known {
			r.list.Add(diag.CitationUndefined, diag.Pos(item.Spot.In(file)),
				diag.DidYouMean("@"+item.Key, r.library.keys(), "add the source to a file in content/sources"),
				"there is no source @%s", item.Key)
			continue
		}
		u := r.used[source]
		if u.number == 0 {
			u.number = len(r.used) + 1
		}
		u.times++
		r.used[source] = u
		r.reading.Cited = append(r.reading.Cited, brief.Cited{
			Source: source, Number: u.number, Nth: u.times,
			Text: text, Citation: int32(index), Item: int32(i),
		})
	}
}

// keys returns the ids as citations write them.
func (l *Library) keys() []string {
	keys := make([]string, len(l.ids))
	for i, id := range l.ids {
		keys[i] = "@" + id
	}
	return keys
}

// Unused complains of sources that no reading and no draft cites.
func (l *Library) Unused(cited map[*brief.Source]int, list *diag.List) {
	for _, id := range l.ids {
		if s := l.byID[id]; cited[s] == 0 {
			list.Add(diag.SourceUnused, diag.Pos(s.Pos), "cite it as [@"+id+"] or take it out", "the source %s is never cited", id)
		}
	}
}
