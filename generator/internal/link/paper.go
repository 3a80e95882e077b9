package link

import (
	"cmp"
	"slices"
	"sort"

	"gloss/generator/brief"
)

// paper is one page's apparatus: its list of sources, with every use of each.
type paper struct {
	entries []*brief.Entry
	uses    []brief.Use // in the order of reading.Cited
	byText  []int32     // their places, by what cites: each text asks for its own
	reading *brief.Reading
	links   *links
}

// newPaper makes the apparatus of a page from the order in which it is read.
func newPaper(reading *brief.Reading, links *links) *paper {
	p := &paper{uses: make([]brief.Use, len(reading.Cited)), byText: make([]int32, len(reading.Cited)), reading: reading, links: links}
	sources := 0
	for _, c := range reading.Cited {
		sources = max(sources, c.Number)
	}
	entries := make([]brief.Entry, sources)
	p.entries = make([]*brief.Entry, sources)
	for i, c := range reading.Cited {
		entry, fragment := &entries[c.Number-1], ""
		if len(entry.Uses) == 0 {
			p.entries[c.Number-1] = entry
			entry.Source, entry.Number = c.Source, c.Number
			fragment = c.Source.Fragment()
		} else {
			fragment = entry.Uses[0].Entry
		}
		p.uses[i] = brief.Use{
			Source:   c.Source,
			Number:   c.Number,
			Letter:   letter(c.Nth),
			Fragment: brief.CitationFragment(c.Source, c.Nth),
			Entry:    fragment,
		}
		entry.Uses = append(entry.Uses, &p.uses[i])
		p.byText[i] = int32(i)
	}
	slices.SortStableFunc(p.byText, func(a, b int32) int { return cmp.Compare(reading.Cited[a].Text, reading.Cited[b].Text) })
	return p
}

// setting sets a text of the page: what its citations and links became. A
// citation whose source is not there has no use.
func (p *paper) setting(prose *brief.Prose, text int) brief.Setting {
	set := brief.Setting{Prose: prose, Hrefs: p.links.hrefs(prose), Pictures: p.links.pictures(prose)}
	if len(prose.Citations) == 0 {
		return set
	}
	items := 0
	for _, c := range prose.Citations {
		items += len(c.Items)
	}
	uses := make([]*brief.Use, items)
	set.Uses = make([][]*brief.Use, len(prose.Citations))
	for i, c := range prose.Citations {
		set.Uses[i], uses = slices.Clip(uses[:len(c.Items)]), uses[len(c.Items):]
	}
	first := sort.Search(len(p.byText), func(i int) bool { return p.reading.Cited[p.byText[i]].Text >= text })
	for _, i := range p.byText[first:] {
		c := &p.reading.Cited[i]
		if c.Text != text {
			break
		}
		p.uses[i].Locator = prose.Citations[c.Citation].Items[c.Item].Around().Locator
		set.Uses[c.Citation][c.Item] = &p.uses[i]
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
			Text:     brief.Extract{Setting: &set, To: len(f.Body.Steps)},
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
	p := newPaper(reading, s.others)
	set := p.setting(prose, brief.InBody)
	return brief.Extract{Setting: &set, To: len(prose.Steps)}, p.entries
}

// letter returns the letter of the nth use of a source: a … z, aa, ab …
func letter(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	if 0 < n && n <= len(letters) {
		return letters[n-1 : n]
	}
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}
