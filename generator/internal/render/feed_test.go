package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
)

// What feeds and sitemaps consist of, as encoding/xml and encoding/json are
// told it by tags.
type (
	atomFeedShape struct {
		XMLName  xml.Name     `xml:"http://www.w3.org/2005/Atom feed"`
		Language string       `xml:"xml:lang,attr,omitempty"`
		ID       string       `xml:"id"`
		Title    string       `xml:"title"`
		Subtitle string       `xml:"subtitle,omitempty"`
		Updated  string       `xml:"updated"`
		Links    []linkShape  `xml:"link"`
		Author   authorShape  `xml:"author"`
		Entries  []entryShape `xml:"entry"`
	}
	entryShape struct {
		Language   string          `xml:"xml:lang,attr,omitempty"`
		ID         string          `xml:"id"`
		Title      string          `xml:"title"`
		Link       linkShape       `xml:"link"`
		Published  string          `xml:"published"`
		Updated    string          `xml:"updated"`
		Author     authorShape     `xml:"author"`
		Categories []categoryShape `xml:"category"`
		Rights     string          `xml:"rights,omitempty"`
		Summary    string          `xml:"summary,omitempty"`
		Content    contentShape    `xml:"content"`
	}
	linkShape struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	authorShape struct {
		Name string `xml:"name" json:"name"`
		URI  string `xml:"uri,omitempty" json:"url,omitempty"`
	}
	categoryShape struct {
		Term string `xml:"term,attr"`
	}
	contentShape struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	jsonFeedShape struct {
		Version     string        `json:"version"`
		Title       string        `json:"title"`
		HomePage    string        `json:"home_page_url"`
		FeedURL     string        `json:"feed_url"`
		Description string        `json:"description,omitempty"`
		Language    string        `json:"language,omitempty"`
		Authors     []authorShape `json:"authors"`
		Items       []itemShape   `json:"items"`
	}
	itemShape struct {
		ID        string        `json:"id"`
		URL       string        `json:"url"`
		Title     string        `json:"title"`
		HTML      string        `json:"content_html"`
		Summary   string        `json:"summary,omitempty"`
		Image     string        `json:"image,omitempty"`
		Published string        `json:"date_published"`
		Modified  string        `json:"date_modified"`
		Authors   []authorShape `json:"authors"`
		Tags      []string      `json:"tags,omitempty"`
		Language  string        `json:"language,omitempty"`
	}
)

func atomShape(f *feed) atomFeedShape {
	shape := atomFeedShape{
		Language: f.language, ID: f.id, Title: f.title, Subtitle: f.subtitle, Updated: f.updated, Author: authorShape{f.author.name, f.author.address},
		Links: []linkShape{{"self", "application/atom+xml", f.address}, {"alternate", "text/html", f.home}},
	}
	for _, e := range f.entries {
		entry := entryShape{
			Language: e.language, ID: e.id, Title: e.title, Link: linkShape{"alternate", "text/html", e.address}, Published: e.published, Updated: e.updated,
			Author: authorShape{e.author.name, e.author.address}, Rights: e.rights, Summary: e.summary, Content: contentShape{"html", e.text},
		}
		for _, topic := range e.topics {
			entry.Categories = append(entry.Categories, categoryShape{topic})
		}
		shape.Entries = append(shape.Entries, entry)
	}
	return shape
}

func jsonShape(f *feed) jsonFeedShape {
	shape := jsonFeedShape{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, HomePage: f.home, FeedURL: f.address, Description: f.subtitle, Language: f.language,
		Authors: []authorShape{{f.author.name, f.author.address}}, Items: []itemShape{},
	}
	for _, e := range f.entries {
		shape.Items = append(shape.Items, itemShape{
			ID: e.id, URL: e.address, Title: e.title, HTML: e.text, Summary: e.summary, Image: e.image, Published: e.published, Modified: e.updated,
			Authors: []authorShape{{e.author.name, e.author.address}}, Tags: e.topics, Language: e.language,
		})
	}
	return shape
}

// hardWords are words that are written in some other way in one form or the
// other, and words that are not there.
var hardWords = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
	"", "plain", `<p>"a" & 'b'</p>`, "\t\r\n", "\x00\x1f\x7f", "\xff", "a\xe2\x80", "\ufffe\uffff\ufffd", "\u2028", "“Kyïv” 🇺🇦",
}))

