package gitbranch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
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
		"index.html":                 "monday",
		"2021/12/06/index.html":      "edition of monday",
		"gone/index.html":            "gone",
		"turns":                      "a file",
		"topics/größe \"a b\".html":  "names",
		"assets/style-0a1b2c3d.css":  "p{}",
		"2021/12/06/talk/index.html": "talk",
	}
	tuesday = site{
		"index.html":                 "tuesday",
		"2021/12/06/index.html":      "edition of monday",
		"turns/index.html":           "a folder",
		"topics/größe \"a b\".html":  "names, too",
		"assets/style-0a1b2c3d.css":  "p{}",
		"2021/12/06/talk/index.html": "talk",
		"empty":                      "",
	}
	when = time.Date(2021, 12, 7, 6, 30, 0, 0, time.UTC)
)

func (s site) manifest() string {
	m := publish.Manifest{}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		m.Files = append(m.Files, publish.Owned{Path: name})
	}
	return strings.TrimSuffix(string(m.Encode()), "\n")
}

// tree is what is asked for once a branch has been listed: all that the old
// manifest does not name stays.
func (s site) tree(t *testing.T, b *Branch) publish.Tree {
	t.Helper()
	listing, err := b.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tree := publish.Tree{Manifest: []byte(s.manifest()), Base: listing.Version, Message: "Publish " + s["index.html"]}
	old := map[string]bool{}
	if f, err := b.Open(t.Context(), publish.ManifestPath); err == nil {
		m, err := publish.DecodeManifest(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range m.Files {
			old[entry.Path] = true
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

// desk is where people publish from and to.
type desk struct {
	t      *testing.T
	site   string // a repository with the site
	remote string // a bare repository
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	// Nothing of who runs the test.
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Setenv("GIT_TERMINAL_PROMPT", "0")
	for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	dir := t.TempDir()
	d := &desk{t, filepath.Join(dir, "site"), filepath.Join(dir, "remote.git")}
	d.git("", "init", "--quiet", "--bare", "--initial-branch=main", d.remote)
	d.git("", "init", "--quiet", "--initial-branch=main", d.site)
	d.git(d.site, "config", "user.name", "Desk")
	d.git(d.site, "config", "user.email", "desk@example.org")
	d.git(d.site, "remote", "add", "origin", "../remote.git")
	must(t, os.WriteFile(filepath.Join(d.site, "config.toml"), []byte("title = \"A\"\n"), 0o644))
	d.git(d.site, "add", "config.toml")
	d.git(d.site, "commit", "--quiet", "--message=Begin")
	return d
}

// git runs git as a person does, and returns what it writes.
func (d *desk) git(dir string, args ...string) string {
	d.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		d.t.Fatalf("git %q: %v\n%s", args, err, stderr.Bytes())
	}
	return strings.TrimRight(string(out), "\n")
}

func (d *desk) open(remote string) *Branch {
	d.t.Helper()
	b, err := Open(d.t.Context(), d.site, remote, "gh-pages", when)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { b.Close() })
	return b
}

func (d *desk) publish(remote string, s site) {
	d.t.Helper()
	b := d.open(remote)
	must(d.t, b.Swap(d.t.Context(), s.tree(d.t, b)))
}

// commit adds files to the branch by hand: links where "-> " begins the
// content, and programs where the name ends in .sh.
func (d *desk) commit(files map[string]string) {
	d.t.Helper()
	work := filepath.Join(d.t.TempDir(), "work")
	d.git("", "clone", "--quiet", "--branch=gh-pages", d.remote, work)
	for name, content := range files {
		name = filepath.Join(work, filepath.FromSlash(name))
		must(d.t, os.MkdirAll(filepath.Dir(name), 0o755))
		mode := os.FileMode(0o644)
		if filepath.Ext(name) == ".sh" {
			mode = 0o755
		}
		if target, link := strings.CutPrefix(content, "-> "); link {
			must(d.t, os.Symlink(target, name))
		} else {
			must(d.t, os.WriteFile(name, []byte(content), mode))
		}
	}
	d.git(work, "add", "--all")
	d.git(work, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=By hand")
	d.git(work, "push", "--quiet")
}

// published returns what is on the branch.
func (d *desk) published() map[string]string {
	d.t.Helper()
	all := map[string]string{}
	for name := range strings.SplitSeq(d.git(d.remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages"), "\x00") {
		if name != "" {
			all[name] = d.git(d.remote, "cat-file", "blob", "gh-pages:"+name)
		}
	}
	return all
}

func (d *desk) commits() string { return d.git(d.remote, "rev-list", "--count", "gh-pages") }

// served is what is on the branch after a site was published to it.
func served(s site, others map[string]string) map[string]string {
	all := maps.Clone(map[string]string(s))
	maps.Copy(all, others)
	all[publish.ManifestPath] = s.manifest()
	all[noJekyll] = ""
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestBranchIsMadeAndChanges(t *testing.T) {
	d := newDesk(t)
	d.publish("origin", monday)
	same(t, "monday", d.published(), served(monday, nil))
	d.publish("origin", tuesday)
	same(t, "tuesday", d.published(), served(tuesday, nil))
	if n := d.commits(); n != "2" {
		t.Errorf("%s commits, want 2", n)
	}
	got := d.git(d.remote, "log", "-1", "--format=%an <%ae> %cn %at %ct %B", "gh-pages")
	if want := "Desk <desk@example.org> Desk 1638858600 1638858600 Publish tuesday\n"; got+"\n" != want {
		t.Errorf("the commit says %q, want %q", got, want)
	}
	d.publish("origin", tuesday)
	if n := d.commits(); n != "2" {
		t.Errorf("nothing has changed, and there are %s commits, want 2", n)
	}
	d.git(d.remote, "fsck", "--strict")
}

func TestTheUsersRepositoryIsNotTouched(t *testing.T) {
	d := newDesk(t)
	must(t, os.WriteFile(filepath.Join(d.site, "config.toml"), []byte("title = \"B\"\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(d.site, "draft.md"), []byte("draft"), 0o644))
	must(t, os.WriteFile(filepath.Join(d.site, "staged.md"), []byte("staged"), 0o644))
	d.git(d.site, "add", "staged.md")
	for _, hook := range []string{"pre-push", "reference-transaction", "post-index-change"} {
		script := "#!/bin/sh\ntouch hook-was-run\nexit 1\n"
		must(t, os.WriteFile(filepath.Join(d.site, ".git", "hooks", hook), []byte(script), 0o755))
	}
	state := func() string {
		index, err := os.ReadFile(filepath.Join(d.site, ".git", "index"))
		must(t, err)
		_, fetched := os.Stat(filepath.Join(d.site, ".git", "FETCH_HEAD"))
		return strings.Join([]string{
			d.git(d.site, "-c", "core.hooksPath=/dev/null", "--no-optional-locks", "status", "--porcelain"),
			d.git(d.site, "symbolic-ref", "HEAD"), d.git(d.site, "for-each-ref", "refs/heads", "refs/tags"),
			publish.DigestOf(index).String(), fetched.Error(),
		}, "\n")
	}
	before := state()
	d.publish("origin", monday)
	d.publish("origin", tuesday)
	if after := state(); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	same(t, "the branch", d.published(), served(tuesday, nil))
}

func TestWhatOthersCommittedStays(t *testing.T) {
	d := newDesk(t)
	d.publish("origin", monday)
	d.commit(map[string]string{"CNAME": "example.org", "2021/other/run.sh": "exit", "link": "-> CNAME"})

	d.publish("origin", tuesday)

	same(t, "the branch", d.published(), served(tuesday, map[string]string{
		"CNAME": "example.org", "2021/other/run.sh": "exit", "link": "CNAME",
	}))
	modes := d.git(d.remote, "ls-tree", "-r", "--format=%(objectmode) %(path)", "gh-pages")
	for _, want := range []string{"100755 2021/other/run.sh", "120000 link"} {
		if !strings.Contains(modes, want) {
			t.Errorf("%s is not in\n%s", want, modes)
		}
	}
	if n := d.commits(); n != "3" {
		t.Errorf("%s commits, want 3: history stays", n)
	}
}

func TestWhatIsInTheWayIsNotReplaced(t *testing.T) {
	d := newDesk(t)
	b := d.open("origin")
	tree := tuesday.tree(t, b)
	for _, name := range []string{"turns", "index.html/mine", "index.html"} {
		tree.Keep = []string{name}
		if err := b.Swap(t.Context(), tree); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want that %s is in the way", err, name)
		}
	}
}

func TestRemotesOfEverySort(t *testing.T) {
	d := newDesk(t)
	alone := filepath.Join(filepath.Dir(d.remote), "no-repository")
	must(t, os.Mkdir(alone, 0o755))
	clone := filepath.Join(filepath.Dir(d.remote), "shallow")
	d.git(d.site, "push", "--quiet", "origin", "main")
	d.git(d.site, "commit", "--quiet", "--allow-empty", "--message=More")
	d.git(d.site, "push", "--quiet", "origin", "main")
	d.git("", "clone", "--quiet", "--depth=1", "file://"+d.remote, clone)

	for n, from := range []struct{ site, remote string }{
		{d.site, "origin"},
		{d.site, d.remote},
		{d.site, "../remote.git"},
		{d.site, "file://" + d.remote},
		{alone, "../remote.git"},
		{alone, "file://" + d.remote},
		{clone, "origin"},
	} {
		d.site = from.site
		content := site{"index.html": strings.Repeat("x", n+1), "same.html": "same"}
		d.publish(from.remote, content)
		same(t, from.remote+" from "+filepath.Base(from.site), d.published(), served(content, nil))
	}
	if n := d.commits(); n != "7" {
		t.Errorf("%s commits, want 7", n)
	}
	if who := d.git(d.remote, "log", "-1", "--format=%an", "gh-pages"); who == "" {
		t.Error("the commit is nobody's")
	}
}

func TestSomebodyWasQuicker(t *testing.T) {
	d := newDesk(t)
	d.publish("origin", monday)
	b := d.open("origin")
	tree := tuesday.tree(t, b)
	quicker := site{"index.html": "quicker"}
	d.publish("origin", quicker)
	if err := b.Swap(t.Context(), tree); !errors.Is(err, publish.ErrChanged) {
		t.Errorf("%v, want %v", err, publish.ErrChanged)
	}
	same(t, "the branch", d.published(), served(quicker, nil))
}

func TestBranchThatWasMadeMeanwhile(t *testing.T) {
	d := newDesk(t)
	b := d.open("origin")
	tree := tuesday.tree(t, b)
	d.publish("origin", monday)
	if err := b.Swap(t.Context(), tree); !errors.Is(err, publish.ErrChanged) {
		t.Errorf("%v, want %v", err, publish.ErrChanged)
	}
	same(t, "the branch", d.published(), served(monday, nil))
}

// TestSiteBringsItsOwnNoJekyll is about a file that Swap has made, and that is
// the site's own later, and not any more after that.
func TestSiteBringsItsOwnNoJekyll(t *testing.T) {
	d := newDesk(t)
	for _, s := range []site{{"index.html": "1"}, {"index.html": "2", noJekyll: ""}, {"index.html": "3"}} {
		b := d.open("origin")
		tree := s.tree(t, b)
		if len(tree.Keep) > 0 {
			t.Errorf("kept is %v", tree.Keep)
		}
		must(t, b.Swap(t.Context(), tree))
		same(t, "the branch", d.published(), served(s, nil))
		listing, err := d.open("origin").List(t.Context())
		must(t, err)
		_, brought := s[noJekyll]
		if listed := slices.ContainsFunc(listing.Objects, func(o publish.Object) bool { return o.Path == noJekyll }); listed != brought {
			t.Errorf("whether it is listed: %v, want %v", listed, brought)
		}
	}
}

func TestTreeThatWasPlannedAgainstAnother(t *testing.T) {
	d := newDesk(t)
	b := d.open("origin")
	tree := tuesday.tree(t, b)
	tree.Base = strings.Repeat("0", 40)
	if err := b.Swap(t.Context(), tree); !errors.Is(err, publish.ErrChanged) {
		t.Errorf("%v, want %v", err, publish.ErrChanged)
	}
}

func TestItemThatChangesIsNotPublished(t *testing.T) {
	d := newDesk(t)
	d.publish("origin", monday)
	for what, change := range map[string]func(*publish.Item){
		"other bytes":    func(i *publish.Item) { i.Digest = publish.DigestOf([]byte("as it was")) },
		"more bytes":     func(i *publish.Item) { i.Size-- },
		"fewer bytes":    func(i *publish.Item) { i.Size++; i.Digest = publish.DigestOf([]byte("as it was")) },
		"unreadable now": func(i *publish.Item) { i.Open = func() (io.ReadCloser, error) { return nil, errTrouble } },
	} {
		b := d.open("origin")
		tree := tuesday.tree(t, b)
		for i := range tree.Items {
			if tree.Items[i].Path == "index.html" {
				change(&tree.Items[i])
			}
		}
		if err := b.Swap(t.Context(), tree); err == nil || !strings.Contains(err.Error(), "index.html") {
			t.Errorf("%s: %v", what, err)
		}
		same(t, what, d.published(), served(monday, nil))
	}
}

func TestSecretsAreNotSaid(t *testing.T) {
	d := newDesk(t)
	_, err := Open(t.Context(), d.site, "http://desk:s3cret@127.0.0.1:1/site.git", "gh-pages", when)
	if err == nil || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "desk:") {
		t.Errorf("%v", err)
	}
	d.git(d.site, "remote", "add", "secret", "http://t0ken@127.0.0.1:1/site.git")
	if _, err = Open(t.Context(), d.site, "secret", "gh-pages", when); err == nil || strings.Contains(err.Error(), "t0ken") {
		t.Errorf("%v", err)
	}
}

func TestNamesAreNoOptions(t *testing.T) {
	d := newDesk(t)
	run := filepath.Join(t.TempDir(), "run")
	for remote, branch := range map[string]string{
		"--upload-pack=touch " + run: "gh-pages",
		"ext::sh -c touch% " + run:   "gh-pages",
		"origin":                     "--force",
		".":                          "a..b",
		"./":                         "x:refs/heads/main",
		d.remote:                     "",
	} {
		b, err := Open(t.Context(), d.site, remote, branch, when)
		if err == nil {
			b.Close()
			if branch != "--force" { // which git takes for a name, however odd
				t.Errorf("%q, %q was opened", remote, branch)
			}
		}
	}
	if _, err := os.Stat(run); err == nil {
		t.Error("a command was run")
	}
}

func TestGitInAHook(t *testing.T) {
	d := newDesk(t)
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "another"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(t.TempDir(), "index"))
	b := d.open("origin")
	must(t, b.Swap(t.Context(), monday.tree(t, b)))
	os.Unsetenv("GIT_DIR")
	os.Unsetenv("GIT_INDEX_FILE")
	same(t, "the branch", d.published(), served(monday, nil))
}

var errTrouble = errors.New("trouble")

// faulty is a git with trouble at a certain call.
type faulty struct {
	git
	trouble trouble
	at      int // the call, from 1
	calls   int
	hit     string
}

type trouble int

const (
	fails  trouble = iota // that call does nothing
	lost                  // that call does what it should, and its answer is lost
	killed                // that call and all after it do nothing
)

func (f *faulty) stream(ctx context.Context, input io.Reader, read func(*bufio.Reader) error, args ...string) error {
	f.calls++
	if f.calls == f.at {
		f.hit = args[0]
	}
	if f.calls < f.at || f.calls > f.at && f.trouble != killed {
		return f.git.stream(ctx, input, read, args...)
	}
	if f.trouble == lost {
		if err := f.git.stream(ctx, input, read, args...); err != nil {
			return err
		}
	}
	return errTrouble
}

func (f *faulty) run(ctx context.Context, input io.Reader, args ...string) (out []byte, err error) {
	err = f.stream(ctx, input, func(r *bufio.Reader) (err error) { out, err = io.ReadAll(r); return err }, args...)
	return out, err
}

// TestTroubleAtEveryCall publishes with trouble at the first call of git, at
// the second, and so on. The branch must be the old one or the new one, and
// the next publication must make it the new one, with one commit in all.
func TestTroubleAtEveryCall(t *testing.T) {
	before, after := site{"index.html": "old", "gone": "gone"}, site{"index.html": "new", "new": "new"}
	others := map[string]string{"CNAME": "example.org"}
	for trouble, called := range map[trouble]string{fails: "a call fails", lost: "an answer is lost", killed: "killed"} {
		t.Run(called, func(t *testing.T) {
			d := newDesk(t)
			d.publish("origin", before)
			d.commit(others)
			base := d.git(d.remote, "rev-parse", "gh-pages")
			for at := 1; ; at++ {
				d.git(d.remote, "update-ref", "refs/heads/gh-pages", base)
				b := d.open("origin")
				tree := after.tree(t, b)
				f := &faulty{git: b.git, trouble: trouble, at: at}
				b.git = f
				err := b.Swap(t.Context(), tree)
				got := d.published()
				if got["index.html"] == "new" {
					same(t, "the branch", got, served(after, others))
				} else {
					same(t, "the branch", got, served(before, others))
					if err == nil {
						t.Error("nothing was published, and nobody was told")
					}
				}
				d.publish("origin", after)
				same(t, "the next publication", d.published(), served(after, others))
				if n := d.commits(); n != "3" {
					t.Errorf("%s commits, want 3", n)
				}
				if t.Failed() {
					t.Fatalf("at call %d: %s; %v", at, f.hit, err)
				}
				if f.calls < at {
					return
				}
			}
		})
	}
}
