package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"html"
	"strings"

	"gloss/generator/brief"
)

// An Atom feed (RFC 4287) carries articles whole, each note after its
// paragraph. Its dates are those of the content, so that the same content
// makes the same feed. While the site's address is not known, ids are tag
// URIs (RFC 4151) of a host that does not exist and links stay relative to
// the root; a published site has an address.
type (
	atomFeed struct {
		XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
		Language string     `xml:"xml:lang,attr,omitempty"`
		ID       string     `xml:"id"`
		Title    string     `xml:"title"`
		Subtitle string     `xml:"subtitle,omitempty"`
		Updated  string     `xml:"updated"`
		Links    []atomLink `xml:"link"`
		Author   atomPerson `xml:"author"`
		Entries  []atomEntry
	}
	atomEntry struct {
		XMLName    xml.Name       `xml:"entry"`
		Language   string         `xml:"xml:lang,attr,omitempty"`
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Links      []atomLink     `xml:"link"`
		Published  string         `xml:"published"`
		Updated    string         `xml:"updated"`
		Author     atomPerson     `xml:"author"`
		Categories []atomCategory `xml:"category"`
		Rights     string         `xml:"rights,omitempty"`
		Summary    string         `xml:"summary,omitempty"`
		Content    atomText       `xml:"content"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomPerson struct {
		Name string `xml:"name"`
		URI  string `xml:"uri,omitempty"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// feed writes a feed in the form that its address ends in.
func (r *Renderer) feed(w *bytes.Buffer, view *brief.FeedView) error {
	if isJSON(view.Address) {
		return r.jsonFeed(w, view)
	}
	return r.atomFeed(w, view)
}

// atomFeed writes an Atom feed.
func (r *Renderer) atomFeed(w *bytes.Buffer, view *brief.FeedView) error {
	f := atomFeed{
		Language: view.Site.Language,
		ID:       r.id(view.Address, brief.Date{}),
		Title:    view.Title,
		Subtitle: view.Site.Description,
		Updated:  moment(brief.Date{Year: 1970}, ""), // an empty feed needs a date too
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: r.absolute(view.Address)},
			{Rel: "alternate", Type: "text/html", Href: r.absolute(view.Home)},
		},
		Author: atomPerson{Name: view.Site.Title},
	}
	f.Title = r.feedTitle(view)
	if p := view.Site.Publisher; p.Name != "" {
		f.Author = atomPerson{Name: p.Name, URI: p.URL}
	}
	for i, article := range view.Articles {
		entry, err := r.entry(article, f.Author)
		if err != nil {
			return err
		}
		if i == 0 || entry.Updated > f.Updated {
			f.Updated = entry.Updated
		}
		f.Entries = append(f.Entries, entry)
	}
	for i := range view.Changes {
		entry := r.changeEntry(&view.Changes[i], f.Author)
		if entry.Updated > f.Updated {
			f.Updated = entry.Updated
		}
		f.Entries = append(f.Entries, entry)
	}
	w.WriteString(xml.Header)
	encoder := xml.NewEncoder(w)
	encoder.Indent("", " ")
	if err := encoder.Encode(f); err != nil {
		return err
	}
	w.WriteByte('\n')
	return nil
}

func (r *Renderer) entry(view *brief.ArticleView, author atomPerson) (atomEntry, error) {
	a := view.Article
	v := r.voice(view.Language)
	text, err := fragment(v.feedText, view)
	if err != nil {
		return atomEntry{}, err
	}
	e := atomEntry{
		Language:  view.Language,
		ID:        r.id(view.Address, a.Date),
		Title:     a.Title,
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: r.absolute(view.Address)}},
		Published: moment(a.Date, a.Clock),
		Author:    author,
		Rights:    a.Licence,
		Summary:   a.Dek,
		Content:   atomText{"html", r.detach(string(text), view.Address)},
	}
	if a.Byline != "" {
		e.Author = atomPerson{Name: a.Byline}
	}
	for _, t := range view.Topics {
		e.Categories = append(e.Categories, atomCategory{v.name(t)})
	}
	latest := modified(a)
	for _, run := range view.Runs {
		for _, n := range run.Notes {
			if n.Date.Compare(latest) > 0 {
				latest = n.Date
			}
		}
	}
	e.Updated = e.Published
	if latest != a.Date {
		e.Updated = moment(latest, "")
	}
	return e, nil
}

