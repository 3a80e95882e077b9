package link

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// remark is an annotation that readers see, on its article.
type remark struct {
	order int32 // the place of the article
	index int32 // among the article's annotations
}

// annotation returns the annotation of a remark.
func (s *Site) annotation(r remark) *brief.Anchored {
	return &s.articles[r.order].Annotations[r.index]
}

// dateOf returns the date of the article that a remark is on.
func (s *Site) dateOf(r remark) brief.Date { return s.toArticle[r.order].Date }

// noteLists are the notes by what lists them.
type noteLists struct {
	of map[string]*noteSet // by kind
	by map[string]*noteSet // by annotator
}

// noteSet is the notes of one list.
type noteSet struct {
	notes  []remark       // by the date of their articles, then in reading order
	counts map[string]int // of a kind's notes by annotator, of an annotator's by kind
}

// collectNotes gathers the notes of every kind and annotator.
func (s *Site) collectNotes() *noteLists {
	l := &noteLists{of: map[string]*noteSet{}, by: map[string]*noteSet{}}
	add := func(sets map[string]*noteSet, key string, r remark, other string) {
		set := sets[key]
		if set == nil {
			set = &noteSet{counts: map[string]int{}}
			sets[key] = set
		}
		set.notes = append(set.notes, r)
		set.counts[other]++
	}
	for order, a := range s.articles {
		for _, i := range a.Reading.Notes {
			n := &a.Annotations[i]
			r := remark{int32(order), int32(i)}
			add(l.of, n.Kind, r, n.By)
			if n.By != "" {
				add(l.by, n.By, r, n.Kind)
			}
		}
	}
	return l
}

// latest returns the date of the latest article of a list.
func (s *Site) latest(list *noteSet) brief.Date { return s.dateOf(list.notes[len(list.notes)-1]) }

// onePage is how many notes a list holds on one page, each with its beginning.
// Where there are more, each year but the latest has a page of its own, and
// only passages are shown: what the notes say is on their articles.
const onePage = 400

// addNotes registers the pages of kinds and annotators that have notes.
func (s *Site) addNotes(list *diag.List) {
	if len(s.tally.kinds) > 0 {
		s.add(brief.KindsPage, "/notes/", brief.Pos{}, list, (*Site).kindIndex)
	}
	for i := range s.settings.Kinds {
		k := &s.settings.Kinds[i]
		if years, some := s.tally.kinds[k.ID]; some {
			s.addNoteList(brief.KindPage, kindAddress(k), years, list, func(s *Site, year int) any { return s.kind(k, year) })
		}
	}
	if len(s.tally.people) > 0 {
		s.add(brief.AnnotatorsPage, "/annotators/", brief.Pos{}, list, (*Site).annotatorIndex)
	}
	for i := range s.settings.Annotators {
		a := &s.settings.Annotators[i]
		if years, some := s.tally.people[a.ID]; some {
			s.addNoteList(brief.AnnotatorPage, annotatorAddress(a), years, list, func(s *Site, year int) any { return s.annotator(a, year) })
		}
	}
}

// addNoteList registers the page of a list of notes and those of its years.
func (s *Site) addNoteList(kind brief.PageType, address string, years []int, list *diag.List, build func(s *Site, year int) any) {
	s.add(kind, address, brief.Pos{}, list, func(s *Site) any { return build(s, 0) })
	for _, year := range years {
		s.add(kind, yearAddress(address, year), brief.Pos{}, list, func(s *Site) any { return build(s, year) })
	}
}

func kindAddress(k *brief.Kind) string { return "/notes/" + brief.PathPart(k.ID) + "/" }

func annotatorAddress(a *brief.Annotator) string { return "/annotators/" + brief.PathPart(a.ID) + "/" }

func yearAddress(address string, year int) string { return address + strconv.Itoa(year) + "/" }

// yearAnchors returns the pages of a list that is divided: the latest year is
// at the list's own address.
func yearAnchors(address string, latest int, others []int) []brief.Anchor {
	anchors := []brief.Anchor{{Address: address, Date: brief.Date{Year: latest}}}
	for _, year := range others {
		anchors = append(anchors, brief.Anchor{Address: yearAddress(address, year), Date: brief.Date{Year: year}})
	}
	return anchors
}

// inYear returns the part of a list, which is in the order of years, that is of
// one year.
func inYear[T any](list []T, year int, of func(T) int) []T {
	from := sort.Search(len(list), func(i int) bool { return of(list[i]) >= year })
	to := sort.Search(len(list), func(i int) bool { return of(list[i]) > year })
	return list[from:to]
}

