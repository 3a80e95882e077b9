package webroot

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gloss/generator/internal/publish"
)

// site is what is published: contents by path.
type site map[string]string

var (
	monday = site{
		"index.html":                  "monday",
		"2021/12/06/index.html":       "edition of monday",
		"2021/12/06/talk/index.html":  "talk",
		"assets/style-0a1b2c3d.css":   "p{}",
		"gone/with/monday/index.html": "gone",
		"turns":                       "a file",
	}
	tuesday = site{
		"index.html":                 "tuesday",
		"2021/12/06/index.html":      "edition of monday",
		"2021/12/06/talk/index.html": "talk, corrected",
		"2021/12/07/index.html":      "edition of tuesday",
		"assets/style-0a1b2c3d.css":  "p{}",
		"turns/index.html":           "a folder",
	}
	others = map[string]string{
		".htaccess":                           "deny",
		".well-known/acme-challenge/token":    "secret",
		"2021/12/06/talk/somebody-elses.html": "mine",
		"uploads/a/b.pdf":                     "%PDF",
	}
)

func (s site) manifest() string { return strings.Join(slices.Sorted(maps.Keys(s)), "\n") }

// tree is what is asked for once a root has been listed: all that the old
// manifest does not name stays.
func (s site) tree(t testing.TB, r *Root) publish.Tree {
	t.Helper()
	listing, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tree := publish.Tree{Manifest: []byte(s.manifest()), Base: listing.Version}
	old := map[string]bool{}
	if f, err := r.Open(t.Context(), publish.ManifestPath); err == nil {
		names, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		for name := range strings.SplitSeq(string(names), "\n") {
			old[name] = true
		}
	}
	for _, o := range listing.Objects {
		if _, item := s[o.Path]; !old[o.Path] && !item && o.Path != publish.ManifestPath {
			tree.Keep = append(tree.Keep, o.Path)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		content := s[name]
		tree.Items = append(tree.Items, publish.Item{
			Path: name, Size: int64(len(content)), Digest: publish.DigestOf([]byte(content)),
			Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
		})
	}
	return tree
}

func open(t testing.TB, name string) *Root {
	t.Helper()
	r, err := Open(name, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func publishTo(t testing.TB, name string, s site) {
	t.Helper()
	r := open(t, name)
	if err := r.Swap(t.Context(), s.tree(t, r)); err != nil {
		t.Fatal(err)
	}
}

// contents returns what stands in a folder: files, and links by where they
// lead.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if e.Type()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(name)
			all[filepath.ToSlash(rel)] = "-> " + target
			return err
		}
		content, err := os.ReadFile(name)
		all[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

// served is what a root holds that a site was published to.
func served(s site, others map[string]string) map[string]string {
	all := maps.Clone(map[string]string(s))
	maps.Copy(all, others)
	all[publish.ManifestPath] = s.manifest()
	return all
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for name := range got {
		if _, wanted := want[name]; !wanted {
			t.Errorf("%s: %s should not be there", what, name)
		}
	}
	for name, content := range want {
		if found, there := got[name]; !there {
			t.Errorf("%s: %s is missing", what, name)
		} else if found != content {
			t.Errorf("%s: %s holds %.60q, want %.60q", what, name, found, content)
		}
	}
}

// alone fails the test if anything stands beside the root.
func alone(t *testing.T, root string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(root) {
			t.Errorf("%s was left beside the root", e.Name())
		}
	}
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRootIsMadeAndChanges(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	same(t, "monday", contents(t, root), served(monday, nil))
	alone(t, root)
	publishTo(t, root, tuesday)
	same(t, "tuesday", contents(t, root), served(tuesday, nil))
	alone(t, root)
	if _, err := os.Stat(filepath.Join(root, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder stays: %v", err)
	}
}

func TestWhatOthersPutThereStays(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	put(t, root, others)
	must(t, os.Symlink("2021/12/06", filepath.Join(root, "latest")))
	must(t, os.Mkdir(filepath.Join(root, "empty"), 0o750))
	must(t, os.Chmod(filepath.Join(root, "uploads"), 0o775))
	before := stat(t, filepath.Join(root, ".htaccess"))

	publishTo(t, root, tuesday)

	all := maps.Clone(others)
	all["latest"] = "-> 2021/12/06"
	same(t, "tuesday", contents(t, root), served(tuesday, all))
	if !os.SameFile(before, stat(t, filepath.Join(root, ".htaccess"))) {
		t.Error("the file was not carried over, but copied")
	}
	for name, mode := range map[string]fs.FileMode{"empty": 0o750, "uploads": 0o775} {
		if got := stat(t, filepath.Join(root, name)).Mode().Perm(); got != mode {
			t.Errorf("%s has the mode %o, want %o", name, got, mode)
		}
	}
	alone(t, root)
}

func TestUnchangedFilesAreTheSameFiles(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	name := filepath.Join(root, "2021/12/06/index.html")
	before := stat(t, name)
	publishTo(t, root, tuesday)
	if after := stat(t, name); !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("an unchanged file was written again")
	}
}

func TestLinkToTheRootStays(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Symlink("www-1", filepath.Join(dir, "www")))
	must(t, os.Mkdir(filepath.Join(dir, "www-1"), 0o755))
	publishTo(t, filepath.Join(dir, "www"), monday)
	publishTo(t, filepath.Join(dir, "www"), tuesday)
	same(t, "behind the link", contents(t, filepath.Join(dir, "www-1")), served(tuesday, nil))
	if target, err := os.Readlink(filepath.Join(dir, "www")); target != "www-1" {
		t.Errorf("the link leads to %s: %v", target, err)
	}
}

func TestWhatIsInTheWayIsNotReplaced(t *testing.T) {
	for name, foreign := range map[string]string{
		"a file in a folder's place": "turns",
		"a file within a file":       "index.html/mine",
	} {
		t.Run(name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "www")
			put(t, root, map[string]string{foreign: "mine"})
			r := open(t, root)
			err := r.Swap(t.Context(), tuesday.tree(t, r))
			if err == nil || !strings.Contains(err.Error(), foreign) {
				t.Errorf("%v, want that %s is in the way", err, foreign)
			}
			same(t, "the root", contents(t, root), map[string]string{foreign: "mine"})
			alone(t, root)
		})
	}
}