// feedTitle returns the title of a feed: the site's, with what the feed is of.
func (r *Renderer) feedTitle(view *brief.FeedView) string {
	switch {
	case view.Title != "" && view.Home != "/":
		return view.Title + " · " + view.Site.Title
	case view.Home != "/":
		return r.voice(view.Site.Language).words.say(view.Home) + " · " + view.Site.Title
	}
	return view.Site.Title
}

// changeEntry returns the entry of a correction or an update. Its id is made
// of its place, its day and its words, so that each change of an article has
// an entry of its own that stays.
func (r *Renderer) changeEntry(c *brief.Change, author atomPerson) atomEntry {
	v := r.voice(r.settings.Language)
	what := v.words.say("correction")
	if c.Update {
		what = v.words.say("update")
	}
	text := "<p>" + html.EscapeString(c.Text) + "</p>"
	if c.Passage != "" {
		text = "<blockquote><p>" + html.EscapeString(c.Passage) + "</p></blockquote>" + text
	}
	return atomEntry{
		Language:  r.settings.Language,
		ID:        r.changeID(c),
		Title:     what + ": " + c.Article.Title,
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: r.absolute(c.Address)}},
		Published: moment(c.Date, ""),
		Updated:   moment(c.Date, ""),
		Author:    author,
		Content:   atomText{"html", text},
	}
}

func (r *Renderer) changeID(c *brief.Change) string {
	sum := sha256.Sum256([]byte(c.Text))
	address, fragment, _ := strings.Cut(c.Address, "#")
	return r.id(address, c.Article.Date) + "#" + fragment + "-" + c.Date.String() + "-" + hex.EncodeToString(sum[:4])
}

// id returns an id that stays the same as long as the address does.
func (r *Renderer) id(address string, since brief.Date) string {
	if r.settings.BaseURL != "" {
		return r.absolute(address)
	}
	if since.IsZero() {
		since.Year = 2000
	}
	return "tag:gloss.invalid," + since.String() + ":" + address
}

// moment returns a day and a time of day as RFC 3339 writes them together.
func moment(d brief.Date, clock string) string {
	if clock == "" {
		clock = "00:00:00Z"
	}
	return d.Time().Format("2006-01-02") + "T" + clock
}

// detach makes the HTML of a page fit to stand anywhere: links and pictures
// get whole addresses, those within the page among them, and ids are prefixed
// with the page's, so that two entries in one reader never share one.
//
// It reads what the layouts printed: attributes in double quotes, in which
// quotes and angle brackets are escaped.
func (r *Renderer) detach(text, address string) string {
	prefix := strings.ReplaceAll(strings.Trim(address, "/"), "/", "-") + "-"
	var b strings.Builder
	b.Grow(len(text) + len(text)/4)
	for {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			b.WriteString(text)
			return b.String()
		}
		length := tagLength(text[open:])
		b.WriteString(text[:open])
		r.detachTag(&b, text[open:open+length], prefix, address)
		text = text[open+length:]
	}
}

// tagLength returns the length of the tag that a text begins with.
func tagLength(text string) int {
	quoted := false
	for i := range len(text) {
		switch text[i] {
		case '"':
			quoted = !quoted
		case '>':
			if !quoted {
				return i + 1
			}
		}
	}
	return len(text)
}

func (r *Renderer) detachTag(b *strings.Builder, tag, prefix, address string) {
	for {
		name, rest, found := strings.Cut(tag, `="`)
		if !found {
			b.WriteString(tag)
			return
		}
		value, after, _ := strings.Cut(rest, `"`)
		b.WriteString(name + `="`)
		switch name[strings.LastIndexByte(name, ' ')+1:] {
		case "id":
			b.WriteString(prefix + value)
		case "href", "src":
			b.WriteString(html.EscapeString(r.whole(html.UnescapeString(value), address)))
		default:
			b.WriteString(value)
		}
		b.WriteByte('"')
		tag = after
	}
}

// whole returns the absolute form of an address as a page prints it.
func (r *Renderer) whole(link, page string) string {
	switch {
	case strings.HasPrefix(link, "#"):
		return r.absolute(page) + link
	case strings.HasPrefix(link, "/"):
		return r.absolute(strings.TrimPrefix(link, r.folder))
	case !brief.IsAbsolute(link):
		return r.absolute(page) + link
	}
	return link
}
