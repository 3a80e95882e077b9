package render

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/layouts"
)

// withLayout returns a renderer whose site has one layout of its own.
func withLayout(name, text string) (*Renderer, []diag.Diagnostic) {
	var list diag.List
	r := New(layouts.Over(fstest.MapFS{name: {Data: []byte(text)}}), settings, "", &list)
	return r, list.All()
}

func TestOwnLayout(t *testing.T) {
	r, complaints := withLayout("note.html", "<aside>{{.Number}} mine</aside>")
	if complaints != nil {
		t.Fatal(complaints)
	}
	page := render(t, r, sampleArticle(r))
	if !strings.Contains(page, "<aside>3 mine</aside>") || strings.Contains(page, "doc-footnote") {
		t.Error("the site's own note.html is not used")
	}
}

func TestOwnWordsAndStyle(t *testing.T) {
	r, _ := withLayout("words/en.json", `{"sources": "Where from"}`)
	if page := render(t, r, sampleArticle(r)); !strings.Contains(page, ">Where from</h2>") || !strings.Contains(page, "Skip to the text") {
		t.Error("the site's own words are not used")
	}
	r, _ = withLayout("style.css", "p { color: #ff0000 }")
	if style := string(r.Assets.StyleSheet.Content); !strings.HasPrefix(style, "p{color:red}") {
		t.Errorf("the site's own style sheet is not used: %.60s", style)
	}
}

func TestBrokenLayouts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       diag.Code
		line       int
		hint       string
	}{
		{"note.html", "<p>\n{{.Number}\n", diag.LayoutSyntax, 2, "the comment at the top"},
		{"note.html", "<p>\n{{daet .Date}}", diag.LayoutSyntax, 2, "did you mean date?"},
		{"note.html", "<p>\n{{if .Number}}x", diag.LayoutSyntax, 2, "the comment at the top"},
		{"note.html", "<p>\n<a href=\"{{.ID}}>{{.ID}}", diag.LayoutSyntax, 0, "the comment at the top"},
		{"note.html", "<p>\n  {{.Numbr}}", diag.LayoutFails, 2, "did you mean Number?"},
		{"reference.html", "{{.Author}}", diag.LayoutFails, 1, "did you mean Authors?"},
		{"card.html", "{{template \"nothing\" .}}", diag.LayoutSyntax, 0, "the comment at the top"},
		{"kinds.css", "{{range .}}\n{{.Colour}}{{end}}", diag.LayoutFails, 2, "the comment at the top"},
		{"words/en.json", "{\n\"skip\": 7}", diag.LayoutSyntax, 2, "write a JSON object"},
	} {
		r, complaints := withLayout(c.name, c.text)
		var b bytes.Buffer
		var fails *LayoutError
		if err := r.Page(&b, &brief.Page{View: sampleArticle(r)}); errors.As(err, &fails) {
			complaints = append(complaints, fails.Diagnostic)
		} else if err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		found := false
		for _, d := range complaints {
			found = found || d.Code == c.code && strings.HasPrefix(d.File, layoutsFolder) && (c.line == 0 || d.File == layoutsFolder+c.name && d.Line == c.line) && strings.HasPrefix(d.Hint, c.hint)
		}
		if !found {
			t.Errorf("%s: %q gives %+v", c.name, c.text, complaints)
		}
	}
}

// A site in a folder of its host, and one whose address is not known.
func TestAddresses(t *testing.T) {
	for base, want := range map[string][2]string{
		"https://pages.example/news/": {`href="/news/2021/12/03/"`, "<id>https://pages.example/news/2021/12/03/before-the-call/</id>"},
		"":                            {`href="/2021/12/03/"`, "<id>tag:gloss.invalid,2021-12-03:/2021/12/03/before-the-call/</id>"},
	} {
		own := *settings
		own.BaseURL = base
		var list diag.List
		r := New(layouts.Over(nil), &own, "", &list)
		article := sampleArticle(r)
		if page := render(t, r, article); !strings.Contains(page, want[0]) {
			t.Errorf("%q: no %s", base, want[0])
		}
		feed := render(t, r, &brief.FeedView{Site: article.Site, Address: "/feed.xml", Home: "/", Articles: []*brief.ArticleView{article}})
		if !strings.Contains(feed, want[1]) {
			t.Errorf("%q: no %s", base, want[1])
		}
	}
}
