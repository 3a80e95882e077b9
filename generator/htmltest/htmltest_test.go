package htmltest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gloss/generator"
	"gloss/generator/htmltest"
)

// recorder is a test that keeps what it is told.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.said += fmt.Sprintf(format, args...) + "\n"
}
func (r *recorder) Failed() bool { return r.said != "" }

// load makes a site whose only article says some words.
func load(t *testing.T, words string) *generator.Site {
	t.Helper()
	site, err := generator.LoadFS(t.Context(), fstest.MapFS{
		"config.toml":                      {Data: []byte("title = \"Test\"\n[diff]\nignore = [\".when\"]\n")},
		"content/articles/2021-12-03-a.md": {Data: []byte("---\ntitle: Troops\n---\n\n" + words + "\n")},
	}, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	return site
}

// golden writes a site's pages into a folder, as -update does.
func golden(t *testing.T, site *generator.Site) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range site.Files() {
		content, err := site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestGolden(t *testing.T) {
	dir := golden(t, load(t, "The minister counted."))
	same := &recorder{TB: t}
	htmltest.Golden(same, dir, load(t, "The  minister\ncounted."))
	if same.said != "" {
		t.Errorf("a page that reads the same fails: %s", same.said)
	}

	if err := os.WriteFile(filepath.Join(dir, "old.html"), []byte("<p>"), 0o666); err != nil {
		t.Fatal(err)
	}
	other := &recorder{TB: t}
	htmltest.Golden(other, dir, load(t, "The minister estimated."))
	for _, want := range []string{"[-counted-]{+estimated+}", "/2021/12/03/a/", "removed  /old.html", "-update"} {
		if !strings.Contains(other.said, want) {
			t.Errorf("%q is not in:\n%s", want, other.said)
		}
	}

	missing := &recorder{TB: t}
	htmltest.Golden(missing, filepath.Join(dir, "nowhere"), load(t, "Words."))
	if !strings.Contains(missing.said, "added    /2021/12/03/a/") {
		t.Errorf("a folder that is not there yet: %s", missing.said)
	}
}

func TestEqual(t *testing.T) {
	same := &recorder{TB: t}
	htmltest.Equal(same, `<p class="a b" id=x>One <b>two</b></p>`, "<p id='x' class='b a'>\nOne\n<b>two</b></p>")
	htmltest.Equal(same, `<link href="/a-0123abcd.css">`, `<link href="/a-4567cdef.css">`)
	if same.said != "" {
		t.Error(same.said)
	}
	other := &recorder{TB: t}
	htmltest.Equal(other, "<p>One</p>", "<p>Two</p>")
	if !strings.Contains(other.said, "[-One-]{+Two+}") {
		t.Error(other.said)
	}
}

func TestSelect(t *testing.T) {
	page := `<!doctype html><ul><li class="a">One <b>two</b></li><li class="b" id="x">Three</li></ul>`
	found := htmltest.Select(t, page, "li")
	if len(found) != 2 || found[0].Text() != "One two" || found[1].Attr("id") != "x" || found[0].Name() != "li" {
		t.Errorf("%+v", found)
	}
	if html := htmltest.One(t, page, "li.b").HTML(); html != `<li class="b" id="x">Three</li>` {
		t.Error(html)
	}
}
