//go:build unix

package write

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestPipeInAPagesPlaceIsReplaced(t *testing.T) {
	out := t.TempDir()
	build(t, out, site{"a.html": "a", "b.html": "b"})
	for _, name := range []string{"a.html", "b.html"} {
		name = filepath.Join(out, name)
		if err := syscall.Unlink(name); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(name, 0o644); err != nil {
			t.Skip("no pipes here:", err)
		}
	}
	build(t, out, site{"a.html": ""}) // would wait for somebody to write, if it read the pipe
	same(t, "the site", tree(t, out), clean(t, site{"a.html": ""}))
}
