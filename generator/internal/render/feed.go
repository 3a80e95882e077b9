package render

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"strings"

	"gloss/generator/brief"
)

// feed is what a feed says, in either form. Its dates are those of the
// content, so that the same content makes the same feed. While the site's
// address is not known, ids are tag URIs (RFC 4151) of a host that does not
// exist and links stay relative to the root; a published site has an address.
type feed struct {
	language, title, subtitle string
	id, address, home         string
	updated                   string // when the latest entry was
	author                    person
	entries                   []entry
}

// entry is an article, whole, each note after its paragraph, or a change.
type entry struct {
	language, id, address string
	title, rights         string
	summary, image        string
	published, updated    string
	author                person
	topics                []string
	article               *brief.ArticleView // nil for a change
	text                  string             // of a change, HTML
}

// person is somebody with an address or none.
type person struct{ name, address string }

// feed writes a feed in the form that its address ends in.
func (r *Renderer) feed(w *bytes.Buffer, view *brief.FeedView) error {
	f := r.feedOf(view)
	texts, again := r.contents.Get().(*contents)
	if !again {
		texts = &contents{Renderer: r}
	}
	defer r.contents.Put(texts)
	if isJSON(view.Address) {
		return jsonFeed(w, &f, texts)
	}
	return atomFeed(w, &f, texts)
}

func (r *Renderer) feedOf(view *brief.FeedView) feed {
	f := feed{
		language: view.Site.Language, title: r.feedTitle(view), subtitle: view.Site.Description,
		id: r.id(view.Address, brief.Date{}), address: r.absolute(view.Address), home: r.absolute(view.Home),
		updated: moment(brief.Date{Year: 1970}, ""), // an empty feed needs a date too
		author:  person{name: view.Site.Title},
		entries: make([]entry, 0, len(view.Articles)+len(view.Changes)),
	}
	if p := view.Site.Publisher; p.Name != "" {
		f.author = person{p.Name, p.URL}
	}
	for _, article := range view.Articles {
		f.entries = append(f.entries, r.articleEntry(article, f.author))
	}
	for i := range view.Changes {
		f.entries = append(f.entries, r.changeEntry(&view.Changes[i], f.author))
	}
	for i, e := range f.entries {
		if i == 0 && e.article != nil || e.updated > f.updated {
			f.updated = e.updated
		}
	}
	return f
}

func (r *Renderer) articleEntry(view *brief.ArticleView, author person) entry {
	a := view.Article
	v := r.voice(view.Language)
	e := entry{
		language: view.Language, id: r.id(view.Address, a.Date), address: r.absolute(view.Address),
		title: a.Title, rights: a.Licence, summary: a.Dek, image: view.Image,
		published: moment(a.Date, a.Clock), author: author, article: view,
	}
	if a.Byline != "" {
		e.author = person{name: a.Byline}
	}
	if len(view.Topics) > 0 {
		e.topics = make([]string, len(view.Topics))
		for i, t := range view.Topics {
			e.topics[i] = v.name(t)
		}
	}
	latest := modified(a)
	for _, run := range view.Runs {
		for _, n := range run.Notes {
			if n.Date.Compare(latest) > 0 {
				latest = n.Date
			}
		}
	}
	e.updated = e.published
	if latest != a.Date {
		e.updated = moment(latest, "")
	}
	return e
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
func (r *Renderer) changeEntry(c *brief.Change, author person) entry {
	v := r.voice(r.settings.Language)
	what := v.words.say("correction")
	if c.Update {
		what = v.words.say("update")
	}
	text := "<p>" + html.EscapeString(c.Text) + "</p>"
	if c.Passage != "" {
		text = "<blockquote><p>" + html.EscapeString(c.Passage) + "</p></blockquote>" + text
	}
	day := moment(c.Date, "")
	return entry{
		language: r.settings.Language, id: r.changeID(c), address: r.absolute(c.Address), title: what + ": " + c.Article.Title,
		published: day, updated: day, author: author, text: text,
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

// moment returns a day and a time of day as RFC 3339 writes them together. A
// partial date counts from its first day.
func moment(d brief.Date, clock string) string {
	d.Month, d.Day = max(1, d.Month), max(1, d.Day)
	return d.String() + "T" + cmp.Or(clock, "00:00:00Z")
}

// contents prints what entries hold, one after the other in the same memory.
type contents struct {
	*Renderer
	printed, detached bytes.Buffer
}

// of returns the content of an entry, which is good until the next is asked
// for.
func (c *contents) of(e *entry) ([]byte, error) {
	c.detached.Reset()
	if e.article == nil {
		c.detached.WriteString(e.text)
		return c.detached.Bytes(), nil
	}
	c.printed.Reset()
	if err := c.voice(e.article.Language).feedText.print(&c.printed, e.article); err != nil {
		return nil, err
	}
	c.detach(&c.detached, bytes.TrimSpace(c.printed.Bytes()), e.article.Address)
	return c.detached.Bytes(), nil
}

// detach makes the HTML of a page fit to stand anywhere: links and pictures
// get whole addresses, those within the page among them, and ids are prefixed
// with the page's, so that two entries in one reader never share one.
//
// It reads what the layouts printed: attributes in double quotes, in which
// quotes and angle brackets are escaped.
func (r *Renderer) detach(b *bytes.Buffer, text []byte, address string) {
	prefix := strings.ReplaceAll(strings.Trim(address, "/"), "/", "-") + "-"
	page := r.absolute(address)
	done, inTag, name := 0, false, 0 // name is where that of an attribute begins
	for i := 0; i < len(text); i++ {
		if !inTag {
			open := bytes.IndexByte(text[i:], '<')
			if open < 0 {
				break
			}
			i += open
			inTag = true
			continue
		}
		switch text[i] {
		case '>':
			inTag = false
		case ' ', '\n', '\t':
			name = i + 1
		case '"':
			length := bytes.IndexByte(text[i+1:], '"')
			if length < 0 {
				length = len(text) - i - 1
			}
			value := text[i+1 : i+1+length]
			switch string(text[name:i]) {
			case "id=":
				b.Write(text[done : i+1])
				b.WriteString(prefix)
				done = i + 1
			case "href=", "src=":
				b.Write(text[done : i+1])
				r.printWhole(b, value, page)
				done = i + 1 + length
			}
			i += 1 + length
		}
	}
	b.Write(text[done:])
}

// printWhole prints the absolute form of an address in an attribute, given
// that of the page.
func (r *Renderer) printWhole(b *bytes.Buffer, link []byte, page string) {
	special := bytes.ContainsAny(link, "&<>'") // few have anything to escape
	if special {
		link = []byte(html.UnescapeString(string(link)))
	}
	var site string
	switch {
	case bytes.HasPrefix(link, []byte("/")):
		link = bytes.TrimPrefix(link, []byte(r.folder))
		if r.settings.BaseURL != "" && bytes.HasPrefix(link, []byte("/")) {
			site, link = r.settings.BaseURL, link[1:]
		}
	case bytes.HasPrefix(link, []byte("#")), !brief.IsAbsolute(string(link)):
		site = page
	}
	b.WriteString(html.EscapeString(site))
	if special {
		link = []byte(html.EscapeString(string(link)))
	}
	b.Write(link)
}
