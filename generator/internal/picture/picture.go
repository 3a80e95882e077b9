// Package picture reads how large a picture is from its file, so that a page
// can keep its place before it has come. It reads headers only.
package picture

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"image"
	_ "image/gif" // the formats that image.DecodeConfig knows
	_ "image/jpeg"
	_ "image/png"
	"io"
	"strconv"
	"strings"
)

// mostHeader is how far into a file its header may reach: a JPEG can have a
// profile and a small picture of itself before its size.
const mostHeader = 4 << 20

// Size returns the width and height in pixels of the picture that r begins
// with; neither is known when ok is false, or when the picture has none.
func Size(r io.Reader) (width, height int, ok bool) {
	b := bufio.NewReaderSize(io.LimitReader(r, mostHeader), 512)
	head, _ := b.Peek(30)
	switch {
	case len(head) == 30 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		width, height = webp(head)
	case bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \t\r\n"), []byte("<")):
		width, height = svg(b)
	default:
		config, _, err := image.DecodeConfig(b)
		if err != nil {
			return 0, 0, false
		}
		width, height = config.Width, config.Height
	}
	return width, height, width > 0 && height > 0
}

// webp reads the size from the first chunk of a WebP file: 30 bytes hold it in
// each of the three forms (RFC 9649, sections 2.5 to 2.7).
func webp(head []byte) (width, height int) {
	little := func(at, size int) (n int) {
		for i := range size {
			n |= int(head[at+i]) << (8 * i)
		}
		return n
	}
	switch string(head[12:16]) {
	case "VP8 ":
		return little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF
	case "VP8L":
		bits := little(21, 4)
		return 1 + bits&0x3FFF, 1 + bits>>14&0x3FFF
	case "VP8X":
		return 1 + little(24, 3), 1 + little(27, 3)
	}
	return 0, 0
}

// svg reads the size from the first element of a drawing: its width and
// height, or failing that its viewBox.
func svg(r io.Reader) (width, height int) {
	d := xml.NewDecoder(io.LimitReader(r, 64<<10))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // numbers are ASCII
	for {
		token, err := d.Token()
		if err != nil {
			return 0, 0
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0
		}
		var box []string
		for _, a := range root.Attr {
			switch a.Name.Local {
			case "width":
				width = length(a.Value)
			case "height":
				height = length(a.Value)
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
			}
		}
		if (width <= 0 || height <= 0) && len(box) == 4 {
			width, height = length(box[2]), length(box[3])
		}
		return width, height
	}
}

// units are CSS pixels to a unit of length.
var units = map[string]float64{"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54}

// length returns a length of an SVG in whole pixels; 0 for what depends on the
// page, such as a share of its width.
func length(s string) int {
	s = strings.TrimSpace(s)
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	n, err := strconv.ParseFloat(digits, 64)
	unit, known := units[s[len(digits):]]
	if n *= unit; err != nil || !known || !(0 < n && n < 1e6) {
		return 0
	}
	return int(n + 0.5)
}
