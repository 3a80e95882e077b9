package generator_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gloss/generator"
)

// A build that finds everything as the last one left it says the same and makes
// nothing; whatever else is changed, everything is made, and comes out as it
// would from nothing.
func TestBuildAgain(t *testing.T) {
	type site struct {
		dir, out string
		plan     *generator.Plan
	}
	in := func(parts ...string) func(site) string {
		return func(s site) string { return filepath.Join(append([]string{s.dir}, parts...)...) }
	}
	const article = "content/articles/2021-12-03-walk.md"
	page := in("public", "2021", "12", "03", "walk", "index.html")
	add := func(name func(site) string, text string) func(*testing.T, site) {
		return func(t *testing.T, s site) { writeFile(t, name(s), text) }
	}
	remove := func(name func(site) string) func(*testing.T, site) {
		return func(t *testing.T, s site) {
			if err := os.RemoveAll(name(s)); err != nil {
				t.Fatal(err)
			}
		}
	}
	plan := func(change func(*generator.Plan)) func(*testing.T, site) {
		return func(_ *testing.T, s site) { change(s.plan) }
	}
	now := time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC)

	for _, c := range []struct {
		name   string
		change func(*testing.T, site)
		same   bool
	}{
		{"nothing", func(*testing.T, site) {}, true},
		{"an hour later", plan(func(p *generator.Plan) { p.Now = p.Now.Add(time.Hour) }), true},
		{"an editor's own file", add(in("content", "articles", ".walk.md.swp"), "x"), true},
		{"somebody else's file in the output folder", add(in("public", "CNAME"), "example.org"), true},
		{"the times of a file", func(t *testing.T, s site) {
			if err := os.Chtimes(in(article)(s), now, now); err != nil {
				t.Fatal(err)
			}
		}, true},

		{"a day later", plan(func(p *generator.Plan) { p.Now = p.Now.AddDate(0, 0, 1) }), false},
		{"a day before", plan(func(p *generator.Plan) { p.Now = p.Now.AddDate(0, 0, -1) }), false},
		{"no day at all", plan(func(p *generator.Plan) { p.Now = time.Time{} }), false},
		{"drafts", plan(func(p *generator.Plan) { p.Drafts = true }), false},
		{"another address", plan(func(p *generator.Plan) { p.BaseURL = "https://example.net/" }), false},
		{"strictly", plan(func(p *generator.Plan) { p.Strict = true }), false},
		{"fresh", plan(func(p *generator.Plan) { p.Fresh = true }), false},
		{"to be exchanged as a whole", plan(func(p *generator.Plan) { p.Swap = true }), false},
		{"without stamps", plan(func(p *generator.Plan) { p.Stamps = "" }), false},

		{"a word of an article", add(in(article), "---\ntitle: A walk\n---\n\nWe walked up the hull.\n"), false},
		{"an article more", add(in("content", "articles", "2021-12-04-run.md"), "---\ntitle: A run\n---\n\nWe ran.\n"), false},
		{"no article", remove(in(article)), false},
		{"a file that nothing reads", add(in("content", "articles", "walk.doc"), "x"), false},
		{"an empty folder", func(t *testing.T, s site) {
			if err := os.Mkdir(in("content", "stories")(s), 0o755); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a setting", add(in("config.toml"), "title = \"Walks\"\nbase_url = \"https://example.org/\"\n"), false},
		{"a layout", add(in("layouts", "style.css"), "p { color: black }"), false},
		{"a link", func(t *testing.T, s site) {
			if err := os.Symlink("2021-12-03-walk.md", in("content", "articles", "2021-12-05-link.md")(s)); err != nil {
				t.Skip(err)
			}
		}, false},

		{"a byte of a page", func(t *testing.T, s site) {
			text, err := os.ReadFile(page(s))
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(page(s))
			if err != nil {
				t.Fatal(err)
			}
			text[len(text)/2] ^= 1
			writeFile(t, page(s), string(text))
			if err := os.Chtimes(page(s), info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"no page", remove(page), false},
		{"no output folder", remove(in("public")), false},
		{"no manifest", remove(in("public", ".gloss-manifest")), false},
		{"a manifest that names more", func(t *testing.T, s site) {
			name := in("public", ".gloss-manifest")(s)
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, name, string(text)+"zzz.html\n")
			writeFile(t, in("public", "zzz.html")(s), "x")
		}, false},
		{"what a killed build left", add(in("public", ".gloss-tmp", "1"), "x"), false},
		{"a damaged stamp", func(t *testing.T, s site) {
			all, err := filepath.Glob(filepath.Join(s.plan.Stamps, "*.json"))
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			writeFile(t, all[0], "{")
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s := site{dir: dir, out: filepath.Join(dir, "public")}
			s.plan = &generator.Plan{Dir: dir, Out: s.out, Stamps: t.TempDir(), Options: generator.Options{Now: now}}
			writeFile(t, in("config.toml")(s), "title = \"Walks and runs\"\nbase_url = \"https://example.org/\"\n")
			writeFile(t, in(article)(s), "---\ntitle: A walk\n---\n\nWe walked up the hill.\n")
			writeFile(t, in("content", "articles", "2021-12-03-walk.annotations.md")(s), "## context\n\n> up the hall\n\nA small one.\n")
			writeFile(t, in("content", "articles", "2021-12-02-plan.md")(s), "---\ntitle: A plan\ndraft: true\n---\n\nWe shall walk.\n")
			first := buildPlan(t, s.plan)
			if !made(first) || first.Files.Written == 0 || len(first.Diagnostics) == 0 {
				t.Fatalf("the first build came to %+v", first)
			}
			c.change(t, s)
			again := buildPlan(t, s.plan)
			if made(again) == c.same {
				t.Errorf("made again: %t; want %t", made(again), !c.same)
			}
			wantFiles, wantSaid := folderOf(t, s.out), said(t, again)
			s.plan.Fresh = true
			fresh := buildPlan(t, s.plan)
			if got := said(t, fresh); got != wantSaid {
				t.Errorf("the build said\n%s\nand from nothing\n%s", wantSaid, got)
			}
			if got := folderOf(t, s.out); got != wantFiles {
				t.Errorf("the build left\n%s\nand from nothing\n%s", wantFiles, got)
			}
		})
	}
}

func buildPlan(t *testing.T, plan *generator.Plan) *generator.Built {
	t.Helper()
	built, err := generator.Build(t.Context(), *plan)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// made reports whether a build made the site.
func made(b *generator.Built) bool {
	for _, stage := range b.Seconds {
		if stage.Name == "parse" {
			return true
		}
	}
	return false
}

// said returns what a build had to say, apart from what it did to files.
func said(t *testing.T, b *generator.Built) string {
	t.Helper()
	other := *b
	other.Files = generator.Files{}
	text, err := json.MarshalIndent(other, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// folderOf returns the names and contents of the files in a folder.
func folderOf(t *testing.T, dir string) string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
