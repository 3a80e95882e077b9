package generator_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// FuzzSite makes a small site of any three texts, twice. Nothing fails, both
// are the same to the byte, every complaint has a place and a hint, and every
// annotation that went in is placed, not placed, or rejected.
func FuzzSite(f *testing.F) {
	const config = "title = \"T\"\nbase_url = \"https://example.org/\"\n\n[annotators.mk]\nname = \"M. K.\"\n"
	f.Add(config, "---\ntitle: A\n---\n\nThe minister counted *94,000* troops [@a] near [[NATO]].\n\n[^1]: Foot.\n", "---\nby: mk\n---\n\n## context {#x}\n\n> counted ==94,000== […] near\n\nBody [@a, p. 4].\n\n## update\n\nAll of it.\n")
	f.Add(config+"link_entities = \"all\"\n[kinds.k]\nlabel = \"K\"\n[hosting]\nredirects = true\n", "+++\ntitle = \"NATO\"\ntopics = [\"t\"]\naliases = [\"/x/\"]\n+++\n\n# H {#a}\n\n| a | b |\n|---|---|\n| c | d |\n", "## k {by=mk tags=\"a b\"}\n\n> a b\n\nB\n\n##\n\n## k {\n")
	f.Add("title = 1\n[anchoring]\nmoved = \"accept\"\n", "troops troops", "## correction {by=mk status=draft}\n> troop\n\nx\n")
	f.Fuzz(func(t *testing.T, config, article, annotations string) {
		if len(config)+len(article)+len(annotations) > 1<<15 {
			t.Skip()
		}
		site, pages := threeTexts(t, config, article, annotations)
		again, same := threeTexts(t, config, article, annotations)
		if !bytes.Equal(pages, same) {
			t.Fatal("the same texts made other pages")
		}
		if len(site.Diagnostics) != len(again.Diagnostics) {
			t.Fatalf("the same texts made %d diagnostics, then %d", len(site.Diagnostics), len(again.Diagnostics))
		}
		for i, d := range site.Diagnostics {
			if d != again.Diagnostics[i] {
				t.Fatalf("the same texts made %+v, then %+v", d, again.Diagnostics[i])
			}
			if d.File == "" || d.Message == "" || d.Hint == "" || !utf8.ValidString(d.Message) {
				t.Fatalf("%+v", d)
			}
		}
		if want, known := headings(annotations); known && len(site.Articles) == 1 && !limited(site) {
			if got := site.Rejected + len(site.Articles[0].Annotations); got != want {
				t.Fatalf("%d annotations went in, %d came out", want, got)
			}
		}
	})
}

// threeTexts makes a site of an article with annotations, and all of its pages
// as one text.
func threeTexts(t *testing.T, config, article, annotations string) (*generator.Site, []byte) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"config.toml":                                  config,
		"content/articles/2021-12-03-a.md":             article,
		"content/articles/2021-12-03-a.annotations.md": annotations,
		"content/sources/a.yaml":                       "- {id: a, type: webpage, title: A}\n",
		"content/entities/nato.md":                     "---\nname: NATO\ntype: organisation\n---\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	site, err := generator.LoadFS(t.Context(), files, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	var all bytes.Buffer
	for _, page := range site.Pages {
		content, err := site.Render(page)
		if err != nil {
			t.Fatalf("%s: %v", page.Address, err)
		}
		all.WriteString(page.Address)
		all.Write(content)
	}
	return site, all.Bytes()
}

// headings returns how many annotations a file holds: one for each heading of
// level 2. Where code, comments, HTML, front matter or lists may make a line
// into something else, that is not known.
func headings(text string) (n int, known bool) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, "\ufeff"))
	if strings.ContainsAny(text, "`~<\t\x00") || strings.Contains(text, "--") || strings.HasPrefix(text, "+++") || !utf8.ValidString(text) {
		return 0, false
	}
	for line := range strings.Lines(text) {
		switch trimmed := strings.TrimLeft(line, " "); {
		case strings.TrimRight(line, " \n") == "##", strings.HasPrefix(line, "## "):
			n++
		case strings.HasPrefix(trimmed, "##"), strings.HasPrefix(trimmed, "-"):
			return 0, false
		}
	}
	return n, true
}

// limited reports whether something was too much to be read.
func limited(site *generator.Site) bool {
	for _, d := range site.Diagnostics {
		if d.Code == diag.MarkupLimit || d.Code == diag.FileEncoding {
			return true
		}
	}
	return false
}
