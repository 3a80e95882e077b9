package bibtex

import (
	"strings"
	"testing"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

var testCodes = tree.Codes{Syntax: diag.SourceSyntax, Key: diag.SourceKey, Value: diag.SourceValue}

// Whatever a file holds: nothing breaks, and every complaint has a place.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"@article{a, author = {A and {B C} and d'E, F, G}, title = \"{\\\"o}\" # mar, year = 2021, crossref = {a}}",
		"@string{x = {y}} @comment{@misc{}} @preamble{\"a\"} @misc(b, note = x # x, month = {3 mar})",
		"@misc{c, title = {", "@misc{d, = }", "@{}", "@misc", "@book{e, title = {\\'{\\i} \\foo{a} \\enquote{b} \\href{c}{d}}}",
		"@misc{f, author = { and and and }, xdata = {g}} @xdata{g, xdata = {f}}", "@misc{h, author = {family={A}, given=B, prefix}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		var list diag.List
		root := Read(text, diag.Pos{File: "a.bib", Line: 1, Column: 1}, testCodes, &list)
		lines := strings.Count(text, "\n") + 1
		for _, d := range list.All() {
			if d.Line < 1 || d.Line > lines || d.Column < 1 {
				t.Errorf("a complaint without a place: %v", d)
			}
		}
		for _, item := range root.Items {
			if item.Kind != tree.Mapping || item.Get("id") == nil || item.Get("type") == nil {
				t.Errorf("no item: %v", item)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(`\'e {\"o} \textbf{a} \c{c} --- ` + "``a''")
	f.Add(`\`)
	f.Add(`\'`)
	f.Add(`}{`)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		once, _ := decode(text)
		again, unknown := decode(encode(once))
		if again != once || len(unknown) > 0 {
			t.Errorf("%q became %q, then %q", text, once, again)
		}
	})
}
