package render

import (
	"bytes"
	"compress/gzip"
	"testing"

	"gloss/generator/brief"
)

// BenchmarkArticle renders an article of 10 notes and 7 sources.
func BenchmarkArticle(b *testing.B) {
	r := newRenderer(b)
	page := &brief.Page{View: sampleArticle(r)}
	var w bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		w.Reset()
		if err := r.Page(&w, page); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(w.Len()))
}

// BenchmarkSource renders the page of a source with three uses.
func BenchmarkSource(b *testing.B) {
	r := newRenderer(b)
	for _, s := range samples(r) {
		if s.name != "source" {
			continue
		}
		var w bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			w.Reset()
			if err := r.Page(&w, &s.page); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// What a page costs its readers on the way (UI.md, "To reach").
func TestWeights(t *testing.T) {
	r := newRenderer(t)
	for name, limit := range map[string]int{"style": 6 << 10, "script": 2560} {
		content := r.Assets.StyleSheet.Content
		if name == "script" {
			content = r.Assets.Script.Content
		}
		if n := packed(t, content); n > limit {
			t.Errorf("the %s is %d bytes gzipped, which is more than %d", name, n, limit)
		}
	}
}

func packed(t *testing.T, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
