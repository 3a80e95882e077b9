package diff

import "strings"

// Between returns how one page, or piece of one, differs from another, as a
// unified diff of their canonical forms; empty when they mean the same.
func Between(old, new []byte) string {
	form := Form{stable: assetName}
	p := Page{oldForm: form.Lines("old.html", old), newForm: form.Lines("new.html", new)}
	p.Edits = edits(p.oldForm, p.newForm)
	var b strings.Builder
	t := textWriter{w: &b, TextOptions: TextOptions{Words: true}}
	for _, h := range p.hunks(3, func(int) bool { return true }) {
		t.hunk(h)
	}
	return b.String()
}
