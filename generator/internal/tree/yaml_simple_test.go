package tree

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gloss/generator/internal/diag"
)

// simpleSeeds are texts that have only simple forms, or nearly so.
var simpleSeeds = []string{
	"", "# nothing\n", "title: A title\ndate: 2021-12-03\n", "title: \"A: b\"\ntopics: [One, 'Two, three', Étude, x]\n",
	"events:\n  - date: 2021-12-03\n    text: 'x'\n    sources: [a, b]\n  - date: 2021\n", "a:\n- b\n- c: 1\n  d: 2\ne: f\n",
	"a:\n  b:\n    c: d\n  e: f\n", "a: []\nb: null\nc:\nd: x\n", "- a\n- b: c\n", "a: b c\n  d\n", "a: b #c\n", "a: b: c\n", "a:b\n",
	"a: 1\n  # c\nb: 2\n", "references:\n  - id: x\n    author:\n      - family: A\n        given: B\n    issued: \"2021-12-03\"\n",
	"a: [b, ]\n", "a: [b,, c]\n", "a: ['b'c]\n", "a: 'b'c\n", "a: \"b\\n\"\n", "a: b\n- c\n", "-  a: b\n   c: d\n", "---\na: b\n", "a: b\n...\n",
	"a:\n   - b\n  - c\n", "a: x\na: y\n", "  a: b\n  c: d\n", "a: x'y\"z\n", "null: null\n", "a: Null\n", "é: 1\n", "a: [é ü, 日本, b]\n", "a: b \n",
	"a : b\n", "a: [\"x\" , 'y' ]\n", "- \n- a\n", "a:\n\n  b: c\n\n", "a: 1,2\n", "a: b]c\n", "a: ''\n", "a: [b: c]\n", "x:\n- a: b\n-c: d\n", "a: [x]y]\n",
}

// sameAsTheLibrary fails when the reader of simple forms reads a text and does
// not read what the library reads.
func sameAsTheLibrary(t *testing.T, text string) {
	t.Helper()
	at := diag.Pos{File: "x.yaml", Line: 3, Column: 1}
	got, ok := simpleYAML(text, at)
	if !ok {
		return
	}
	var list diag.List
	y := yamlReader{complaints{codes, &list}, at, diag.Pos{Line: 1 << 30}, new(int)}
	document, problem := y.parse(text, 0)
	if problem != nil {
		t.Fatalf("%q: the library complains: %s", text, problem.message)
	}
	want := y.node(document, 0)
	if document == nil {
		want.Pos = at
	}
	if d := cmp.Diff(shown(want), shown(got)); d != "" || len(list.All()) > 0 {
		t.Fatalf("%q: %s\n%s", text, complained(&list), d)
	}
}

func TestSimpleFormsReadAsTheLibraryReadsThem(t *testing.T) {
	for _, text := range simpleSeeds {
		sameAsTheLibrary(t, text)
	}
	for _, text := range simpleSeeds[:8] {
		if _, ok := simpleYAML(text, diag.Pos{Line: 1}); !ok {
			t.Errorf("%q is left to the library", text)
		}
	}
}

func FuzzSimpleYAML(f *testing.F) {
	for _, text := range simpleSeeds {
		f.Add(text)
	}
	f.Fuzz(sameAsTheLibrary)
}
