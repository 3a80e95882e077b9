package link

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"

	"gloss/generator/brief"
)

// article builds the view of the article at a place.
func (s *Site) article(order int) *brief.ArticleView {
	a := s.articles[order]
	v := s.articleText(order)
	v.Minutes = minutes(a.Body.Text)
	v.Stories, v.Threads = s.storyAnchors(a.Stories), s.threads(order)
	v.Related, v.Backlinks = s.related(order), s.backlinkAnchors(order)
	v.Entities, v.Mentioned = s.namedAnchors(order)
	v.Kinds = s.kindCounts(a)
	edition := s.editions[order]
	if order > edition.from {
		v.Previous = &s.toArticle[order-1]
	}
	if order+1 < edition.to {
		v.Next = &s.toArticle[order+1]
	}
	return v
}

// articleText builds the part of an article's view that feeds carry: its text,
// its notes and its sources, and what is said of it in a line.
func (s *Site) articleText(order int) *brief.ArticleView {
	a, address := s.articles[order], s.toArticle[order].Address
	day := s.editions[order].anchor()
	v := &brief.ArticleView{
		Frame: s.newFrame(brief.ArticlePage, address, a.Title, described(a.Dek, a.Body.Text), a.Language,
			homeAnchor, *day),
		Article:  a.Article,
		Briefing: *day,
		Topics:   s.topicAnchors(a.Topics),
	}
	v.Frame.Annotations = s.toNotes[order]
	if a.Canonical != "" {
		v.Canonical = a.Canonical
	}
	if a.Image != "" {
		v.Image, v.ImageAlt = s.absolute(s.picture(a)), a.ImageAlt
	}
	p := newPaper(&a.Reading, s.links[order])
	notes := s.notes(order, p)
	set := p.setting(&a.Body, brief.InBody)
	body := &set
	body.Prose, body.Hrefs = weave(&a.Body, body.Hrefs, s.mentionLinks(order))
	placed := make([]*brief.Note, 0, len(notes))
	passages := make([]passage, 0, len(notes))
	body.Refs = make([]brief.Ref, 0, len(notes))
	for i, n := range notes {
		annotation := &a.Annotations[a.Reading.Notes[i]]
		switch {
		case len(annotation.Targets) == 0:
			v.About = append(v.About, n)
		case !annotation.Shown():
			v.Unplaced = append(v.Unplaced, n)
		default:
			placed = append(placed, n)
			for _, p := range annotation.Placements {
				if p.Shown {
					fragment := brief.RefFragment(n.ID, len(n.Backlinks)+1)
					n.Backlinks = append(n.Backlinks, fragment)
					passages = append(passages, passage{Span: p.Span, note: n})
					body.Refs = append(body.Refs, brief.Ref{At: p.Span.End, Fragment: fragment, Note: n})
				}
			}
		}
	}
	slices.SortStableFunc(body.Refs, func(x, y brief.Ref) int { return cmp.Compare(x.At, y.At) })
	body.Regions = regions(&a.Body, passages)
	v.Runs = runs(body, placed, func(n *brief.Note) int { return readAt(a, n) })
	v.Sources = p.entries
	v.Footnotes = p.footnotes(&a.Body)
	v.NoteCount = len(notes)
	return v
}

// readAt returns the offset at which a placed note is read.
func readAt(a *brief.Annotated, n *brief.Note) int {
	span, _ := a.Annotations[a.Reading.Notes[n.Number-1]].First()
	return span.End
}

// minutes returns how long a text takes to read, rounded up, at 230 words a
// minute (Brysbaert 2019, "How many words do we read per minute?": 238 for
// non-fiction).
func minutes(text string) int {
	const wordsPerMinute = 230
	words := 0
	inWord := false
	for i := range len(text) {
		blank := text[i] == ' ' || text[i] == '\n'
		if !blank && !inWord {
			words++
		}
		inWord = !blank
	}
	return max(1, (words+wordsPerMinute-1)/wordsPerMinute)
}

// notes returns the notes of the article at a place in reading order.
func (s *Site) notes(order int, p *paper) []*brief.Note {
	a := s.articles[order]
	notes := make([]*brief.Note, len(a.Reading.Notes))
	made := make([]brief.Note, len(notes))
	settings := make([]brief.Setting, len(notes))
	for i, index := range a.Reading.Notes {
		body := &a.Annotations[index].Body
		settings[i] = p.setting(body, index)
		made[i].Text = brief.Extract{Setting: &settings[i], To: len(body.Steps)}
		s.fill(&made[i], order, i)
		notes[i] = &made[i]
	}
	return notes
}

// fill makes a note of the annotation at a place in the reading order of the
// article at a place, all but its text.
func (s *Site) fill(n *brief.Note, order, place int) {
	a := s.articles[order]
	annotation := &a.Annotations[a.Reading.Notes[place]]
	n.Annotation = annotation.Annotation
	n.Number = place + 1
	n.Kind, _ = s.settings.Kind(annotation.Kind)
	n.Annotator, _ = s.settings.Annotator(annotation.By)
	n.Address = s.noteAddress(order, annotation.Annotation)
	if len(annotation.Targets) > 0 {
		n.Passages = make([]string, len(annotation.Targets))
	}
	for t := range annotation.Targets {
		n.Passages[t] = passageWords(a, annotation, t)
	}
	if !annotation.Shown() {
		n.Lost = annotation.Outcome()
	}
}

