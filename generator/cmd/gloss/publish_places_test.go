package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/bucket/cloudtest"
	"gloss/generator/internal/bucket/s3test"
	"gloss/generator/internal/publish"
	"gloss/generator/internal/sftpstore/sshdtest"
)

// TestPublishToEveryPlace publishes a site, changes it, and publishes it
// again, to a real one of each sort of place. Those whose server is missing
// are skipped: .ci/stores has them all.
func TestPublishToEveryPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("short runs may be of a gloss without object stores")
	}
	for kind, place := range map[brief.DestinationKind]func(t *testing.T) string{
		brief.DirDestination: func(t *testing.T) string { return "dir:" + filepath.Join(t.TempDir(), "www") },
		brief.GitDestination: func(t *testing.T) string {
			repository := filepath.Join(t.TempDir(), "remote.git")
			if said, err := exec.Command("git", "init", "--quiet", "--bare", repository).CombinedOutput(); err != nil {
				t.Skipf("there is no git: %v %s", err, said)
			}
			return "git:" + repository + "#gh-pages"
		},
		brief.SFTPDestination:  func(t *testing.T) string { return sshdtest.Start(t) + filepath.Join(t.TempDir(), "www") },
		brief.S3Destination:    func(t *testing.T) string { return s3test.Start(t, "briefing").URL("briefing") },
		brief.GCSDestination:   func(t *testing.T) string { return cloudtest.StartGoogle(t, "briefing") },
		brief.AzureDestination: func(t *testing.T) string { return cloudtest.StartAzure(t, "briefing") },
	} {
		t.Run(string(kind), func(t *testing.T) {
			d := &publishing{t: t, site: t.TempDir(), address: place(t)}
			d.write("config.toml", "title = \"The Example Briefing\"\nbase_url = \"https://example.org/\"\n")
			d.write("content/articles/2021-12-03-talk.md", "---\ntitle: Talk\n---\n\nThey talk.\n")
			d.write("content/articles/2021-12-03-walk.md", "---\ntitle: Walk\n---\n\nThey walk.\n")
			d.gloss(1, "publish", d.address, "--dry-run")
			d.gloss(0, "publish", d.address)
			d.holds(nil)

			foreign := map[string]string{"google1234.html": "verified", "archive/2001/index.html": "old"}
			d.put(foreign)
			d.gloss(0, "publish", d.address, "--dry-run")
			d.holds(foreign)

			d.write("content/articles/2021-12-04-more.md", "---\ntitle: More\n---\n\nThere is more.\n")
			if err := os.Remove(filepath.Join(d.site, "content/articles/2021-12-03-walk.md")); err != nil {
				t.Fatal(err)
			}
			if said := d.gloss(1, "publish", d.address, "--dry-run", "--format", "json"); !strings.Contains(said, "2021/12/04/more/index.html") {
				t.Errorf("the plan is %s", said)
			}
			changed := d.gloss(0, "publish", d.address, "--yes")
			for _, want := range []string{"https://example.org/\n", "https://example.org/2021/12/03/walk/\n", "https://example.org/2021/12/04/more/\n"} {
				if !strings.Contains(changed, want) {
					t.Errorf("%q is not among the addresses that changed:\n%s", want, changed)
				}
			}
			d.holds(foreign)
			if changed := d.gloss(0, "publish", d.address, "--yes"); changed != "" {
				t.Errorf("nothing has changed but\n%s", changed)
			}
		})
	}
}

// publishing is a site and where it is published.
type publishing struct {
	t       *testing.T
	site    string
	address string
}

func (d *publishing) write(name, content string) {
	d.t.Helper()
	name = filepath.Join(d.site, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// gloss runs the command on the site, expects an exit code, and returns what
// it prints.
func (d *publishing) gloss(code int, args ...string) string {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	p := &program{dir: d.site, stdout: &sticky{w: &stdout}, stderr: &stderr, now: time.Now}
	if got := p.run(d.t.Context(), args); got != code {
		d.t.Fatalf("gloss %s: exit code %d, want %d\n%s", strings.Join(args, " "), got, code, stderr.String())
	}
	return stdout.String()
}

// open opens the place as the command does.
func (d *publishing) open() publish.Target {
	d.t.Helper()
	destination, err := brief.ParseDestination(d.address)
	if err != nil {
		d.t.Fatal(err)
	}
	p := &program{now: time.Now}
	place, err := p.openDestination(d.t.Context(), d.site, destination, "")
	if err != nil {
		d.t.Fatal(err)
	}
	return place
}

// put puts other people's files there, as they do.
func (d *publishing) put(files map[string]string) {
	d.t.Helper()
	place := d.open()
	defer place.Close()
	item := func(name string) publish.Item {
		content := []byte(files[name])
		return publish.Item{
			Path: name, Size: int64(len(content)), Digest: publish.DigestOf(content),
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		}
	}
	switch place := place.(type) {
	case publish.Store:
		for name := range files {
			i := item(name)
			if _, err := place.Put(d.t.Context(), name, publish.Upload{Open: i.Open, Size: i.Size, Digest: i.Digest}); err != nil {
				d.t.Fatal(err)
			}
		}
	case publish.Swapper:
		// The same tree with more in it: what the manifest does not name is
		// somebody else's.
		listing, err := place.List(d.t.Context())
		if err != nil {
			d.t.Fatal(err)
		}
		tree := publish.Tree{Base: listing.Version, Message: "By hand"}
		for _, o := range listing.Objects {
			if o.Path != publish.ManifestPath {
				tree.Keep = append(tree.Keep, o.Path)
			}
		}
		tree.Manifest = []byte(d.read(place, publish.ManifestPath))
		for _, name := range slices.Sorted(maps.Keys(files)) {
			tree.Items = append(tree.Items, item(name))
		}
		if err := place.Swap(d.t.Context(), tree); err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *publishing) read(place publish.Target, name string) string {
	d.t.Helper()
	r, err := place.Open(d.t.Context(), name)
	if err != nil {
		d.t.Fatal(name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		d.t.Fatal(name, err)
	}
	return string(content)
}

// holds fails the test unless the place holds what a clean build writes, what
// is foreign, and the manifest.
func (d *publishing) holds(foreign map[string]string) {
	d.t.Helper()
	out := d.t.TempDir()
	d.gloss(0, "build", "--out", out)
	want := maps.Clone(foreign)
	if want == nil {
		want = map[string]string{}
	}
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".gloss-") {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(out, name)
		want[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	place := d.open()
	defer place.Close()
	listing, err := place.List(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	there := map[string]bool{}
	for _, o := range listing.Objects {
		there[o.Path] = true
		content, wanted := want[o.Path]
		switch {
		case o.Path == publish.ManifestPath:
		case !wanted:
			d.t.Errorf("%s is there", o.Path)
		case d.read(place, o.Path) != content:
			d.t.Errorf("%s is another one", o.Path)
		}
	}
	for name := range want {
		if !there[name] {
			d.t.Error(fmt.Sprint(name, " is missing"))
		}
	}
}
