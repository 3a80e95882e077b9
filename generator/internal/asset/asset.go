// Package asset makes style sheets and scripts small and gives them addresses
// that change with their content, so that browsers may keep them for ever. It
// is the one room that knows the minifier.
package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// Asset is a file that every page refers to.
type Asset struct {
	Address string // /assets/style-1a2b3c4d5e.css
	Content []byte
}

// Make returns the asset of a file: minified if it is a style sheet or a
// script, and named after its content.
func Make(name, text string) (Asset, error) {
	small, err := shrink(path.Ext(name), text)
	if err != nil {
		return Asset{Address: address(name, text), Content: []byte(text)}, err
	}
	return Asset{Address: address(name, small), Content: []byte(small)}, nil
}

func shrink(extension, text string) (string, error) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	if extension != ".css" && extension != ".js" {
		return text, nil
	}
	return m.String(extension, text)
}

// address puts enough of the content's hash into the name that two contents
// never share it: 40 bits.
func address(name, content string) string {
	sum := sha256.Sum256([]byte(content))
	extension := path.Ext(name)
	return "/assets/" + strings.TrimSuffix(name, extension) + "-" + hex.EncodeToString(sum[:5]) + extension
}
