package link

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gloss/generator/brief"
	"gloss/generator/internal/mention"
)

// reading is what an article says of entities, by their index in the corpus.
type reading struct {
	mentions []mention.Mention // in the text, links by name among them
	linked   []int32           // that the text links to by name
	named    []int32           // in front matter, the text or its links, each once
	notes    []noteOn
	events   []noteOn
}

// noteOn says that an annotation or event of the article is about an entity.
type noteOn struct{ index, entity int32 }

// said is what all articles say of entities.
type said struct {
	names    []mention.Name
	finder   *mention.Finder
	articles []*brief.Annotated
	links    []*links
	readings []*reading // of the articles
	named    [][]int    // for each entity the articles that name it, in their order
}

// reader returns a function that reads every article for the entities that it
// names, several at a time. What an article says was read already if the
// article, the names of entities and what its links mean are as they were.
func (s *Site) reader(last *Site) func() *said {
	before := last.said
	return func() *said {
		var old *said
		if before != nil {
			old = before()
		}
		before = nil
		return s.read(old)
	}
}

func (s *Site) read(old *said) *said {
	now := &said{names: s.entityFinds(), articles: s.articles, links: s.links, readings: make([]*reading, len(s.articles))}
	was := func(int, *brief.Annotated) int { return -1 } // at which place an article was read
	if old != nil && slices.Equal(old.names, now.names) {
		now.finder = old.finder
		was = old.places(s.articles)
	} else {
		now.finder = mention.New(now.names)
	}
	var unread []int
	for i, a := range s.articles {
		if at := was(i, a); at >= 0 && slices.Equal(old.links[at].entities, s.links[i].entities) {
			now.readings[i] = old.readings[at]
		} else {
			unread = append(unread, i)
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(len(unread), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			reader := articleReader{Site: s, search: now.finder.Search()}
			for n := int(next.Add(1)) - 1; n < len(unread); n = int(next.Add(1)) - 1 {
				now.readings[unread[n]] = reader.read(unread[n])
			}
		})
	}
	wait.Wait()
	sameNames := func(a, b *reading) bool { return a == b || slices.Equal(a.named, b.named) }
	if old != nil && len(old.named) == len(s.corpus.Entities) && slices.EqualFunc(old.readings, now.readings, sameNames) {
		now.named = old.named
		return now
	}
	now.named = make([][]int, len(s.corpus.Entities))
	for i, r := range now.readings {
		for _, e := range r.named {
			now.named[e] = append(now.named[e], i)
		}
	}
	return now
}

// places returns a function that says at which place an article was, and -1
// when it was not there.
func (s *said) places(articles []*brief.Annotated) func(i int, a *brief.Annotated) int {
	var all map[*brief.Annotated]int
	return func(i int, a *brief.Annotated) int {
		if i < len(s.articles) && s.articles[i] == a {
			return i
		}
		if all == nil {
			all = make(map[*brief.Annotated]int, len(s.articles))
			for i, a := range s.articles {
				all[a] = i
			}
		}
		if at, known := all[a]; known {
			return at
		}
		return -1
	}
}

// about is what is said about each entity.
type about struct {
	notes  [][]noteAbout
	events [][]eventOf
}

// noteAbout is a note that is about an entity.
type noteAbout struct {
	remark
	kind int32 // its place in the settings
}

// eventOf is an event that names an entity.
type eventOf struct {
	order int32 // the place of the article
	index int32
}

// collectAbout gathers the notes and events that are about each entity.
func (s *Site) collectAbout() *about {
	n := len(s.corpus.Entities)
	found := &about{notes: make([][]noteAbout, n), events: make([][]eventOf, n)}
	for i, r := range s.said().readings {
		for _, on := range r.notes {
			note := remark{int32(i), on.index}
			kind := slices.IndexFunc(s.settings.Kinds, func(k brief.Kind) bool { return k.ID == s.annotation(note).Kind })
			if kind >= 0 {
				found.notes[on.entity] = append(found.notes[on.entity], noteAbout{note, int32(kind)})
			}
		}
		for _, on := range r.events {
			found.events[on.entity] = append(found.events[on.entity], eventOf{int32(i), on.index})
		}
	}
	return found
}

// entityFinds returns the names and aliases by which entities are found.
func (s *Site) entityFinds() []mention.Name {
	var names []mention.Name
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		names = append(names, mention.Name{Text: e.Name, ID: i})
		for _, alias := range e.Aliases {
			names = append(names, mention.Name{Text: alias.Text, ID: i})
		}
	}
	return names
}

// articleReader reads articles one after the other, in the same memory.
type articleReader struct {
	*Site
	search   *mention.Search
	mentions []mention.Mention
	named    []int32
	notes    []noteOn

	readings     pieces[reading] // and what they keep
	keptMentions pieces[mention.Mention]
	keptEntities pieces[int32]
	keptNotes    pieces[noteOn]
}

