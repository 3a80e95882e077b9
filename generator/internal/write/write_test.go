package write

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gloss/generator/internal/diag"
)

// monday and tuesday are one site on two days: between them files change, come
// and go, a file becomes a folder, a folder a file, and folders fall empty.
var (
	monday = site{
		"index.html":                 "home of monday",
		"404.html":                   "not found",
		"feed.xml":                   "<feed>monday</feed>",
		"assets/style-1a.css":        "body{}",
		"2021/12/03/index.html":      "briefing",
		"2021/12/03/talk/index.html": "leaders to talk",
		"2021/12/03/talk/map.bin":    strings.Repeat("map", 15_000),
		"about":                      "a file",
		"topics/index.html":          "a folder",
		"topics/war/index.html":      "war",
	}
	tuesday = site{
		"index.html":                 "home of tuesday",
		"404.html":                   "not found",
		"feed.xml":                   "<feed>tuesday</feed>",
		"assets/style-2b.css":        "body{color:red}",
		"2021/12/04/index.html":      "briefing of the fourth",
		"2021/12/03/talk/map.bin":    strings.Repeat("mop", 15_000),
		"2021/12/03/talk/notes.bin":  "",
		"about/index.html":           "now a folder",
		"about/people/index.html":    "deeper",
		"topics":                     "now a file",
		"entities/nato/index.html":   "NATO",
		"2021/12/03/talk/index.html": "leaders to talk",
	}
)

func TestBuildsLeadFromAnySiteToAnyOther(t *testing.T) {
	sites := map[string]site{"monday": monday, "tuesday": tuesday, "nothing": {}}
	for from, old := range sites {
		for to, now := range sites {
			t.Run(from+" to "+to, func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "made", "public")
				if got, want := build(t, out, old), (Result{Written: len(old)}); got != want {
					t.Errorf("first build: %+v, want %+v", got, want)
				}
				same(t, "first build", tree(t, out), clean(t, old))
				want := Result{}
				for name, content := range now {
					if standing, ok := old[name]; ok && standing == content {
						want.Unchanged++
					} else {
						want.Written++
					}
				}
				for name := range old {
					if _, ok := now[name]; !ok {
						want.Removed++
					}
				}
				if got := build(t, out, now); got != want {
					t.Errorf("second build: %+v, want %+v", got, want)
				}
				same(t, "second build", tree(t, out), clean(t, now))
			})
		}
	}
}

func TestRandomSequencesOfSitesEqualCleanBuilds(t *testing.T) {
	names := []string{"a", "a/b", "a/b/c", "a/d", "b", "b/index.html", "c/index.html", "c/d/index.html", "c/d/e.bin", "index.html"}
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 0))
		out := t.TempDir()
		for range 8 {
			s := site{}
			for _, name := range names {
				if _, err := arrange(append(s.outputs(), Output{Path: name})); err == nil && random.IntN(2) == 0 {
					s[name] = fmt.Sprint(random.IntN(2))
				}
			}
			build(t, out, s)
			same(t, fmt.Sprint("seed ", seed), tree(t, out), clean(t, s))
		}
	}
}

