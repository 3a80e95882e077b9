package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/asset"
	"gloss/generator/internal/diag"
	"gloss/layouts"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	look   = flag.String("look", "", "a folder to write the sample pages and their assets to, to look at them in a browser")
)

func newRenderer(t testing.TB) *Renderer {
	t.Helper()
	var list diag.List
	r := New(layouts.Over(nil), settings, "", &list)
	for _, d := range list.All() {
		t.Fatalf("built-in layouts: %+v", d)
	}
	return r
}

func render(t testing.TB, r *Renderer, view any) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Page(&b, &brief.Page{View: view}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Every page type has a golden file, and every golden file a page.
func TestPages(t *testing.T) {
	r := newRenderer(t)
	seen := map[string]bool{}
	for _, s := range samples(r) {
		name := s.file()
		seen[name] = true
		got := render(t, r, s.page.View)
		// The golden files do not change with every line of the style sheet.
		for _, a := range []asset.Asset{r.Assets.StyleSheet, r.Assets.Script} {
			got = strings.ReplaceAll(got, ` integrity="`+r.sums[a.Address]+`"`, ` integrity="sha384-…"`)
			got = strings.ReplaceAll(got, a.Address, "/assets/"+filepath.Ext(a.Address)[1:])
		}
		compare(t, filepath.Join("testdata", "golden", name), got)
	}
	files, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !seen[f.Name()] {
			t.Errorf("no test reads testdata/golden/%s", f.Name())
		}
	}
}

// file returns the name of a sample's golden file.
func (s sample) file() string {
	switch s.page.View.(type) {
	case *brief.FeedView, *brief.SitemapView, *brief.NewsSitemapView:
		return s.name + ".xml"
	case *brief.SiteView:
		return s.name + ".txt"
	}
	return s.name + ".html"
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run go test -update to write it)", err)
	}
	compareText(t, file, got, string(want))
}

// compareText names the first line in which two texts differ.
func compareText(t *testing.T, name, got, want string) {
	t.Helper()
	wants, gots := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wants), len(gots)) {
		if i >= len(wants) || i >= len(gots) || wants[i] != gots[i] {
			t.Errorf("%s:%d differs\n got: %s\nwant: %s", name, i+1, at(gots, i), at(wants, i))
			return
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end of file)"
}

// TestLook writes the sample pages to a folder for a person to look at.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("no -look folder")
	}
	r := newRenderer(t)
	write := func(name string, content []byte) {
		path := filepath.Join(*look, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range r.Assets.All() {
		write(a.Address, a.Content)
	}
	for _, s := range samples(r) {
		write(s.file(), []byte(render(t, r, s.page.View)))
	}
}
