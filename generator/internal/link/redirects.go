package link

import (
	"cmp"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// addRedirects registers a page at every address that a text had before. All
// other pages have theirs by now: a redirect never takes the place of one.
func (s *Site) addRedirects(list *diag.List) {
	for i, a := range s.articles {
		s.redirect(a.Former, brief.Anchor{Address: s.toArticle[i].Address, Title: a.Title}, a.Language, a.Pos, list)
	}
	for _, d := range s.days {
		s.redirect(d.Former, *d.anchor(), "", d.Pos, list)
	}
	for i := range s.corpus.Entities {
		e := &s.corpus.Entities[i]
		s.redirect(e.Former, s.toEntity[i], "", e.Pos, list)
	}
	for _, t := range s.stories {
		s.redirect(t.Former, t.anchor(), "", t.Pos, list)
	}
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		s.redirect(p.Former, brief.Anchor{Address: p.Address, Title: p.Title}, p.Language, p.Pos, list)
	}
}

// redirect registers the former addresses of a page, unless its own is
// another's.
func (s *Site) redirect(former []brief.Name, to brief.Anchor, language string, origin brief.Pos, list *diag.List) {
	if p := s.pages[to.Address]; p == nil || p.origin != origin {
		return // which has been said
	}
	for _, name := range former {
		other := s.pages[name.Text]
		switch {
		case other == nil:
			s.add(brief.RedirectPage, name.Text, name.Pos, list, func(s *Site) any {
				v := &brief.RedirectView{Frame: s.newFrame(brief.RedirectPage, name.Text, "", "", language), To: to}
				if v.Canonical != "" {
					v.Canonical = s.absolute(to.Address)
				}
				return v
			})
			s.moved = append(s.moved, brief.Redirect{From: name.Text, To: to.Address})
		case name.Text == to.Address:
			list.Add(diag.AliasTaken, diag.Pos(name.Pos), "take it out", "%s is the address of this very page", name.Text)
		case other.Type == brief.RedirectPage:
			list.Add(diag.AliasTaken, diag.Pos(name.Pos), "take it out of one of the two", "%s is an alias in %s already", name.Text, other.origin.File)
		default:
			list.Add(diag.AliasTaken, diag.Pos(name.Pos), "take it out, or move that page", "%s is the address of %s",
				name.Text, cmp.Or(other.origin.File, "a page that the site makes itself"))
		}
	}
}