func TestUnchangedSiteWritesNothing(t *testing.T) {
	out := t.TempDir()
	build(t, out, monday)
	long := time.Date(2021, 12, 3, 0, 0, 0, 0, time.UTC)
	times := func(visit func(name string, info fs.FileInfo)) {
		err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := e.Info()
			visit(name, info)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	times(func(name string, _ fs.FileInfo) { os.Chtimes(name, long, long) })
	if got, want := build(t, out, monday), (Result{Unchanged: len(monday)}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	times(func(name string, info fs.FileInfo) {
		if !info.ModTime().Equal(long) {
			t.Errorf("%s was touched", name)
		}
	})
}

func TestChangeOfOnePageLeavesTheOthersAlone(t *testing.T) {
	out := t.TempDir()
	build(t, out, site{"a.html": "old", "b.html": "same", "c.bin": "same"})
	old, _ := os.Stat(filepath.Join(out, "b.html"))
	if got, want := build(t, out, site{"a.html": "new", "b.html": "same", "c.bin": "same"}), (Result{Written: 1, Unchanged: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	now, _ := os.Stat(filepath.Join(out, "b.html"))
	if !os.SameFile(old, now) {
		t.Error("b.html was replaced by itself")
	}
}

func TestForeignFolderIsRefused(t *testing.T) {
	out := t.TempDir()
	for i := range 7 {
		put(t, out, fmt.Sprintf("letter-%d.txt", i), "dear")
	}
	d := refused(t, out, monday, diag.OutputForeign)
	if !strings.Contains(d.Message, "letter-0.txt") || !strings.Contains(d.Message, "2 more") {
		t.Errorf("message %q names neither files nor their number", d.Message)
	}
}

func TestFolderOfARepositoryCountsAsEmpty(t *testing.T) {
	out := t.TempDir()
	others := site{".git/config": "[core]", "CNAME": "example.org", ".nojekyll": "", ".DS_Store": "x"}
	for name, content := range others {
		put(t, out, name, content)
	}
	build(t, out, monday)
	build(t, out, site{})
	want := clean(t, site{})
	want[".git/"] = ""
	for name, content := range others {
		want[name] = content
	}
	same(t, "after all pages have gone", tree(t, out), want)
	refused(t, out, site{"CNAME": "elsewhere.org"}, diag.OutputForeign)
}

func TestForeignFileInTheWayIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ foreign, output string }{
		"in an output's place":            {"new.html", "new.html"},
		"where a folder is needed":        {"new", "new/deep/index.html"},
		"in a folder that becomes a file": {"topics/letter.txt", "topics"},
		"in a folder of nobody's":         {"new/letter.txt", "new"},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			build(t, out, monday)
			put(t, out, c.foreign, "dear")
			d := refused(t, out, site{c.output: "new"}, diag.OutputForeign)
			if !strings.Contains(d.Message, c.foreign) {
				t.Errorf("message %q does not name %s", d.Message, c.foreign)
			}
		})
	}
}

func TestForeignFilesBesideTheSiteStay(t *testing.T) {
	out := t.TempDir()
	build(t, out, site{"a/index.html": "a", "b/index.html": "b"})
	put(t, out, "a/letter.txt", "dear")
	put(t, out, "b/index.html", "edited by hand")
	build(t, out, site{"b/index.html": "b"})
	want := clean(t, site{"b/index.html": "b"})
	want["a/"], want["a/letter.txt"] = "", "dear"
	same(t, "the folder", tree(t, out), want)
}

func TestIdenticalForeignFileIsAdopted(t *testing.T) {
	out := t.TempDir()
	build(t, out, site{})
	put(t, out, "index.html", "home")
	if got, want := build(t, out, site{"index.html": "home"}), (Result{Unchanged: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	same(t, "the folder", tree(t, out), clean(t, site{"index.html": "home"}))
}

func TestDamagedManifestIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty":               "",
		"of another format":   "gloss manifest 9\na\n",
		"broken off":          "gloss manifest 1\nindex.ht",
		"out of order":        "gloss manifest 1\nb\na\n",
		"with a name twice":   "gloss manifest 1\na\na\n",
		"leading out":         "gloss manifest 1\n../precious\n",
		"leading out, deeper": "gloss manifest 1\na/../../precious\n",
		"absolute":            "gloss manifest 1\n/precious\n",
		"of a repository":     "gloss manifest 1\n.git/config\n",
		"of itself":           "gloss manifest 1\n.gloss-manifest\n",
		"with a blank line":   "gloss manifest 1\n\n",
		"in conflict":         "gloss manifest 1\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
		"with a backslash":    "gloss manifest 1\n..\\precious\n",
		"of binary":           "gloss manifest 1\n\x00\xff\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "precious", "do not lose")
			out := filepath.Join(dir, "public")
			put(t, out, ".git/config", "[core]")
			put(t, out, manifestName, text)
			refused(t, out, site{}, diag.OutputForeign)
			if tree(t, dir)["precious"] == "" {
				t.Error("a file outside the output folder is gone")
			}
		})
	}
}

