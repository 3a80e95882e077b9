package browsertest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "take the picture in the README anew")

// TestPictureForTheReadme takes the picture of an article that the README
// shows. It is not compared: letters look different on every machine.
func TestPictureForTheReadme(t *testing.T) {
	file := filepath.Join("..", "doc", "article.png")
	if *update {
		_, base := demonstration(t)
		b := openTab(t, base)
		b.prefer("prefers-reduced-motion", "reduce")
		b.size(1200, 940)
		b.visit("/2021/12/03/before-the-call/")
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.picture(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err, "; take it: go test ./generator/browsertest -run Readme -update")
	}
	if info.Size() > 200<<10 {
		t.Errorf("the picture has %d KB, more than 200", info.Size()>>10)
	}
}
