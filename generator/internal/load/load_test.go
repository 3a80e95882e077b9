//go:build unix

package load

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gloss/generator/internal/diag"
)

func complaints(list *diag.List) string {
	var all []string
	for _, d := range diag.Sorted(list.All()) {
		all = append(all, fmt.Sprintf("%s:%d:%d %s", d.File, d.Line, d.Column, d.Code))
	}
	return strings.Join(all, ", ")
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, bytes, text, said string }{
		{"line feeds", "a\nb\n", "a\nb\n", ""},
		{"a byte order mark", "\xEF\xBB\xBFa", "a", ""},
		{"every sort of line end", "a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd", ""},
		{"nothing", "", "", ""},
		{"Latin-1", "a\ncaf\xE9 b", "", "f:2:4 file-encoding"},
		{"half a character", "ab\xE2\x80", "", "f:1:3 file-encoding"},
		{"a surrogate", "\xED\xA0\x80", "", "f:1:1 file-encoding"},
		{"a zero byte", "PK\x00\x03", "", "f:1:3 file-encoding"},
		{"after a line end of two bytes", "a\r\nb\xFF", "", "f:2:2 file-encoding"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := new(diag.List)
			in, ok := Text("f", []byte(c.bytes), list)
			if in.Text != c.text || complaints(list) != c.said || ok != (c.said == "") {
				t.Errorf("%q, complaints %s\nwanted %q, %s", in.Text, complaints(list), c.text, c.said)
			}
		})
	}
}

func TestClassify(t *testing.T) {
	for name, want := range map[string]Sort{
		"content/articles/2021/a.md":          Article,
		"content/articles/a.txt":              Article,
		"content/articles/a.annotations.md":   Annotations,
		"content/articles/a.b.annotations.md": Annotations,
		"content/briefings/2021-12-03.md":     Briefing,
		"content/entities/nato.md":            Entity,
		"content/stories/call.md":             Story,
		"content/pages/manual/index.md":       Page,
		"content/sources/all.json":            Sources,
		"content/sources/deep/all.yml":        Sources,
		"content/articles/map.PNG":            Media,
		"content/pages/data.json":             Media,
	} {
		if got, hint := classify(name); got != want || hint != "" {
			t.Errorf("%s is %d, %s", name, got, hint)
		}
	}
	for _, name := range []string{
		"content/a.md", "content/notes/a.md", "content/articles/a.html", "content/articles/run.js",
		"content/briefings/a.txt", "content/sources/a.md", "content/articles",
	} {
		if _, hint := classify(name); hint == "" {
			t.Errorf("%s is taken for something", name)
		}
	}
}

// TestContent lists a folder with what editors, systems and mischief leave in
// one. It must not hang.
func TestContent(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.md")
	write := func(name, text string) { put(t, "", name, text) }
	in := func(name string) string { return filepath.Join(dir, "content", "articles", name) }
	write(outside, "secret")
	for _, name := range []string{"a.md", "A.md", "b.md", ".hidden.md", "b.md~", "#b.md#", ".b.md.swp", "4913", "caf\u00e9.md", "cafe\u0301.md"} {
		write(in(name), name)
	}
	for from, to := range map[string]string{
		"inside.md": "b.md", "outside.md": outside, "loop": "..", "nowhere.md": "nothing.md", "self.md": "self.md",
	} {
		if err := os.Symlink(to, in(from)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	if err := syscall.Mkfifo(in("pipe.md"), 0o666); err != nil {
		t.Skip("no pipes here:", err)
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	list := new(diag.List)
	entries := folder.List().Entries(list)
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimPrefix(e.Path, "content/articles/"))
	}
	if got, want := strings.Join(names, " "), "A.md a.md b.md cafe\u0301.md caf\u00e9.md inside.md"; got != want {
		t.Errorf("the entries are %s\nwanted          %s", got, want)
	}
	want := strings.ReplaceAll("@a.md:0:0 file-case, @caf\u00e9.md:0:0 file-case, @loop:0:0 file-link, @nowhere.md:0:0 file-link, "+
		"@outside.md:0:0 file-link, @pipe.md:0:0 file-special, @self.md:0:0 file-link", "@", "content/articles/")
	if got := complaints(list); got != want {
		t.Errorf("complaints %s\nwanted     %s", got, want)
	}
	if _, ok := folder.Read("content/articles/outside.md", new(diag.List)); ok {
		t.Error("a link led out of the site")
	}
	if _, ok := folder.Read("content/articles/pipe.md", new(diag.List)); ok {
		t.Error("a pipe was read")
	}
}

// put writes a file, and the folders that it stands in.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
