package tree

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gloss/generator/internal/diag"
)

var codes = Codes{Syntax: diag.SourceSyntax, Key: diag.ConfigKey, Value: diag.ConfigValue}

// shown returns a tree in one line, with the place of each key and value.
func shown(n *Node) string {
	at := fmt.Sprintf("%d:%d", n.Pos.Line, n.Pos.Column)
	switch n.Kind {
	case Scalar:
		if n.Plain {
			return fmt.Sprintf("%s@%s", n.Text, at)
		}
		return fmt.Sprintf("%q@%s", n.Text, at)
	case Sequence:
		var items []string
		for _, item := range n.Items {
			items = append(items, shown(item))
		}
		return "[" + strings.Join(items, " ") + "]@" + at
	case Mapping:
		var fields []string
		for _, f := range n.Fields {
			fields = append(fields, fmt.Sprintf("%s@%d:%d=%s", f.Key, f.Pos.Line, f.Pos.Column, shown(f.Value)))
		}
		return "{" + strings.Join(fields, " ") + "}@" + at
	}
	return "null@" + at
}

// complained returns complaints as "line:column code: message", one a line.
func complained(list *diag.List) string {
	var lines []string
	for _, d := range diag.Sorted(list.All()) {
		lines = append(lines, fmt.Sprintf("%d:%d %s: %s", d.Line, d.Column, d.Code, d.Message))
	}
	return strings.Join(lines, "\n")
}

// reading is a text, the tree that is read from it, and the complaints.
type reading struct {
	name, text, tree, complaints string
}

func check(t *testing.T, read func(string, diag.Pos, Codes, *diag.List) *Node, cases []reading) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var list diag.List
			got := read(c.text, diag.Pos{File: "x", Line: 1, Column: 1}, codes, &list)
			if c.tree != "" && shown(got) != c.tree {
				t.Errorf("tree\n got %s\nwant %s", shown(got), c.tree)
			}
			if complained(&list) != c.complaints {
				t.Errorf("complaints\n got %s\nwant %s", complained(&list), c.complaints)
			}
			if strings.Contains(c.complaints, "syntax") && !got.Partial {
				t.Error("the tree is not partial")
			}
		})
	}
}

