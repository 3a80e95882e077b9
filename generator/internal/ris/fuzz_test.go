package ris

import (
	"strings"
	"testing"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// Whatever a file holds: nothing breaks, every complaint has a place, and
// every record has an id of its own unless the file gives one twice.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"TY  - NEWS\nTI  - A\nAU  - B, C\nPY  - 2021/12/03/\nER  - \n", "TY  - JOUR\nSP  - 1\nEP  - 2\nAB  - a\n  b\n", "ER  - ", "AU", "TY  -", "TY - X\nID  - \nER  -",
		"TY  - GEN\nC1  - type=speech\nC1  - author=A, B\nC1  - nothing\nPY  - 2021///x\nDA  - 2021/1\nER  - ",
	} {
		f.Add(seed)
	}
	codes := tree.Codes{Syntax: diag.SourceSyntax, Key: diag.SourceKey, Value: diag.SourceValue}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		var list diag.List
		root := Read(text, diag.Pos{File: "a.ris", Line: 1, Column: 1}, codes, &list)
		for _, d := range list.All() {
			if d.Line < 1 || d.Line > strings.Count(text, "\n")+1 || d.Column < 1 {
				t.Errorf("a complaint without a place: %v", d)
			}
		}
		for _, item := range root.Items {
			if id := item.Get("id"); id == nil || id.Text == "" {
				t.Errorf("a record without an id: %v", item)
			}
		}
	})
}
