package picture

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Script returns what in a drawing (SVG 2, sections 15 and 16) would run, or
// bring in what runs, when a browser opens it by itself: nothing does while it
// stands as a picture on a page. It is empty for a drawing that is one only.
// What follows the first mistake in XML no browser shows.
func Script(svg io.Reader) string {
	tokens := xml.NewDecoder(svg)
	tokens.Strict = false
	for {
		token, err := tokens.Token()
		if broken := new(xml.SyntaxError); err != nil && err != io.EOF && !errors.As(err, &broken) || broken != nil && strings.Contains(broken.Msg, "UTF-8") {
			return "what is not UTF-8"
		}
		if err != nil {
			return ""
		}
		switch token := token.(type) {
		case xml.ProcInst:
			if token.Target == "xml-stylesheet" {
				return "the instruction xml-stylesheet"
			}
		case xml.Directive:
			if strings.Contains(string(token), "ENTITY") {
				return "entities of its own"
			}
		case xml.StartElement:
			if what := running(token); what != "" {
				return what
			}
		}
	}
}

// running returns what of an element would run.
func running(e xml.StartElement) string {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "handler", "foreignobject", "iframe", "object", "embed":
		return "the element " + name
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(name, "on") {
			return "the attribute " + name
		}
		address := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, a.Value))
		// Animations set addresses too: to, from, values.
		if strings.Contains(address, "javascript:") || strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "data:image/") || strings.HasPrefix(address, "data:image/svg") {
			return "an address in " + name + " that runs"
		}
	}
	return ""
}
