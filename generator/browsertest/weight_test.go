package browsertest

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// TestRequests counts what an article without pictures asks the server for:
// the page, the style sheet, the script.
func TestRequests(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.visit("/2021/12/03/before-the-call/")
	if extra := ask[[]string](b, `performance.getEntriesByType("resource").map((e) => e.name)`); len(extra) != 2 {
		t.Errorf("besides the page: %v", extra)
	}
}

// TestArticlesAreLight weighs every article of the demonstration as it goes
// over the wire: 14 KB for each 1,500 words, notes and sources among them.
func TestArticlesAreLight(t *testing.T) {
	site, _ := demonstration(t)
	for _, p := range site.Pages {
		if p.Type != brief.ArticlePage {
			continue
		}
		content, err := site.Render(p)
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write(content)
		z.Close()
		words := len(strings.Fields(tagless(content)))
		if limit := max(1, float64(words)/1500) * (14 << 10); float64(packed.Len()) > limit {
			t.Errorf("%s: %d bytes gzipped for %d words, more than %.0f", p.Address, packed.Len(), words, limit)
		}
		t.Logf("%s: %d bytes gzipped for %d words", p.Address, packed.Len(), words)
	}
}

// tagless returns what stands between the tags of a page's body.
func tagless(page []byte) string {
	_, body, _ := strings.Cut(string(page), "<body")
	var b strings.Builder
	for _, part := range strings.Split(body, "<") {
		_, words, _ := strings.Cut(part, ">")
		b.WriteString(words + " ")
	}
	return b.String()
}
