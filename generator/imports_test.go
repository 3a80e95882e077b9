package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The table of imports: which of our rooms each room may enter. Who is not
// named may enter none. The nouns and the diagnostics are open to all; stages
// know them and the adapters that wrap one library, and never each other.
var mayImport = map[string][]string{
	"layouts": {},

	"generator/brief":         {},
	"generator/internal/diag": {},

	// Adapters: one library or one algorithm behind one door.
	"generator/internal/asset":     {},
	"generator/internal/bibtex":    {"generator/brief", "generator/internal/diag", "generator/internal/fold", "generator/internal/tree"},
	"generator/internal/csl":       {"generator/brief"},
	"generator/internal/disk":      {"generator/internal/parallel"},
	"generator/internal/ris":       {"generator/brief", "generator/internal/diag", "generator/internal/tree"},
	"generator/internal/fold":      {},
	"generator/internal/fromhtml":  {"generator/brief", "generator/internal/markdown", "generator/internal/markup"},
	"generator/internal/highlight": nouns,
	"generator/internal/hosting":   {"generator/brief", "generator/internal/diag", "generator/internal/markup"},
	"generator/internal/jsontext":  {},
	"generator/internal/markdown":  {},
	"generator/internal/markup":    {},
	"generator/internal/parallel":  {},
	"generator/internal/mention":   {"generator/brief", "generator/internal/fold"},
	"generator/internal/picture":   {},
	"generator/internal/search":    {"generator/internal/fold"},
	"generator/internal/stamp":     {},
	"generator/internal/tree":      nouns,
	"generator/internal/wording":   {},

	// Stages.
	"generator/internal/config":   stage,
	"generator/internal/exchange": stage,
	"generator/internal/load":     stage,
	"generator/internal/parse":    stage,
	"generator/internal/anchor":   stage,
	"generator/internal/cite":     stage,
	"generator/internal/link":     stage,
	"generator/internal/render":   stage,
	"generator/internal/write":    stage,

	// Guests. They know the nouns and the adapters, and no stage: check and diff
	// are given pages by address, and sides finds what is to be compared.
	"generator/internal/scaffold": {"generator/brief"},
	"generator/internal/reanchor": {"generator/brief", "generator/internal/diag", "generator/internal/fold", "generator/internal/tree", "generator/internal/wording"},
	"generator/internal/serve":    {"generator", "generator/brief", "generator/internal/diag", "generator/internal/hosting"},
	"generator/internal/watch":    {},
	"generator/internal/check":    stage,
	"generator/internal/diff":     {"generator/internal/markup", "generator/internal/parallel"},
	"generator/internal/sides":    {"generator/internal/markup"},

	"generator/internal/publish":   nouns,
	"generator/internal/bucket":    {"generator/brief", "generator/internal/diag", "generator/internal/publish"},
	"generator/internal/gitbranch": {"generator/internal/diag", "generator/internal/publish"},
	"generator/internal/sftpstore": {"generator/internal/diag", "generator/internal/publish"},
	"generator/internal/webroot":   {"generator/internal/diag", "generator/internal/disk", "generator/internal/publish"},

	// For tests of stores: one in memory, and what all of them promise.
	"generator/internal/publish/publishtest": {"generator/internal/publish"},

	// Servers for tests: the real thing, or what comes nearest to it.
	"generator/internal/bucket/cloudtest":   {"generator/internal/servertest"},
	"generator/internal/bucket/s3test":      {"generator/internal/servertest"},
	"generator/internal/sftpstore/sshdtest": {"generator/internal/servertest"},
	"generator/internal/servertest":         {},

	// For tests of sites: what gloss diff does, for Go.
	"generator/htmltest": {"generator", "generator/internal/diff", "generator/internal/markup", "generator/internal/sides"},

	// The flow, and the command that runs it.
	"generator":           {"*"},
	"generator/cmd/gloss": {"*"},

	// To measure with: made-up sites, and the program that builds them.
	"generator/internal/corpus": {},
	"generator/cmd/bench":       {"generator/internal/corpus"},

	// Makes releases of the command, from the outside.
	"generator/cmd/release": {},
}

var (
	nouns    = []string{"generator/brief", "generator/internal/diag"}
	adapters = []string{
		"generator/internal/asset", "generator/internal/bibtex", "generator/internal/csl", "generator/internal/disk", "generator/internal/fold", "generator/internal/fromhtml", "generator/internal/highlight", "generator/internal/hosting",
		"generator/internal/jsontext", "generator/internal/markdown", "generator/internal/markup", "generator/internal/mention", "generator/internal/parallel", "generator/internal/ris", "generator/internal/search",
		"generator/internal/tree", "generator/internal/wording",
	}
	stage = slices.Concat(nouns, adapters)
)

