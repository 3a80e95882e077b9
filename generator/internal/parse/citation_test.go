package parse

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Each item of a citation knows its place and the words around it, also where
// the brackets run over lines and stand in a quote.
func TestItemsOfCitations(t *testing.T) {
	p := New(nil)
	var list diag.List
	text := "---\ntitle: A\n---\n\nÜber [see @one, p. 4;\n@two; also @{three\nand}, ch. 2, at length] it\n\n> quoted [@four;\n> -@five, which says so].\n"
	article := p.Article(brief.Input{Path: "2021-12-03-a.md", Text: text}, &list)
	want := []brief.CiteItem{
		{Key: "one", Words: &brief.CiteWords{Prefix: "see", Locator: "p. 4"}, Spot: brief.Spot{Line: 5, Column: 11}},
		{Key: "two", Spot: brief.Spot{Line: 6, Column: 1}},
		{Key: "three\nand", Words: &brief.CiteWords{Prefix: "also", Locator: "ch. 2, at length"}, Spot: brief.Spot{Line: 6, Column: 12}},
		{Key: "four", Spot: brief.Spot{Line: 9, Column: 11}},
		{Key: "five", Words: &brief.CiteWords{Suffix: "which says so"}, Spot: brief.Spot{Line: 10, Column: 4}},
	}
	var got []brief.CiteItem
	for _, c := range article.Body.Citations {
		got = append(got, c.Items...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(- want, + got)\n%s", diff)
	}
	if found := list.All(); len(found) > 0 {
		t.Errorf("complaints: %v", found)
	}
}
