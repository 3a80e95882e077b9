package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gloss/generator/internal/publish"
)

// On a terminal deletions are asked for, with the plan in view; whoever says
// anything but yes keeps the files.
func TestPublishAsksBeforeDeleting(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(answer string) (int, string) {
		var stdout, stderr bytes.Buffer
		p := &program{
			dir: dir, stdin: strings.NewReader(answer), stdout: &sticky{w: &stdout}, stderr: &stderr,
			live: true, now: time.Now,
		}
		return p.run(t.Context(), []string{"publish", "dir:www"}), stderr.String()
	}
	write("config.toml", `title = "Test"`)
	write("content/articles/2021-12-03-march.md", "---\ntitle: A march\n---\n\nIt is about a march.\n")
	write("content/articles/2021-12-03-talks.md", "---\ntitle: Talks\n---\n\nIt is about talks.\n")
	if code, said := run(""); code != exitDone || strings.Contains(said, "Delete") {
		t.Fatalf("the first publication: %d\n%s", code, said)
	}
	if err := os.Remove(filepath.Join(dir, "content/articles/2021-12-03-talks.md")); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(dir, "www/2021/12/03/talks/index.html")
	for _, c := range []struct {
		answer string
		code   int
		stays  bool
	}{{"n\n", exitFailed, true}, {"", exitFailed, true}, {"y\n", exitDone, false}} {
		code, said := run(c.answer)
		_, err := os.Stat(page)
		if code != c.code || (err == nil) != c.stays {
			t.Errorf("the answer %q: exit code %d, the page is there: %t", c.answer, code, err == nil)
		}
		if !strings.Contains(said, "delete   2021/12/03/talks/index.html\n") || !strings.Contains(said, "Delete 2 files? [y/N] ") {
			t.Errorf("asked is %s", said)
		}
	}
}

// The bar is drawn on a terminal, now and then and at the end, and nowhere
// else.
func TestBar(t *testing.T) {
	for _, live := range []bool{false, true} {
		var out bytes.Buffer
		clock := time.Unix(0, 0)
		p := &program{stderr: &out, live: live, now: func() time.Time { return clock }}
		b := p.newBar()
		for i := range 101 {
			clock = clock.Add(20 * time.Millisecond)
			b.show(publish.Progress{Steps: i, AllSteps: 100, Bytes: int64(i) * 1000, AllBytes: 100_000})
		}
		drawn := strings.Count(out.String(), "publishing [")
		switch {
		case !live && out.Len() > 0:
			t.Errorf("drawn without a terminal: %q", out.String())
		case live && (drawn < 15 || drawn > 30):
			t.Errorf("drawn %d times in two seconds", drawn)
		case live && !strings.Contains(out.String(), "publishing [########################] 100 of 100, 100.0 kB of 100.0 kB, 49.5 kB/s"):
			t.Errorf("the end is %q", out.String()[max(0, out.Len()-120):])
		}
	}
}
