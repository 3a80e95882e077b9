package parse

import (
	"fmt"
	"iter"
	"strings"
)

// pathological are more texts like those of hostile: the pathological inputs
// of cmark's and commonmark.js's own tests, written anew, and their likes for
// what Gloss reads beyond CommonMark.
var pathological = map[string]func(n int) string{
	"nested strong":                func(n int) string { return strings.Repeat("*a **a ", n/14) + "b" + strings.Repeat(" a** a*", n/14) },
	"many emph closers no openers": func(n int) string { return strings.Repeat("a_ ", n/3) },
	"many emph openers no closers": func(n int) string { return strings.Repeat("_a ", n/3) },
	"link closers":                 func(n int) string { return strings.Repeat("a]", n/2) },
	"mismatched":                   func(n int) string { return strings.Repeat("*a_ ", n/4) },
	"rule of 3":                    func(n int) string { return "a**b" + strings.Repeat("c* ", n/3) },
	"link emph":                    func(n int) string { return strings.Repeat("[ a_", n/4) },
	"***":                          func(n int) string { return "x" + strings.Repeat("a***b", n/5) },
	"U+0000":                       func(n int) string { return strings.Repeat("abc\ufffdde\ufffd", n/11) },
	"unclosed comment":             func(n int) string { return "</" + strings.Repeat("<!--", n/4) },
	"empty lines in lists":         func(n int) string { return "- a" + strings.Repeat("\n", n) },
	"empty lines in deep lists":    func(n int) string { return strings.Repeat("- ", 30) + "x" + strings.Repeat("\n", n) },
	"refs": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "[%d]: u\n", i)
		}
		return b.String() + strings.Repeat("[0] ", n/4)
	},
	"footnotes many": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n/2; i++ {
			fmt.Fprintf(&b, "[^%d]: u\n\n", i)
		}
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "a[^%d]\n\n", i)
		}
		return b.String()
	},
	"<?":                      func(n int) string { return strings.Repeat("<?", n/2) },
	"<!A":                     func(n int) string { return strings.Repeat("<!A ", n/4) },
	"<![CDATA[":               func(n int) string { return strings.Repeat("<![CDATA[", n/9) },
	"<x":                      func(n int) string { return strings.Repeat("<x", n/2) },
	"<a b=":                   func(n int) string { return strings.Repeat("<a b='", n/6) },
	"html blocks":             func(n int) string { return strings.Repeat("<div>\n", n/6) },
	"html block cond 7":       func(n int) string { return strings.Repeat("<a>\n", n/4) },
	"entities long":           func(n int) string { return strings.Repeat("&#1234567;&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", n/50) },
	"autolink ext":            func(n int) string { return strings.Repeat("https://a.b/", n/12) },
	"autolink mail":           func(n int) string { return strings.Repeat("<a@", n/3) },
	"hard break sp":           func(n int) string { return strings.Repeat("a  \n", n/4) },
	"spaces":                  func(n int) string { return "a" + strings.Repeat(" ", n) + "b" },
	"spaces lines":            func(n int) string { return strings.Repeat("a"+strings.Repeat(" ", 1000)+"\n", n/1002) },
	"headings #":              func(n int) string { return "# a " + strings.Repeat("#", n) + " b" },
	"setext long":             func(n int) string { return strings.Repeat("a\n", n/2) + "===" },
	"thematic":                func(n int) string { return strings.Repeat("* ", n/2) },
	"thematic lines":          func(n int) string { return strings.Repeat("* * *\n", n/6) },
	"fence info":              func(n int) string { return "```" + strings.Repeat("a", n) + "\n" },
	"fence indented":          func(n int) string { return strings.Repeat("  ```\n", n/6) },
	"tilde":                   func(n int) string { return strings.Repeat("~~a ", n/4) },
	"table align":             func(n int) string { return "|a|b|\n|:-|-:|\n" + strings.Repeat("|a|b|\n", n/6) },
	"table escaped pipes":     func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|\\|\\|\\|a|\n", n/9) },
	"table like":              func(n int) string { return strings.Repeat("|a|\n|b|\n\n", n/9) },
	"table delim row long":    func(n int) string { return "a\n" + strings.Repeat("-", n) },
	"def list deep":           func(n int) string { return strings.Repeat("a\n:   b\n\n    c\n    :   d\n\n", n/26) },
	"def colons":              func(n int) string { return "a\n" + strings.Repeat(": ", n/2) },
	"def colon lines":         func(n int) string { return "a\n" + strings.Repeat(": b\n", n/4) },
	"attr braces":             func(n int) string { return strings.Repeat("# a {#b .c d=e}\n", n/16) },
	"attr open":               func(n int) string { return "# a " + strings.Repeat("{", n) },
	"attr long":               func(n int) string { return "# a {" + strings.Repeat("a=b ", n/4) + "}" },
	"same heading ids":        func(n int) string { return strings.Repeat("# a\n", n/4) },
	"same heading given ids":  func(n int) string { return strings.Repeat("# a {#b}\n", n/9) },
	"cite many in one":        func(n int) string { return "[" + strings.Repeat("@a; ", n/4) + "]" },
	"cite locator long":       func(n int) string { return "[@a, " + strings.Repeat("p. 4, ", n/6) + "]" },
	"cite prefix":             func(n int) string { return strings.Repeat("[see @a, ", n/9) },
	"cite open braces":        func(n int) string { return strings.Repeat("[@{a ", n/5) },
	"cite ats":                func(n int) string { return strings.Repeat("@", n) },
	"cite lines":              func(n int) string { return strings.Repeat("[@a]\n\n", n/6) },
	"wiki closed":             func(n int) string { return strings.Repeat("[[a]] ", n/6) },
	"wiki open":               func(n int) string { return strings.Repeat("[[a", n/3) },
	"wiki lines":              func(n int) string { return strings.Repeat("[[a|b]]\n\n", n/9) },
	"wiki pipes":              func(n int) string { return "[[" + strings.Repeat("|", n) + "]]" },
	"marks in quotes":         func(n int) string { return strings.Repeat("> ==a== […] b\n>\n", n/18) },
	"marks one quote":         func(n int) string { return "> " + strings.Repeat("==a ", n/4) },
	"many annotations":        func(n int) string { return strings.Repeat("## context\n\n> a\n\nb\n\n", n/20) },
	"many quotes":             func(n int) string { return strings.Repeat("> a\n\n", n/5) },
	"gaps alone":              func(n int) string { return "> " + strings.Repeat("[…] a ", n/8) },
	"quotes curly":            func(n int) string { return strings.Repeat("\"'", n/2) },
	"quotes nested":           func(n int) string { return strings.Repeat("\"a '", n/8) + strings.Repeat("' b\"", n/8) },
	"apostrophes":             func(n int) string { return strings.Repeat("a's ", n/4) },
	"ellipses":                func(n int) string { return strings.Repeat("...", n/3) },
	"angle quotes":            func(n int) string { return strings.Repeat("<<a>> ", n/6) },
	"li then para":            func(n int) string { return strings.Repeat("- a\nb\n", n/6) },
	"li alternating":          func(n int) string { return strings.Repeat("- a\n* b\n+ c\n", n/12) },
	"li numbers":              func(n int) string { return strings.Repeat("999999999. a\n", n/13) },
	"li loose nested":         func(n int) string { return strings.Repeat("- a\n\n  - b\n\n    c\n\n", n/20) },
	"bq lazy":                 func(n int) string { return strings.Repeat("> a\nb\n", n/6) },
	"bq alternate depth":      func(n int) string { return strings.Repeat("> a\n>> b\n>>> c\n", n/15) },
	"bq list mixes":           func(n int) string { return strings.Repeat("> - > - a\n", n/10) },
	"image links":             func(n int) string { return strings.Repeat("![[a](b)](c) ", n/13) },
	"image nested":            func(n int) string { return strings.Repeat("![a", n/3) + strings.Repeat("](b)", n/8) },
	"link titles":             func(n int) string { return strings.Repeat("[a](b \"", n/7) },
	"link parens":             func(n int) string { return "[a](" + strings.Repeat("(", n) },
	"link dest long":          func(n int) string { return "[a](" + strings.Repeat("b", n) + ")" },
	"ref def long":            func(n int) string { return "[" + strings.Repeat("a", n) + "]: b\n" },
	"ref def unclosed titles": func(n int) string { return strings.Repeat("[a]: b \"c\n", n/10) },
	"tabs lists":              func(n int) string { return strings.Repeat("-\ta\n\t-\tb\n", n/9) },
	"combining":               func(n int) string { return "a" + strings.Repeat("\u0301", n/2) },
	"zwj":                     func(n int) string { return strings.Repeat("\u200d", n/3) },
	"cjk":                     func(n int) string { return strings.Repeat("漢字*か*", n/14) },
}

// everyText gives the texts of both lists.
func everyText() iter.Seq2[string, func(n int) string] {
	return func(yield func(string, func(n int) string) bool) {
		for _, texts := range []map[string]func(n int) string{hostile, pathological} {
			for name, text := range texts {
				if !yield(name, text) {
					return
				}
			}
		}
	}
}
