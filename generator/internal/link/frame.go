package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
)

// siteView returns what is the same on every page.
func (s *Site) siteView(assets Assets) *brief.SiteView {
	v := &brief.SiteView{
		Title:       s.settings.Title,
		Description: s.settings.Description,
		BaseURL:     s.settings.BaseURL,
		Language:    s.settings.Language,
		Publisher:   s.settings.Publisher,
		Kinds:       s.settings.Kinds,
		StyleSheet:  assets.StyleSheet,
		Script:      assets.Script,
		Icon:        assets.Icon,
	}
	v.Menu, v.Footer = s.menus()
	for _, p := range s.topPages() {
		anchor := brief.Anchor{Address: p.Address, Title: p.Title}
		if p.Order > 0 {
			v.Menu = append(v.Menu, anchor)
		} else {
			v.Footer = append(v.Footer, anchor)
		}
	}
	return v
}

// menus returns what the main navigation and the foot of every page begin
// with: the indexes that the site has. The site's name leads home.
func (s *Site) menus() (menu, footer []brief.Anchor) {
	put := func(list []brief.Anchor, there bool, address string) []brief.Anchor {
		if there {
			list = append(list, brief.Anchor{Address: address})
		}
		return list
	}
	menu = put(menu, len(s.stories) > 0, "/stories/")
	menu = put(menu, len(s.topics) > 0, "/topics/")
	menu = put(menu, len(s.corpus.Entities) > 0, "/entities/")
	menu = put(menu, true, "/sources/")
	menu = put(menu, s.hasEvents(), "/timeline/")
	menu = put(menu, true, "/search/")
	footer = put(footer, len(s.tally.kinds) > 0, "/notes/")
	footer = put(footer, len(s.tally.people) > 0, "/annotators/")
	footer = put(footer, true, logAddress)
	return menu, footer
}

// topPages returns the free pages that stand in no other one's folder, in
// their order. Those with a number in front matter belong into the menu.
func (s *Site) topPages() []*brief.FreePage { return s.pagesBelow("/") }

// pagesBelow returns the free pages right below an address.
func (s *Site) pagesBelow(address string) []*brief.FreePage {
	var below []*brief.FreePage
	for i := range s.corpus.Pages {
		p := &s.corpus.Pages[i]
		rest, ok := strings.CutPrefix(p.Address, address)
		if ok && rest != "" && strings.Count(rest, "/") == 1 {
			below = append(below, p)
		}
	}
	slices.SortFunc(below, func(a, b *brief.FreePage) int {
		return cmp.Or(cmp.Compare(lastWithout(a.Order), lastWithout(b.Order)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
	})
	return below
}

// lastWithout sorts what has no place after what has one.
func lastWithout(order int) int {
	if order == 0 {
		return 1 << 30
	}
	return order
}

// newFrame returns the frame of a page.
func (s *Site) newFrame(kind brief.PageType, address, title, description, language string, trail ...brief.Anchor) brief.Frame {
	f := brief.Frame{
		Site:        s.frame,
		Type:        kind,
		Address:     address,
		Title:       title,
		Description: description,
		Language:    cmp.Or(language, s.settings.Language),
		Trail:       trail,
		Feeds:       []brief.Anchor{{Address: "/feed.xml"}, {Address: "/feed.json"}},
	}
	f.Direction = brief.Direction(f.Language)
	if s.settings.BaseURL != "" {
		f.Canonical = s.absolute(address)
	}
	return f
}

// absolute returns an address in the site with its host, when that is known.
func (s *Site) absolute(address string) string {
	if s.settings.BaseURL == "" || !strings.HasPrefix(address, "/") {
		return address
	}
	return s.settings.BaseURL + address[1:]
}

var homeAnchor = brief.Anchor{Address: "/"}

// described returns what describes a page: what its author says, and failing
// that the opening of its text.
func described(said, text string) string {
	if said != "" {
		return said
	}
	return opening(text)
}

// opening returns the beginning of a text, of one sentence's length.
func opening(text string) string {
	const most = 160 // letters
	var words strings.Builder
	words.Grow(most + most/2)
	letters := 0
	for word := range strings.FieldsSeq(text[:min(len(text), 4*most)]) {
		if letters > 0 {
			words.WriteByte(' ')
			letters++
		}
		words.WriteString(word)
		if letters += utf8.RuneCountInString(word); letters > most {
			return shortened(words.String(), most)
		}
	}
	return words.String()
}

// shortened returns the first letters of words that are more than so many, cut
// between two words where there are two.
func shortened(words string, most int) string {
	for i := range words {
		if most == 0 {
			words = words[:i]
			break
		}
		most--
	}
	if i := strings.LastIndexByte(words, ' '); i > 0 {
		return strings.TrimRight(words[:i], " ,;:–—-") + "…"
	}
	return words + "…"
}
