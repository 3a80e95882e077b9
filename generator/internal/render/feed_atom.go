package render

import "bytes"

// atomFeed writes an Atom feed (RFC 4287).
func atomFeed(b *bytes.Buffer, f *feed, texts *contents) error {
	w := newXML(b, " ")
	if f.language != "" {
		w.begin("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", f.language)
	} else {
		w.begin("feed", "xmlns", "http://www.w3.org/2005/Atom")
	}
	w.element("id", f.id)
	w.element("title", f.title)
	w.filled("subtitle", f.subtitle)
	w.element("updated", f.updated)
	w.empty("link", "rel", "self", "type", "application/atom+xml", "href", f.address)
	w.empty("link", "rel", "alternate", "type", "text/html", "href", f.home)
	atomAuthor(w, f.author)
	for i := range f.entries {
		text, err := texts.of(&f.entries[i])
		if err != nil {
			return err
		}
		atomEntry(w, &f.entries[i], text)
	}
	w.end("feed")
	b.WriteByte('\n')
	return nil
}

func atomEntry(w *xmlWriter, e *entry, text []byte) {
	if e.language != "" {
		w.begin("entry", "xml:lang", e.language)
	} else {
		w.begin("entry")
	}
	w.element("id", e.id)
	w.element("title", e.title)
	w.empty("link", "rel", "alternate", "type", "text/html", "href", e.address)
	w.element("published", e.published)
	w.element("updated", e.updated)
	atomAuthor(w, e.author)
	for _, topic := range e.topics {
		w.empty("category", "term", topic)
	}
	w.filled("rights", e.rights)
	w.filled("summary", e.summary)
	w.html("content", text)
	w.end("entry")
}

func atomAuthor(w *xmlWriter, p person) {
	w.begin("author")
	w.element("name", p.name)
	w.filled("uri", p.address)
	w.end("author")
}
