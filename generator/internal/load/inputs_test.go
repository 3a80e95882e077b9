package load

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// What a build reads of texts, and the rest beforehand, has the digest that the
// whole has when it is read anew.
func TestDigestOfInputs(t *testing.T) {
	dir := t.TempDir()
	texts := []string{"content/articles/2021-12-03-a.md", "content/articles/2021-12-03-a.annotations.md", "content/sources/s.yaml"}
	others := []string{"config.toml", "content/articles/a.png", "content/articles/a.doc", "layouts/parts/x.html"}
	for _, name := range append(slices.Clone(texts), others...) {
		put(t, dir, name, "\xEF\xBB\xBFwords of "+name+"\r\n")
	}
	put(t, dir, "content/articles/.a.md.swp", "an editor's own")
	if err := os.Mkdir(filepath.Join(dir, "content", "empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	look := func() *Inputs {
		t.Helper()
		in, err := folder.Inputs()
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	digest := func(known map[string]disk.Digest) disk.Digest {
		t.Helper()
		d, err := look().Digest(t.Context(), known)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}

	in := look()
	known, err := in.NoTexts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(known)); !slices.Equal(got, slices.Sorted(slices.Values(others))) {
		t.Errorf("no texts are %q, want %q", got, others)
	}
	reader := folder.Reader()
	defer reader.Close()
	for _, name := range texts {
		_, d, ok := reader.Read(name, new(diag.List))
		if !ok {
			t.Fatal("not read:", name)
		}
		known[name] = d
	}
	whole := digest(nil)
	if digest(known) != whole {
		t.Error("the digest of what was read is not that of what is there")
	}

	put(t, dir, texts[0], strings.Replace("\xEF\xBB\xBFwords of "+texts[0]+"\r\n", "w", "W", 1))
	if changed := look(); changed.Outline() != in.Outline() || digest(nil) == whole {
		t.Error("a letter has the outline changed, or the digest not")
	}
	put(t, dir, texts[0], "")
	if look().Outline() == in.Outline() || look().Equal(in) {
		t.Error("an empty file has the outline of a full one")
	}
	if err := os.Remove(filepath.Join(dir, "content", "empty")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.png", filepath.Join(dir, "content", "articles", "b.png")); err != nil {
		t.Skip(err)
	}
	if _, err := folder.Inputs(); err == nil {
		t.Error("a link is taken for a file")
	}
}
