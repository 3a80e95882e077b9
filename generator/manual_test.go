package generator_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"gloss/generator"
)

// An example in the manual is a fenced block of the language txtar: a whole
// small site as an archive. Three things in it are for this test as much as
// for the reader:
//
//   - an archive without config.toml has the one below, as the manual says;
//   - a file "expect" holds the diagnostics, each a line of file:line:column
//     code; without it the site is built without a word;
//   - a file "expect/ADDRESS" names an output file, and each line of it is to
//     be found there.
const usualConfig = `title = "The Example Briefing"

[annotators.mk]
name = "M. K."
`

// withoutExamples are the pages of the manual in which there is no site to
// build: a map, what commands say, which the scripts in testdata hold, and the
// preview, and how fast all of it is.
var withoutExamples = []string{"check.md", "command.md", "diagnostics.md", "diff.md", "index.md", "preview.md", "speed.md"}

func TestManualExamples(t *testing.T) {
	for name, text := range manual(t) {
		t.Run(strings.TrimSuffix(name, ".md"), func(t *testing.T) {
			examples := fenced(text, "txtar")
			switch listed := slices.Contains(withoutExamples, name); {
			case len(examples) == 0 && !listed:
				t.Errorf("%s has no example; if there is nothing to build in it, say so in withoutExamples", name)
			case len(examples) > 0 && listed:
				t.Errorf("%s has examples; take it out of withoutExamples", name)
			}
			for _, e := range examples {
				t.Run(fmt.Sprint("line", e.line), func(t *testing.T) { buildExample(t, e.text) })
			}
		})
	}
}

// buildExample builds the site in an archive and compares what comes of it.
func buildExample(t *testing.T, text string) {
	dir, public := t.TempDir(), filepath.Join(t.TempDir(), "public")
	files := map[string]string{"config.toml": usualConfig}
	for _, f := range txtar.Parse([]byte(text)).Files {
		files[f.Name] = string(f.Data)
	}
	for name, content := range files {
		if name == "expect" || strings.HasPrefix(name, "expect/") {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		writeFile(t, file, content)
	}

	site, err := generator.Load(context.Background(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	result, err := site.Write(context.Background(), public)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, d := range slices.Concat(site.Diagnostics, result.Diagnostics) {
		at := d.Printed()
		fmt.Fprintf(&said, "%s:%d:%d %s\n", at.File, at.Line, at.Column, d.Code)
	}
	if diff := cmp.Diff(files["expect"], said.String()); diff != "" {
		t.Errorf("diagnostics, - as the manual says, + as they are:\n%s", diff)
	}
	for name, lines := range files {
		output, ok := strings.CutPrefix(name, "expect/")
		if !ok {
			continue
		}
		content, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(output)))
		if err != nil {
			t.Error(err)
		}
		for line := range strings.Lines(lines) {
			if line = strings.TrimSpace(line); !strings.Contains(string(content), line) {
				t.Errorf("%s does not hold %s\n%s", output, line, content)
			}
		}
	}
}

// TestManualNamesEverything looks for every word that an author can write, as
// the program has it, between backquotes or in a block of code of the manual.
func TestManualNamesEverything(t *testing.T) {
	text := ""
	for _, page := range manual(t) {
		text += page
	}
	code := strings.Join(regexp.MustCompile("(?s)\n(```+).*?\n```+\n|`[^`\n]+`").FindAllString(text, -1), "\n")
	for what, words := range map[string][]string{
		"key of config.toml":         keysAsked(t, "internal/config/*.go"),
		"key of front matter":        keysAsked(t, "internal/parse/matter_*.go"),
		"type of entity":             listed(t, "internal/parse/matter_entity.go", "entityTypes"),
		"attribute of an annotation": listed(t, "internal/parse/annotations.go", "attributeNames"),
		"word of url-status":         listed(t, "internal/parse/sources_csl.go", "urlStatuses"),
		"underline":                  listed(t, "internal/config/kinds.go", "underlines"),
		"motivation":                 listed(t, "internal/config/kinds.go", "motivations"),
		"field of a source":          cases(t, "internal/parse/sources.go", "field"),
		"function of layouts":        keyed(t, "internal/render/functions.go", "functions"),
		"command or flag":            commandsAndFlags(t),
	} {
		if len(words) == 0 {
			t.Errorf("no %s was found in the program", what)
		}
		for _, word := range words {
			if !regexp.MustCompile(`(^|[^\w-])` + regexp.QuoteMeta(word) + `($|[^\w-])`).MatchString(code) {
				t.Errorf("the manual does not name the %s %s", what, word)
			}
		}
	}
}

// manual returns the texts of the manual's pages by the names of their files.
func manual(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../content/pages/manual/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("there is no manual: %v", err)
	}
	pages := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages[filepath.Base(name)] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	return pages
}

