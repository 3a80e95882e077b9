package render

import (
	"bytes"
	"testing"
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
		var fast, slow bytes.Buffer
		if p := v.fast(); p == nil || !p.print("base", &fast, view) {
			t.Errorf("%s: the program cannot print it", s.name)
			continue
		}
		if err := execute(v.base, &slow, view); err != nil {
			t.Fatal(err)
		}
		compareText(t, s.name, fast.String(), slow.String())
	}
}
