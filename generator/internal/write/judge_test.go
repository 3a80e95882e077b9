package write

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
)

func TestOutputFolderThatIsAnInputIsRefused(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(dir, "home", "editor")
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	own := filepath.Join(home, "site")
	for _, name := range []string{"config.toml", "content/articles/a.md", "layouts/base.html", ".git/config"} {
		put(t, own, name, "x")
	}
	elsewhere := filepath.Join(dir, "elsewhere")
	put(t, elsewhere, "sources.bib", "x")
	put(t, own, "file", "x")
	link(t, "content", own, "link-to-content")
	link(t, own, dir, "link-to-site")
	link(t, "nowhere", own, "dangling")
	inputs := []string{"config.toml", "content", "layouts", "not-there", elsewhere}

	for out, says := range map[string]string{
		string(filepath.Separator):    "root of the file system",
		home:                          "home folder",
		filepath.Dir(home):            "home folder",
		own:                           "the site's own folder",
		filepath.Join(own, "content"): "lies in content",
		filepath.Join(own, "content", "articles"):      "lies in content",
		filepath.Join(own, "content", "new", "public"): "lies in content",
		filepath.Join(own, "layouts") + "/../layouts":  "lies in layouts",
		filepath.Join(own, "not-there"):                "lies in not-there",
		filepath.Join(own, "not-there", "deeper"):      "lies in not-there",
		filepath.Join(own, ".git", "public"):           "repository",
		filepath.Join(own, "link-to-content"):          "lies in content",
		filepath.Join(own, "link-to-content", "new"):   "lies in content",
		filepath.Join(dir, "link-to-site"):             "the site's own folder",
		filepath.Join(dir, "link-to-site", "content"):  "lies in content",
		elsewhere:                                    "which is read from",
		filepath.Join(own, "dangling"):               "leads nowhere",
		filepath.Join(own, "file"):                   "stands a file",
		filepath.Join(own, "file", "public"):         "in place of a folder around it",
		filepath.Join(own, "public"):                 "fine",
		filepath.Join(own, "content-of-public"):      "fine",
		filepath.Join(dir, "new", "deep", "public"):  "fine",
		filepath.Join(dir, "link-to-site", "public"): "fine",
	} {
		_, err := judge(own, out, inputs)
		var refused *refusal
		switch {
		case says == "fine":
			if err != nil {
				t.Errorf("%s: %v", out, err)
			}
		case !errors.As(err, &refused):
			t.Errorf("%s: %v, want a refusal", out, err)
		default:
			d := refused.diagnostics(shown(own, out))[0]
			want := diag.OutputInput
			if strings.Contains(d.Message, "stands") {
				want = diag.OutputForeign
			}
			if d.Code != want || !strings.Contains(d.Message, says) {
				t.Errorf("%s: %v, want it to say %q", out, d, says)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("judging made a folder")
	}
}

func TestFolderAroundAnInputIsRefused(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "shared/sources/press.bib", "x")
	if _, err := judge(filepath.Join(dir, "site"), filepath.Join(dir, "shared"), []string{"../shared/sources"}); err == nil {
		t.Error("a folder that holds an input is let through")
	}
}

func TestDiagnosticsNameTheOutputFolder(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	put(t, site, "public/letter.txt", "dear")
	_, found, err := Folder(t.Context(), site, filepath.Join(site, "public"), nil, nil)
	if err != nil || len(found) != 1 || found[0].File != "public" {
		t.Errorf("%+v %v", found, err)
	}
}
