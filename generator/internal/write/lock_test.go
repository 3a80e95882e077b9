package write

import (
	"bytes"
	"os"
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

func TestFolderThatWasTakenAwayMeanwhileIsNoticed(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	opened, err := openTarget(out)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.close()
	if !opened.stands(out) {
		t.Error("the folder stands")
	}
	if err := os.Rename(out, out+"-old"); err != nil {
		t.Skip("a folder that is open cannot be moved here:", err)
	}
	if opened.stands(out) {
		t.Error("the folder is gone")
	}
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if opened.stands(out) {
		t.Error("it is another folder")
	}
}
