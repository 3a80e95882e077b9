package generator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gloss/generator"
	"gloss/generator/brief"
)

// bodyOnly are layouts that print the body of an article and nothing else, so
// that a test sees what its passages became.
var bodyOnly = map[string]string{
	"layouts/base.html":    `{{if eq .Type "article"}}{{template "article" .}}{{end}}`,
	"layouts/article.html": `{{range .Runs}}{{prose .Block}}{{prose .Plain}}{{end}}`,
}

// annotated builds a site of one article with notes on quotes of it, each a
// note of its own with the id a, b, c …, and returns the article's page.
func annotated(t *testing.T, file, body string, quotes ...string) (string, *generator.Site) {
	t.Helper()
	files := map[string]string{
		"config.toml":                         "title = \"Test\"\n",
		"content/articles/2021-12-03-" + file: body,
		"content/sources/all.yaml":            "references:\n- id: x\n  title: X\n  type: webpage\n- id: y\n  title: Y\n  type: webpage\n",
		"content/articles/2021-12-03-b.md":    "---\ntitle: B\n---\nWords [@x; @y].\n",
	}
	var notes strings.Builder
	for i, quote := range quotes {
		fmt.Fprintf(&notes, "## context {#%c}\n\n> %s\n\nNote.\n\n", 'a'+i, strings.ReplaceAll(quote, "\n", "\n> "))
	}
	if len(quotes) > 0 {
		files["content/articles/2021-12-03-a.annotations.md"] = notes.String()
	}
	for name, text := range bodyOnly {
		files[name] = text
	}
	dir := t.TempDir()
	for name, text := range files {
		put(t, dir, name, text)
	}
	site := open(t, dir)
	for _, page := range site.Pages {
		if page.Type == brief.ArticlePage && strings.HasSuffix(page.Address, "/a/") {
			content, err := site.Render(page)
			if err != nil {
				t.Fatal(err)
			}
			return string(content), site
		}
	}
	t.Fatalf("no article: %+v", site.Diagnostics)
	return "", nil
}

