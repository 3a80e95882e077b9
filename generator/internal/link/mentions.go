package link

import (
	"cmp"
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
	linked   []int             // that the text links to by name
	named    []int             // in front matter, the text or its links, each once
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
			for n := int(next.Add(1)) - 1; n < len(unread); n = int(next.Add(1)) - 1 {
				i := unread[n]
				now.readings[i] = s.readArticle(now.finder, s.articles[i], s.links[i])
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
	notes  [][]remark
	events [][]eventOf
}

// eventOf is an event that names an entity.
type eventOf struct {
	order int32 // the place of the article
	index int32
}

// collectAbout gathers the notes and events that are about each entity.
func (s *Site) collectAbout() *about {
	n := len(s.corpus.Entities)
	found := &about{notes: make([][]remark, n), events: make([][]eventOf, n)}
	for i, r := range s.said().readings {
		for _, on := range r.notes {
			found.notes[on.entity] = append(found.notes[on.entity], remark{int32(i), on.index})
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

// readArticle finds the entities that an article names.
func (s *Site) readArticle(finder *mention.Finder, a *brief.Annotated, l *links) *reading {
	r := new(reading)
	if len(s.corpus.Entities) == 0 {
		return r
	}
	byName := s.linksByName(&a.Body, l)
	r.mentions = append(finder.Prose(&a.Body), byName...)
	slices.SortFunc(r.mentions, func(x, y mention.Mention) int { return cmp.Compare(x.Start, y.Start) })
	r.mentions = append(make([]mention.Mention, 0, len(r.mentions)), r.mentions...) // kept, and no longer than it is
	for _, m := range byName {
		r.linked = append(r.linked, m.ID)
	}
	for _, name := range a.Entities {
		if e := s.entityNamed(name.Text); e != nil {
			r.named = append(r.named, s.indexOf[e])
		}
	}
	for _, m := range r.mentions {
		r.named = append(r.named, m.ID)
	}
	r.named = unique(r.named)
	for _, i := range a.Reading.Notes {
		for _, e := range s.namedInNote(finder, r, &a.Annotations[i], l) {
			r.notes = append(r.notes, noteOn{int32(i), int32(e)})
		}
	}
	r.notes = slices.Clip(r.notes)
	for i := range a.Events {
		var named []int
		for _, m := range finder.Text(a.Events[i].Text) {
			named = append(named, m.ID)
		}
		for _, e := range unique(named) {
			r.events = append(r.events, noteOn{int32(i), int32(e)})
		}
	}
	return r
}

// namedInNote returns the entities that a note's passages or its body name.
func (s *Site) namedInNote(finder *mention.Finder, r *reading, n *brief.Anchored, l *links) []int {
	var named []int
	for _, p := range n.Placements {
		for _, m := range r.mentions {
			if p.Shown && m.Start < p.Span.End && m.End > p.Span.Start {
				named = append(named, m.ID)
			}
		}
	}
	for _, m := range append(finder.Prose(&n.Body), s.linksByName(&n.Body, l)...) {
		named = append(named, m.ID)
	}
	return unique(named)
}

// linksByName returns the [[links]] of a text that lead to entities.
func (s *Site) linksByName(prose *brief.Prose, l *links) []mention.Mention {
	targets := l.targets[prose]
	if targets == nil {
		return nil
	}
	var found []mention.Mention
	start := 0
	for _, step := range prose.Steps {
		switch step.Op {
		case brief.OpenLink:
			start = int(step.At)
		case brief.CloseLink:
			if e := targets[step.Arg].entity; e != nil {
				found = append(found, mention.Mention{Span: brief.Span{Start: start, End: int(step.At)}, ID: s.indexOf[e]})
			}
		}
	}
	return found
}

// unique returns numbers in order of their first appearance, each once.
func unique(list []int) []int {
	kept := list[:0]
	for _, n := range list {
		if !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return slices.Clip(kept)
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
	targets := s.links[order].targets[&a.Body]
	var links []overlay
	var done []int
	for _, m := range r.mentions {
		if !all && (slices.Contains(done, m.ID) || slices.Contains(r.linked, m.ID)) || targets != nil && inLink(&a.Body, m.Span) || crosses(&a.Body, m.Span) {
			continue
		}
		done = append(done, m.ID)
		links = append(links, overlay{m.Span, s.toEntity[m.ID].Address})
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

// passageAround returns a stretch of a text with some of what stands around it
// in its block.
func passageAround(prose *brief.Prose, span brief.Span) brief.Passage {
	const most = 110 // bytes on each side
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
	p := brief.Passage{Before: prose.Text[start:span.Start], Words: oneLine(span.Of(prose.Text)), After: prose.Text[span.End:end]}
	if len(p.Before) > most {
		if i := strings.IndexByte(p.Before[len(p.Before)-most:], ' '); i >= 0 {
			p.Before = "… " + p.Before[len(p.Before)-most+i+1:]
		}
	}
	if len(p.After) > most {
		if i := strings.LastIndexByte(p.After[:most], ' '); i >= 0 {
			p.After = p.After[:i] + " …"
		}
	}
	p.Before, p.After = blanks.Replace(p.Before), blanks.Replace(strings.TrimRight(p.After, "\n"))
	return p
}

var blanks = strings.NewReplacer("\n", " ")
