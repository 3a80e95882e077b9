package render

import (
	"bytes"
	"encoding/json"

	"gloss/generator/brief"
)

// A JSON Feed 1.1 (jsonfeed.org/version/1.1) says what the Atom feed beside
// it says, entry by entry, under the same ids.
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		HomePage    string       `json:"home_page_url"`
		FeedURL     string       `json:"feed_url"`
		Description string       `json:"description,omitempty"`
		Language    string       `json:"language,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Items       []jsonItem   `json:"items"`
	}
	jsonItem struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		Title     string       `json:"title"`
		HTML      string       `json:"content_html"`
		Summary   string       `json:"summary,omitempty"`
		Image     string       `json:"image,omitempty"`
		Published string       `json:"date_published"`
		Modified  string       `json:"date_modified"`
		Authors   []jsonAuthor `json:"authors,omitempty"`
		Tags      []string     `json:"tags,omitempty"`
		Language  string       `json:"language,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
)

// jsonFeed writes a JSON Feed.
func (r *Renderer) jsonFeed(w *bytes.Buffer, view *brief.FeedView) error {
	f := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: r.feedTitle(view), HomePage: r.absolute(view.Home), FeedURL: r.absolute(view.Address),
		Description: view.Site.Description, Language: view.Site.Language, Items: []jsonItem{},
	}
	author := atomPerson{Name: view.Site.Title}
	if p := view.Site.Publisher; p.Name != "" {
		author = atomPerson{Name: p.Name, URI: p.URL}
	}
	f.Authors = []jsonAuthor{{author.Name, author.URI}}
	for _, article := range view.Articles {
		entry, err := r.entry(article, author)
		if err != nil {
			return err
		}
		item := jsonItemOf(&entry)
		item.Image = article.Image
		f.Items = append(f.Items, item)
	}
	for i := range view.Changes {
		entry := r.changeEntry(&view.Changes[i], author)
		f.Items = append(f.Items, jsonItemOf(&entry))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // it stands in no page
	encoder.SetIndent("", " ")
	return encoder.Encode(f)
}

func jsonItemOf(e *atomEntry) jsonItem {
	item := jsonItem{
		ID: e.ID, URL: e.Links[0].Href, Title: e.Title, HTML: e.Content.Text, Summary: e.Summary,
		Published: e.Published, Modified: e.Updated, Authors: []jsonAuthor{{e.Author.Name, e.Author.URI}}, Language: e.Language,
	}
	for _, c := range e.Categories {
		item.Tags = append(item.Tags, c.Term)
	}
	return item
}
