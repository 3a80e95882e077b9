package generator_test

import (
	"bytes"
	"net/url"
	"path"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func withProcs(t *testing.T, n int, work func()) {
	t.Helper()
	before := runtime.GOMAXPROCS(n)
	defer runtime.GOMAXPROCS(before)
	work()
}

// unlinked are the addresses that are asked for without a link: by servers,
// browsers and search engines.
var unlinked = []string{"/404.html", "/favicon.ico", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/_headers", "/_redirects", "/.nojekyll", "/about-this-site/"}

// TestEveryLinkResolves follows every link within the site, with its
// fragment, expects ids to be unique on their page, and every page and file to
// be within reach of the home page.
func TestEveryLinkResolves(t *testing.T) {
	pages := renderAll(t, "..")
	ids := map[string]map[string]bool{}
	for address, content := range pages {
		if strings.HasSuffix(address, "/") || strings.HasSuffix(address, ".html") {
			ids[address] = idsOf(t, address, content)
		}
	}
	links := map[string][]string{} // from each page
	for address := range ids {
		for _, link := range linksOf(t, pages[address]) {
			target, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: %q is no address", address, link)
				continue
			}
			if target.Host == "gloss.example" {
				target.Host, target.Scheme = "", ""
			}
			if target.Scheme != "" || target.Host != "" {
				continue
			}
			to := target.Path
			switch {
			case to == "":
				to = address
			case !strings.HasPrefix(to, "/"):
				to = path.Join(path.Dir(address+"x"), to)
			}
			links[address] = append(links[address], to)
			if _, ok := pages[to]; !ok {
				t.Errorf("%s links to %s, which is not there", address, link)
				continue
			}
			if target.Fragment != "" && !ids[to][target.Fragment] {
				t.Errorf("%s links to %s, and %s has no such id", address, link, to)
			}
		}
	}
	reached := map[string]bool{"/": true}
	for _, address := range unlinked {
		reached[address] = true
	}
	for next := []string{"/"}; len(next) > 0; {
		from := next[0]
		next = next[1:]
		for _, to := range links[from] {
			if !reached[to] {
				reached[to] = true
				next = append(next, to)
			}
		}
	}
	for address := range pages {
		if !reached[address] && !strings.HasPrefix(address, "/search/") { // parts of the index, which its script fetches
			t.Errorf("no way leads from the home page to %s", address)
		}
	}
}

// idsOf returns the ids of a page and complains of those that it has twice.
func idsOf(t *testing.T, address string, content []byte) map[string]bool {
	t.Helper()
	ids := map[string]bool{}
	walk(t, content, func(n *html.Node, name, value string) {
		if name != "id" {
			return
		}
		if ids[value] || value == "" {
			t.Errorf("%s has the id %q twice, or empty", address, value)
		}
		ids[value] = true
	})
	return ids
}

func linksOf(t *testing.T, content []byte) []string {
	t.Helper()
	var links []string
	walk(t, content, func(n *html.Node, name, value string) {
		if name == "href" || name == "src" || name == "action" {
			links = append(links, value)
		}
	})
	return links
}

func walk(t *testing.T, content []byte, visit func(n *html.Node, name, value string)) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			visit(n, a.Key, a.Val)
		}
	}
}
