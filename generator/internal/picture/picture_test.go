package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func TestSize(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 300, 200), color.Palette{color.Black, color.White})
	encoded := func(encode func(b *bytes.Buffer) error) string {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, test := range []struct {
		name, content string
		width, height int
	}{
		{"png", encoded(func(b *bytes.Buffer) error { return png.Encode(b, frame) }), 300, 200},
		{"jpeg", encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, frame, nil) }), 300, 200},
		{"gif", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, frame, nil) }), 300, 200},
		{"webp, lossy", "RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x30\x01\x00\x9d\x01\x2a\x2c\x01\xc8\x00", 300, 200},
		{"webp, lossless", "RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x2b\xc1\x31\x00\x00\x00\x00\x00\x00", 300, 200},
		{"webp, extended", "RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x2b\x01\x00\xc7\x00\x00", 300, 200},
		{"svg with a size", `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200px"/>`, 300, 200},
		{"svg in millimetres", `<?xml version="1.0" encoding="ISO-8859-1"?><!-- drawn by hand --><svg width="79.375mm" height="2.0833in"/>`, 300, 200},
		{"svg with a viewBox", "\ufeff\n<svg viewBox=\"0 0 300,200\" width=\"100%\"/>", 300, 200},
		{"svg of any size", `<svg/>`, 0, 0},
		{"svg without an end", `<svg width="300"`, 0, 0},
		{"svg of nonsense", `<svg width="NaN" height="1e99" viewBox="0 0 -1 -1"/>`, 0, 0},
		{"html", `<html width="300" height="200">`, 0, 0},
		{"words", "not a picture at all, only words in a file", 0, 0},
		{"webp of another form", "RIFF\x00\x00\x00\x00WEBPVP9X" + strings.Repeat("\xff", 14), 0, 0},
		{"nothing", "", 0, 0},
	} {
		width, height, ok := Size(strings.NewReader(test.content))
		if width != test.width || height != test.height || ok != (width > 0) {
			t.Errorf("%s: %d × %d, %v", test.name, width, height, ok)
		}
	}
}

// FuzzSize expects no panic and no size below nothing.
func FuzzSize(f *testing.F) {
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x2b\xc1\x31\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte(`<svg viewBox="0 0 300 200"/>`))
	f.Add([]byte("GIF89a\x2c\x01\xc8\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if width, height, ok := Size(bytes.NewReader(content)); ok && (width <= 0 || height <= 0) {
			t.Errorf("%d × %d", width, height)
		}
	})
}
