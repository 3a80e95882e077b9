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
type noteOn struct{ index, entity int }

// eventOf is an event that names an entity.
type eventOf struct {
	article *brief.Annotated
	index   int
}

// collectMentions reads every article for the entities that it names, several
// at a time, and gathers for each entity where it is named.
func (s *Site) collectMentions() {
	finder := s.newFinder()
	s.readings = make([]reading, len(s.articles))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(s.articles); i = int(next.Add(1)) - 1 {
				s.readings[i] = s.read(finder, s.articles[i])
			}
		})
	}
	wait.Wait()
	n := len(s.corpus.Entities)
	s.named, s.about, s.events = make([][]int, n), make([][]remark, n), make([][]eventOf, n)
	for i, a := range s.articles {
		r := &s.readings[i]
		for _, e := range r.named {
			s.named[e] = append(s.named[e], i)
		}
		for _, on := range r.notes {
			s.about[on.entity] = append(s.about[on.entity], remark{a, on.index})
		}
		for _, on := range r.events {
			s.events[on.entity] = append(s.events[on.entity], eventOf{a, on.index})
		}
		r.notes, r.events = nil, nil
	}
}

// newFinder returns a finder of the names and aliases of entities.
func (s *Site) newFinder() *mention.Finder {
	var names []mention.Name
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		names = append(names, mention.Name{Text: e.Name, ID: i})
		for _, alias := range e.Aliases {
			names = append(names, mention.Name{Text: alias.Text, ID: i})
		}
	}
	return mention.New(names)
}

// read finds the entities that an article names.
func (s *Site) read(finder *mention.Finder, a *brief.Annotated) reading {
	var r reading
	if len(s.corpus.Entities) == 0 {
		return r
	}
	r.mentions = append(finder.Prose(&a.Body), s.linksByName(&a.Body)...)
	slices.SortFunc(r.mentions, func(x, y mention.Mention) int { return cmp.Compare(x.Start, y.Start) })
	r.mentions = append(make([]mention.Mention, 0, len(r.mentions)), r.mentions...) // kept, and no longer than it is
	for _, m := range s.linksByName(&a.Body) {
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
		for _, e := range s.namedInNote(finder, &r, &a.Annotations[i]) {
			r.notes = append(r.notes, noteOn{i, e})
		}
	}
	for i := range a.Events {
		var named []int
		for _, m := range finder.Text(a.Events[i].Text) {
			named = append(named, m.ID)
		}
		for _, e := range unique(named) {
			r.events = append(r.events, noteOn{i, e})
		}
	}
	return r
}

// namedInNote returns the entities that a note's passages or its body name.
func (s *Site) namedInNote(finder *mention.Finder, r *reading, n *brief.Anchored) []int {
	var named []int
	for _, p := range n.Placements {
		for _, m := range r.mentions {
			if p.Shown && m.Start < p.Span.End && m.End > p.Span.Start {
				named = append(named, m.ID)
			}
		}
	}
	for _, m := range append(finder.Prose(&n.Body), s.linksByName(&n.Body)...) {
		named = append(named, m.ID)
	}
	return unique(named)
}

// linksByName returns the [[links]] of a text that lead to entities.
func (s *Site) linksByName(prose *brief.Prose) []mention.Mention {
	targets := s.targets[prose]
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

// mentionLinks returns the links that an article's text gets: by the site's
// choice at the first mention of each entity, at all of them or at none. An
// entity that the author links to is left to the author, except where all
// mentions are linked.
func (s *Site) mentionLinks(a *brief.Annotated) []overlay {
	if s.settings.Entities == brief.LinkNone {
		return nil
	}
	r := &s.readings[s.places[a].order]
	all := s.settings.Entities == brief.LinkAll
	targets := s.targets[&a.Body]
	var links []overlay
	var done []int
	for _, m := range r.mentions {
		if !all && (slices.Contains(done, m.ID) || slices.Contains(r.linked, m.ID)) || targets != nil && inLink(&a.Body, m.Span) || crosses(&a.Body, m.Span) {
			continue
		}
		done = append(done, m.ID)
		links = append(links, overlay{m.Span, s.corpus.Entities[m.ID].Address()})
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