// open loads a site and closes it when the test is over.
func open(t *testing.T, dir string) *generator.Site {
	t.Helper()
	site, err := generator.Load(context.Background(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	return site
}

// shorten writes HTML in the shorthand of the tests below: ‹a b|words› for a
// segment of the notes a and b, ^a for the reference to a.
func shorten(html string) string {
	for _, class := range []string{"k-context line-solid over", "k-context line-solid"} {
		html = strings.ReplaceAll(html, `<span class="`+class+`" data-n="`, "‹")
	}
	html = strings.ReplaceAll(html, `</span></mark>`, "›]")
	html = strings.ReplaceAll(html, `</span>‹`, "›‹")
	html = strings.ReplaceAll(html, "<mark>", "[")
	for i := 0; i < 26; i++ {
		id := string(rune('a' + i))
		for n := 1; n < 9; n++ {
			for _, ref := range []string{"ref-", "ref2-"} {
				html = strings.ReplaceAll(html, fmt.Sprintf(`<a class="ref k-context line-solid" role="doc-noteref" href="#note-%s" id="%s%s" aria-label="Note %d, Context">%d</a>`, id, ref, id, n, n), "^"+id)
			}
		}
	}
	html = strings.ReplaceAll(html, `">`, "|")
	return strings.TrimSpace(html)
}

func TestPassages(t *testing.T) {
	for _, c := range []struct {
		name, body string
		quotes     []string
		want       string
	}{
		{"a passage", "One two three.", []string{"two"}, "<p>One [‹a|two›]^a three.</p>"},
		{"markup within", "One *two* three.", []string{"One two three"}, "<p>[‹a|One <em>two</em> three›]^a.</p>"},
		{"markup around", "One *two three four*.", []string{"three"}, "<p>One <em>two [‹a|three›]^a four</em>.</p>"},
		{"the same stretch as the markup", "One *two* three.", []string{"two"}, "<p>One <em>[‹a|two›]^a</em> three.</p>"},
		{"markup that ends within", "One *two three* four.", []string{"three four"}, "<p>One <em>two </em>[‹a|<em>three</em> four›]^a.</p>"},
		{"markup that begins within", "One two *three four*.", []string{"two three"}, "<p>One [‹a|two <em>three</em>›]^a<em> four</em>.</p>"},
		{"deep markup", "One **two *three* four** five.", []string{"three four five"}, "<p>One <strong>two </strong>[‹a|<strong><em>three</em> four</strong> five›]^a.</p>"},
		{"a reference never stands in a link", "See [one two](https://e.org) three.", []string{"two"}, `<p>See <a href="https://e.org|one [‹a|two›]</a>^a three.</p>`},
		{"a link that ends within", "See [one two](https://e.org) three.", []string{"two three"}, `<p>See <a href="https://e.org|one </a>[‹a|<a href="https://e.org|two</a> three›]^a.</p>`},
		{"two that cross", "One two three four.", []string{"One two three", "two three four"}, "<p>[‹a|One ›‹a b|two three</span>^a‹b| four›]^b.</p>"},
		{"one in another", "One two three four.", []string{"One two three four", "two"}, "<p>[‹a|One ›‹b a|two</span>^b‹a| three four›]^a.</p>"},
		{"several on one", "One two three.", []string{"two", "two", "two"}, "<p>One [‹a b c|two›]^a^b^c three.</p>"},
		{"neighbours", "One two three.", []string{"One", "two"}, "<p>[‹a|One›]^a [‹b|two›]^b three.</p>"},
		{"over paragraphs", "One two.\n\nThree four.", []string{"two.\n\nThree"}, "<p>One [‹a|two.›]</p><p>[‹a|Three›]^a four.</p>"},
		{"over paragraphs, quoted as one", "One without going\n\ninto detail.", []string{"without going into detail"}, "<p>One [‹a|without going›]</p><p>[‹a|into detail›]^a.</p>"},
		{"a stretch left out", "One two three four.", []string{"==One […] three== four"}, "<p>[‹a|One two three›]^a four.</p>"},
		{"context decides", "One two. One three.", []string{"==One== three"}, "<p>One two. [‹a|One›]^a three.</p>"},
		{"case is kept", "One one.", []string{"one"}, "<p>One [‹a|one›]^a.</p>"},
		{"quote marks and dashes", "“It’s” — one–two … three.", []string{`"It's" - one-two ... three`}, "<p>[‹a|“It’s” — one–two … three›]^a.</p>"},
		{"soft hyphens and thin spaces", "One\u00a0thou\u00adsand\u2009and one.", []string{"One thousand and"}, "<p>[‹a|One\u00a0thou\u00adsand\u2009and›]^a one.</p>"},
		{"composition", "Cafe\u0301 here.", []string{"Caf\u00e9"}, "<p>[‹a|Cafe\u0301›]^a here.</p>"},
		{"entities", "Fish &amp; chips &lt;here&gt;.", []string{"Fish & chips <here>"}, "<p>[‹a|Fish &amp; chips &lt;here&gt;›]^a.</p>"},
		{"soft breaks", "One\ntwo three.", []string{"One two"}, "<p>[‹a|One\ntwo›]^a three.</p>"},
		{"code", "Run `gloss build` now.", []string{"gloss build"}, "<p>Run <code>[‹a|gloss build›]^a</code> now.</p>"},
		{"a citation ends the passage", "One two [@x].", []string{"One two."}, `<p>[‹a|One two<span class="cite|[<a role="doc-noteref" href="#source-x" id="cite-x-1" aria-label="Source 1|1</a>]</span>.›]^a</p>`},
		{"a note before a citation", "One two [@x].", []string{"two"}, `<p>One [‹a|two›]^a<span class="cite|[<a role="doc-noteref" href="#source-x" id="cite-x-1" aria-label="Source 1|1</a>]</span>.</p>`},
		{"cells of a table", "| a | b |\n|---|---|\n| one | two |", []string{"one two"}, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table|<table><thead><tr><th scope=\"col|a</th>\n<th scope=\"col|b</th></tr></thead>\n<tbody><tr><td>[‹a|one›]</td>\n<td>[‹a|two›]^a</td></tr></tbody></table></div>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			html, site := annotated(t, "a.md", "---\ntitle: A\n---\n"+c.body+"\n", c.quotes...)
			if got := shorten(html); got != c.want {
				t.Errorf("is     %s\nwanted %s", got, c.want)
			}
			for _, d := range site.Diagnostics {
				t.Errorf("%s:%d: %s", d.File, d.Line, d.Message)
			}
		})
	}
}

// TestLookalikes are quotes that must not be placed: their words stand in the
// article only as parts of other words, or in other ones.
func TestLookalikes(t *testing.T) {
	for body, quote := range map[string]string{
		"There were 194,000 of them.":        "94,000",
		"There were 94,000,000 of them.":     "94,000",
		"There were 94.5 of them.":           "94",
		"It was unable to.":                  "able",
		"It was destabilising.":              "destabil",
		"Kafe\u0301s were shut.":             "Kafe",
		"A picture.\n\n![the words](m.png)":  "the words",
		"It said nothing [@x] about nothing": "x",
	} {
		t.Run(quote, func(t *testing.T) {
			html, site := annotated(t, "a.md", "---\ntitle: A\n---\n"+body+"\n", quote)
			if strings.Contains(html, "<mark>") {
				t.Errorf("%q was placed: %s", quote, html)
			}
			for _, a := range site.Articles {
				if strings.HasSuffix(a.Path, "-a.md") && a.Annotations[0].Outcome() == brief.Placed {
					t.Errorf("%q counts as placed", quote)
				}
			}
		})
	}
}

func TestWireIsLiteral(t *testing.T) {
	html, _ := annotated(t, "a.txt", "title: A\n\nThe *plain* <b>words</b> &amp; 2*3.\n", `==The \*plain\* \<b>words\</b> \&amp;== 2\*3`)
	if got, want := shorten(html), "<p>[‹a|The *plain* &lt;b&gt;words&lt;/b&gt; &amp;amp;›]^a 2*3.</p>"; got != want {
		t.Errorf("is     %s\nwanted %s", got, want)
	}
	html, _ = annotated(t, "a.txt", "title: A\n\nThe *plain* <b>words</b> &amp; 2*3.\n", `==The *plain* <b>words</b> &amp;== 2*3`)
	if got, want := shorten(html), "<p>[‹a|The *plain* &lt;b&gt;words&lt;/b&gt; &amp;amp;›]^a 2*3.</p>"; got != want {
		t.Errorf("taken literally, it is %s\nwanted                 %s", got, want)
	}
}
