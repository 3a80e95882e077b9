package load

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"gloss/generator/internal/diag"
)

// A reader reads what the folder itself would read, with the same complaints,
// in whatever order and by however many hands.
func TestReaderReadsWhatTheFolderReads(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("content/articles/%d/%d.md", i%3, i))
		put(t, dir, names[i], fmt.Sprintf("text %d\r\n", i))
	}
	put(t, dir, "content/articles/bad.md", "a\xffb")
	put(t, dir, "outside.md", "of content, not of the site")
	names = append(names, "content/articles/bad.md", "content/articles/none.md", "content/nowhere/none.md", "content/articles/0")
	for link, to := range map[string]string{
		"content/articles/0/inside.md":  "../../../outside.md",
		"content/articles/0/outside.md": filepath.Join(t.TempDir(), "x.md"),
		"content/articles/linked":       "0",
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
		names = append(names, link)
	}
	names = append(names, "content/articles/linked/3.md")

	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	reader := folder.Reader()
	defer reader.Close()
	var hands sync.WaitGroup
	for range 4 {
		hands.Go(func() {
			for _, name := range names {
				var one, other diag.List
				want, readable := folder.Read(name, &one)
				got, _, ok := reader.Read(name, &other)
				if ok != readable || got != want || fmt.Sprint(other.All()) != fmt.Sprint(one.All()) {
					t.Errorf("%s: %v %v %v, want %v %v %v", name, got, ok, other.All(), want, readable, one.All())
				}
			}
		})
	}
	hands.Wait()
}
