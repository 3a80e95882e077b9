package parse

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// hostile are texts on which a Markdown parser may take time that grows with
// the square of their length, or a stack frame for each level.
var hostile = map[string]func(n int) string{
	"headings":         func(n int) string { return strings.Repeat("# a\n", n/4) },
	"emphasis":         func(n int) string { return strings.Repeat("*_ ", n/3) },
	"emphasis, open":   func(n int) string { return strings.Repeat("*a _a ", n/6) },
	"strong, open":     func(n int) string { return strings.Repeat("**a ", n/4) },
	"emphasis, closed": func(n int) string { return strings.Repeat("a** b", n/5) },
	"links":            func(n int) string { return strings.Repeat("[a](b", n/5) },
	"links, angle":     func(n int) string { return strings.Repeat("[a](<b", n/6) },
	"brackets":         func(n int) string { return strings.Repeat("[", n) },
	"brackets, closed": func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"brackets by line": func(n int) string { return strings.Repeat("[a\n", n/3) },
	"images":           func(n int) string { return strings.Repeat("![", n/2) },
	"citations":        func(n int) string { return strings.Repeat("[@a ", n/4) },
	"names":            func(n int) string { return strings.Repeat("[[a|", n/4) },
	"footnotes":        func(n int) string { return strings.Repeat("[^a]: b\n\n", n/9) },
	"footnote marks":   func(n int) string { return strings.Repeat("[^a] ", n/5) + "\n\n[^a]: b\n" },
	"attributes":       func(n int) string { return "# a " + strings.Repeat("{a={a=", n/6) },
	"backquotes":       func(n int) string { return backquotes(n) },
	"tags":             func(n int) string { return strings.Repeat("<a ", n/3) },
	"comments":         func(n int) string { return strings.Repeat("a <!-- ", n/7) },
	"declarations":     func(n int) string { return strings.Repeat("a <!A ", n/6) },
	"instructions":     func(n int) string { return strings.Repeat("a <? ", n/5) },
	"CDATA":            func(n int) string { return strings.Repeat("a <![CDATA[ ", n/12) },
	"entities":         func(n int) string { return strings.Repeat("&", n) },
	"quotes":           func(n int) string { return strings.Repeat("> ", n/2) + "a" },
	"quotes alone":     func(n int) string { return strings.Repeat("> ", n/2) },
	"quotes by line":   func(n int) string { return strings.Repeat(strings.Repeat(">", 90)+"a\n", n/92) },
	"lists":            func(n int) string { return strings.Repeat("- ", n/2) + "a" },
	"lists, deeper":    deeper,
	"lists by line":    func(n int) string { return strings.Repeat("- a\n", n/4) },
	"loose lists":      func(n int) string { return strings.Repeat("- a\n\n", n/5) },
	"ordered":          func(n int) string { return strings.Repeat("1) ", n/3) + "a" },
	"wide tables":      func(n int) string { return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n|a\n" },
	"tables": func(n int) string {
		return strings.Repeat("|a", 150) + "\n" + strings.Repeat("|-", 150) + "\n" + strings.Repeat("|a\n", n/3)
	},
	"tables in a row": func(n int) string {
		return strings.Repeat("|a|a|a|a|a\n|-|-|-|-|-\n"+strings.Repeat("|a\n", 20)+"\n", n/82)
	},
	"tables at the limit": func(n int) string {
		table := strings.Repeat("|a", 150) + "\n" + strings.Repeat("|-", 150) + "\n" + strings.Repeat("|a\n", 633) + "\n"
		return strings.Repeat(table, max(1, n/len(table)))
	},
	"brackets at the limit": func(n int) string {
		return strings.Repeat(strings.Repeat("[", 1950)+strings.Repeat("]", 1950)+"\n\n", max(1, n/3902))
	},
	"links at the limit":    func(n int) string { return strings.Repeat(strings.Repeat("[a](b", 1900)+"\n\n", max(1, n/9502)) },
	"emphasis at the limit": func(n int) string { return strings.Repeat(strings.Repeat("*_ ", 1900)+"\n\n", max(1, n/5702)) },
	"definitions":           func(n int) string { return strings.Repeat("a\n: b\n", n/6) },
	"definitions, loose":    func(n int) string { return strings.Repeat("a\n\n: b\n\n", n/8) },
	"references":            func(n int) string { return strings.Repeat("[a]: b\n", n/7) },
	"reference uses":        func(n int) string { return strings.Repeat("[a] ", n/4) + "\n\n[a]: b\n" },
	"typography":            func(n int) string { return strings.Repeat("'a \"b ", n/6) },
	"dashes":                func(n int) string { return strings.Repeat("-- ", n/3) },
	"autolinks":             func(n int) string { return strings.Repeat("<https://a", n/10) },
	"hard breaks":           func(n int) string { return strings.Repeat("a\\\n", n/3) },
	"escapes":               func(n int) string { return strings.Repeat("\\", n) },
	"setext":                func(n int) string { return strings.Repeat("a\n=\n", n/4) },
	"indented code":         func(n int) string { return strings.Repeat("    a\n\n", n/7) },
	"fences":                func(n int) string { return strings.Repeat("```\na\n", n/6) },
	"one long word":         func(n int) string { return strings.Repeat("a", n) },
	"blank lines":           func(n int) string { return strings.Repeat("\n", n) },
	"tabs":                  func(n int) string { return strings.Repeat("\t", n) + "a" },
	"quotes and lists":      func(n int) string { return strings.Repeat("> - ", n/4) + "a" },
	"lazy quotes":           func(n int) string { return strings.Repeat(">", 80) + "a\n" + strings.Repeat("a\n", n/2) },
	"passage marks":         func(n int) string { return strings.Repeat("==", n/2) },
	"gaps":                  func(n int) string { return strings.Repeat("[…]", n/5) },
	"pipes":                 func(n int) string { return strings.Repeat("a|b\n", n/4) },
	"paragraph, one line":   func(n int) string { return strings.Repeat("a b. ", n/5) },
}

// backquotes opens code with ever longer fences, none of which is closed.
func backquotes(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("`", i) + " ")
	}
	return b.String()
}

// deeper writes a list in which every item is one level deeper.
func deeper(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// BenchmarkHostile parses texts of 100 KB as an article and as an annotation
// body. No one may take more than a second; there is no timed test, since
// machines differ.
func BenchmarkHostile(b *testing.B) {
	p := New(nil)
	for name, make := range everyText() {
		text := make(100_000)
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				p.Article(brief.Input{Path: "content/articles/2021-12-03-a.md", Text: "---\ntitle: A\n---\n" + text}, new(diag.List))
				p.Annotations(brief.Input{Path: "content/articles/a.annotations.md", Text: "## context\n\n> a\n\n" + text}, new(diag.List))
			}
		})
	}
}

// TestHostile parses the same texts, shorter ones, and expects complaints with
// places where there are any, and sound texts.
func TestHostile(t *testing.T) {
	p := New(nil)
	for name, make := range everyText() {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{100, 3_000} {
				list := new(diag.List)
				start := time.Now()
				a := p.Article(brief.Input{Path: "content/articles/2021-12-03-a.md", Text: "---\ntitle: A\n---\n" + make(n)}, list)
				sound(t, &a.Body)
				placed(t, list)
				if os.Getenv("GLOSS_TIMES") != "" {
					fmt.Println(name, n, time.Since(start))
				}
			}
		})
	}
}