func TestManifestWithCarriageReturnsIsRead(t *testing.T) {
	out := t.TempDir()
	build(t, out, monday)
	text, err := os.ReadFile(filepath.Join(out, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	put(t, out, manifestName, strings.ReplaceAll(string(text), "\n", "\r\n"))
	build(t, out, tuesday)
	same(t, "the folder", tree(t, out), clean(t, tuesday))
}

func TestLinksAreNeverFollowed(t *testing.T) {
	other := t.TempDir()
	put(t, other, "index.html", "somebody's")
	t.Run("a folder became a link", func(t *testing.T) {
		for _, target := range []string{other, "kept"} {
			out := t.TempDir()
			build(t, out, site{"a/index.html": "a", "kept/index.html": "kept"})
			os.RemoveAll(filepath.Join(out, "a"))
			link(t, target, out, "a")
			refused(t, out, site{"a/index.html": "new", "kept/index.html": "kept"}, diag.OutputForeign)
			build(t, out, site{"kept/index.html": "kept"}) // would remove a/index.html
			same(t, "the site", tree(t, out), map[string]string{
				"a": "link to " + target, "kept/": "", "kept/index.html": "kept",
				manifestName: "gloss manifest 1\nkept/index.html\n",
			})
		}
	})
	t.Run("a page became a link", func(t *testing.T) {
		out := t.TempDir()
		build(t, out, site{"a.html": "a"})
		os.Remove(filepath.Join(out, "a.html"))
		link(t, filepath.Join(other, "index.html"), out, "a.html")
		build(t, out, site{"a.html": "somebody's"})
		same(t, "the site", tree(t, out), clean(t, site{"a.html": "somebody's"}))
	})
	t.Run("the output folder is a link", func(t *testing.T) {
		dir := t.TempDir()
		out := filepath.Join(dir, "real")
		build(t, out, monday)
		link(t, "real", dir, "public")
		build(t, filepath.Join(dir, "public"), tuesday)
		same(t, "the site", tree(t, out), clean(t, tuesday))
	})
	same(t, "the other folder", tree(t, other), map[string]string{"index.html": "somebody's"})
}

// A hard link stands in for a file system that knows one file by both names.
func TestFileWhoseNameChangesItsCaseStays(t *testing.T) {
	out := t.TempDir()
	build(t, out, site{"About.html": "about"})
	if err := os.Link(filepath.Join(out, "About.html"), filepath.Join(out, "about.html")); err != nil {
		t.Skip("no hard links, or case does not count here:", err)
	}
	if got, want := build(t, out, site{"about.html": "about"}), (Result{Unchanged: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	build(t, out, site{"about.html": "new"})
	same(t, "the site", tree(t, out), map[string]string{
		"About.html": "about", "about.html": "new", manifestName: "gloss manifest 1\nabout.html\n",
	})
}

func TestConflictingOutputs(t *testing.T) {
	for name, c := range map[string]struct {
		paths []string
		want  int
	}{
		"twice":               {[]string{"a/index.html", "a/index.html"}, 1},
		"by case":             {[]string{"A/index.html", "a/index.html"}, 1},
		"by case, beyond":     {[]string{"straße/Ω", "straße/ω"}, 1},
		"file and folder":     {[]string{"a", "a/index.html", "a/b/c"}, 2},
		"file and folder, by": {[]string{"A", "a/index.html"}, 1},
		"folders by case":     {[]string{"A/one", "a/two"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			var outputs []Output
			for _, p := range c.paths {
				outputs = append(outputs, Output{Path: p, Content: func(*bytes.Buffer) error { return nil }})
			}
			_, found, err := Folder(t.Context(), t.TempDir(), out, nil, outputs)
			if err != nil || len(found) != c.want {
				t.Fatalf("%v %v, want %d diagnostics", found, err, c.want)
			}
			for _, d := range found {
				if d.Code != diag.AddressTaken {
					t.Errorf("code %s", d.Code)
				}
			}
			if _, err := os.Stat(out); c.want > 0 && err == nil {
				t.Error("the output folder was made")
			}
		})
	}
}

func TestPathsThatNoOutputMayHave(t *testing.T) {
	for _, p := range []string{
		"", ".", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", `a\b`, "a\nb", "\xff",
		".gloss-manifest", ".gloss-tmp/0", ".Gloss-Manifest", ".git/hooks/post-checkout", "x/.GIT/config",
	} {
		out := filepath.Join(t.TempDir(), "public")
		_, found, err := Folder(t.Context(), t.TempDir(), out, nil, site{p: ""}.outputs())
		if err == nil || len(found) > 0 {
			t.Errorf("%q: %v %v, want an error", p, found, err)
		}
	}
}

func TestErrorsOfAllPagesAreReturnedInOrder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "made", "public")
	rendered := 0
	outputs := []Output{{Path: "c.html", Content: func(*bytes.Buffer) error { rendered++; return nil }}}
	broken := errors.New("layout fails")
	for _, name := range []string{"d.html", "b.html", "a.html"} {
		outputs = append(outputs, Output{Path: name, Content: func(*bytes.Buffer) error { return broken }})
	}
	_, _, err := Folder(t.Context(), t.TempDir(), out, nil, outputs)
	if want := "a.html: layout fails\nb.html: layout fails\nd.html: layout fails"; err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if !errors.Is(err, broken) || rendered != 1 {
		t.Errorf("c.html was rendered %d times", rendered)
	}
	if _, err := os.Stat(filepath.Dir(out)); err == nil {
		t.Error("folders that were made for a failed build stay")
	}
}

func TestCancelledBuildLeavesTheOldSite(t *testing.T) {
	out := t.TempDir()
	build(t, out, monday)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	outputs := tuesday.outputs()
	render := outputs[len(outputs)-1]
	outputs[len(outputs)-1] = Output{Path: render.Path, Content: func(b *bytes.Buffer) error { cancel(); return nil }}
	_, _, err := Folder(ctx, t.TempDir(), out, nil, outputs)
	if err != context.Canceled {
		t.Errorf("error %v", err)
	}
	same(t, "the old site", tree(t, out), clean(t, monday))
}

func TestFilesArePlacedInTheOrderOfAReader(t *testing.T) {
	paths := []string{
		"style.css", "font.woff2", "annotations.jsonld", "robots.txt", "404.html", "2021/index.html",
		"corrections/feed.xml", "feed.json", "index.html", "sitemap.xml",
	}
	for i := 1; i < len(paths); i++ {
		if rank(paths[i-1]) > rank(paths[i]) {
			t.Errorf("%s is placed before %s", paths[i], paths[i-1])
		}
	}
	out := t.TempDir()
	build(t, out, monday)
	outputs, err := arrange(tuesday.outputs())
	if err != nil {
		t.Fatal(err)
	}
	f := &recorder{files: openDisk(t, out)}
	if _, err := update(t.Context(), f, outputs); err != nil {
		t.Fatal(err)
	}
	rest := f.calls
	for _, call := range []string{
		"sync", "rename " + manifestName, "rename assets/style-2b.css", "remove about", "rename about", "rename entities",
		"rename feed.xml", "rename index.html", "remove assets/style-1a.css", "rename " + manifestName,
	} {
		i := slices.Index(rest, call)
		if i < 0 {
			t.Fatalf("%q does not come where it should in\n%s", call, strings.Join(f.calls, "\n"))
		}
		rest = rest[i+1:]
	}
}

// recorder notes what becomes of the site's files.
type recorder struct {
	files
	calls []string
}

func (r *recorder) Rename(old, new string) error {
	r.calls = append(r.calls, "rename "+new)
	return r.files.Rename(old, new)
}

func (r *recorder) Remove(name string) error {
	r.calls = append(r.calls, "remove "+name)
	return r.files.Remove(name)
}

func (r *recorder) Sync() error {
	r.calls = append(r.calls, "sync")
	return r.files.Sync()
}

func openDisk(t *testing.T, dir string) *onDisk {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	d := newDisk(root)
	t.Cleanup(d.close)
	return d
}
