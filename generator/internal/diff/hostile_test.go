package diff

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/markup"
)

// Whatever stands in a page or in its address, the report has the elements
// that it has for harmless words, and shows pages in frames that run nothing.
func TestReportIsInert(t *testing.T) {
	payloads, err := os.ReadFile("../../browsertest/testdata/payloads.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := reported(t, "words of no harm")
	n := 0
	for words := range strings.Lines(string(payloads)) {
		words = strings.TrimSpace(words)
		if words == "" || strings.HasPrefix(words, "%% ") {
			continue
		}
		if n++; n%8 > 0 && testing.Short() {
			continue
		}
		if got := reported(t, words); !slices.Equal(got, want) {
			t.Errorf("%q makes %q, not %q", words, got, want)
		}
	}
}

// reported returns the sorts of elements, each with the names of its
// attributes, in a report on pages that hold some words: as text, as an
// attribute, and as the address of a page that is new.
func reported(t *testing.T, words string) []string {
	t.Helper()
	shown := html.EscapeString(words)
	old := map[string]string{"a.html": page("<p title=\"x\">One</p>"), "b.txt": "x"}
	now := map[string]string{"a.html": page("<p title=\"" + shown + "\">One " + shown + " two</p>"), "b.txt": "x " + words, "new/" + strings.ReplaceAll(words, "/", "|") + "/index.html": page("<p>" + shown + "</p>")}
	r := compareFiles(t, old, now, Options{})
	r.Old, r.New = words, words
	var b bytes.Buffer
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	root, err := markup.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != markup.Element {
			continue
		}
		var names []string
		for _, a := range n.Attr {
			names = append(names, a.Key)
			if n.Data == "iframe" && a.Key == "sandbox" && a.Val != "allow-same-origin" {
				t.Errorf("a frame may %s", a.Val)
			}
		}
		if n.Data == "iframe" && !slices.Contains(names, "sandbox") {
			t.Error("a frame may do everything")
		}
		seen[fmt.Sprint(n.Data, names)] = true
	}
	var all []string
	for element := range seen {
		all = append(all, element)
	}
	slices.Sort(all)
	return all
}