func TestYAML(t *testing.T) {
	check(t, YAML, []reading{
		{"values stay as written", "a: 1.10\nb: no\nc: 2021-12-03\nd: 0x1F\ne: \"\\u00e9\"\nf: ~\n", `{a@1:1=1.10@1:4 b@2:1=no@2:4 c@3:1=2021-12-03@3:4 d@4:1=0x1F@4:4 e@5:1="é"@5:4 f@6:1=null@6:4}@1:1`, ""},
		{"columns are code points", "a: [é, \U0001f600, b] # c\n", `{a@1:1=[é@1:5 😀@1:8 b@1:11]@1:4}@1:1`, ""},
		{"a colon too many", "title: a: b\ndate: x\n", `{date@2:1=x@2:7}@1:1`, "1:9 source-syntax: a colon stands where no key can end"},
		{"an open quote", "a: 'x\nb: 2\n", `{b@2:1=2@2:4}@1:1`, "1:4 source-syntax: a quotation mark opens here and is never closed"},
		{"text after a quote", "a: 'it's'\nb: 1\n", `{b@2:1=1@2:4}@1:1`, "1:8 source-syntax: neither a key nor more of the value above begins here"},
		{"a tab", "a:\n\tb: 1\n", "", "2:1 source-syntax: a tab stands where YAML wants blanks"},
		{"an open list", "a: [1, 2\nb: 3\n", `{b@2:1=3@2:4}@1:1`, "1:4 source-syntax: a list in brackets is not closed, or lacks a comma"},
		{"an indicator", "a: @x\n", "", "1:4 source-syntax: a value cannot begin with @"},
		{"a lost colon", "a: 1\nkey\nb: 2\n", `{a@1:1=1@1:4 b@3:1=2@3:4}@1:1`, "2:1 source-syntax: a colon is missing"},
		{"a key among items", "- 1\nb: 2\n", "", "2:1 source-syntax: something other than an item stands in a list"},
		{"a key twice", "a: 1\na: 2\n", `{a@1:1=1@1:4}@1:1`, "2:1 config-key: a is there already, in line 1"},
		{"an alias", "a: &x 1\nb: *x\n", "", "2:4 source-syntax: the alias *x is not followed"},
		{"an alias of nothing", "a: *x\n", "", "1:4 source-syntax: the sign & or * gives a value a name in YAML, which is not read"},
		{"a merge key", "<<: {a: 1}\n", "", "1:1 source-syntax: the merge key << is not followed"},
		{"a tag", "a: !inc x\n", "", "1:4 source-syntax: the tag !inc is not read"},
		{"a control character", "b: 1\na: é\x01b\n", `{b@1:1=1@1:4}@1:1`, "2:5 source-syntax: the character U+0001 must not stand in YAML"},
		{"a second document", "---\na: 1\n---\nb: 1\n", "", "4:1 source-syntax: a second document begins here"},
		{"Pandoc's last line", "---\na: 1\n---\n", `{a@2:1=1@2:4}@2:1`, ""},
		{"Unicode's line breaks are text", "a: 'x\u2028y'\nb: é\u0085: c\n", "", "2:6 source-syntax: a colon stands where no key can end"},
		{
			"every broken item", "refs:\n- id: x\n  title: a: b\n  note: n\n- id: y\n  title: @z\n- id: z\n",
			`{refs@1:1=[{id@2:3=x@2:7 note@4:3=n@4:9}@2:1 {id@5:3=y@5:7}@5:1 {id@7:3=z@7:7}@7:3]@2:1}@1:1`,
			"3:11 source-syntax: a colon stands where no key can end\n6:10 source-syntax: a value cannot begin with @",
		},
	})
}

func TestTOML(t *testing.T) {
	check(t, TOML, []reading{
		{"tables", "a = 1.10\n[b]\nc.d = \"x\"\n[b.e]\nf = [1, [2, {é-x = 3}]]\n", "", "5:14 source-syntax: a key cannot begin here"},
		{"lists of tables", "[[g]]\nh=1\n[[g]]\nh=[1, # c\n [2]]\n", `{g@1:3=[{h@2:1=1@2:3}@1:3 {h@4:1=[1@4:4 [2@5:3]@5:2]@4:3}@3:3]@1:3}@1:1`, ""},
		{"dates stay as written", "d = 2021-12-03\nt = 2021-12-03 10:00:00Z\n", `{d@1:1=2021-12-03@1:5 t@2:1=2021-12-03 10:00:00Z@2:5}@1:1`, ""},
		{"columns are code points", "\"é\" = [\"ü\", 1]\n", `{é@1:1=["ü"@1:8 1@1:13]@1:7}@1:1`, ""},
		{
			"every broken line", "a = b\nc = 1\nd = \"x\n[e\nf=1\na = 3\n", `{c@2:1=1@2:5 f@5:1=1@5:3 a@6:1=3@6:5}@1:1`,
			"1:5 source-syntax: b is not a value\n3:7 source-syntax: a text in quotes is not closed in its line\n4:3 source-syntax: the header of a table is not closed",
		},
		{"text without quotes", "title = Foo bar\n", "", "1:9 source-syntax: Foo is not a value"},
		{"a number that is none", "a = 01\n", "", "1:5 source-syntax: this is no number"},
		{"a key twice", "a = 1\na = 2\n", `{a@1:1=1@1:5}@1:1`, "2:1 config-key: a is there already, in line 1"},
		{"a table twice", "[a]\nb=1\n[a]\nb=2\n", `{a@1:2={b@2:1=1@2:3}@1:2}@1:1`, "3:2 config-key: a is there already, in line 1"},
		{"a table after a value", "a={b=1}\n[a.c]\nx=1\n", "", "2:2 config-key: a is there already, in line 1"},
		{"a table below one that comes later", "[a.b]\nc=1\n[a]\nd=2\n", `{a@1:2={b@1:4={c@2:1=1@2:3}@1:4 d@4:1=2@4:3}@1:2}@1:1`, ""},
		{"a dotted key through a value", "a.b = 1\na.b.c = 2\n", "", "2:3 config-key: b is there already, in line 1"},
		{"an open list", "a = [1,\n 2 3]\nb=2\n", `{b@3:1=2@3:3}@1:1`, "2:4 source-syntax: a list is not closed, or lacks a comma"},
	})
}

