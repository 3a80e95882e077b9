package parse

import (
	"io/fs"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// FuzzFormerAddress gives anything for an alias: what is taken can be the
// address of a page, and what is not is complained of.
func FuzzFormerAddress(f *testing.F) {
	for _, seed := range []string{"/news/1/", "/old.html", "/a/index.html", "/%2e%2e/", "/a//b/", "//host/a/", "/a\\b/", "/é/", "/a%00/", "/", "", "/.well-known/", "/a%2fb/", "/index.html/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := new(diag.List)
		m := &matter{Reader: tree.NewReader(&tree.Node{}, "front matter", matterCodes, list), list: list}
		taken := m.formerAddress(nil, brief.Name{Text: text})
		if len(taken)+len(list.All()) != 1 {
			t.Fatalf("%q: %v, %v", text, taken, list.All())
		}
		if len(taken) == 0 {
			return
		}
		address := taken[0].Text
		file := strings.TrimPrefix(address, "/")
		if strings.HasSuffix(address, "/") {
			file += "index.html"
		}
		if !strings.HasPrefix(address, "/") || address == "/" || !fs.ValidPath(file) || !strings.HasSuffix(file, ".html") {
			t.Errorf("%q is taken for the address %q", text, address)
		}
	})
}
