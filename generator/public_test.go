package generator_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"gloss/generator"
	"gloss/generator/htmltest"
	"gloss/generator/internal/diag"
)

// TestPublic builds this repository's own site in memory and compares it, byte
// for byte, with public/, which is both the published demonstration and the
// golden output that reviewers read.
func TestPublic(t *testing.T) {
	site, err := generator.Load(context.Background(), "..", generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	for _, d := range site.Diagnostics {
		t.Errorf("%s:%d:%d: %s[%s]: %s", d.File, d.Line, d.Column, d.Severity, d.Code, d.Message)
	}
	public := filepath.Join("..", "public")
	htmltest.Golden(t, public, site)
	if t.Failed() || htmltest.Update() {
		return
	}
	// What reads the same is to be the same, too: the folder is published.
	for _, name := range site.Files() {
		got, err := site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			at := firstDifference(got, want)
			t.Fatalf("public/%s is written another way, first in line %d:\n  is:  %s\n  was: %s\nif the change is meant, run: go test ./generator -run TestPublic -update",
				name, at, line(got, at), line(want, at))
		}
	}
}

// firstDifference returns the first line, from 1, in which two texts differ.
func firstDifference(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return 1 + bytes.Count(a[:n], []byte("\n"))
}

func line(text []byte, number int) []byte {
	lines := bytes.Split(text, []byte("\n"))
	if number > len(lines) {
		return []byte("(the end)")
	}
	return lines[number-1]
}

// TestSameInputSameBytes renders the site again and again, on one processor
// and on several, and expects the same bytes.
func TestSameInputSameBytes(t *testing.T) {
	first := renderAll(t, "..")
	for _, procs := range []int{1, 8} {
		withProcs(t, procs, func() {
			for address, content := range renderAll(t, "..") {
				if !bytes.Equal(content, first[address]) {
					t.Errorf("with %d processors %s differs", procs, address)
				}
			}
		})
	}
}

func renderAll(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	site, err := generator.Load(context.Background(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	if errors, _ := diag.Count(site.Diagnostics); errors > 0 {
		t.Fatal(site.Diagnostics)
	}
	pages := map[string][]byte{}
	for _, page := range site.Pages {
		content, err := site.Render(page)
		if err != nil {
			t.Fatalf("%s: %v", page.Address, err)
		}
		pages[page.Address] = content
	}
	return pages
}
