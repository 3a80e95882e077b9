package render

import (
	"bytes"

	"gloss/generator/brief"
	"gloss/generator/internal/jsontext"
)

// A JSON Feed 1.1 (jsonfeed.org/version/1.1) says what the Atom feed beside
// it says, entry by entry, under the same ids. The tags say to a test what the
// methods write.
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
	text := jsontext.New(w, " ")
	text.EscapeHTML = false // it stands in no page
	f.write(text)
	w.WriteByte('\n')
	return nil
}

func (f *jsonFeed) write(w *jsontext.Writer) {
	w.Object()
	w.Member("version", f.Version)
	w.Member("title", f.Title)
	w.Member("home_page_url", f.HomePage)
	w.Member("feed_url", f.FeedURL)
	w.Filled("description", f.Description)
	w.Filled("language", f.Language)
	writeAuthors(w, f.Authors)
	w.Name("items")
	w.Array()
	for i := range f.Items {
		f.Items[i].write(w)
	}
	w.EndArray()
	w.EndObject()
}

func (item *jsonItem) write(w *jsontext.Writer) {
	w.Object()
	w.Member("id", item.ID)
	w.Member("url", item.URL)
	w.Member("title", item.Title)
	w.Member("content_html", item.HTML)
	w.Filled("summary", item.Summary)
	w.Filled("image", item.Image)
	w.Member("date_published", item.Published)
	w.Member("date_modified", item.Modified)
	writeAuthors(w, item.Authors)
	if len(item.Tags) > 0 {
		w.Name("tags")
		w.Array()
		for _, tag := range item.Tags {
			w.String(tag)
		}
		w.EndArray()
	}
	w.Filled("language", item.Language)
	w.EndObject()
}

func writeAuthors(w *jsontext.Writer, authors []jsonAuthor) {
	if len(authors) == 0 {
		return
	}
	w.Name("authors")
	w.Array()
	for _, a := range authors {
		w.Object()
		w.Member("name", a.Name)
		w.Filled("url", a.URL)
		w.EndObject()
	}
	w.EndArray()
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
