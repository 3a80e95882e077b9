package diff

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/markup"
)

// side makes a side of files.
func side(label string, files map[string]string) *Side {
	return &Side{Label: label, Names: slices.Sorted(maps.Keys(files)), Read: func(name string) ([]byte, error) {
		return []byte(files[name]), nil
	}}
}

func compareFiles(t testing.TB, old, new map[string]string, options Options) *Report {
	t.Helper()
	r, err := Compare(context.Background(), side("old", old), side("new", new), options)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func page(body string) string {
	return `<!doctype html><html lang="en"><head><title>T</title><link rel="stylesheet" href="/style.css"></head><body>` + body + `</body></html>`
}

// What means the same is the same.
func TestNoise(t *testing.T) {
	for name, pair := range map[string][2]string{
		"order of attributes":      {`<a href="/x" class="b a">y</a>`, `<a class="a b" href="/x">y</a>`},
		"white space":              {"<p>one two</p>\n\n<p>three</p>", "<p>\n one\n  two </p><p>three</p>"},
		"space beside an element":  {"<p>one <em>two</em></p>", "<p>one<em> two</em></p>"},
		"comments":                 {"<p>one</p>", "<p>one<!-- two --></p>"},
		"case and quotes":          {"<P ID=x>one</P>", `<p id="x">one</p>`},
		"end tags":                 {"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		"character references":     {"<p>caf&eacute; &amp; bar</p>", "<p>café & bar</p>"},
		"white space in JSON-LD":   {`<script type="application/ld+json">{"b":1,"a":[2]}</script>`, "<script type=\"application/ld+json\">{\n \"a\": [2], \"b\": 1}</script>"},
		"version of a style sheet": {`<link rel="stylesheet" href="_static/a.css?v=fa44fd50">`, `<link rel="stylesheet" href="_static/a.css?v=0b9d1bd3">`},
	} {
		t.Run(name, func(t *testing.T) {
			if r := compareFiles(t, map[string]string{"a.html": page(pair[0])}, map[string]string{"a.html": page(pair[1])}, Options{}); !r.Same() {
				var b strings.Builder
				_ = r.Text(&b, TextOptions{})
				t.Error(b.String())
			}
		})
	}
}

// What differs is found, and belongs to the groups that it means something in.
func TestGroups(t *testing.T) {
	note := func(s string) string { return `<aside role="doc-footnote" id="note-a"><p>` + s + `</p></aside>` }
	for name, c := range map[string]struct {
		old, new string
		want     Group
	}{
		"a word":              {"<p>one</p>", "<p>two</p>", Words},
		"a space":             {"<p>one <b>two</b></p>", "<p>one<b>two</b></p>", Words},
		"a no-break space":    {"<p>one two</p>", "<p>one&nbsp;two</p>", Words},
		"space in code":       {"<pre>a  b</pre>", "<pre>a b</pre>", Words},
		"alternative text":    {`<img src="a.png" alt="one">`, `<img src="a.png" alt="two">`, Words},
		"a link":              {`<a href="/x">y</a>`, `<a href="/z">y</a>`, Links},
		"a YouTube link":      {`<a href="https://youtu.be/?v=fa44fd50">y</a>`, `<a href="https://youtu.be/?v=0b9d1bd3">y</a>`, Links},
		"a dated document":    {`<a href="report-20211203.pdf">y</a>`, `<a href="report-20211204.pdf">y</a>`, Links},
		"a fragment":          {`<h2 id="a">y</h2>`, `<h2 id="b">y</h2>`, Links},
		"a language":          {`<p lang="en">y</p>`, `<p lang="fr">y</p>`, Metadata},
		"a class":             {`<p class="a">y</p>`, `<p class="b">y</p>`, Markup},
		"an element":          {`<p><b>y</b></p>`, `<p><strong>y</strong></p>`, Markup},
		"a wrapper":           {`<p>y</p>`, `<div><p>y</p></div>`, Markup},
		"a script":            {`<script>a</script>`, `<script>b</script>`, Markup},
		"JSON-LD":             {`<script type="application/ld+json">{"a":1}</script>`, `<script type="application/ld+json">{"a":2}</script>`, Metadata},
		"a note":              {note("one"), note("two"), Notes},
		"a passage":           {`<p>one two three</p>`, `<p>one <mark><span data-n="a">two</span></mark> three</p>`, Notes},
		"a citation":          {`<p>one<span class="cite">[1]</span></p>`, `<p>one<span class="cite">[2]</span></p>`, Sources},
		"a source":            {`<li id="source-a">One</li>`, `<li id="source-a">Two</li>`, Sources},
		"a display number":    {`<a role="doc-noteref" href="#note-a">2</a>`, `<a role="doc-noteref" href="#note-a">3</a>`, Markup},
		"a note and its word": {note("one") + "<p>a</p>", note("two") + "<p>b</p>", Notes | Words},
	} {
		t.Run(name, func(t *testing.T) {
			r := compareFiles(t, map[string]string{"a.html": page(c.old)}, map[string]string{"a.html": page(c.new)}, Options{})
			var got Group
			for i := range r.Changes {
				got |= r.Changes[i].Groups
			}
			if got != c.want {
				t.Errorf("groups are %q, want %q", got, c.want)
			}
		})
	}
	r := compareFiles(t, map[string]string{"a.html": page("")}, map[string]string{"a.html": strings.Replace(page(""), "<title>T", "<title>U", 1)}, Options{})
	if len(r.Changes) != 1 || r.Changes[0].Groups != Metadata {
		t.Errorf("a title: %v", r.Changes)
	}
}

// A style sheet with another fingerprint is the same file, and what refers to
// it is the same; when its content differs, only it does.
func TestFingerprints(t *testing.T) {
	site := func(hash, css string) map[string]string {
		return map[string]string{
			"index.html":                  strings.ReplaceAll(page("words"), "style.css", "style-"+hash+".css"),
			"a/index.html":                strings.ReplaceAll(page("more"), "style.css", "style-"+hash+".css"),
			"style-" + hash + ".css":      css,
			"report-" + hash[:8] + ".pdf": "%PDF\x00",
		}
	}
	if r := compareFiles(t, site("c2e81056c7", "a{}"), site("0123abcdef", "a{}"), Options{}); !r.Same() {
		t.Errorf("%+v", r.Pages)
	}
	r := compareFiles(t, site("c2e81056c7", "a{}"), site("0123abcdef", "a{color:red}"), Options{})
	if len(r.Pages) != 1 || r.Pages[0].Address != "/style-*.css" {
		t.Errorf("%+v", r.Pages)
	}
}

// Files that are no pages are compared by what they mean, too.
func TestOtherFiles(t *testing.T) {
	old := map[string]string{
		"feed.xml":    `<?xml version="1.0"?><feed xmlns="x"><entry a="1" b="2"><content type="html">&lt;p>one&lt;/p></content></entry></feed>`,
		"sitemap.xml": `<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>`,
		"feed.json":   `{"b":[1,2],"a":"x"}`,
		"robots.txt":  "User-agent: *\nDisallow:\n",
		"p.png":       "\x89PNG\x00",
		"gone.css":    "a{b:c}",
	}
	same := map[string]string{
		"feed.xml":    "<feed xmlns=\"x\">\n <entry b='2' a='1'>\n<content type=\"html\"><![CDATA[<p> one</p>]]></content></entry></feed>",
		"sitemap.xml": "<urlset>\n<url><loc>/b</loc></url>\n<url><loc>/a</loc></url>\n</urlset>",
		"feed.json":   `{ "a": "x", "b": [1, 2] }`,
		"robots.txt":  "# all\nuser-agent:*\n\nDisallow: \n",
		"p.png":       "\x89PNG\x00",
		"gone.css":    "a{\n  b:c\n}",
	}
	if r := compareFiles(t, old, same, Options{}); !r.Same() {
		var b strings.Builder
		_ = r.Text(&b, TextOptions{})
		t.Error(b.String())
	}
	for name, content := range map[string]string{
		"feed.xml":    strings.Replace(old["feed.xml"], "one", "two", 1),
		"sitemap.xml": strings.Replace(old["sitemap.xml"], "/b", "/c", 1),
		"feed.json":   `{"b":[2,1],"a":"x"}`,
		"robots.txt":  "User-agent: *\nDisallow: /\n",
		"p.png":       "\x89PNG\x01",
	} {
		changed := maps.Clone(old)
		changed[name] = content
		if r := compareFiles(t, old, changed, Options{}); len(r.Pages) != 1 || len(r.Changes) == 0 {
			t.Errorf("%s: %+v", name, r.Pages)
		}
	}
}

// The same change on many pages is one change, and does not hide what is a
// page's own beside it.
func TestSharedChanges(t *testing.T) {
	old, new := map[string]string{}, map[string]string{}
	for i := range 20 {
		name := fmt.Sprintf("p%02d/index.html", i)
		old[name] = page(fmt.Sprintf("<header><p>Old</p></header><p>Page %d</p><footer>Gloss 1</footer>", i))
		new[name] = page(fmt.Sprintf("<header><p>New</p></header><p>Page %d</p><footer>Gloss 2</footer>", i))
	}
	new["p07/index.html"] = page("<header><p>New</p></header><p>Page seven</p><footer>Gloss 2</footer>")
	r := compareFiles(t, old, new, Options{})
	if len(r.Changes) != 3 || len(r.Changes[0].Pages) != 20 || len(r.Changes[1].Pages) != 20 || len(r.Changes[2].Pages) != 1 {
		t.Fatalf("%d changes: %+v", len(r.Changes), r.Changes)
	}
	var b strings.Builder
	if err := r.Text(&b, TextOptions{Context: 1}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"20 changed, 0 unchanged", "on 20 pages: /p00/, /p01/, /p02/ and 17 more", "-  Page 7\n+  Page seven\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, b.String())
		}
	}
	if strings.Count(b.String(), "-    Old") > 1 || strings.Contains(b.String(), "Page 8") {
		t.Errorf("a shared change is shown more than once:\n%s", b.String())
	}
}

func TestMoves(t *testing.T) {
	body := "<main><h1>Troops near the border</h1><p>The minister counted.</p><p>He said so on Friday.</p></main>"
	r := compareFiles(t,
		map[string]string{"a/index.html": page(body), "b/index.html": page("<main><p>Bye bye</p></main>")},
		map[string]string{"c/index.html": page(strings.Replace(body, "Friday", "Sunday", 1) + "<p>z</p>"), "d/index.html": page("<main><p>Hello there</p></main>")}, Options{})
	var got []string
	for _, p := range r.Pages {
		got = append(got, fmt.Sprintf("%s %s<%s", p.Status, p.Address, p.From))
	}
	if want := []string{"removed /b/<", "added /d/<"}; !slices.Equal(got, append([]string{}, want...)) && r.Count(Moved) != 0 {
		t.Log(got)
	}
	r = compareFiles(t, map[string]string{"a/index.html": page(body)}, map[string]string{"c/index.html": page(body + "<p>z</p>")}, Options{})
	if len(r.Pages) != 1 || r.Pages[0].Status != Moved || r.Pages[0].From != "/a/" || r.Pages[0].Address != "/c/" {
		t.Errorf("%+v", r.Pages)
	}
}

func TestIgnore(t *testing.T) {
	selector, err := markup.Compile(".updated, meta[name=generator]")
	if err != nil {
		t.Fatal(err)
	}
	a := page(`<p>one</p><p class="updated">now</p>`)
	b := page(`<p>one</p><p class="updated">then</p>`)
	if r := compareFiles(t, map[string]string{"a.html": a}, map[string]string{"a.html": b}, Options{Ignore: []markup.Selector{selector}}); !r.Same() {
		t.Errorf("%+v", r.Changes)
	}
}

// A page that is shown with its changes is well formed, and reads as the new
// page when what went is taken out.
func TestMarkedPage(t *testing.T) {
	form := &Form{}
	p := Page{
		oldForm: form.Lines("a.html", []byte(page(`<p>The minister counted <em>90,000</em> troops.</p><p>Gone.</p><script>evil()</script>`))),
		newForm: form.Lines("a.html", []byte(page(`<p>The minister counted <em>94,000</em> troops.</p><img src="x.png" alt=""><p>New &lt;words>.</p>`))),
	}
	p.Edits = edits(p.oldForm, p.newForm)
	got := p.body(inPlace)
	for _, want := range []string{"<del>90", "<ins>94", "&lt;", "<ins>"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if strings.Contains(got, "evil") || strings.Contains(p.body(before), "evil") {
		t.Error("a script is shown")
	}
}
