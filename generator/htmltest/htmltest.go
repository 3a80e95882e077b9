// Package htmltest compares the pages of a Gloss site in Go tests, as gloss
// diff does: by what they mean, not by how they are written down.
//
// A repository that holds a site keeps the pages that it expects in a folder
// and tests them so:
//
//	func TestPages(t *testing.T) {
//		site, err := generator.Load(t.Context(), ".", generator.Options{})
//		if err != nil {
//			t.Fatal(err)
//		}
//		defer site.Close()
//		htmltest.Golden(t, "testdata/golden", site)
//	}
//
// A page that reads differently fails the test, with the places printed; go
// test -update takes the pages as they are now. [Equal] compares two pages or
// pieces of pages, and [Select] finds elements to look at more closely.
package htmltest

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/generator"
	"gloss/generator/internal/diff"
	"gloss/generator/internal/markup"
	"gloss/generator/internal/sides"
)

// init adds the flag -update to test programs that import this package, unless
// they have one already.
func init() {
	if flag.Lookup("update") == nil {
		flag.Bool("update", false, "take what is found as what is expected")
	}
}

// Update reports whether go test was given -update.
func Update() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// Golden compares every file of a site with the one of the same name in a
// folder, which is relative to the test's own. A file that is missing there,
// or that the site no longer has, fails the test too. With -update the folder
// is brought to the state of the site instead.
//
// What config.toml names in [diff] ignore is left out on both sides.
func Golden(t testing.TB, dir string, site *generator.Site) {
	t.Helper()
	for _, d := range site.Diagnostics {
		if d.Severity.String() == "error" {
			t.Errorf("%s: error[%s]: %s", d.Pos, d.Code, d.Message)
		}
	}
	if t.Failed() {
		return
	}
	if Update() {
		if err := write(dir, site); err != nil {
			t.Fatal(err)
		}
		return
	}
	if report := compare(t, dir, site); !report.Same() {
		t.Errorf("the pages are not those in %s (go test -update takes them as they are)\n%s", dir, text(report))
	}
}

// compare compares a folder with a site.
func compare(t testing.TB, dir string, site *generator.Site) *diff.Report {
	t.Helper()
	expected, err := sides.Of(os.DirFS(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var ignore []markup.Selector
	for _, source := range site.Settings.Diff.Ignore {
		selector, err := markup.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		ignore = append(ignore, selector)
	}
	report, err := diff.Compare(context.Background(),
		&diff.Side{Label: filepath.ToSlash(dir), Names: expected.Names, Read: expected.Read},
		&diff.Side{Label: "the site", Names: site.Files(), Read: site.ReadFile},
		diff.Options{Ignore: ignore})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// text returns a report as gloss diff prints it.
func text(report *diff.Report) string {
	var b strings.Builder
	_ = report.Text(&b, diff.TextOptions{Context: 3, Words: true}) // a builder takes everything
	return b.String()
}

// write brings a folder to the state of a site. Hidden files stay. A folder
// that gloss build writes to is left to it.
func write(dir string, site *generator.Site) error {
	if _, err := os.Stat(filepath.Join(dir, ".gloss-manifest")); err == nil {
		_, err := site.Write(context.Background(), dir)
		return err
	}
	names := site.Files()
	for _, name := range names {
		content, err := site.ReadFile(name)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o666); err != nil {
			return err
		}
	}
	old, err := sides.Of(os.DirFS(dir))
	if err != nil {
		return err
	}
	for _, name := range old.Names {
		if _, there := slices.BinarySearch(names, name); !there {
			if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				return err
			}
		}
	}
	return nil
}

// Equal fails the test when two pages, or two pieces of pages, do not mean the
// same, and prints where they differ. The order of attributes and of classes,
// white space that a browser draws together, comments and the fingerprints of
// style sheets and scripts make no difference.
func Equal(t testing.TB, want, got string) {
	t.Helper()
	if d := diff.Between([]byte(want), []byte(got)); d != "" {
		t.Errorf("the HTML is not the one that is wanted (- wanted, + found)\n%s", d)
	}
}
