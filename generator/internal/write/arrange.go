package write

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"gloss/generator/internal/diag"
)

// arrange returns the outputs in the order of their paths. It refuses paths
// that cannot stand beside each other: the same twice, also where case does
// not count, as on macOS and Windows, and a file where another output needs a
// folder. A path that no output may have is an error.
func arrange(outputs []Output) ([]Output, error) {
	sorted := slices.Clone(outputs)
	slices.SortFunc(sorted, func(a, b Output) int { return cmp.Compare(a.Path, b.Path) })

	byFold := make(map[string]string, len(sorted))
	var taken []complaint
	complain := func(file, other, how string) {
		taken = append(taken, complaint{
			code: diag.AddressTaken, file: file,
			message: fmt.Sprintf("%s %s %s", file, how, other),
			hint:    "give one of the two another slug or name",
		})
	}
	for _, o := range sorted {
		if !allowed(o.Path) {
			return nil, fmt.Errorf("%q cannot be the path of a file in the output folder", o.Path)
		}
		key := fold(o.Path)
		switch other, found := byFold[key]; {
		case found && other == o.Path:
			complain(o.Path, other, "is written twice: there is already")
		case found:
			complain(o.Path, other, "differs only in case from")
		default:
			byFold[key] = o.Path
		}
	}
	for _, o := range sorted {
		for dir := path.Dir(fold(o.Path)); dir != "."; dir = path.Dir(dir) {
			if other, found := byFold[dir]; found {
				complain(o.Path, other, "needs a folder where there is the file")
			}
		}
	}
	if len(taken) > 0 {
		return nil, &refusal{taken}
	}
	return sorted, nil
}

// allowed reports whether a name can be that of an output: slash-separated,
// within the folder, printable on a line, not one of the room's own, and
// nothing of a repository's.
func allowed(name string) bool {
	if !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) {
		return false
	}
	if strings.ContainsRune(name, '\\') || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	if strings.HasPrefix(fold(name), fold(".gloss-")) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") {
			return false
		}
	}
	return true
}

// fold returns a name with letters that differ only in case made the same, by
// simple case folding (Unicode, CaseFolding.txt).
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, name)
}

// rank orders the placing of files for somebody who reads the site meanwhile:
// what pages need comes before the pages, and what leads to new pages comes
// after them.
func rank(name string) int {
	switch base := path.Base(name); {
	case name == "index.html", base == "feed.xml", base == "feed.json", base == "sitemap.xml":
		return 3
	}
	switch path.Ext(name) {
	case ".html":
		return 2
	case ".css", ".js", ".mjs", ".woff", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico":
		return 0
	}
	return 1
}
