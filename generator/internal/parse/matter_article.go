package parse

import (
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// articleKeys are the keys of an article's front matter.
var articleKeys = []string{
	"title", "date", "slug", "dek", "byline", "dateline", "language", "topics", "stories", "entities", "draft",
	"updated", "corrections", "events", "canonical", "licence", "image", "image_alt", "revision", "aliases",
}

// listKeys are those of them that want a list of names.
var listKeys = []string{"topics", "stories", "entities", "aliases"}

// articleMatter returns an article without its body, from its front matter
// and the name of its file. It complains of whatever is wrong with them,
// except that
//
//   - Title is empty when there is none: the text may hold a headline. When
//     the fields are partial a title may have been lost, and nothing should be
//     said about it.
//   - Slug is empty when neither the front matter nor the name of the file has
//     one: call [settleSlug] once the title is known.
func articleMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.Article {
	m := newMatter(in, fields, list)
	name := fileName(in.Path)
	a := brief.Article{
		Path: in.Path,
		Name: name.path,
		Wire: strings.HasSuffix(in.Path, ".txt"),

		Title:     m.name("title"),
		Dek:       m.line("dek"),
		Byline:    m.name("byline"),
		Dateline:  m.name("dateline"),
		Language:  m.Language("language"),
		Canonical: m.origin("canonical"),
		Licence:   m.line("licence"),
		Revision:  m.line("revision"),
		Topics:    m.fewNames("topics"),
		Stories:   m.fewNames("stories"),
		Entities:  m.fewNames("entities"),
		Former:    m.former("aliases"),
		Draft:     m.Bool("draft"),
		Pos:       m.pos("title"),
	}
	a.Date, a.Clock = m.moment("date")
	a.Date = m.orFileDate(a.Date, name)
	a.Updated, _ = m.moment("updated")
	a.Image, a.ImageAlt = m.picture("image", "image_alt")
	a.Slug = m.slug("slug")
	if a.Slug == "" {
		a.Slug = name.slug()
	}
	for _, r := range m.Each("corrections") {
		item := &matter{Reader: r, in: in, list: list}
		a.Corrections = append(a.Corrections, brief.Dated{Date: item.needDay("date"), Text: item.needLine("text"), Pos: brief.Pos(r.Pos())})
		r.Done()
	}
	for _, r := range m.Each("events") {
		item := &matter{Reader: r, in: in, list: list}
		a.Events = append(a.Events, brief.Event{Date: item.needDate("date"), Text: item.needLine("text"), Sources: r.Names("sources"), Pos: brief.Pos(r.Pos())})
		r.Done()
	}
	m.Done()
	return a
}

// settleSlug gives an article that has no slug yet one from its title, and
// complains when that holds no letter or digit either.
func settleSlug(a *brief.Article, list *diag.List) {
	if a.Slug != "" {
		return
	}
	if a.Slug = shortSlug(a.Title); a.Slug == "" {
		list.Add(diag.SlugInvalid, diag.Pos(a.Pos), "add slug: a-few-words to its front matter, or rename the file", "neither the file's name nor the title gives the article a slug")
	}
}
