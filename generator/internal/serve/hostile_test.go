package serve

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/markup"
)

// Whatever a file is called and a line holds, the page that says what is wrong
// has the elements that it has for harmless words.
func TestErrorPageIsInert(t *testing.T) {
	payloads, err := os.ReadFile("../../browsertest/testdata/payloads.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := elements(t, inject(errorPage(mistakes("words")), "/words/", "seen", 1))
	n := 0
	for words := range strings.Lines(string(payloads)) {
		words = strings.TrimSpace(words)
		if words == "" || strings.HasPrefix(words, "%% ") {
			continue
		}
		n++
		page := inject(errorPage(mistakes(words)), "/"+words+"/", "seen", 1)
		if got := elements(t, page); !slices.Equal(got, want) {
			t.Errorf("%q makes %q, not %q", words, got, want)
		}
	}
	if n < 400 {
		t.Errorf("only %d payloads", n)
	}
}

func mistakes(words string) []diag.Diagnostic {
	return []diag.Diagnostic{{Pos: diag.Pos{File: words, Line: 1, Column: 1}, Code: diag.Code(words), Message: words, Hint: words, Excerpt: words}}
}

// elements returns the elements of a page in order, each with the names of its
// attributes.
func elements(t *testing.T, page []byte) []string {
	t.Helper()
	root, err := markup.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Type == markup.Element {
			var names []string
			for _, a := range n.Attr {
				names = append(names, a.Key)
			}
			all = append(all, fmt.Sprint(n.Data, names))
		}
	}
	return all
}
