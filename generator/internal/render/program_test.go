package render

import (
	"bytes"
	"testing"

	"gloss/generator/brief"
)

// A program prints what html/template prints, for every sample, and prints
// every sample: a layout that it cannot run would cost each page dearly.
func TestProgram(t *testing.T) {
	r := newRenderer(t)
	for _, s := range append(samples(r), hostileSamples(r)...) {
		view, ok := s.page.View.(framed)
		if !ok {
			continue
		}
		v := r.voice(view.Framed().Language)
		alike(t, s.name, v.base, view)
		if article, ok := view.(*brief.ArticleView); ok {
			alike(t, s.name+" in a feed", v.feedText, article)
			for _, entry := range article.Sources {
				alike(t, s.name+", source "+entry.ID, v.reference, entry.Source)
			}
		}
	}
}

// alike fails the test unless the program of a layout can print a view, and
// prints what html/template does.
func alike(t *testing.T, name string, l *layout, view any) {
	t.Helper()
	var fast, slow bytes.Buffer
	if p := l.fast(); p == nil || !p.print(l.name, &fast, view) {
		t.Errorf("%s: the program cannot print it", name)
		return
	}
	if err := execute(l.made, &slow, view); err != nil {
		t.Fatal(err)
	}
	compareText(t, name, fast.String(), slow.String())
}
