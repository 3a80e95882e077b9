//go:build unix

package webroot

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Who publishes may keep all to himself; a web server still has to read it.
func TestWebServerCanReadWhatIsPublished(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for mode, want := range map[fs.FileMode]struct{ folder, file fs.FileMode }{
		0:     {0o755, 0o644}, // there is no root yet
		0o755: {0o755, 0o644},
		0o775: {0o775, 0o664}, // a group of people who publish
	} {
		root := filepath.Join(t.TempDir(), "www")
		if mode != 0 {
			must(t, os.Mkdir(root, mode))
			must(t, os.Chmod(root, mode))
		}
		publishTo(t, root, monday)
		publishTo(t, root, tuesday)
		for name, want := range map[string]fs.FileMode{
			"": want.folder, "2021": want.folder, "2021/12/06/talk": want.folder,
			"index.html": want.file, "2021/12/06/index.html": want.file,
		} {
			if got := stat(t, filepath.Join(root, name)).Mode().Perm(); got != want {
				t.Errorf("in a root of the mode %o %q has %o, want %o", mode, name, got, want)
			}
		}
	}
}