func TestRootThatChangedSinceIsLeftAlone(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	with := site{"index.html": "somebody was quicker"}
	publishTo(t, root, with)
	if err := r.Swap(t.Context(), tree); !errors.Is(err, publish.ErrChanged) {
		t.Errorf("%v, want %v", err, publish.ErrChanged)
	}
	same(t, "the root", contents(t, root), served(with, nil))
	alone(t, root)
}

func TestTwoPublicationsAtOnce(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	tree.Items[0].Open = func() (io.ReadCloser, error) {
		other := open(t, root)
		if err := other.Swap(t.Context(), monday.tree(t, other)); err == nil || !strings.Contains(err.Error(), "another publication") {
			t.Errorf("the second publication: %v", err)
		}
		return io.NopCloser(strings.NewReader(tuesday[tree.Items[0].Path])), nil
	}
	must(t, r.Swap(t.Context(), tree))
	same(t, "the first publication", contents(t, root), served(tuesday, nil))
}

func TestItemThatChangesIsNotPublished(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	tree.Items[len(tree.Items)-1].Digest = publish.DigestOf([]byte("as it was"))
	if err := r.Swap(t.Context(), tree); err == nil || !strings.Contains(err.Error(), "was changed while") {
		t.Errorf("%v", err)
	}
	same(t, "the root", contents(t, root), served(monday, nil))
	alone(t, root)
}

func TestWhatIsPutThereMeanwhileIsNotLost(t *testing.T) {
	root := filepath.Join(t.TempDir(), "www")
	publishTo(t, root, monday)
	put(t, root, others)
	r := open(t, root)
	tree := tuesday.tree(t, r)
	r.files = &meddled{files: r.files, before: func() {
		put(t, root, map[string]string{".well-known/acme-challenge/new": "challenge"})
		// As editors and servers do it: by a new file of the same name.
		later := filepath.Join(root, "later")
		must(t, os.WriteFile(later, []byte("allow"), 0o644))
		must(t, os.Chtimes(later, time.Time{}, time.Now().Add(time.Second)))
		must(t, os.Rename(later, filepath.Join(root, ".htaccess")))
	}}
	must(t, r.Swap(t.Context(), tree))
	all := maps.Clone(others)
	all[".well-known/acme-challenge/new"] = "challenge"
	all[".htaccess"] = "allow"
	same(t, "the root", contents(t, root), served(tuesday, all))
	alone(t, root)
}

// meddled is a root that somebody else changes just before the exchange.
type meddled struct {
	files
	before func()
}

func (m *meddled) Exchange(a, b string) error {
	m.before()
	return m.files.Exchange(a, b)
}

func TestDangerousRootsAreRefused(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	site := filepath.Join(home, "site")
	public := filepath.Join(site, "public")
	for _, dir := range []string{"content/articles", "layouts", "public", "www"} {
		must(t, os.MkdirAll(filepath.Join(site, dir), 0o755))
	}
	put(t, home, map[string]string{"file": ""})
	for _, name := range []string{
		"/", home, filepath.Dir(home), site, public, filepath.Join(public, "sub"), filepath.Join(site, "content", "articles"),
		filepath.Join(home, "file"), filepath.Join(home, "not", "there"),
	} {
		if r, err := Open(name, site, public); err == nil {
			r.Close()
			t.Errorf("%s was not refused", name)
		}
	}
	if r, err := Open(filepath.Join(site, "www"), site, public); err != nil {
		t.Error(err)
	} else {
		r.Close()
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func stat(t *testing.T, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(name)
	must(t, err)
	return info
}