func TestJSON(t *testing.T) {
	check(t, JSON, []reading{
		{"values stay as written", "{\"a\": [1, 2.50, \"x\\u00e9\\ud83d\\ude00\"],\n \"b\": null, \"é\": true}", `{a@1:2=[1@1:8 2.50@1:11 "xé😀"@1:17]@1:7 b@2:2=null@2:7 é@2:13=true@2:18}@1:1`, ""},
		{"a comma too many", `{"é": 1,}`, `{é@1:2=1@1:7}@1:1`, "1:8 source-syntax: a comma stands before the closing }"},
		{"a lost comma", `[1 2]`, `[1@1:2]@1:1`, "1:4 source-syntax: a comma or ] is missing"},
		{"a truncated file", "[1,\n 2", `[1@1:2 2@2:2]@1:1`, "2:3 source-syntax: the file ends before the [ of line 1 is closed by ]"},
		{"truncated within text", "{\"a\":\n\"x", "", "2:1 source-syntax: a quotation mark opens here and is never closed"},
		{"half a character", `{"a":"\ud800"}`, "", "1:7 source-syntax: half of a surrogate pair stands alone"},
		{"halves in the wrong order", `["\ude00\ud83d"]`, "", "1:3 source-syntax: half of a surrogate pair stands alone"},
		{"a key twice", `{"a":1,"a":2}`, `{a@1:2=1@1:6}@1:1`, "1:8 config-key: a is there already, in line 1"},
		{"a number that is none", `[01]`, "", "1:2 source-syntax: this is not a number"},
		{"a lost colon", `{"a" 1}`, "", "1:6 source-syntax: a colon is missing"},
		{"two values", `[1] x`, "", "1:5 source-syntax: something follows the end of the value"},
		{"single quotes", `{'a': 1}`, "", "1:2 source-syntax: a key in quotes is missing"},
		{"an escape that is none", `["a\qb"]`, "", "1:4 source-syntax: a backslash stands before something that it cannot escape"},
		{"a line break in text", "[\"a\nb\"]", "", "1:2 source-syntax: a quotation mark opens here and is not closed in its line"},
		{"a word", `[nul]`, "", "1:2 source-syntax: a value cannot begin with n"},
		{"nothing", "", "null@1:1", ""},
	})
}

