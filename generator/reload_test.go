package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/generator"
)

// After every change, a site that is made with what was kept is the same as one
// made from nothing: every page, byte for byte, and every diagnostic.
func TestReloadEqualsLoad(t *testing.T) {
	edits := 500
	if testing.Short() {
		edits = 60
	}
	const seed = 20211203
	s := &scribe{t: t, dir: copyOfDemonstration(t), dice: rand.New(rand.NewPCG(seed, seed))}
	options := generator.Options{Drafts: true}
	g, err := generator.New(s.dir, options)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := range edits {
		edit := s.edit(n)
		now, err := g.Reload(t.Context(), s.touched())
		if err != nil {
			t.Fatalf("edit %d, %s: %v", n, edit, err)
		}
		clean, err := generator.Load(t.Context(), s.dir, options)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, fmt.Sprintf("edit %d, %s", n, edit), now, clean)
		if err := clean.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			return
		}
	}
}

// What a look at every file finds is the same as well.
func TestLoadAgainEqualsLoad(t *testing.T) {
	s := &scribe{t: t, dir: copyOfDemonstration(t), dice: rand.New(rand.NewPCG(1, 2))}
	g, err := generator.New(s.dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	looks := 30
	if testing.Short() {
		looks = 10
	}
	for n := range looks {
		for range 3 {
			s.edit(n)
		}
		now, err := g.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		clean, err := generator.Load(t.Context(), s.dir, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, fmt.Sprintf("edit %d", n), now, clean)
		clean.Close()
	}
}

// compare compares every page of two sites.
func compare(t *testing.T, after string, got, want *generator.Site) {
	t.Helper()
	if !slices.Equal(got.Diagnostics, want.Diagnostics) {
		t.Errorf("%s: diagnostics differ\n got %v\nwant %v", after, got.Diagnostics, want.Diagnostics)
	}
	if len(got.Pages) != len(want.Pages) {
		t.Fatalf("%s: %d pages, want %d", after, len(got.Pages), len(want.Pages))
	}
	for i, page := range want.Pages {
		if got.Pages[i].Address != page.Address {
			t.Fatalf("%s: there is %s, want %s", after, got.Pages[i].Address, page.Address)
		}
		a, errA := got.Render(got.Pages[i])
		b, errB := want.Render(page)
		if fmt.Sprint(errA) != fmt.Sprint(errB) {
			t.Errorf("%s: %s: error %v, want %v", after, page.Address, errA, errB)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s: %s differs\n got %s\nwant %s", after, page.Address, around(a, b), around(b, a))
		}
	}
}

// around returns the part of a text where it begins to differ from another.
func around(a, b []byte) []byte {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-80):min(len(a), i+160)]
}

