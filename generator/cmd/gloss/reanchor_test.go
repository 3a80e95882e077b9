package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// moved makes a site of an article and two notes on it, one moved and one
// ambiguous, and returns its folder and the file of the notes.
func moved(t *testing.T) (dir, notes string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"config.toml": "title = \"Test\"\n",
		"content/articles/2021-12-03-a.md": "---\ntitle: A\n---\n\nThe border is long; the border is old. " +
			"The delegations will meet twice more before the winter.\n",
		"content/articles/2021-12-03-a.annotations.md": "## context\n\n> border\n\nWhich?\n\n" +
			"## update\n\n> The delegations will meet again before the winter\n\nWhen?\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, filepath.Join(dir, "content/articles/2021-12-03-a.annotations.md")
}

// On a terminal each quote is asked for, with the numbers of its places where
// there are several, until q; what was chosen is written, and nothing else.
func TestReanchorAsks(t *testing.T) {
	tests := []struct {
		answers    string
		border     string
		delegation string
	}{
		{"2\ny\n", "> the ==border== is", "> The delegations will meet twice more before the winter"},
		{"1\nn\n", "> The ==border== is", "> The delegations will meet again before the winter"},
		{"3\nx\nn\ny\n", "> border", "> The delegations will meet twice more before the winter"},
		{"q\n", "> border", "> The delegations will meet again before the winter"},
		{"", "> border", "> The delegations will meet again before the winter"},
	}
	for _, test := range tests {
		dir, notes := moved(t)
		var stdout, stderr bytes.Buffer
		p := &program{
			dir: dir, stdin: strings.NewReader(test.answers), stdout: &sticky{w: &stdout}, stderr: &stderr,
			live: true, inked: true, now: time.Now,
		}
		if code := p.run(t.Context(), []string{"reanchor", "--write"}); code != exitDone {
			t.Fatalf("%q: exit code %d\n%s", test.answers, code, stderr.String())
		}
		text, err := os.ReadFile(notes)
		if err != nil {
			t.Fatal(err)
		}
		if want := "## context\n\n" + test.border + "\n\nWhich?\n\n## update\n\n" + test.delegation + "\n\nWhen?\n"; string(text) != want {
			t.Errorf("%q: %s\nwant %s", test.answers, text, want)
		}
		if info, err := os.Stat(notes); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file's permissions are %v", info.Mode())
		}
		if test.answers != "" && test.answers != "q\n" && !strings.Contains(stdout.String(), "\x1b[31;9magain\x1b[0m\x1b[32mtwice more\x1b[0m") {
			t.Errorf("%q: no colours in %q", test.answers, stdout.String())
		}
	}
}
