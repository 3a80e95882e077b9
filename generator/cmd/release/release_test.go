package main

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

func TestBill(t *testing.T) {
	program := func(modules ...*debug.Module) *buildinfo.BuildInfo {
		return &buildinfo.BuildInfo{GoVersion: "go1.26.1", Main: debug.Module{Path: "gloss"}, Deps: modules}
	}
	a, b, c := &debug.Module{Path: "a.example/a", Version: "v1.2.0", Sum: "h1:x="}, &debug.Module{Path: "b.example/b/v2", Version: "v2.0.1"}, &debug.Module{Path: "c.example/c", Version: "v0.1.0"}
	const graph = "gloss a.example/a@v1.2.0\ngloss go@1.26.0\na.example/a@v1.2.0 b.example/b/v2@v2.0.0\na.example/a@v1.1.0 c.example/c@v0.1.0\nb.example/b/v2@v2.0.1 test.example/t@v1.0.0\n"
	text, err := billOf("v1.0.0", []*buildinfo.BuildInfo{program(a, b), program(b, c)}, graph)
	if err != nil {
		t.Fatal(err)
	}
	var got bill
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range got.Components {
		lines = append(lines, c.PURL)
	}
	for _, d := range got.Dependencies {
		lines = append(lines, d.Ref+": "+strings.Join(d.DependsOn, " "))
	}
	want := []string{
		"pkg:golang/a.example/a@v1.2.0", "pkg:golang/b.example/b/v2@v2.0.1", "pkg:golang/c.example/c@v0.1.0", "pkg:golang/stdlib@1.26.1",
		"pkg:golang/a.example/a@v1.2.0: pkg:golang/b.example/b/v2@v2.0.1 pkg:golang/stdlib@1.26.1",
		"pkg:golang/b.example/b/v2@v2.0.1: pkg:golang/stdlib@1.26.1",
		"pkg:golang/c.example/c@v0.1.0: pkg:golang/stdlib@1.26.1",
		"pkg:golang/gloss@v1.0.0: pkg:golang/a.example/a@v1.2.0 pkg:golang/stdlib@1.26.1",
		"pkg:golang/stdlib@1.26.1: ",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if again, _ := billOf("v1.0.0", []*buildinfo.BuildInfo{program(b, c), program(a, b)}, graph); string(again) != string(text) {
		t.Error("the bill depends on the order of the programs")
	}
	replaced := &debug.Module{Path: "d.example/d", Replace: &debug.Module{Path: "../d"}}
	if _, err := billOf("v1.0.0", []*buildinfo.BuildInfo{program(replaced)}, graph); err == nil {
		t.Error("a module that is replaced is taken in")
	}
}

// A release is the same in every byte when it is made again.
func TestReleaseIsReproducible(t *testing.T) {
	if os.Getenv("GLOSS_RELEASE") == "" {
		t.Skip("GLOSS_RELEASE is not set: everything is compiled anew, which takes minutes; .ci/run does so too")
	}
	dir := t.TempDir()
	for _, name := range []string{"one", "two"} {
		if err := release(filepath.Join(dir, name), "v1.2.3", []string{runtime.GOOS + "/" + runtime.GOARCH}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(filepath.Join(dir, "one"))
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		one, err := os.ReadFile(filepath.Join(dir, "one", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(filepath.Join(dir, "two", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if string(one) != string(two) {
			t.Errorf("%s differs", f.Name())
		}
		if strings.Contains(string(one), dir) {
			t.Errorf("%s names the folder that it was made in", f.Name())
		}
	}
	if err := release(filepath.Join(dir, "one"), "v1.2.3", nil); err == nil {
		t.Error("a release is written over another")
	}
}
