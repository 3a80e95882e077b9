package scaffold

import (
	"fmt"
	"path"

	"gloss/generator/brief"
)

// Article returns a draft of an article with the title, dated the day.
func (s *Site) Article(title string, day brief.Date) (File, error) {
	name, err := slug(title)
	if err != nil {
		return File{}, err
	}
	for _, a := range s.Articles {
		if a.Date == day && a.Slug == name {
			return File{}, &Refusal{
				fmt.Sprintf("%s has the address %s already", a.Path, a.Address()),
				"choose another title or --date",
			}
		}
	}
	text, err := fill("article.txt", struct {
		Title string
		Date  brief.Date
	}{title, day})
	return File{
		Path: path.Join("content/articles", folder(day), day.String()+"-"+name+".md"),
		Text: text,
		Next: fmt.Sprintf("write it and take out the line draft: true; then gloss new annotations %s", name),
	}, err
}

// folder returns where a day's articles are kept: 2021/12.
func folder(day brief.Date) string { return fmt.Sprintf("%04d/%02d", day.Year, day.Month) }

// Briefing returns the edition of a day, with the day's articles in the order
// in which the site has them.
func (s *Site) Briefing(day brief.Date) (File, error) {
	var slugs []string
	for _, a := range s.Articles {
		if a.Date == day {
			slugs = append(slugs, a.Slug)
		}
	}
	text, err := fill("briefing.txt", struct {
		Date     brief.Date
		Articles []string
	}{day, slugs})
	next := "put the articles into order and write the summary"
	if len(slugs) == 0 {
		next = "gloss new article TITLE --date " + day.String() + ", for no article has this date yet"
	}
	return File{Path: path.Join("content/briefings", day.String()+".md"), Text: text, Next: next}, err
}

// Entity returns the page of a person, organisation, place, event or
// document.
func (s *Site) Entity(name, kind string) (File, error) {
	slug, err := slug(name)
	if err != nil {
		return File{}, err
	}
	text, err := fill("entity.txt", struct{ Name, Type string }{name, kind})
	return File{
		Path: path.Join("content/entities", slug+".md"),
		Text: text,
		Next: "check the type, add aliases, and say in a few sentences who or what it is",
	}, err
}