var feeds = rapid.Custom(func(t *rapid.T) feed {
	words := func() string { return hardWords.Draw(t, "words") }
	f := feed{
		language: words(), title: words(), subtitle: words(), id: words(), address: words(), home: words(), updated: words(),
		author: person{words(), words()},
	}
	for range rapid.IntRange(0, 3).Draw(t, "entries") {
		f.entries = append(f.entries, entry{
			language: words(), id: words(), address: words(), title: words(), rights: words(), summary: words(), image: words(),
			published: words(), updated: words(), author: person{words(), words()}, text: words(),
			topics: rapid.SliceOfN(hardWords, 0, 2).Draw(t, "topics"),
		})
	}
	return f
})

// TestFeedsAreWrittenAsTagged holds what is written piece by piece against
// encoding/xml and encoding/json, which go by tags, for feeds of any content.
func TestFeedsAreWrittenAsTagged(t *testing.T) {
	texts := &contents{Renderer: newRenderer(t)}
	rapid.Check(t, func(t *rapid.T) {
		f := feeds.Draw(t, "feed")
		var got, want bytes.Buffer
		if err := atomFeed(&got, &f, texts); err != nil {
			t.Fatal(err)
		}
		want.WriteString(xml.Header)
		encoder := xml.NewEncoder(&want)
		encoder.Indent("", " ")
		if err := encoder.Encode(atomShape(&f)); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String()+"\n" {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}

		got.Reset()
		want.Reset()
		if err := jsonFeed(&got, &f, texts); err != nil {
			t.Fatal(err)
		}
		another := json.NewEncoder(&want)
		another.SetEscapeHTML(false)
		another.SetIndent("", " ")
		if err := another.Encode(jsonShape(&f)); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

// TestSitemapIsWrittenAsTagged holds the sitemap against encoding/xml.
func TestSitemapIsWrittenAsTagged(t *testing.T) {
	type page struct {
		Location string `xml:"loc"`
		Modified string `xml:"lastmod,omitempty"`
	}
	type shape struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []page   `xml:"url"`
	}
	r := newRenderer(t)
	rapid.Check(t, func(t *rapid.T) {
		var view brief.SitemapView
		var pages shape
		for range rapid.IntRange(0, 4).Draw(t, "pages") {
			address := rapid.SampledFrom([]string{"", "/"}).Draw(t, "root") + hardWords.Draw(t, "address")
			date := brief.Date{Year: rapid.IntRange(0, 2030).Draw(t, "year"), Month: rapid.IntRange(0, 12).Draw(t, "month")}
			view.Pages = append(view.Pages, brief.SitemapEntry{Address: address, Modified: date})
			pages.Pages = append(pages.Pages, page{r.absolute(address), date.String()})
		}
		var got, want bytes.Buffer
		r.sitemap(&got, &view)
		want.WriteString(xml.Header)
		if err := xml.NewEncoder(&want).Encode(pages); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String()+"\n" {
			t.Errorf("wrote\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

// What a page says of itself leads to the page from wherever it is read, and
// no id of one entry is that of another.
func TestDetach(t *testing.T) {
	r := newRenderer(t)
	for _, c := range []struct{ text, want string }{
		{"no tags &lt;at all", "no tags &lt;at all"},
		{`<p><em>a</em><br></p>`, `<p><em>a</em><br></p>`},
		{`<p id="h-a" class="b">c</p>`, `<p id="2021-12-03-x-h-a" class="b">c</p>`},
		{`<a class="c" href="#note-1">d`, `<a class="c" href="https://gloss.example/2021/12/03/x/#note-1">d`},
		{`<a href="/sources/a/?b&amp;c">`, `<a href="https://gloss.example/sources/a/?b&amp;c">`},
		{`<a href="picture.png">`, `<a href="https://gloss.example/2021/12/03/x/picture.png">`},
		{`<a href="https://other.example/">`, `<a href="https://other.example/">`},
		{`<a href="mailto:a@b.example">`, `<a href="mailto:a@b.example">`},
		{`<img alt="a > b" src="/p.png" data-id="7">`, `<img alt="a > b" src="https://gloss.example/p.png" data-id="7">`},
		{"<img\nsrc=\"/p.png\"\tid=\"7\">", "<img\nsrc=\"https://gloss.example/p.png\"\tid=\"2021-12-03-x-7\">"},
		{`id="outside" <b id="">`, `id="outside" <b id="2021-12-03-x-">`},
		{`<a href="">`, `<a href="https://gloss.example/2021/12/03/x/">`},
		{`<a href="/unfinished`, `<a href="https://gloss.example/unfinished`},
		{`<p`, `<p`},
	} {
		var b bytes.Buffer
		if r.detach(&b, []byte(c.text), "/2021/12/03/x/"); b.String() != c.want {
			t.Errorf("%s\n got: %s\nwant: %s", c.text, b.String(), c.want)
		}
	}
}