// The rooms through which the libraries enter. Tests may use others, anywhere.
var entersIn = map[string]string{
	"cloud.google.com/go/storage":        "generator/internal/bucket",
	"github.com/Azure/azure-sdk-for-go":  "generator/internal/bucket",
	"github.com/aws/aws-sdk-go-v2":       "generator/internal/bucket",
	"github.com/aws/smithy-go":           "generator/internal/bucket",
	"gocloud.dev":                        "generator/internal/bucket",
	"golang.org/x/oauth2":                "generator/internal/bucket",
	"google.golang.org/api":              "generator/internal/bucket",
	"github.com/alecthomas/chroma/v2":    "generator/internal/highlight",
	"github.com/andybalholm/cascadia":    "generator/internal/markup",
	"github.com/andybalholm/brotli":      "generator/internal/hosting",
	"github.com/aymanbagabas/go-udiff":   "generator/internal/diff",
	"github.com/bmatcuk/doublestar/v4":   "generator/internal/hosting",
	"github.com/cespare/xxhash/v2":       "generator/internal/disk",
	"github.com/dlclark/regexp2/v2":      "generator/internal/highlight",
	"github.com/fsnotify/fsnotify":       "generator/internal/watch",
	"github.com/mattn/go-isatty":         "generator/cmd/gloss",
	"github.com/microcosm-cc/bluemonday": "generator/internal/fromhtml",
	"github.com/pelletier/go-toml/v2":    "generator/internal/tree",
	"github.com/pkg/sftp":                "generator/internal/sftpstore",
	"github.com/spf13/cobra":             "generator/cmd/gloss",
	"github.com/spf13/pflag":             "generator/cmd/gloss",
	"github.com/tdewolff/minify/v2":      "generator/internal/asset",
	"github.com/yuin/goldmark":           "generator/internal/parse",
	"go.yaml.in/yaml/v4":                 "generator/internal/tree",
	"golang.org/x/crypto/ssh":            "generator/internal/sftpstore",
	"golang.org/x/net/html":              "generator/internal/markup",
	"golang.org/x/sys":                   "generator/internal/disk",
	"golang.org/x/text/unicode/norm":     "generator/internal/fold",
}

func TestImports(t *testing.T) {
	rooms := imports(t, "..")
	for room, imported := range rooms {
		allowed, known := mayImport[room]
		if !known {
			t.Errorf("%s is not in the table of imports", room)
		}
		for _, other := range imported {
			ours, inside := strings.CutPrefix(other, "gloss/")
			switch {
			case inside && ours == "generator/cmd/gloss":
				t.Errorf("%s imports the command", room)
			case inside && known && !slices.Contains(allowed, "*") && !slices.Contains(allowed, ours):
				t.Errorf("%s imports %s, which the table of imports does not allow", room, ours)
			}
		}
	}
	for room := range mayImport {
		if _, there := rooms[room]; !there {
			t.Errorf("the table of imports names %s, which is not there", room)
		}
	}
}

func TestEachLibraryEntersThroughOneRoom(t *testing.T) {
	entered := map[string]bool{}
	for room, imported := range imports(t, "..") {
		for _, other := range imported {
			library := libraryOf(other)
			if library == "" {
				continue
			}
			entered[library] = true
			if want := entersIn[library]; want == "" {
				t.Errorf("%s imports %s, which has no room of its own", room, other)
			} else if want != room {
				t.Errorf("%s imports %s, which enters in %s", room, other, want)
			}
		}
	}
	for _, library := range slices.Sorted(maps.Keys(entersIn)) {
		if !entered[library] {
			t.Errorf("%s is said to enter in %s, and does not", library, entersIn[library])
		}
	}
}

// libraryOf returns the key of entersIn that an import path belongs to: the
// path itself for what no key fits, and nothing for the standard library and
// for us.
func libraryOf(imported string) string {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return ""
	}
	for library := range entersIn {
		if imported == library || strings.HasPrefix(imported, library+"/") {
			return library
		}
	}
	return imported
}

// imports returns what the packages below a folder import, apart from their
// tests. Files of every system count.
func imports(t *testing.T, dir string) map[string][]string {
	t.Helper()
	rooms := map[string][]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && name != dir && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules" || base == "public") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, filepath.Dir(name))
		if err != nil {
			return err
		}
		room := filepath.ToSlash(rel)
		if _, seen := rooms[room]; !seen {
			rooms[room] = nil
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !slices.Contains(rooms[room], imported) {
				rooms[room] = append(rooms[room], imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rooms
}
