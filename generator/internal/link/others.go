package link

import (
	"slices"

	"gloss/generator/brief"
)

// freePage builds the view of a free page.
func (s *Site) freePage(p *brief.FreePage) any {
	v := &brief.TextView{Page: p}
	trail := []brief.Anchor{homeAnchor}
	var parent *brief.FreePage
	for i := range s.corpus.Pages {
		above := &s.corpus.Pages[i]
		if slices.Contains(s.pagesBelow(above.Address), p) {
			parent = above
			trail = append(trail, brief.Anchor{Address: above.Address, Title: above.Title})
		}
	}
	v.Frame = s.newFrame(brief.TextPage, p.Address, p.Title, described(p.Description, p.Body.Text), p.Language, trail...)
	paper := newPaper(&p.Reading, s.others)
	set := paper.setting(&p.Body, brief.InBody)
	v.Body = brief.Extract{Setting: &set, To: len(p.Body.Steps)}
	v.Sources = paper.entries
	v.Footnotes = paper.footnotes(&p.Body)
	for _, below := range s.pagesBelow(p.Address) {
		v.Children = append(v.Children, brief.Anchor{Address: below.Address, Title: below.Title})
	}
	if parent != nil {
		siblings := s.pagesBelow(parent.Address)
		i := slices.Index(siblings, p)
		if i > 0 {
			v.Previous = &brief.Anchor{Address: siblings[i-1].Address, Title: siblings[i-1].Title}
		}
		if i+1 < len(siblings) {
			v.Next = &brief.Anchor{Address: siblings[i+1].Address, Title: siblings[i+1].Title}
		}
	}
	return v
}

func (s *Site) notFound() any {
	return &brief.NotFoundView{Frame: s.newFrame(brief.NotFoundPage, "/404.html", "", "", "")}
}