func copyOfDemonstration(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"config.toml"} {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// scribe edits a site as authors do, and as they should not.
type scribe struct {
	t       *testing.T
	dir     string
	dice    *rand.Rand
	changed []string
}

// touched returns what the last edit changed, as a watcher would tell it.
func (s *scribe) touched() []string {
	touched := s.changed
	s.changed = nil
	return touched
}

// edit makes one random edit and says which.
func (s *scribe) edit(n int) string {
	kinds := []struct {
		name string
		do   func(n int)
	}{
		{"text", func(n int) {
			s.append(s.pick("articles", ".md"), fmt.Sprintf("\nParagraph %d is new, and [[NATO]] is in it.\n", n))
		}},
		{"wire copy", func(n int) { s.append(s.pick("articles", ".txt"), fmt.Sprintf("\nWire paragraph %d.\n", n)) }},
		{"a word in a text", func(int) {
			s.replace(s.pick("articles", ".md"), s.choose("the ", "Ukraine", "said", "Putin"), s.choose("a ", "Belarus", "says", "[@nobody]"))
		}},
		{"a link", func(n int) {
			s.append(s.pick("articles", ".md"), "\n"+s.choose("See [[Two readouts#nothing]].", "See [[NATO]].", "See [a note](2021-12-07-two-readouts.md#note-troops).", fmt.Sprintf("![A picture](https://pictures.example/%d.png)", n), "![A picture](p.png)")+"\n")
		}},
		{"a former address", func(n int) {
			s.replace(s.pick("articles", ".md"), "---\n", fmt.Sprintf("---\naliases: [/old/%d/]\n", n%3))
		}},
		{"front matter", func(n int) { s.replace(s.pick("articles", ".md"), "---\n", fmt.Sprintf("---\nrevision: edit %d\n", n)) }},
		{"a title", func(n int) { s.replace(s.pick("", ".md"), "title: ", fmt.Sprintf("title: %d ", n)) }},
		{"broken front matter", func(int) { s.replace(s.pick("articles", ".md"), "title:", s.choose("titel:", "title: [", "title")) }},
		{"an annotation", func(n int) {
			s.append(s.pick("articles", ".annotations.md"), fmt.Sprintf("\n## context\n\n> %s\n\nNote %d.\n", s.choose("the", "Russia", "no such words"), n))
		}},
		{"an annotation's kind", func(int) {
			s.replace(s.pick("articles", ".annotations.md"), "## context", s.choose("## update", "## nonsense", "## definition"))
		}},
		{"a source", func(n int) {
			s.append(s.pick("sources", ".yaml"), fmt.Sprintf("\n- id: source-%d\n  type: webpage\n  title: Source %d\n", n, n))
		}},
		{"a source's title", func(n int) { s.replace(s.pick("sources", ""), "title", s.choose("title", "titel", "title-short")) }},
		{"an entity", func(n int) { s.replace(s.pick("entities", ".md"), "name: ", fmt.Sprintf("name: The %d ", n)) }},
		{"a new entity", func(n int) {
			s.write(fmt.Sprintf("content/entities/e%d.md", n), fmt.Sprintf("---\nname: Entity %d\ntype: %s\n---\n\nText.\n", n, s.choose("person", "place", "thing")))
		}},
		{"a briefing", func(n int) { s.append(s.pick("briefings", ".md"), fmt.Sprintf("\nMore on day %d.\n", n)) }},
		{"config", func(n int) { s.replace("config.toml", "title = \"", fmt.Sprintf("title = \"%d ", n)) }},
		{"an annotator", func(n int) { s.append("config.toml", fmt.Sprintf("\n[annotators.a%d]\nname = \"A %d\"\n", n, n)) }},
		{"broken config", func(int) {
			s.replace("config.toml", "language = \"en\"", s.choose("language = en", "language = \"de\"", "langage = \"en\""))
		}},
		{"mended config", func(int) { s.copyAgain("config.toml") }},
		{"a layout", func(n int) { s.write("layouts/footer.html", fmt.Sprintf("<footer>%d {{.Title}}</footer>\n", n)) }},
		{"a broken layout", func(int) { s.write("layouts/footer.html", s.choose("{{", "{{.Nonsense}}", "{{end}}")) }},
		{"style", func(n int) { s.write("layouts/style.css", fmt.Sprintf("body { margin: %dpx }\n", n)) }},
		{"no layouts", func(int) { s.remove("layouts") }},
		{"a new article", func(n int) {
			s.write(fmt.Sprintf("content/articles/2021/12/2021-12-%02d-new-%d.md", 1+s.dice.IntN(28), n), fmt.Sprintf("---\ntitle: New %d\n---\n\nThe text of %d, see [[New %d]] and [this](two-readouts).\n", n, n, n-1))
		}},
		{"a new folder", func(n int) {
			s.write(fmt.Sprintf("content/articles/f%d/2022-01-%02d-x.md", n, 1+s.dice.IntN(28)), fmt.Sprintf("---\ntitle: In folder %d\n---\n\nSee ![a picture](p.png).\n", n))
			s.write(fmt.Sprintf("content/articles/f%d/p.png", n), "not really")
			s.changed = []string{fmt.Sprintf("content/articles/f%d", n)}
		}},
		{"a moved folder", func(n int) { s.rename(s.folder(), fmt.Sprintf("content/articles/moved%d", n)) }},
		{"a picture", func(n int) { s.write(path.Join(path.Dir(s.pick("articles", ".md")), "p.png"), fmt.Sprint(n)) }},
		{"rename", func(n int) {
			old := s.pick("articles", ".md")
			s.rename(old, path.Join(path.Dir(old), fmt.Sprintf("2021-12-%02d-renamed-%d%s", 1+s.dice.IntN(28), n, s.choose(".md", ".md", ".txt", ".doc"))))
		}},
		{"delete", func(int) {
			if s.dice.IntN(3) == 0 {
				s.remove(s.pick("", ""))
			}
		}},
		{"not text", func(int) { s.write(s.pick("articles", ".md"), "\xff\xfe\x00") }},
		{"nothing", func(int) { s.append(s.pick("", ".md"), "") }},
		{"all as it was", func(int) {
			if s.dice.IntN(2) == 0 {
				s.restore()
			}
		}},
	}
	kind := kinds[s.dice.IntN(len(kinds))]
	kind.do(n)
	return kind.name + " " + strings.Join(s.changed, " ")
}

func (s *scribe) choose(words ...string) string { return words[s.dice.IntN(len(words))] }

func (s *scribe) full(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// pick returns an input below a folder of content, with an ending.
func (s *scribe) pick(folder, ending string) string {
	var found []string
	_ = fs.WalkDir(os.DirFS(s.dir), path.Join("content", folder), func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && strings.HasSuffix(name, ending) {
			found = append(found, name)
		}
		return nil
	})
	if len(found) == 0 {
		return path.Join("content", folder, "none"+ending)
	}
	return found[s.dice.IntN(len(found))]
}

func (s *scribe) folder() string {
	var found []string
	_ = fs.WalkDir(os.DirFS(s.dir), "content/articles", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && name != "content/articles" {
			found = append(found, name)
		}
		return nil
	})
	if len(found) == 0 {
		return "content/articles"
	}
	return found[s.dice.IntN(len(found))]
}