// Hostile texts must be refused in less than a second, each with a place.
func TestHostileTexts(t *testing.T) {
	const deep = 100_000
	aliases := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'z'; c++ {
		aliases += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	lines := func(n int, line string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, line, i, i)
		}
		return b.String()
	}
	stairs := ""
	for i := range 2000 {
		stairs += strings.Repeat(" ", i) + "a:\n"
	}
	for name, c := range map[string]struct {
		read func(string, diag.Pos, Codes, *diag.List) *Node
		text string
		bad  bool
	}{
		"YAML lists":        {YAML, strings.Repeat("[", deep), true},
		"YAML mappings":     {YAML, strings.Repeat("{a: ", deep), true},
		"YAML items":        {YAML, strings.Repeat("- ", deep) + "a\n", true},
		"YAML stairs":       {YAML, stairs, true},
		"YAML alias bomb":   {YAML, aliases, true},
		"YAML many keys":    {YAML, lines(50_000, "k%d: %d\n"), false},
		"YAML many faults":  {YAML, lines(20_000, "k%d: @%d\n"), true},
		"TOML lists":        {TOML, "a=" + strings.Repeat("[", deep), true},
		"TOML closed lists": {TOML, "a=" + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), true},
		"TOML tables":       {TOML, "a=" + strings.Repeat("{a=", deep), true},
		"TOML dotted key":   {TOML, strings.Repeat("a.", deep) + "b=1\n", true},
		"TOML header":       {TOML, "[" + strings.Repeat("a.", deep) + "b]\n", true},
		"TOML many keys":    {TOML, lines(50_000, "k%d = %d\n"), false},
		"TOML many tables":  {TOML, lines(50_000, "[a.k%d]\nx = %d\n"), false},
		"TOML one line":     {TOML, "a=[" + strings.Repeat("1,", 200_000) + "]\n", false},
		"TOML many faults":  {TOML, lines(50_000, "k%d = @%d\n"), true},
		"JSON lists":        {JSON, strings.Repeat("[", deep), true},
		"JSON objects":      {JSON, strings.Repeat(`{"a":`, deep), true},
		"JSON one line":     {JSON, "[" + strings.Repeat("1,", 500_000) + "1]", false},
		"JSON many keys":    {JSON, "{" + strings.TrimSuffix(lines(50_000, `"k%d": %d,`), ",") + "}", false},
		"JSON same key":     {JSON, "{" + strings.Repeat(`"a": 1,`, 50_000) + `"a": 1}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			var list diag.List
			start := time.Now()
			c.read(c.text, diag.Pos{File: "x", Line: 1, Column: 1}, codes, &list)
			if took := time.Since(start); testing.Verbose() {
				t.Logf("took %v, %d complaints", took, len(list.All()))
			}
			if c.bad != (len(list.All()) > 0) {
				t.Errorf("complaints: %.200s", complained(&list))
			}
			for _, d := range list.All() {
				if d.Line < 1 || d.Column < 1 {
					t.Fatalf("a complaint without a place: %v", d)
				}
			}
		})
	}
}

func FuzzYAML(f *testing.F) {
	fuzz(f, YAML, append(simpleSeeds, "a: b: c\n", "- a: @\n  b: [\n- c\n", "a: &x *x\n"))
}

func FuzzTOML(f *testing.F) {
	fuzz(f, TOML, []string{"a = 1\n[b]\nc.d = [1, {x = 'y'}]\n[[e]]\n", "a = b\nc = \"\n", "[a]\n[a.b]\n[a]\n"})
}

func FuzzJSON(f *testing.F) {
	fuzz(f, JSON, []string{`{"a": [1, -2.5e3, "\u00e9\n", null, true]}`, `[1,]`, `{"a":1,"a":2}`, `"\ud83d\ude00"`})
}

// fuzz holds that a reader never panics, that every place is one of the text,
// and that a text that is complained of for its form gives a partial tree.
func fuzz(f *testing.F, read func(string, diag.Pos, Codes, *diag.List) *Node, seeds []string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			t.Skip("inputs are UTF-8, and their line ends are line feeds")
		}
		var list diag.List
		root := read(text, diag.Pos{File: "x", Line: 1, Column: 1}, codes, &list)
		lines := strings.Split(text, "\n")
		inside := func(at diag.Pos) {
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > 1+utf8.RuneCountInString(lines[at.Line-1]) {
				t.Fatalf("no place in the text: %+v", at)
			}
		}
		for _, d := range list.All() {
			inside(d.Pos)
			if d.Code == codes.Syntax && !root.Partial {
				t.Fatalf("not partial: %s", complained(&list))
			}
		}
		walk(root, inside)
	})
}

func walk(n *Node, visit func(diag.Pos)) {
	visit(n.Pos)
	for _, item := range n.Items {
		walk(item, visit)
	}
	for _, f := range n.Fields {
		visit(f.Pos)
		walk(f.Value, visit)
	}
}
