package parse

import (
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// Article parses an article: Markdown, or wire copy when the file's name ends
// in .txt.
func (p *Parser) Article(file brief.Input, list *diag.List) brief.Article {
	in := p.open(file, list)
	defer p.close(in)
	if strings.HasSuffix(file.Path, ".txt") {
		return p.wire(in)
	}
	fields, body := splitMatter(file, list)
	a := articleMatter(file, fields, list)
	a.Body = p.parseProse(in, body)
	if a.Title == "" && !fields.Partial {
		list.Add(diag.TitleMissing, diag.Pos(a.Pos), "add title: … to the front matter", "the article has no title")
	}
	in.settle(&a, fields)
	return a
}

// settle completes an article whose title and text are known.
func (in *input) settle(a *brief.Article, fields *tree.Node) {
	if a.Title != "" {
		settleSlug(a, in.list)
	}
	if len(a.Body.Steps) == 0 && !a.Draft && !fields.Partial {
		in.list.Add(diag.ArticleEmpty, diag.Pos(a.Pos), "write it, or set draft: true", "the article has no text")
	}
}

// Briefing parses the file of an edition.
func (p *Parser) Briefing(file brief.Input, list *diag.List) brief.Briefing {
	fields, body := splitMatter(file, list)
	b := briefingMatter(file, fields, list)
	b.Body = p.body(file, body, list)
	return b
}

// Entity parses the file of an entity.
func (p *Parser) Entity(file brief.Input, list *diag.List) brief.Entity {
	fields, body := splitMatter(file, list)
	e := entityMatter(file, fields, list)
	e.Body = p.body(file, body, list)
	return e
}

// Story parses the file of a story.
func (p *Parser) Story(file brief.Input, list *diag.List) brief.Story {
	fields, body := splitMatter(file, list)
	s := storyMatter(file, fields, list)
	s.Body = p.body(file, body, list)
	return s
}

// Page parses a free page.
func (p *Parser) Page(file brief.Input, list *diag.List) brief.FreePage {
	fields, body := splitMatter(file, list)
	page := pageMatter(file, fields, list)
	page.Body = p.body(file, body, list)
	return page
}

// body parses the text of an input from an offset on.
func (p *Parser) body(file brief.Input, base int, list *diag.List) brief.Prose {
	in := p.open(file, list)
	defer p.close(in)
	return p.parseProse(in, base)
}