func (s *scribe) read(name string) string {
	text, _ := os.ReadFile(s.full(name))
	return string(text)
}

// write writes a file, half the time in place and half by renaming a new one
// over it.
func (s *scribe) write(name, text string) {
	s.must(os.MkdirAll(filepath.Dir(s.full(name)), 0o755))
	to := s.full(name)
	if s.dice.IntN(2) == 0 {
		to += ".tmp"
	}
	s.must(os.WriteFile(to, []byte(text), 0o644))
	if to != s.full(name) {
		s.must(os.Rename(to, s.full(name)))
	}
	s.changed = append(s.changed, name)
}

func (s *scribe) append(name, text string) { s.write(name, s.read(name)+text) }

func (s *scribe) replace(name, old, new string) {
	s.write(name, strings.Replace(s.read(name), old, new, 1))
}

func (s *scribe) rename(from, to string) {
	if strings.HasPrefix(to+"/", from+"/") || os.Rename(s.full(from), s.full(to)) != nil {
		return
	}
	s.changed = append(s.changed, from, to)
}

func (s *scribe) remove(name string) {
	s.must(os.RemoveAll(s.full(name)))
	s.changed = append(s.changed, name)
}

func (s *scribe) copyAgain(name string) {
	text, err := os.ReadFile(filepath.Join("..", name))
	s.must(err)
	s.write(name, string(text))
}

// restore makes the site what it was at first, as a checkout does.
func (s *scribe) restore() {
	s.remove("content")
	s.must(os.CopyFS(s.full("content"), os.DirFS("../content")))
	s.copyAgain("config.toml")
}

func (s *scribe) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}