// read finds the entities that the article at a place names.
func (s *articleReader) read(order int) *reading {
	r := &s.readings.make(1)[0]
	if len(s.corpus.Entities) == 0 {
		return r
	}
	a, l := s.articles[order], s.links[order]
	s.mentions = append(s.mentions[:0], s.search.Prose(&a.Body)...)
	for m := range s.linksByName(&a.Body, l) {
		s.mentions = append(s.mentions, m)
		r.linked = append(r.linked, m.ID)
	}
	slices.SortFunc(s.mentions, func(x, y mention.Mention) int { return cmp.Compare(x.Start, y.Start) })
	s.named = s.named[:0]
	for _, e := range l.entities[:len(a.Entities)] {
		if e >= 0 {
			s.name(e)
		}
	}
	for _, m := range s.mentions {
		s.name(m.ID)
	}
	r.mentions, r.named = s.keptMentions.keep(s.mentions), s.keptEntities.keep(s.named)
	s.notes = s.notes[:0]
	for _, i := range a.Reading.Notes {
		s.readNote(r, &a.Annotations[i], l)
		for _, e := range s.named {
			s.notes = append(s.notes, noteOn{int32(i), e})
		}
	}
	r.notes = s.keptNotes.keep(s.notes)
	for i := range a.Events {
		s.named = s.named[:0]
		for _, m := range s.search.Text(a.Events[i].Text) {
			s.name(m.ID)
		}
		for _, e := range s.named {
			r.events = append(r.events, noteOn{int32(i), e})
		}
	}
	return r
}

// readNote finds the entities that a note's passages or its body name.
func (s *articleReader) readNote(r *reading, n *brief.Anchored, l *links) {
	s.named = s.named[:0]
	for _, p := range n.Placements {
		for _, m := range r.mentions {
			if p.Shown && int(m.Start) < p.Span.End && int(m.End) > p.Span.Start {
				s.name(m.ID)
			}
		}
	}
	for _, m := range s.search.Prose(&n.Body) {
		s.name(m.ID)
	}
	for m := range s.linksByName(&n.Body, l) {
		s.name(m.ID)
	}
}

// name takes an entity in, once.
func (s *articleReader) name(entity int32) {
	if !slices.Contains(s.named, entity) {
		s.named = append(s.named, entity)
	}
}

// linksByName yields the [[links]] of a text that lead to entities.
func (s *Site) linksByName(prose *brief.Prose, l *links) iter.Seq[mention.Mention] {
	return func(yield func(mention.Mention) bool) {
		targets := l.of(prose)
		start := int32(0)
		for _, step := range prose.Steps {
			switch step.Op {
			case brief.OpenLink:
				start = step.At
			case brief.CloseLink:
				if e := targets[step.Arg].entity(); e != nil && !yield(mention.Mention{Start: start, End: step.At, ID: s.indexOf[e]}) {
					return
				}
			}
		}
	}
}

// mentionLinks returns the links that the text of the article at a place gets: by the site's
// choice at the first mention of each entity, at all of them or at none. An
// entity that the author links to is left to the author, except where all
// mentions are linked.
func (s *Site) mentionLinks(order int) []overlay {
	if s.settings.Entities == brief.LinkNone {
		return nil
	}
	a, r := s.articles[order], s.said().readings[order]
	all := s.settings.Entities == brief.LinkAll
	targets := s.links[order].of(&a.Body)
	links := make([]overlay, 0, len(r.named))
	done := make([]int32, 0, len(r.named))
	for _, m := range r.mentions {
		span := m.Span()
		if !all && (slices.Contains(done, m.ID) || slices.Contains(r.linked, m.ID)) || targets != nil && inLink(&a.Body, span) || crosses(&a.Body, span) {
			continue
		}
		done = append(done, m.ID)
		links = append(links, overlay{span, s.toEntity[m.ID].Address})
	}
	return links
}

// inLink reports whether a span is the words of a link by name.
func inLink(prose *brief.Prose, span brief.Span) bool {
	for _, step := range prose.Steps {
		if step.Op == brief.OpenLink && int(step.At) == span.Start {
			return true
		}
	}
	return false
}

// around returns what stands before and after a span in its block.
func around(prose *brief.Prose, span brief.Span) (before, after string) {
	start, end := 0, len(prose.Text)
	for _, step := range prose.Steps {
		if step.Op != brief.OpenBlock && step.Op != brief.CloseBlock {
			continue
		}
		if int(step.At) <= span.Start {
			start = int(step.At)
		} else if int(step.At) >= span.End {
			end = int(step.At)
			break
		}
	}
	return prose.Text[start:span.Start], prose.Text[span.End:end]
}

const mostAround = 110 // bytes that a passage shows on each side

// ending returns the end of what stands before a passage.
func ending(before string) string {
	if cut := len(before) - mostAround; cut > 0 {
		if i := strings.IndexByte(before[cut:], ' '); i >= 0 {
			before = "… " + before[cut+i+1:]
		}
	}
	return blanks.Replace(before)
}

// beginning returns the beginning of what stands after a passage.
func beginning(after string) string {
	if len(after) > mostAround {
		if i := strings.LastIndexByte(after[:mostAround], ' '); i >= 0 {
			after = after[:i] + " …"
		}
	}
	return blanks.Replace(strings.TrimRight(after, "\n"))
}

var blanks = strings.NewReplacer("\n", " ")
