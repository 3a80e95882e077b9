package markdown

import "testing"

func words(s string) *Node                      { return &Node{Words: s} }
func node(name string, children ...*Node) *Node { return &Node{Name: name, Children: children} }

func TestText(t *testing.T) {
	for _, c := range []struct {
		name   string
		blocks []*Node
		want   string
	}{
		{"nothing", nil, ""},
		{"an empty paragraph", []*Node{node("p", words(" "))}, ""},
		{"two paragraphs", []*Node{node("p", words("a")), node("p", words("b"))}, "a\n\nb\n"},
		{"words without a paragraph", []*Node{words("a "), node("em", words("b"))}, "a *b*\n"},
		{"blanks stand outside of emphasis", []*Node{node("p", words("a"), node("em", words(" b ")), words("c"))}, "a *b* c\n"},
		{"emphasis beside emphasis", []*Node{node("p", node("em", words("a")), node("em", words("b")))}, "*a*<!-- -->*b*\n"},
		{"emphasis within a word", []*Node{node("p", words("a"), node("em", words("b.")), words("c"))}, "a*b.*<!-- -->c\n"},
		{"an exclamation before a link", []*Node{node("p", words("!"), &Node{Name: "a", Href: "https://x", Children: []*Node{words("b")}})}, "!<!-- -->[b](https://x)\n"},
		{"a link in a link", []*Node{node("p", &Node{Name: "a", Href: "https://x", Children: []*Node{{Name: "a", Href: "https://y", Children: []*Node{words("b")}}}})}, "[b](https://x)\n"},
		{"starts of lines", []*Node{node("p", words("1. a"), node("br"), words("- b"), node("br"), words("# c"), node("br"), words(": d"))}, "1\\. a\\\n\\- b\\\n\\# c\\\n\\: d\n"},
		{"a break at the end", []*Node{node("p", words("a"), node("br"))}, "a\n"},
		{"backquotes in code", []*Node{node("p", &Node{Name: "code", Words: "`a"})}, "`` `a ``\n"},
		{"a tight list", []*Node{node("ul", node("li", words("a")), node("li", words("b"), node("ul", node("li", words("c")))))}, "- a\n- b\n  - c\n"},
		{"a loose list", []*Node{node("ul", node("li", node("p", words("a"))), node("li", node("p", words("b"))))}, "- a\n\n- b\n"},
		{"a list that begins late", []*Node{{Name: "ol", Start: 9, Children: []*Node{node("li", words("a")), node("li", words("b"))}}}, "9. a\n10. b\n"},
		{"two lists", []*Node{node("ul", node("li", words("a"))), node("ul", node("li", words("b")))}, "- a\n\n<!-- -->\n\n- b\n"},
		{"a quote", []*Node{node("blockquote", node("p", words("a")), node("p", words("b")))}, "> a\n>\n> b\n"},
		{"code with a fence in it", []*Node{{Name: "pre", Words: "```\nx\n", Language: "go"}}, "````go\n```\nx\n````\n"},
		{
			"a table",
			[]*Node{node("table", node("tr", node("th", words("a")), &Node{Name: "th", Align: "right", Children: []*Node{words("b")}}), node("tr", node("td", words("|")), node("td", words("d"))))},
			"| a | b |\n| --- | --: |\n| \\| | d |\n",
		},
		{"definitions", []*Node{node("dl", node("dt", words("a")), node("dd", words("b")))}, "a\n:   b\n"},
	} {
		if got := Text(c.blocks, Typeset); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEscape(t *testing.T) {
	for words, want := range map[string]string{
		"plain":        "plain",
		"snake_case":   "snake_case",
		"_low_":        `\_low\_`,
		"a*b [c] <d>":  `a\*b \[c\] \<d\>`,
		"&amp; & &#1;": `\&amp; & \&#1;`,
		`"it's" -- …`:  `\"it\'s\" \-\- …`,
		"a\n# b":       "a\n\\# b",
		"==":           `\=\=`,
	} {
		if got := Escape(words, Exact); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}
