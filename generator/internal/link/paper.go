package link

import "gloss/generator/brief"

// paper is one page's apparatus: its list of sources, with every use of each.
type paper struct {
	address string
	entries []*brief.Entry
	uses    map[int][]*brief.Use // by what cites, in the order of its citations
	reading *brief.Reading
	links   *links
}

// newPaper makes the apparatus of a page from the order in which it is read.
func newPaper(address string, reading *brief.Reading, links *links) *paper {
	p := &paper{address: address, reading: reading, links: links, uses: map[int][]*brief.Use{}}
	uses := make([]brief.Use, len(reading.Cited))
	for i, c := range reading.Cited {
		if c.Number > len(p.entries) {
			p.entries = append(p.entries, &brief.Entry{Source: c.Source, Number: c.Number})
		}
		uses[i] = brief.Use{
			Source:   c.Source,
			Number:   c.Number,
			Letter:   letter(c.Nth),
			Fragment: brief.CitationFragment(c.Source, c.Nth),
			Entry:    c.Source.Fragment(),
		}
		entry := p.entries[c.Number-1]
		entry.Uses = append(entry.Uses, &uses[i])
		p.uses[c.Text] = append(p.uses[c.Text], &uses[i])
	}
	return p
}

// setting sets a text of the page: what its citations and links became. A
// citation whose source is not there has no use.
func (p *paper) setting(prose *brief.Prose, text int) *brief.Setting {
	set := &brief.Setting{Prose: prose, Hrefs: p.links.hrefs(prose), Pictures: p.links.pictures(prose)}
	if len(prose.Citations) == 0 {
		return set
	}
	set.Uses = make([][]*brief.Use, len(prose.Citations))
	for i, c := range prose.Citations {
		set.Uses[i] = make([]*brief.Use, len(c.Items))
	}
	next := 0
	for _, c := range p.reading.Cited {
		if c.Text != text {
			continue
		}
		use := p.uses[text][next]
		use.Locator = prose.Citations[c.Citation].Items[c.Item].Around().Locator
		set.Uses[c.Citation][c.Item] = use
		next++
	}
	return set
}

// footnotes returns the footnotes of a text.
func (p *paper) footnotes(prose *brief.Prose) []brief.FootnoteView {
	var views []brief.FootnoteView
	for i := range prose.Footnotes {
		f := &prose.Footnotes[i]
		set := p.setting(&f.Body, brief.InFootnote-i)
		v := brief.FootnoteView{
			Number:   i + 1,
			Fragment: brief.FootnoteFragment(f.Label),
			Text:     brief.Extract{Setting: set, To: len(f.Body.Steps)},
		}
		for _, step := range prose.Steps {
			if step.Op == brief.FootnoteMark && int(step.Arg) == i {
				v.Backlinks = append(v.Backlinks, brief.FootnoteMarkFragment(f.Label, len(v.Backlinks)+1))
			}
		}
		views = append(views, v)
	}
	return views
}

// plainText sets a text that has no annotations, with its sources.
func (s *Site) plainText(prose *brief.Prose, reading *brief.Reading) (brief.Extract, []*brief.Entry) {
	p := newPaper("", reading, s.others)
	return brief.Extract{Setting: p.setting(prose, brief.InBody), To: len(prose.Steps)}, p.entries
}

// letter returns the letter of the nth use of a source: a … z, aa, ab …
func letter(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}
