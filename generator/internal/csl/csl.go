// Package csl writes sources as CSL items: as CSL-JSON, which Zotero and
// other managers of references read, and as the YAML of the same that Pandoc
// reads (Citation Style Language 1.0.2, "CSL-JSON"; Pandoc User's Guide,
// "Specifying bibliographic data"). What CSL has no variables for keeps the
// names that Gloss has for it, which other programs pass over.
package csl

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"gloss/generator/brief"
)

// field is one variable of an item with its value: a string, a date or names.
type field struct {
	key   string
	value any
}

// date is a date of an item, or a range.
type date struct{ from, to brief.Date }

// JSON returns sources as an array of CSL-JSON.
func JSON(sources []*brief.Source) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[")
	for i, s := range sources {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for j, f := range fields(s) {
			if j > 0 {
				b.WriteString(",")
			}
			value, err := json.Marshal(jsonValue(f.value))
			if err != nil {
				return nil, err
			}
			b.WriteString("\n    " + strconv.Quote(f.key) + ": ")
			b.Write(value)
		}
		b.WriteString("\n  }")
	}
	if len(sources) > 0 {
		b.WriteString("\n")
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// jsonName is a name as CSL-JSON has it.
type jsonName struct {
	Family   string `json:"family,omitempty"`
	Given    string `json:"given,omitempty"`
	Particle string `json:"non-dropping-particle,omitempty"`
	Suffix   string `json:"suffix,omitempty"`
	Literal  string `json:"literal,omitempty"`
}

// jsonValue returns what encoding/json makes of a value as CSL-JSON has it.
func jsonValue(value any) any {
	switch v := value.(type) {
	case date:
		parts := [][]int{dateParts(v.from)}
		if !v.to.IsZero() {
			parts = append(parts, dateParts(v.to))
		}
		return map[string][][]int{"date-parts": parts}
	case []brief.Person:
		names := make([]jsonName, len(v))
		for i, p := range v {
			names[i] = jsonName{Family: p.Family, Given: p.Given, Particle: p.Particle, Suffix: p.Suffix, Literal: p.Literal}
		}
		return names
	}
	return value
}

func dateParts(d brief.Date) []int {
	parts := []int{d.Year}
	if d.Month > 0 {
		parts = append(parts, d.Month)
	}
	if d.Day > 0 {
		parts = append(parts, d.Day)
	}
	return parts
}

// YAML returns sources as Pandoc's list of references.
func YAML(sources []*brief.Source) string {
	var b strings.Builder
	b.WriteString("references:\n")
	for _, s := range sources {
		for i, f := range fields(s) {
			if i == 0 {
				b.WriteString("  - ")
			} else {
				b.WriteString("    ")
			}
			b.WriteString(f.key + ":")
			switch v := f.value.(type) {
			case string:
				b.WriteString(" " + scalar(v) + "\n")
			case date:
				text := v.from.String()
				if !v.to.IsZero() {
					text += "/" + v.to.String()
				}
				b.WriteString(" " + strconv.Quote(text) + "\n")
			case []brief.Person:
				b.WriteString("\n")
				for _, p := range v {
					writePerson(&b, p)
				}
			}
		}
	}
	return b.String()
}

func writePerson(b *strings.Builder, p brief.Person) {
	indent := "      - "
	for _, part := range []struct{ key, value string }{
		{"family", p.Family}, {"given", p.Given}, {"non-dropping-particle", p.Particle}, {"suffix", p.Suffix}, {"literal", p.Literal},
	} {
		if part.value != "" {
			b.WriteString(indent + part.key + ": " + scalar(part.value) + "\n")
			indent = "        "
		}
	}
}

// scalar returns a text as YAML has it: as it is when it is plainly a text, in
// double quotes with the escapes of JSON otherwise (YAML 1.2.2, section 7.3).
func scalar(text string) string {
	if isPlain(text) {
		return text
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always has an encoding
	return strings.TrimSuffix(b.String(), "\n")
}

// isPlain reports whether a text needs no quotes: words of letters, with
// blanks, digits, commas and hyphens between them, that are no word with a
// meaning of its own.
func isPlain(text string) bool {
	if text == "" || !letter(text[0]) || text[len(text)-1] == ' ' {
		return false
	}
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	for i := range len(text) {
		c := text[i]
		if !letter(c) && !('0' <= c && c <= '9') && c != ' ' && c != '-' && c != ',' && c != '.' && c != '\'' && c != '/' && c != '(' && c != ')' {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// fields returns what a source says, in the order to write it in.
func fields(s *brief.Source) []field {
	var all []field
	text := func(key, value string) {
		if value != "" {
			all = append(all, field{key, value})
		}
	}
	names := func(key string, value []brief.Person) {
		if len(value) > 0 {
			all = append(all, field{key, value})
		}
	}
	day := func(key string, from, to brief.Date) {
		if !from.IsZero() {
			all = append(all, field{key, date{from, to}})
		}
	}
	text("id", s.ID)
	text("type", s.Type)
	names("author", s.Authors)
	names("editor", s.Editors)
	names("translator", s.Translator)
	text("title", s.Title)
	text("container-title", s.ContainerTitle)
	text("publisher", s.Publisher)
	text("publisher-place", s.PublisherPlace)
	text("publisher-url", s.PublisherURL)
	text("agency", s.Agency)
	text("via", s.Via)
	text("event-title", s.Event)
	text("genre", s.Genre)
	text("number", s.Number)
	text("volume", s.Volume)
	text("issue", s.Issue)
	text("edition", s.Edition)
	text("section", s.Section)
	text("page", s.Page)
	text("language", s.Language)
	text("DOI", s.DOI)
	text("ISBN", s.ISBN)
	day("issued", s.Issued, s.IssuedTo)
	text("URL", s.URL)
	day("accessed", s.Accessed, brief.Date{})
	text("archive-url", s.ArchiveURL)
	day("archive-date", s.ArchiveDate, brief.Date{})
	text("url-status", s.URLStatus)
	text("quote", s.Quote)
	text("reliability", s.Reliability)
	text("abstract", s.Abstract)
	text("note", s.Note)
	return all
}
