package write

import (
	"bytes"
	"path/filepath"
	"testing"

	"gloss/generator/internal/diag"
)

func TestSecondBuildIntoTheSameFolderIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	link(t, "public", dir, "alias")
	nested := func(b *bytes.Buffer) error {
		for _, name := range []string{out, filepath.Join(dir, "alias")} {
			_, found, err := Folder(t.Context(), t.TempDir(), name, nil, monday.outputs())
			if err != nil || len(found) != 1 || found[0].Code != diag.OutputBusy {
				t.Errorf("second build: %v %v", found, err)
			}
		}
		return nil
	}
	if _, found, err := Folder(t.Context(), t.TempDir(), out, nil, []Output{{Path: "index.html", Content: nested}}); err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	same(t, "the first build", tree(t, out), clean(t, site{"index.html": ""}))
	build(t, out, monday)
}
