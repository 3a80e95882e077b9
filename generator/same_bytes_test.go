package generator_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gloss/generator"
)

// shuffled is a file system that lists its folders in any order, as the file
// systems of some machines do.
type shuffled struct {
	fs.FS
	dice *rand.Rand
}

func (s shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	s.dice.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries, err
}

// The same inputs give the same bytes with any number of processors, in any
// time zone, in whichever order folders are listed, from nothing and with what
// was kept.
func TestSameBytesEverywhere(t *testing.T) {
	site := someOfTheDemonstration(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, site); err != nil {
		t.Fatal(err)
	}
	zone := time.Local
	processors := runtime.GOMAXPROCS(0)
	defer func() { time.Local = zone; runtime.GOMAXPROCS(processors) }()

	options := generator.Options{Now: time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC)}
	want := ""
	hold := func(what string, made *generator.Site, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		switch got := digest(t, made); {
		case want == "":
			want = got
		case got != want:
			t.Errorf("%s: other bytes\n%s", what, difference(want, got))
		}
	}
	for i, n := range []int{1, 2, 8} {
		for j, name := range []string{"Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"} {
			runtime.GOMAXPROCS(n)
			var err error
			if time.Local, err = time.LoadLocation(name); err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("%d processors in %s", n, name)
			seed := uint64(3*i + j)
			cold, err := generator.LoadFS(t.Context(), shuffled{site, rand.New(rand.NewPCG(seed, seed))}, options)
			hold(what, cold, err)

			g, err := generator.New(dir, options)
			if err != nil {
				t.Fatal(err)
			}
			for _, how := range []string{"on the disk", "warm"} {
				made, err := g.Load(t.Context())
				hold(what+", "+how, made, err)
			}
			if err := g.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// someOfTheDemonstration is this repository's site without most of the manual.
func someOfTheDemonstration(t *testing.T) fstest.MapFS {
	t.Helper()
	site := fstest.MapFS{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		top, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && top != "content":
			return fs.SkipDir
		case e.IsDir() || name != "config.toml" && top != "content":
			return nil
		case strings.HasPrefix(name, "content/pages/manual/") && filepath.Base(name) != "diff.md" && filepath.Base(name) != "index.md":
			return nil
		}
		text, err := fs.ReadFile(root, name)
		site[name] = &fstest.MapFile{Data: text, Mode: 0o644}
		return err
	})
	if err != nil || len(site) < 20 {
		t.Fatal(len(site), err)
	}
	return site
}

// digest returns every page with a hash of its bytes, and every diagnostic.
func digest(t *testing.T, site *generator.Site) string {
	t.Helper()
	var b strings.Builder
	for _, page := range site.Pages {
		content, err := site.Render(page)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %x\n", page.Address, sha256.Sum256(content))
	}
	for _, d := range site.Diagnostics {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// difference returns the lines that only one of two digests has.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var lines []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			lines = append(lines, "+ "+line)
		}
	}
	return strings.Join(lines[:min(len(lines), 20)], "\n")
}
