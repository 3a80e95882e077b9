package generator_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestFeedsAreValid checks the structure of every feed of the demonstration:
// what RFC 4287 and JSON Feed 1.1 require, and what readers stumble over.
func TestFeedsAreValid(t *testing.T) {
	pages := renderAll(t, "..")
	feeds := 0
	for address, content := range pages {
		switch path.Base(address) {
		case "feed.xml":
			feeds++
			check := feedCheck{t, address, map[string]bool{}}
			check.atom(content)
			if other, ok := pages[strings.TrimSuffix(address, "xml")+"json"]; ok {
				sameEntries(t, address, content, other)
			} else {
				t.Errorf("%s has no JSON feed beside it", address)
			}
		case "feed.json":
			check := feedCheck{t, address, map[string]bool{}}
			check.json(content)
		}
	}
	if feeds < 10 {
		t.Errorf("only %d feeds", feeds)
	}
}

type feedCheck struct {
	t       *testing.T
	address string
	ids     map[string]bool
}

func (c feedCheck) errorf(format string, args ...any) {
	c.t.Helper()
	c.t.Errorf("%s: %s", c.address, fmt.Sprintf(format, args...))
}

type atomXML struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	atomCommon
	Entries []struct {
		atomCommon
		Published string `xml:"published"`
		Content   struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

type atomCommon struct {
	ID      []string `xml:"id"`
	Title   []string `xml:"title"`
	Updated []string `xml:"updated"`
	Authors []struct {
		Name string `xml:"name"`
	} `xml:"author"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

// atom checks an Atom feed (RFC 4287, section 4.1).
func (c feedCheck) atom(content []byte) {
	var f atomXML
	if err := xml.Unmarshal(content, &f); err != nil {
		c.errorf("%v", err)
		return
	}
	c.common("feed", f.atomCommon)
	if self := f.link("self"); self != "https://gloss.example"+c.address {
		c.errorf("its self link is %q", self)
	}
	latest := ""
	for _, e := range f.Entries {
		c.common("entry", e.atomCommon)
		c.moment("published", e.Published)
		if e.Content.Type != "html" {
			c.errorf("content of type %q", e.Content.Type)
		}
		c.html(e.Content.Text)
		latest = max(latest, e.Updated[0])
		if e.Updated[0] < e.Published {
			c.errorf("%s was updated before it was published", e.ID)
		}
	}
	if len(f.Entries) > 0 && latest != f.Updated[0] {
		c.errorf("updated is %s, its latest entry says %s", f.Updated, latest)
	}
}

// common checks what a feed and an entry need alike: exactly one id, title
// and date, an author, and a link to a page.
func (c feedCheck) common(what string, a atomCommon) {
	if len(a.ID) != 1 || len(a.Title) != 1 || len(a.Updated) != 1 || strings.TrimSpace(a.Title[0]) == "" {
		c.errorf("%s needs one id, one title and one updated: %v %v %v", what, a.ID, a.Title, a.Updated)
		return
	}
	if len(a.Authors) == 0 || a.Authors[0].Name == "" {
		c.errorf("%s has no author", what)
	}
	c.id(a.ID[0])
	c.absolute("alternate link", a.link("alternate"))
	c.moment("updated", a.Updated[0])
}

func (a atomCommon) link(rel string) string {
	for _, l := range a.Links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

type jsonXML struct {
	Version, Title, Language string
	Home                     string `json:"home_page_url"`
	Feed                     string `json:"feed_url"`
	Items                    []struct {
		ID, URL, Title string
		HTML           string `json:"content_html"`
		Published      string `json:"date_published"`
		Modified       string `json:"date_modified"`
		Authors        []struct{ Name string }
	}
}

// json checks a JSON Feed (version 1.1, "Structure").
func (c feedCheck) json(content []byte) {
	var f jsonXML
	if err := json.Unmarshal(content, &f); err != nil {
		c.errorf("%v", err)
		return
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Items == nil {
		c.errorf("version, title or items are missing")
	}
	if f.Feed != "https://gloss.example"+c.address {
		c.errorf("feed_url is %q", f.Feed)
	}
	c.absolute("home_page_url", f.Home)
	for _, item := range f.Items {
		c.id(item.ID)
		c.absolute("url", item.URL)
		c.moment("date_published", item.Published)
		c.moment("date_modified", item.Modified)
		c.html(item.HTML)
		if len(item.Authors) == 0 || item.Authors[0].Name == "" {
			c.errorf("%s has no author", item.ID)
		}
	}
}

func (c feedCheck) id(id string) {
	c.absolute("id", id)
	if c.ids[id] {
		c.errorf("the id %s is there twice", id)
	}
	c.ids[id] = true
}

func (c feedCheck) absolute(what, address string) {
	if u, err := url.Parse(address); err != nil || !u.IsAbs() || u.Host == "" {
		c.errorf("%s is no absolute address: %q", what, address)
	}
}

func (c feedCheck) moment(what, moment string) {
	if _, err := time.Parse(time.RFC3339, moment); err != nil {
		c.errorf("%s: %v", what, err)
	}
}

// html checks the content of an entry: it can be parsed, runs nothing, has no
// id twice, and leads nowhere by a relative address.
func (c feedCheck) html(content string) {
	root, err := html.Parse(strings.NewReader(content))
	if err != nil || strings.TrimSpace(content) == "" {
		c.errorf("its content is empty or no HTML: %v", err)
		return
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Data == "script" || n.Data == "style" || n.Data == "iframe" {
			c.errorf("<%s> in its content", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "href" || a.Key == "src":
				if !strings.HasPrefix(a.Val, "mailto:") {
					c.absolute("an address in its content", a.Val)
				}
			case strings.HasPrefix(a.Key, "on"):
				c.errorf("attribute %s in its content", a.Key)
			case a.Key == "id":
				if ids[a.Val] {
					c.errorf("id %s twice in its content", a.Val)
				}
				ids[a.Val] = true
			}
		}
	}
}

// sameEntries expects the two forms of a feed to say the same.
func sameEntries(t *testing.T, address string, atom, other []byte) {
	t.Helper()
	var a atomXML
	var j jsonXML
	if err := xml.Unmarshal(atom, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(other, &j); err != nil {
		t.Fatal(err)
	}
	if len(a.Entries) != len(j.Items) {
		t.Errorf("%s has %d entries, its JSON form %d", address, len(a.Entries), len(j.Items))
		return
	}
	for i, e := range a.Entries {
		if item := j.Items[i]; e.ID[0] != item.ID || e.Updated[0] != item.Modified || e.Content.Text != item.HTML {
			t.Errorf("%s: entry %d says one thing as Atom and another as JSON", address, i)
		}
	}
}

// TestSitemaps expects well-formed sitemaps of pages that are there.
func TestSitemaps(t *testing.T) {
	pages := renderAll(t, "..")
	for address, least := range map[string]int{"/sitemap.xml": 100, "/sitemap-news.xml": 1} {
		var set struct {
			XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			URLs    []struct {
				Location string `xml:"loc"`
				Modified string `xml:"lastmod"`
			} `xml:"url"`
		}
		if err := xml.NewDecoder(bytes.NewReader(pages[address])).Decode(&set); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		if len(set.URLs) < least {
			t.Errorf("%s has %d pages", address, len(set.URLs))
		}
		for _, u := range set.URLs {
			at, ok := strings.CutPrefix(u.Location, "https://gloss.example")
			if _, there := pages[at]; !ok || !there {
				t.Errorf("%s names %s, which is not there", address, u.Location)
			}
		}
	}
}
