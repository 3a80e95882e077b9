package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
)

// demonstration serves this repository's own site.
func demonstration(t *testing.T) (*generator.Site, string) {
	t.Helper()
	return serve(t, filepath.Join("..", ".."))
}

// serve serves the site in a folder from memory, with the headers that it is
// to be published with.
func serve(t *testing.T, dir string) (*generator.Site, string) {
	t.Helper()
	site, err := generator.Load(context.Background(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	if errors, _ := diag.Count(site.Diagnostics); errors > 0 {
		for _, d := range site.Diagnostics {
			t.Errorf("%s:%d:%d: %s", d.File, d.Line, d.Column, d.Message)
		}
		t.FailNow()
	}
	pages := map[string]brief.Page{}
	for _, p := range site.Pages {
		pages[p.Address] = p
	}
	rules := hosting.NewRules(site.Settings, site.Policy())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		content, err := site.Render(p)
		if err != nil {
			t.Errorf("%s: %v", p.Address, err)
		}
		for _, h := range rules.Headers(generator.FileOf(p.Address), "") {
			w.Header().Set(h.Name, h.Value)
		}
		w.Write(content)
	}))
	t.Cleanup(server.Close)
	return site, server.URL
}

// trial serves a site made to be hard to lay out: an article with forty
// notes, one with notes that hang at its very end, one from right to left,
// one of long words with a long note.
func trial(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("config.toml", "title = \"Trial\"\n[annotators.desk]\nname = \"The desk\"\n")
	put("content/sources/s.yaml", "references:\n  - {id: one, type: webpage, title: The first source, URL: \"https://a.example/\"}\n")
	text, notes := "---\ntitle: Forty notes\n---\n", "---\nby: desk\n---\n"
	for i := range 14 {
		text += fmt.Sprintf("\nIn paragraph %02d the first passage stands here, a second one %02d follows at once, and the third %02d ends it. %s\n", i, i, i, filler(1))
		for j, passage := range []string{"paragraph %02d the first passage", "a second one %02d follows", "%02d follows at once, and"}[:3-i/12] {
			notes += fmt.Sprintf("\n## %s\n\n> %s\n\nA remark of some length on what has been said here, so that it needs several lines in the margin. [@one, p. %d]\n",
				kinds[(i+j)%len(kinds)], fmt.Sprintf(passage, i), i+1)
		}
	}
	put("content/articles/2021-12-03-dense.md", text)
	put("content/articles/2021-12-03-dense.annotations.md", notes)

	text, notes = "---\ntitle: Notes at the end\n---\n", "---\nby: desk\n---\n"
	for i := range 8 {
		text += fmt.Sprintf("\nParagraph %d is as long as paragraphs are. %s The %d words at its end are annotated.\n", i, filler(5), 100+i)
	}
	for i := range 8 {
		notes += fmt.Sprintf("\n## %s\n\n> The ==%d words== at its end\n\nA remark. %s [@one]\n", kinds[i%len(kinds)], 100+i, filler(1+i%3))
	}
	for _, passage := range []string{"The 107 words", "The 107 ==words at its end== are", "The 107 words at its end are ==annotated.=="} {
		notes += "\n## dispute\n\n> " + passage + "\n\nOne more on the last line. " + filler(2) + " [@one]\n"
	}
	put("content/articles/2021-12-03-ending.md", text)
	put("content/articles/2021-12-03-ending.annotations.md", notes)

	put("content/articles/2021-12-03-arabic.md", "---\ntitle: قبل المكالمة\nlanguage: ar\n---\n\nقال وزير الدفاع الأوكراني إن روسيا نشرت أكثر من 94 ألف جندي قرب الحدود الأوكرانية.\n\nوأعلن حلف شمال الأطلسي عام 2008 أن أوكرانيا وجورجيا ستصبحان عضوين فيه.\n")
	put("content/articles/2021-12-03-arabic.annotations.md", "---\nby: desk\n---\n\n## fact-check {lang=ar}\n\n> أكثر من 94 ألف جندي\n\nالرقم من كييف نفسها. [@one]\n\n## context {lang=ar}\n\n> ستصبحان عضوين\n\nتكرر الوعد في بروكسل.\n")

	long := strings.Repeat("Rindfleischetikettierungs", 8)
	put("content/articles/2021-12-03-long.md", "---\ntitle: "+long+"\ndek: "+long+"\nbyline: "+long+"\ntopics: ["+long[:75]+"]\n---\n\nOne word is "+long+" and an address is <https://a.example/"+long+">.\n\n| "+strings.Repeat("column | ", 12)+"\n|"+strings.Repeat("---|", 12)+"\n| "+strings.Repeat("number | ", 12)+"\n\n```go\nx := \""+long+"\"\n```\n")
	put("content/articles/2021-12-03-long.annotations.md", "---\nby: desk\n---\n\n## context {verdict="+long+"}\n\n> One ==word== is\n\nThe note says "+long+". [@one]\n\n"+filler(5)+"\n\n"+filler(5)+"\n")
	_, base := serve(t, dir)
	return base
}

var kinds = strings.Fields("context fact-check correction definition translation dispute update")

// filler returns so many sentences.
func filler(n int) string {
	return strings.TrimSpace(strings.Repeat("Some more words make the text as long as texts of this sort are. ", n))
}
