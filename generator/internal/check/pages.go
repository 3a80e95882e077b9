package check

import (
	"bytes"
	"fmt"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/markup"
)

// look is what is to be known about one page.
type look struct {
	page     brief.Page
	html     bool
	title    string
	ids      map[string]bool
	links    []string // as written, each once
	leads    string   // of a redirect: where it leads, as written
	findings []finding
}

// finding is something wrong with a page, before it is known whether other
// pages have the same.
type finding struct {
	code    diag.Code
	page    string // address
	message string
	hint    string
}

// look reads a page. Files that are no pages are looked at for residue only,
// and media not at all.
func (s *Site) look(page brief.Page) (*look, error) {
	l := &look{page: page, ids: map[string]bool{}}
	if page.Type == brief.MediaFile || page.Type == brief.AssetFile {
		return l, nil
	}
	content, err := s.Read(page)
	if err != nil {
		return nil, err
	}
	l.html = strings.HasSuffix(page.Address, "/") || strings.HasSuffix(page.Address, ".html")
	if !l.html {
		l.residue(string(content), "ZgotmplZ", "raw HTML omitted")
		return l, nil
	}
	root, err := markup.Parse(bytes.TrimPrefix(content, []byte("\ufeff")))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", page.Address, err)
	}
	l.walk(root)
	l.guard(root, s.Settings.BaseURL)
	return l, nil
}

// walk visits every element of a page.
func (l *look) walk(root *markup.Node) {
	level := 0
	seen := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == markup.Text && !within(n, "code", "pre", "script", "style") {
			l.residue(n.Data, residues...)
		}
		if n.Type != markup.Element {
			continue
		}
		for _, a := range n.Attr {
			l.residue(a.Val, residues...)
			if leads(n, a.Key) && !seen[a.Val] {
				seen[a.Val] = true
				l.links = append(l.links, a.Val)
			}
		}
		l.id(n)
		switch n.Data {
		case "meta":
			if l.page.Type == brief.RedirectPage && strings.EqualFold(markup.Value(n, "http-equiv"), "refresh") {
				_, l.leads, _ = strings.Cut(markup.Value(n, "content"), "url=")
			}
		case "title":
			if n.Parent != nil && n.Parent.Data == "head" {
				l.title = markup.Words(n)
			}
		case "img":
			if _, has := markup.Attr(n, "alt"); !has {
				l.add(diag.PageAlt, `add alt, which is empty for an ornament: alt=""`, "the picture %s has no alternative text", shown(markup.Value(n, "src")))
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 && level > 0 {
				l.add(diag.PageHeading, fmt.Sprintf("make it h%d", level+1), "the heading “%s” is %s below h%d", shown(markup.Words(n)), n.Data, level)
			}
			level = now
		}
	}
}

// residues are what programs leave in pages when something went wrong: what
// html/template prints for a value that it does not trust, what it and fmt
// print for a value that is not there, and what goldmark prints for HTML.
var residues = []string{"ZgotmplZ", "<nil>", "<no value>", "raw HTML omitted", "%!s(", "%!d(", "%!v("}

func (l *look) residue(text string, marks ...string) {
	for _, mark := range marks {
		if strings.Contains(text, mark) {
			l.add(diag.PageResidue, "see which layout or text makes it", "the page holds %s", mark)
		}
	}
}

func (l *look) id(n *markup.Node) {
	id, has := markup.Attr(n, "id")
	if !has {
		return
	}
	if l.ids[id] {
		l.add(diag.PageID, "give one of them another id", "two elements have the id %s", shown(id))
	}
	l.ids[id] = true
}

// add notes what is wrong, once.
func (l *look) add(code diag.Code, hint, format string, args ...any) {
	f := finding{code, l.page.Address, fmt.Sprintf(format, args...), hint}
	for _, known := range l.findings {
		if known == f {
			return
		}
	}
	l.findings = append(l.findings, f)
}

func within(n *markup.Node, names ...string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, name := range names {
			if p.Data == name {
				return true
			}
		}
	}
	return false
}

// leads reports whether an attribute leads somewhere that must be there.
func leads(n *markup.Node, attr string) bool {
	switch attr {
	case "href":
		return n.Data == "a" || n.Data == "area" || n.Data == "link"
	case "src":
		return true
	case "poster":
		return n.Data == "video"
	}
	return false
}

// shown returns text as a message shows it.
func shown(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// titles finds the pages that have the title of another one, or none.
func titles(looks []*look) []finding {
	var found []finding
	first := map[string]string{}
	for _, l := range looks {
		if !l.html || l.page.Type == brief.NotFoundPage || l.page.Type == brief.RedirectPage {
			continue
		}
		other, taken := first[l.title]
		switch {
		case l.title == "":
			found = append(found, finding{diag.PageTitle, l.page.Address, "the page has no title", "see the layout"})
		case taken:
			found = append(found, finding{diag.PageTitle, l.page.Address, fmt.Sprintf("the page has the title of %s: %s", other, shown(l.title)), "give one of them another title"})
		default:
			first[l.title] = l.page.Address
		}
	}
	return found
}
