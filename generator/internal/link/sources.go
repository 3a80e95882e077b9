package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
)

// citing is one use of a source.
type citing struct {
	text  int32 // the place among the texts that cite
	cited int32 // among the uses of that text
}

// citations are the uses of sources, with the texts that make them.
type citations struct {
	texts []citingText // articles in their order, then others
	of    map[*brief.Source][]citing
}

// citingText is a text that may cite.
type citingText struct {
	anchor  *brief.Anchor
	article *brief.Annotated // nil for other texts
	prose   *brief.Prose
	reading *brief.Reading
}

// collectCited finds out for every source which articles cite it.
func (s *Site) collectCited() map[*brief.Source][]int {
	citedIn := make(map[*brief.Source][]int, len(s.corpus.Sources))
	for i, a := range s.articles {
		number := 0
		for _, c := range a.Reading.Cited {
			if c.Number > number { // each source once, where it is first cited
				number = c.Number
				citedIn[c.Source] = append(citedIn[c.Source], i)
			}
		}
	}
	return citedIn
}

// citesAs reports whether the articles of a site with the same outline cite
// the same sources.
func (s *Site) citesAs(last *Site) bool {
	for i, a := range s.articles {
		if old := last.articles[i]; old != a && !slices.EqualFunc(old.Reading.Cited, a.Reading.Cited, func(x, y brief.Cited) bool { return x.Source == y.Source && x.Number == y.Number }) {
			return false
		}
	}
	return true
}

// countUses counts how often each source is cited.
func (s *Site) countUses() map[*brief.Source]int {
	uses := make(map[*brief.Source]int, len(s.corpus.Sources))
	count := func(reading *brief.Reading) {
		for _, c := range reading.Cited {
			uses[c.Source]++
		}
	}
	for _, a := range s.articles {
		count(&a.Reading)
	}
	for _, d := range s.days {
		count(&d.Briefing.Reading)
	}
	for i := range s.corpus.Entities {
		count(&s.corpus.Entities[i].Reading)
	}
	for _, t := range s.stories {
		count(&t.Reading)
	}
	for i := range s.corpus.Pages {
		count(&s.corpus.Pages[i].Reading)
	}
	return uses
}

// collectCitations finds out for every source where it is cited.
func (s *Site) collectCitations() *citations {
	found := &citations{of: make(map[*brief.Source][]citing, len(s.corpus.Sources))}
	cite := func(anchor *brief.Anchor, a *brief.Annotated, prose *brief.Prose, reading *brief.Reading) {
		for i := range reading.Cited {
			source := reading.Cited[i].Source
			found.of[source] = append(found.of[source], citing{int32(len(found.texts)), int32(i)})
		}
		found.texts = append(found.texts, citingText{anchor, a, prose, reading})
	}
	for i, a := range s.articles {
		cite(&s.toArticle[i], a, &a.Body, &a.Reading)
	}
	for _, d := range s.days {
		cite(d.anchor(), nil, &d.Body, &d.Briefing.Reading)
	}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		cite(&s.toEntity[i], nil, &e.Body, &e.Reading)
	}
	for _, t := range s.stories {
		anchor := t.anchor()
		cite(&anchor, nil, &t.Body, &t.Reading)
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		cite(&brief.Anchor{Address: p.Address, Title: p.Title}, nil, &p.Body, &p.Reading)
	}
	return found
}

// Citations returns how often a source is cited.
func (s *Site) Citations(source *brief.Source) int { return s.uses()[source] }

// source builds the view of a source.
func (s *Site) source(source *brief.Source) any {
	v := &brief.SourceView{
		Frame: s.newFrame(brief.SourcePage, source.Address(), cmp.Or(source.Title, source.ID), opening(source.Quote), "",
			homeAnchor, brief.Anchor{Address: "/sources/"}),
		Source: source,
	}
	citations := s.citations()
	citings := citations.of[source]
	uses := make([]brief.CitingUse, 0, len(citings)) // of all texts
	for end := len(citings); end > 0; {
		start := end - 1
		for start > 0 && citings[start-1].text == citings[start].text {
			start--
		}
		text, from := &citations.texts[citings[start].text], len(uses)
		for _, c := range citings[start:end] {
			uses = append(uses, s.citingUse(text, &text.reading.Cited[c.cited]))
		}
		v.CitedIn = append(v.CitedIn, brief.CitingArticle{Article: *text.anchor, Uses: slices.Clip(uses[from:])})
		end = start
	}
	return v
}

// citingUse describes one use of a source: by the passage of the note that
// cites, or by the words before the citation.
func (s *Site) citingUse(c *citingText, cited *brief.Cited) brief.CitingUse {
	if cited.Text >= 0 {
		a := &c.article.Annotations[cited.Text]
		use := brief.CitingUse{Address: a.AddressOn(c.anchor.Address), Locator: a.Body.Citations[cited.Citation].Items[cited.Item].Around().Locator}
		use.Kind, _ = s.settings.Kind(a.Kind)
		if _, first := a.First(); first >= 0 {
			use.Words = passageWords(c.article, a, first)
		} else if len(a.Targets) > 0 {
			use.Words = passageWords(c.article, a, 0)
		}
		return use
	}
	text := c.prose
	if cited.Text != brief.InBody {
		text = &text.Footnotes[brief.InFootnote-cited.Text].Body
	}
	return brief.CitingUse{
		Address: c.anchor.Address + "#" + brief.CitationFragment(cited.Source, cited.Nth),
		Locator: text.Citations[cited.Citation].Items[cited.Item].Around().Locator,
		Words:   before(text, int(cited.Citation)),
	}
}

// before returns the sentence, or the part of it, that stands before a
// citation in its block.
func before(prose *brief.Prose, citation int) string {
	end, start := 0, 0
	for _, step := range prose.Steps {
		if step.Op == brief.Cite && int(step.Arg) == citation {
			end = int(step.At)
			break
		}
		if step.Op == brief.OpenBlock || step.Op == brief.CloseBlock {
			start = int(step.At)
		}
	}
	words := strings.TrimSpace(prose.Text[start:end])
	const most = 240
	if i := strings.LastIndex(strings.TrimRight(words, ".!?"), ". "); i >= 0 {
		words = words[i+2:]
	}
	if len(words) > most {
		cut := strings.IndexByte(words[len(words)-most:], ' ')
		words = "…" + words[len(words)-most+max(0, cut)+1:]
	}
	return oneLine(words)
}
