package render

import (
	"bytes"

	"gloss/generator/internal/jsontext"
)

// jsonFeed writes a JSON Feed 1.1 (jsonfeed.org/version/1.1). It says what the
// Atom feed beside it says, entry by entry, under the same ids.
func jsonFeed(b *bytes.Buffer, f *feed, texts *contents) error {
	w := jsontext.New(b, " ")
	w.EscapeHTML = false // it stands in no page
	w.Object()
	w.Member("version", "https://jsonfeed.org/version/1.1")
	w.Member("title", f.title)
	w.Member("home_page_url", f.home)
	w.Member("feed_url", f.address)
	w.Filled("description", f.subtitle)
	w.Filled("language", f.language)
	jsonAuthor(w, f.author)
	w.Name("items")
	w.Array()
	for i := range f.entries {
		text, err := texts.of(&f.entries[i])
		if err != nil {
			return err
		}
		jsonItem(w, &f.entries[i], text)
	}
	w.EndArray()
	w.EndObject()
	b.WriteByte('\n')
	return nil
}

func jsonItem(w *jsontext.Writer, e *entry, text []byte) {
	w.Object()
	w.Member("id", e.id)
	w.Member("url", e.address)
	w.Member("title", e.title)
	w.Name("content_html")
	w.Bytes(text)
	w.Filled("summary", e.summary)
	w.Filled("image", e.image)
	w.Member("date_published", e.published)
	w.Member("date_modified", e.updated)
	jsonAuthor(w, e.author)
	if len(e.topics) > 0 {
		w.Name("tags")
		w.Array()
		for _, topic := range e.topics {
			w.String(topic)
		}
		w.EndArray()
	}
	w.Filled("language", e.language)
	w.EndObject()
}

func jsonAuthor(w *jsontext.Writer, p person) {
	w.Name("authors")
	w.Array()
	w.Object()
	w.Member("name", p.name)
	w.Filled("url", p.address)
	w.EndObject()
	w.EndArray()
}