// noteList builds the part of a list of notes that one page shows: that of a
// year, or of the latest for 0. Where the list is divided, others are the years
// before the latest.
func (s *Site) noteList(address string, list *noteSet, others []int, year int) brief.NoteList {
	v := brief.NoteList{Total: len(list.notes)}
	notes := list.notes
	if len(others) > 0 {
		v.Short = true
		latest := s.latest(list).Year
		v.Years = yearAnchors(address, latest, others)
		notes = inYear(notes, cmp.Or(year, latest), func(r remark) int { return s.dateOf(r).Year })
	}
	items := make([]brief.NoteItem, 0, len(notes)) // of all articles
	for end := len(notes); end > 0; {
		start := end - 1
		for start > 0 && notes[start-1].order == notes[start].order {
			start--
		}
		from := len(items)
		for _, r := range notes[start:end] {
			items = append(items, s.noteItem(r))
		}
		v.Articles = append(v.Articles, brief.NotesOn{Article: s.toArticle[notes[start].order], Notes: slices.Clip(items[from:])})
		end = start
	}
	return v
}

// noteItem returns a note for a list.
func (s *Site) noteItem(r remark) brief.NoteItem {
	n := s.annotation(r)
	item := brief.NoteItem{
		Annotation: n.Annotation,
		Address:    s.noteAddress(int(r.order), n.Annotation),
	}
	item.Kind, _ = s.settings.Kind(n.Kind)
	item.Annotator, _ = s.settings.Annotator(n.By)
	if len(n.Targets) > 0 {
		_, first := n.First()
		item.Words = passageWords(s.articles[r.order], n, max(0, first))
	}
	return item
}

// kindIndex builds the view of the index of kinds.
func (s *Site) kindIndex() any {
	v := &brief.IndexView{Frame: s.newFrame(brief.KindsPage, "/notes/", "", "", "", homeAnchor)}
	for i := range s.settings.Kinds {
		k := &s.settings.Kinds[i]
		if list := s.lists().of[k.ID]; list != nil {
			v.Items = append(v.Items, brief.IndexItem{Anchor: brief.Anchor{Address: kindAddress(k), Title: k.Own()}, Kind: k, Notes: len(list.notes), Latest: s.latest(list)})
		}
	}
	return v
}

// kind builds the view of a kind of notes; of one year, or the latest for 0.
func (s *Site) kind(k *brief.Kind, year int) any {
	address := kindAddress(k)
	list := s.lists().of[k.ID]
	v := &brief.KindView{
		Frame: s.noteFrame(brief.KindPage, address, k.Own(), "/notes/", year),
		Kind:  k,
		Year:  year,
		Notes: s.noteList(address, list, s.tally.kinds[k.ID], year),
	}
	for i := range s.settings.Annotators {
		a := &s.settings.Annotators[i]
		if n := list.counts[a.ID]; n > 0 {
			v.Annotators = append(v.Annotators, brief.IndexItem{Anchor: brief.Anchor{Address: annotatorAddress(a), Title: a.Name}, Notes: n})
		}
	}
	return v
}

// annotatorIndex builds the view of the index of annotators.
func (s *Site) annotatorIndex() any {
	v := &brief.IndexView{Frame: s.newFrame(brief.AnnotatorsPage, "/annotators/", "", "", "", homeAnchor)}
	for i := range s.settings.Annotators {
		a := &s.settings.Annotators[i]
		if list := s.lists().by[a.ID]; list != nil {
			v.Items = append(v.Items, brief.IndexItem{Anchor: brief.Anchor{Address: annotatorAddress(a), Title: a.Name}, Text: a.Role, Notes: len(list.notes), Latest: s.latest(list)})
		}
	}
	return v
}

// annotator builds the view of an annotator; of one year, or the latest for 0.
func (s *Site) annotator(a *brief.Annotator, year int) any {
	address := annotatorAddress(a)
	list := s.lists().by[a.ID]
	v := &brief.AnnotatorView{
		Frame:     s.noteFrame(brief.AnnotatorPage, address, a.Name, "/annotators/", year),
		Annotator: a,
		Notes:     s.noteList(address, list, s.tally.people[a.ID], year),
	}
	for i := range s.settings.Kinds {
		if k := &s.settings.Kinds[i]; list.counts[k.ID] > 0 {
			v.Kinds = append(v.Kinds, brief.KindCount{Kind: k, Count: list.counts[k.ID]})
		}
	}
	return v
}

// noteFrame returns the frame of a list of notes, or of one of its years. An
// empty index is for a list that stands in none.
func (s *Site) noteFrame(kind brief.PageType, address, title, index string, year int) brief.Frame {
	trail := []brief.Anchor{homeAnchor}
	if index != "" {
		trail = append(trail, brief.Anchor{Address: index})
	}
	if year > 0 {
		trail = append(trail, brief.Anchor{Address: address, Title: title})
		if title != "" {
			title += ", " + strconv.Itoa(year)
		}
		address = yearAddress(address, year)
	}
	return s.newFrame(kind, address, title, "", "", trail...)
}
