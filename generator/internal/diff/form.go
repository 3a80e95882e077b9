package diff

import (
	"bytes"
	"path"
	"strings"

	"gloss/generator/internal/markup"
)

// Form brings files into their canonical forms: two files that mean the same
// have the same lines.
//
// HTML is read as a browser reads it. Attributes stand in the order of the
// alphabet and classes too, white space is drawn together where a browser
// draws it together, comments are left out, and so are the elements that
// Ignore means. A space that joins two stretches of text is kept at the start
// of the second, where it is written ␣.
type Form struct {
	Ignore []markup.Selector

	stable func(name string) string // the name of a file without its fingerprint
}

// Lines returns the canonical form of a file. Its name decides how it is read;
// what cannot be read as what it is called is compared as text, and what is no
// text by its hash.
func (f *Form) Lines(name string, content []byte) []Line {
	switch kindOf(name, content) {
	case htmlFile:
		if lines, ok := f.html(content); ok {
			return lines
		}
	case xmlFile:
		if lines, ok := f.xml(content); ok {
			return lines
		}
	case jsonFile:
		if lines, ok := f.jsonLines(content, 0); ok {
			return lines
		}
	case codeFile:
		return f.codeLines(string(content))
	case robotsFile:
		return robotsLines(content)
	case binaryFile:
		return binaryLines(content)
	}
	return f.textLines(content)
}

// kind is how a file is compared.
type kind uint8

const (
	textFile kind = iota
	htmlFile
	xmlFile
	jsonFile
	codeFile
	robotsFile
	binaryFile
)

func kindOf(name string, content []byte) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return htmlFile
	case ".xml", ".atom", ".rss":
		return xmlFile
	case ".json", ".jsonld", ".webmanifest", ".geojson":
		return jsonFile
	case ".css", ".js", ".mjs":
		return codeFile
	}
	if path.Base(name) == "robots.txt" {
		return robotsFile
	}
	if bytes.IndexByte(content[:min(len(content), 8<<10)], 0) >= 0 || !valid(content) {
		return binaryFile
	}
	return textFile
}

// isPage reports whether a file is one that readers open as a page.
func isPage(name string) bool { return kindOf(name, nil) == htmlFile }

// Address returns the address that a file is published at.
func Address(name string) string {
	if dir, ok := strings.CutSuffix("/"+name, "/index.html"); ok {
		return dir + "/"
	}
	return "/" + name
}
