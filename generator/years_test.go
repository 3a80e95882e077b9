package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator"
)

// A list of more than 400 notes or changes has a page for each year, and the
// latest year at its own address. One more or one less makes the difference, in
// a site that is made again as in one made from nothing.
func TestLongListsAreDividedIntoYears(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	article := func(corrections string) string {
		return "+++\ntitle = \"Troops\"\ndate = 2020-12-03\ncorrections = [" + corrections + "]\n+++\n\nThey counted 94,000 troops.\n"
	}
	var corrections strings.Builder
	for i := range 400 {
		fmt.Fprintf(&corrections, "{date = %d-03-04, text = \"Number %d.\"},\n", 2021+i%2, i)
	}
	write("config.toml", "title = \"Site\"\nbase_url = \"https://news.example/\"\n")
	const path = "content/articles/2020-12-03-troops.md"
	write(path, article(corrections.String()))
	var notes strings.Builder
	for i := range 200 {
		fmt.Fprintf(&notes, "## context {#n%d}\n\nA note.\n\n", i)
	}
	write("content/articles/2020-12-03-troops.annotations.md", notes.String())

	g, err := generator.New(dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	pages := func(changed ...string) map[string]string {
		t.Helper()
		site, err := g.Reload(t.Context(), changed)
		if err != nil {
			t.Fatal(err)
		}
		clean, err := generator.Load(t.Context(), dir, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer clean.Close()
		compare(t, "again", site, clean)
		pages := map[string]string{}
		for _, page := range site.Pages {
			if strings.HasPrefix(page.Address, "/corrections/2") || strings.HasPrefix(page.Address, "/notes/context/2") ||
				page.Address == "/corrections/" || page.Address == "/notes/context/" || page.Address == "/sitemap.xml" {
				content, err := site.Render(page)
				if err != nil {
					t.Fatal(err)
				}
				pages[page.Address] = string(content)
			}
		}
		return pages
	}
	has := func(pages map[string]string, address string, holds, lacks []string) {
		t.Helper()
		page, there := pages[address]
		if !there {
			t.Errorf("there is no %s", address)
		}
		for _, words := range holds {
			if !strings.Contains(page, words) {
				t.Errorf("%s does not have %s", address, words)
			}
		}
		for _, words := range lacks {
			if strings.Contains(page, words) {
				t.Errorf("%s has %s", address, words)
			}
		}
	}

	if _, err := g.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	few := pages()
	if len(few) != 3 {
		t.Errorf("with 400 corrections there are %d pages", len(few))
	}
	has(few, "/corrections/", []string{"Number 0.", "Number 1."}, []string{"/corrections/2021/"})

	write(path, article(corrections.String()+`{date = 2019-01-01, text = "The first."}`))
	many := pages(path)
	has(many, "/corrections/", []string{"Number 1.", `href="/corrections/2021/"`, `href="/corrections/2019/"`}, []string{"Number 0.", "The first."})
	has(many, "/corrections/2021/", []string{"Number 0.", "<title>Corrections, 2021"}, []string{"Number 1."})
	has(many, "/corrections/2019/", []string{"The first."}, []string{"Number 0.", "Number 1."})
	has(many, "/sitemap.xml", []string{"<loc>https://news.example/corrections/2019/</loc><lastmod>2019-01-01</lastmod>"}, nil)

	write(path, article(corrections.String()+`{date = 2018-01-01, text = "The first."}`)) // the same number, another year
	moved := pages(path)
	has(moved, "/corrections/2018/", []string{"The first."}, nil)
	if moved["/corrections/2019/"] != "" {
		t.Error("the page of a year without corrections is still there")
	}

	write("content/articles/2019-12-03-more.md", "+++\ntitle = \"More\"\ndate = 2019-12-03\n+++\n\nThey counted 94,000 troops.\n")
	write("content/articles/2019-12-03-more.annotations.md", notes.String()+"## context {#last}\n\nOne more.\n")
	has(pages("content/articles"), "/notes/context/2019/", []string{`href="/notes/context/"`}, nil)
}
