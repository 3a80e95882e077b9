package generator_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
)

// fragments is the script command "fragments PAGE…": every id of a page is
// there once, and every link within the page leads to one.
func fragments(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: fragments PAGE…")
	}
	for _, name := range args {
		root, err := html.Parse(strings.NewReader(ts.ReadFile(name)))
		ts.Check(err)
		ids := map[string]bool{}
		var links []string
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if fragment, within := strings.CutPrefix(a.Val, "#"); a.Key == "href" && within {
					links = append(links, fragment)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						ts.Fatalf("%s has the id %s twice", name, a.Val)
					}
					ids[a.Val] = true
				}
			}
		}
		for _, fragment := range links {
			if !ids[fragment] {
				ts.Fatalf("%s links to #%s, which is not there", name, fragment)
			}
		}
	}
}

// wellFormed is the script command "wellformed FILE…": the files are XML.
func wellFormed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: wellformed FILE…")
	}
	for _, name := range args {
		decoder := xml.NewDecoder(strings.NewReader(ts.ReadFile(name)))
		for {
			_, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				ts.Fatalf("%s is not XML: %v", name, err)
			}
		}
	}
}