// example is a fenced block and the line in which it begins.
type example struct {
	line int
	text string
}

// fenced returns the fenced blocks of a language.
func fenced(text, language string) []example {
	var found []example
	fence, inside := "", false
	for i, line := range strings.SplitAfter(text, "\n") {
		bare := strings.TrimRight(line, "\n")
		marks := bare[:len(bare)-len(strings.TrimLeft(bare, "`"))]
		switch {
		case fence == "" && len(marks) >= 3:
			fence = marks
			if inside = bare[len(marks):] == language; inside {
				found = append(found, example{line: i + 1})
			}
		case fence != "" && bare == fence:
			fence, inside = "", false
		case inside:
			found[len(found)-1].text += line
		}
	}
	return found
}

// keysAsked returns the words that readers ask for in some files of the
// program: m.String("title") asks for title.
func keysAsked(t *testing.T, pattern string) []string {
	t.Helper()
	names, _ := filepath.Glob(pattern)
	var keys []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file := parseGo(t, name)
		packages := []string{}
		for _, spec := range file.Imports {
			packages = append(packages, filepath.Base(literal(spec.Path)))
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if on, ok := method.X.(*ast.Ident); !ok || slices.Contains(packages, on.Name) {
				return true
			}
			for _, argument := range call.Args {
				if word := literal(argument); regexp.MustCompile(`^[a-z_]+$`).MatchString(word) {
					keys = append(keys, word)
				}
			}
			return true
		})
	}
	return keys
}

// listed returns the strings in a variable.
func listed(t *testing.T, name, variable string) []string {
	t.Helper()
	var words []string
	ast.Inspect(parseGo(t, name), func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != variable {
			return true
		}
		for _, value := range spec.Values {
			for _, element := range value.(*ast.CompositeLit).Elts {
				words = append(words, literal(element))
			}
		}
		return false
	})
	return words
}

// cases returns the strings of the cases in a function, and keyed those that
// are keys.
func cases(t *testing.T, name, function string) []string {
	return stringsIn(t, name, function, func(n ast.Node) []ast.Expr {
		if clause, ok := n.(*ast.CaseClause); ok {
			return clause.List
		}
		return nil
	})
}

func keyed(t *testing.T, name, function string) []string {
	return stringsIn(t, name, function, func(n ast.Node) []ast.Expr {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			return []ast.Expr{pair.Key}
		}
		return nil
	})
}

func stringsIn(t *testing.T, name, function string, choose func(ast.Node) []ast.Expr) []string {
	t.Helper()
	var words []string
	for _, d := range parseGo(t, name).Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == function {
			ast.Inspect(f, func(n ast.Node) bool {
				for _, e := range choose(n) {
					if word := literal(e); word != "" {
						words = append(words, word)
					}
				}
				return true
			})
		}
	}
	return words
}

func parseGo(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// literal returns what a string literal says, and nothing for anything else.
func literal(n ast.Node) string {
	b, ok := n.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(b.Value)
	return s
}

// commandsAndFlags asks the command for its help, and that of every command
// below it.
func commandsAndFlags(t *testing.T) []string {
	t.Helper()
	gloss := commandPath(t)
	var words []string
	var ask func(command ...string)
	ask = func(command ...string) {
		out, err := exec.Command(gloss, append([]string{"help"}, command...)...).Output()
		if err != nil {
			t.Fatal(err)
		}
		help := string(out)
		words = append(words, regexp.MustCompile(`--[a-z-]+`).FindAllString(help, -1)...)
		_, below, _ := strings.Cut(help, "\ncommands:\n")
		below, _, _ = strings.Cut(below, "\n\n")
		for line := range strings.Lines(below) {
			name := strings.Fields(line)[0]
			words = append(words, strings.Join(append(slices.Clone(command), name), " "))
			ask(append(slices.Clone(command), name)...)
		}
	}
	ask()
	slices.Sort(words)
	return slices.Compact(words)
}
