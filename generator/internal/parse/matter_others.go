package parse

import (
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// briefingMatter returns an edition without its text, from its front matter
// and the name of its file. Its title may be empty: the date serves.
func briefingMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.Briefing {
	m := newMatter(in, fields, list)
	b := brief.Briefing{
		Path:     in.Path,
		Date:     m.orFileDate(m.Day("date"), fileName(in.Path)),
		Title:    m.name("title"),
		Summary:  m.line("summary"),
		Articles: m.names("articles"),
		Former:   m.former("aliases"),
		Draft:    m.Bool("draft"),
		Pos:      m.pos("title"),
	}
	m.Done()
	return b
}

// storyMatter returns a story without its text, from its front matter and the
// name of its file.
func storyMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.Story {
	m := newMatter(in, fields, list)
	s := brief.Story{
		Path:    in.Path,
		Slug:    m.fileSlug(),
		Title:   m.needName("title"),
		Summary: m.line("summary"),
		Former:  m.former("aliases"),
		Pos:     m.pos("title"),
	}
	m.Done()
	return s
}

// pageMatter returns a free page without its text, from its front matter and
// its place below content/pages.
func pageMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.FreePage {
	m := newMatter(in, fields, list)
	p := brief.FreePage{
		Path:        in.Path,
		Title:       m.needName("title"),
		Description: m.line("description"),
		Language:    m.Language("language"),
		Order:       m.Int("order"),
		Former:      m.former("aliases"),
		Draft:       m.Bool("draft"),
		Pos:         m.pos("title"),
	}
	p.Address = m.pageAddress()
	m.Done()
	return p
}

// ownAddresses are the first parts of the addresses that Gloss gives to its
// own pages. Years are too.
var ownAddresses = map[string]bool{
	"sources": true, "entities": true, "topics": true, "stories": true, "annotators": true, "notes": true,
	"corrections": true, "timeline": true, "search": true, "404": true,
}

// pageAddress returns the address of a free page: content/pages/a/b.md is at
// /a/b/, and content/pages/a/index.md at /a/. It complains of one that Gloss
// needs for its own pages.
func (m *matter) pageAddress() string {
	below := strings.TrimSuffix(strings.TrimPrefix(m.in.Path, "content/pages/"), ".md")
	if below == "index" {
		below = ""
	}
	below = strings.TrimSuffix(below, "/index")
	address := "/"
	for part := range strings.SplitSeq(below, "/") {
		slug := shortSlug(part)
		if slug == "" && below != "" {
			m.list.Add(diag.SlugInvalid, m.top(), "rename the file", "%s gives the page no address", tree.Shown(part))
			continue
		}
		if slug != "" {
			address += slug + "/"
		}
	}
	first, _, _ := strings.Cut(address[1:], "/")
	if first == "" || ownAddresses[first] || len(first) == 4 && strings.Trim(first, "0123456789") == "" {
		m.list.Add(diag.AddressTaken, m.top(), "move or rename the file", "the address %s belongs to pages that Gloss makes", address)
	}
	return address
}

// annotationsMatter returns who has written the annotations of a file that do
// not say so themselves.
func annotationsMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.Name {
	m := newMatter(in, fields, list)
	by := brief.Name{Text: m.name("by"), Pos: m.pos("by")}
	m.Done()
	return by
}