// noteAddress returns the address of a note on the article at a place.
func (s *Site) noteAddress(order int, annotation *brief.Annotation) string {
	return annotation.AddressOn(s.toArticle[order].Address)
}

// passageWords returns the words that a target stands on, or those that it
// quotes where it has no place.
func passageWords(a *brief.Annotated, annotation *brief.Anchored, target int) string {
	if p := annotation.Placements[target]; p.Shown {
		return oneLine(p.Span.Of(a.Body.Text))
	}
	return oneLine(annotation.Targets[target].Passage())
}

// oneLine returns words with one blank between them. Most passages are like
// that already.
func oneLine(s string) string {
	last := ' '
	for _, r := range s {
		if r == ' ' && last == ' ' || r < ' ' && r >= '\t' || r > unicode.MaxASCII && unicode.IsSpace(r) {
			return strings.Join(strings.Fields(s), " ")
		}
		last = r
	}
	return strings.TrimSuffix(s, " ")
}

// runs divides a body at its annotated blocks. A note belongs to the block in
// which it is read.
func runs(body *brief.Setting, notes []*brief.Note, at func(*brief.Note) int) []brief.Run {
	made := make([]brief.Run, 0, 1+len(notes))
	for b := range topBlocks(body.Prose) {
		extract := brief.Extract{Setting: body, From: b.from, To: b.to}
		here := 0
		for here < len(notes) && at(notes[here]) <= b.end {
			here++
		}
		n := len(made)
		switch {
		case here > 0:
			made = append(made, brief.Run{Block: extract, Notes: slices.Clip(notes[:here])})
			notes = notes[here:]
		case n == 0:
			made = append(made, brief.Run{Plain: extract})
		case made[n-1].Plain.Setting == nil:
			made[n-1].Plain = extract
		default:
			made[n-1].Plain.To = extract.To
		}
	}
	return made
}

// block is a block that stands in no other: its steps and where its text ends.
type block struct{ from, to, end int }

// topBlocks yields the blocks of a text that stand in no other.
func topBlocks(prose *brief.Prose) iter.Seq[block] {
	return func(yield func(block) bool) {
		depth, from := 0, 0
		for i, step := range prose.Steps {
			switch step.Op {
			case brief.OpenBlock:
				if depth == 0 {
					from = i
				}
				depth++
				continue
			case brief.CloseBlock:
				depth--
			case brief.Void:
				if depth == 0 {
					from = i
				}
			default:
				continue
			}
			if depth == 0 && !yield(block{from: from, to: i + 1, end: int(step.At)}) {
				return
			}
		}
	}
}

// kindCounts returns how many notes of each kind an article has, in the
// site's order.
func (s *Site) kindCounts(a *brief.Annotated) []brief.KindCount {
	counts := make([]brief.KindCount, 0, min(len(s.settings.Kinds), len(a.Reading.Notes)))
	for i := range s.settings.Kinds {
		kind := &s.settings.Kinds[i]
		n := 0
		for _, index := range a.Reading.Notes {
			if a.Annotations[index].Kind == kind.ID {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, brief.KindCount{Kind: kind, Count: n})
		}
	}
	return counts
}

// card builds the entry in a list of the article at a place.
func (s *Site) card(order int) brief.Card {
	a := s.articles[order]
	c := brief.Card{
		Article:   a.Article,
		Address:   s.toArticle[order].Address,
		Kinds:     s.kindCounts(a),
		NoteCount: len(a.Reading.Notes),
	}
	for _, cited := range a.Reading.Cited {
		c.Sources = max(c.Sources, cited.Number)
	}
	c.Strongest = s.strongest(order)
	return c
}

// urgency is the order in which kinds matter to somebody who reads one note
// only: what is wrong, then what is doubted or new, then what helps.
var urgency = map[string]int{"correction": 7, "dispute": 6, "fact-check": 5, "update": 4, "context": 3, "translation": 2, "definition": 1}

// strongest returns the note that a reader of the list should see: of the most
// urgent kind, then with the most citations, then the first. Only notes that
// stand on a passage are asked. Its text is given for its words: a list has no
// sources that its citations could lead to.
func (s *Site) strongest(order int) *brief.Note {
	a := s.articles[order]
	best, score := -1, -1
	for i, index := range a.Reading.Notes {
		n := &a.Annotations[index]
		if len(n.Targets) == 0 || !n.Shown() {
			continue
		}
		if points := 100*urgency[n.Kind] + len(n.Body.Citations); points > score {
			best, score = i, points
		}
	}
	if best < 0 {
		return nil
	}
	n := new(brief.Note)
	s.fill(n, order, best)
	body := &a.Annotations[a.Reading.Notes[best]].Body
	n.Text = brief.Extract{Setting: &brief.Setting{Prose: body}, To: len(body.Steps)}
	return n
}
