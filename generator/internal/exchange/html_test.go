package exchange_test

import (
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
	"gloss/generator/internal/fromhtml"
)

// Whatever HTML a body is made of, a reader of the note reads its words: none
// is lost, none comes to mean markup, and nothing is added.
func TestWordsOfHTMLAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var source, seen strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "blocks") {
			drawHTML(t, &source, &seen, []string{"p", "blockquote", "ul", "ol", "h2", "pre", "div", ""}, 3)
		}
		text, lost := fromhtml.Markdown(source.String())
		var list diag.List
		prose := parser.Note(text, brief.Pos{File: "a.jsonld", Line: 1, Column: 1}, &list)
		want, got := letters(seen.String()), letters(prose.Text)
		if want != got || len(lost)+len(list.All()) > 0 {
			t.Fatalf("%s\nbecame\n%s\nwhich reads\n%s\ninstead of\n%s\n%v %v", source.String(), text, got, want, lost, list.All())
		}
	})
}

// letters returns what is left of a text without white space and dashes, as
// readers compare it: of several hyphens one dash is made.
func letters(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(fold.String(text)), ""), "-", "")
}

var inside = map[string][]string{
	"p": {"", "", "em", "strong", "code", "a", "br", "b", "i", "span"}, "h2": {"", "em", "code"}, "pre": {""}, "code": {""}, "br": nil,
	"ul": {"li"}, "ol": {"li"}, "li": {"", "p", "em", "ul", "blockquote", "pre"}, "blockquote": {"p", "ul", ""}, "div": {"p", "", "ul"},
	"em": {"", "strong", "code"}, "strong": {"", "em", "a"}, "b": {"", "i"}, "i": {""}, "a": {"", "em"}, "span": {"", "b"},
}

func drawHTML(t *rapid.T, source, seen *strings.Builder, names []string, depth int) {
	name := rapid.SampledFrom(names).Draw(t, "element")
	if name == "" || depth == 0 {
		words := rapid.SampledFrom([]string{
			"troops", "a*b*c", "**x**", "_low_", "`tick`", "[a](b)", "<b>", "&amp;", "# head", "- item", "1. one", "> quote", "| a | b |", "***", "---", "===", ": def", "~~~", "\\", "[^1]", "[[x]]",
			"[@a]", "{#id}", "==m==", "![i](j)", "a_b", "Київ", "😀", "!", "*", "<!-- c -->", "https://example.org", "[x]: y", "    code", "+", "\t", "3)", "&#65;", "<https://x.y>",
		}).Draw(t, "words")
		blank := rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "blank")
		source.WriteString(html.EscapeString(words) + blank)
		seen.WriteString(words + blank)
		return
	}
	attributes := ""
	if name == "a" {
		attributes = ` href="https://example.org/a_(b)?c&amp;d"`
	}
	source.WriteString("<" + name + attributes + ">")
	if name == "br" {
		seen.WriteString("\n")
		return
	}
	for range rapid.IntRange(0, 3).Draw(t, "children") {
		drawHTML(t, source, seen, inside[name], depth-1)
	}
	source.WriteString("</" + name + ">")
	seen.WriteString("\n")
}
