package tree

import (
	"fmt"
	"strings"
	"testing"

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

func TestProbe(t *testing.T) {
	for _, s := range []string{"a: b: c\n", "a: 'x\nb: 2\n", "a:\n\tb: 1\n", "a: [1, 2\nb: 3\n", "é: ü: 1\n", "a: @x\n", "a: 1\na: 2\n", "- 1\nb: 2\n", "a: 1\n b: 2\n", "a: *x\n", "a: &x 1\nb: *x\n", "a: \"\\q\"\n", "%YAML 9.9\n---\na: 1\n", "---\na: 1\n---\nb: 1\n", strings.Repeat("[", 100000), "a: }\n", "a: !!float x\n", "", "# x\n", "a: \x01b\n", "? [a,b]\n: c\n", "<<: {a: 1}\n", "a: |\n  x\n y\n", "key\n", "a: 1\nkey\nb: 2\n", "a:\n- 1\n - 2\n", "refs:\n- id: x\n  title: a: b\n  note: n\n- id: y\n  title: @z\n- id: z\n", "a: !inc x\n", "a: 1\u2028b: 2\nc: 3\n",
		"title: \"a\" b\ndate: 2\n", "a: 'it's'\nb: 1\n"} {
		var list diag.List
		n := YAML(s, diag.Pos{Line: 1}, codes, &list)
		if len(s) > 40 {
			s = s[:40]
		}
		t.Logf("%q\n  %s\n  %s", s, shown(n), complained(&list))
	}
	for _, s := range []string{"a = 1.10\n[b]\nc.d = \"x\"\n[b.e]\nf = [1, [2, {x = 3}]] # c\n[[g]]\nh=1\n[[g]]\nh=2\n", "a = b\nc = 1\nd = \"x\n[e\nf=1\na = 3\n", "a={b=1}\n[a]\n", "[a]\nb=1\n[a]\n", strings.Repeat("a=[", 1) + strings.Repeat("[", 100000), "d = 2021-12-03\nt = 2021-12-03 10:00:00Z\nx = '''\na\n'''\n", "title = Foo bar\n", "a = [1,\n 2 3]\nb=2\n", "a.b = 1\na.b.c = 2\n", "a = 01\n", "é = 1\n", "a = \n"} {
		var list diag.List
		n := TOML(s, diag.Pos{Line: 1}, codes, &list)
		if len(s) > 40 {
			s = s[:40]
		}
		t.Logf("%q\n  %s\n  %s", s, shown(n), complained(&list))
	}
	for _, s := range []string{`{"a": [1, 2.50, "x\u00e9\ud83d\ude00"], "b": null, "é": true}`, `{"a": 1,}`, "[1,\n 2", `{"a":"\ud800"}`, `{"a":1,"a":2}`, `[01]`, `{"a" 1}`, "{\"a\":\n\"x", strings.Repeat("[", 100000), `[1] x`, "", "{'a': 1}", `["a\qb"]`, "[\"a\nb\"]", "[nul]"} {
		var list diag.List
		n := JSON(s, diag.Pos{Line: 1}, codes, &list)
		if len(s) > 40 {
			s = s[:40]
		}
		sh := shown(n)
		if len(sh) > 200 {
			sh = sh[:200]
		}
		t.Logf("%q\n  %s\n  %s", s, sh, complained(&list))
	}
}
