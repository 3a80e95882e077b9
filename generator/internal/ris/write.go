package ris

import (
	"strings"

	"gloss/generator/brief"
)

// ours are the CSL variables, and those that Gloss has beyond them, that RIS
// has no tag for. They are written under a tag for custom use, with their
// names.
var ours = []string{
	"type", "agency", "publisher-url", "event-title", "archive-url", "archive-date", "url-status", "quote", "reliability", "issued", "accessed", "ISBN", "page",
}

// Write returns sources as RIS records, in UTF-8, with line feeds.
func Write(sources []*brief.Source) string {
	var b strings.Builder
	for i, s := range sources {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeRecord(&b, s)
	}
	return b.String()
}

func writeRecord(b *strings.Builder, s *brief.Source) {
	tag := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\n")
		}
	}
	own := func(key, value string) {
		if value != "" {
			tag(ownTag, key+"="+value)
		}
	}
	kind := written[s.Type]
	if kind == "" {
		tag("TY", "GEN")
		own("type", s.Type)
	} else {
		tag("TY", kind)
	}
	tag("ID", s.ID)
	for _, people := range []struct {
		tag, key string
		names    []brief.Person
	}{{"AU", "author", s.Authors}, {"ED", "editor", s.Editors}, {"A4", "translator", s.Translator}} {
		for _, p := range people.names {
			if strings.Contains(p.Literal, ",") { // under AU it would be taken apart
				own(people.key, p.Literal)
				continue
			}
			tag(people.tag, person(p))
		}
	}
	tag("TI", s.Title)
	tag("T2", s.ContainerTitle)
	tag("PB", s.Publisher)
	tag("CY", s.PublisherPlace)
	own("publisher-url", s.PublisherURL)
	own("agency", s.Agency)
	tag("DP", s.Via)
	own("event-title", s.Event)
	tag("M3", s.Genre)
	tag("M1", s.Number)
	tag("VL", s.Volume)
	tag("IS", s.Issue)
	tag("ET", s.Edition)
	tag("SE", s.Section)
	if first, last, ok := strings.Cut(s.Page, "-"); ok && first != "" && last != "" && !strings.Contains(last, "-") && strings.TrimSpace(first) == first && strings.TrimSpace(last) == last {
		tag("SP", first)
		tag("EP", last)
	} else {
		own("page", s.Page)
	}
	tag("LA", s.Language)
	tag("DO", s.DOI)
	if isbn(s.ISBN) {
		tag("SN", s.ISBN)
	} else {
		own("ISBN", s.ISBN)
	}
	if s.IssuedTo.IsZero() {
		tag("PY", slashed(s.Issued))
	} else {
		tag("PY", s.Issued.String()[:4])
		own("issued", s.Issued.String()+"/"+s.IssuedTo.String())
	}
	tag("Y2", slashed(s.Accessed))
	tag("UR", s.URL)
	own("archive-url", s.ArchiveURL)
	own("archive-date", s.ArchiveDate.String())
	own("url-status", s.URLStatus)
	own("quote", s.Quote)
	own("reliability", s.Reliability)
	tag("AB", s.Abstract)
	tag("N1", s.Note)
	b.WriteString("ER  - \n")
}

// slashed returns a date as RIS has it: YYYY/MM/DD/, as far as it is known.
func slashed(d brief.Date) string {
	if d.IsZero() {
		return ""
	}
	parts := strings.Split(d.String(), "-")
	if len(parts) == 1 {
		return parts[0]
	}
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	return strings.Join(parts, "/") + "/"
}

// person returns a name: family, given, suffix; a name that is printed as it
// stands has no comma.
func person(p brief.Person) string {
	if p.Literal != "" {
		return p.Literal
	}
	s := p.Family
	if p.Particle != "" {
		s = p.Particle + " " + s
	}
	s += ", " + p.Given
	if p.Suffix != "" {
		s += ", " + p.Suffix
	}
	return strings.TrimSpace(s)
}
