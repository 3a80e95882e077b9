package hosting

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// Encodings are the codings of content that [Encode] knows, by the names that
// Content-Encoding has for them.
var Encodings = []string{"br", "gzip"}

// least is how many bytes a file needs to be worth encoding: less fits into
// one packet anyhow.
const least = 512

// Encode returns the content of a file as a host stores it that sends files
// encoded. It returns false when the file is better stored as it is: it is
// small, compressed already, or comes out no smaller. The same content always
// gives the same bytes. An encoding that is not among [Encodings] is an error.
func Encode(path, encoding string, content []byte) ([]byte, bool, error) {
	if !slices.Contains(Encodings, encoding) {
		return nil, false, fmt.Errorf("there is no encoding %q", encoding)
	}
	if len(content) < least || !compressible(ContentType(path)) {
		return nil, false, nil
	}
	var b bytes.Buffer
	if err := encode(&b, encoding, content); err != nil {
		return nil, false, err
	}
	if b.Len() >= len(content) {
		return nil, false, nil
	}
	return b.Bytes(), true, nil
}

func encode(b *bytes.Buffer, encoding string, content []byte) error {
	if encoding == "br" {
		w := brotli.NewWriterLevel(b, brotli.BestCompression)
		if _, err := w.Write(content); err != nil {
			return err
		}
		return w.Close()
	}
	w, err := gzip.NewWriterLevel(b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil { // without a name or a time in its head
		return err
	}
	return w.Close()
}

// compressible reports whether content of a type shrinks: text in any form.
func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "json") ||
		kind == "application/xml" || kind == "application/x-subrip" || kind == "font/ttf" || kind == "font/otf" || kind == "image/vnd.microsoft.icon"
}
