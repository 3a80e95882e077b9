package bibtex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
)

// Write returns sources as a BibLaTeX file, in UTF-8. What BibLaTeX has no
// fields for keeps the names that Gloss has for it, which LaTeX passes over; a
// CSL type without an entry type becomes @misc with its name as entrysubtype.
func Write(sources []*brief.Source) string {
	var b strings.Builder
	for i, s := range sources {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeEntry(&b, s)
	}
	return b.String()
}

// entryTypes are the entry types that CSL types are written as: those that
// read as the same CSL type.
var entryTypes = map[string]string{
	"article-journal": "article", "book": "book", "chapter": "incollection", "pamphlet": "booklet", "dataset": "dataset", "document": "misc",
	"webpage": "online", "patent": "patent", "periodical": "periodical", "paper-conference": "inproceedings", "entry-encyclopedia": "inreference",
	"report": "report", "software": "software", "thesis": "thesis", "manuscript": "unpublished", "graphic": "artwork", "song": "audio",
	"legal_case": "jurisdiction", "legislation": "legislation", "personal_communication": "letter", "motion_picture": "movie",
	"performance": "performance", "review": "review", "standard": "standard", "article": "suppperiodical",
}

func writeEntry(b *strings.Builder, s *brief.Source) {
	kind, subtype := entryTypes[s.Type], ""
	switch {
	case s.Type == "article-newspaper":
		kind, subtype = "article", "newspaper"
	case s.Type == "article-magazine":
		kind, subtype = "article", "magazine"
	case kind == "":
		kind, subtype = "misc", s.Type
	}
	w := entryWriter{b}
	b.WriteString("@" + kind + "{" + key(s.ID))
	w.raw("entrysubtype", subtype)
	w.names("author", s.Authors)
	w.names("editor", s.Editors)
	w.names("translator", s.Translator)
	w.protected("title", s.Title)
	container := "maintitle"
	switch kind {
	case "article", "suppperiodical", "review":
		container = "journaltitle"
	case "incollection", "inproceedings", "inreference":
		container = "booktitle"
	}
	w.protected(container, s.ContainerTitle)
	publisher := "publisher"
	if kind == "report" || kind == "thesis" {
		publisher = "institution"
	}
	w.text(publisher, s.Publisher)
	w.text("location", s.PublisherPlace)
	w.raw("publisher-url", s.PublisherURL)
	w.text("agency", s.Agency)
	w.text("via", s.Via)
	w.text("eventtitle", s.Event)
	w.text("type", s.Genre)
	if kind == "article" || kind == "periodical" {
		w.text("eid", s.Number) // there, number is the issue
	} else {
		w.text("number", s.Number)
	}
	w.text("issue", s.Issue)
	w.text("volume", s.Volume)
	w.text("edition", s.Edition)
	w.text("section", s.Section)
	w.text("pages", s.Page)
	w.text("language", s.Language)
	w.raw("doi", s.DOI)
	w.text("isbn", s.ISBN)
	date := s.Issued.String()
	if !s.IssuedTo.IsZero() {
		date += "/" + s.IssuedTo.String()
	}
	w.raw("date", date)
	w.raw("url", s.URL)
	w.raw("urldate", s.Accessed.String())
	w.raw("archive-url", s.ArchiveURL)
	w.raw("archive-date", s.ArchiveDate.String())
	w.raw("url-status", s.URLStatus)
	w.text("quote", s.Quote)
	w.text("reliability", s.Reliability)
	w.text("abstract", s.Abstract)
	w.text("note", s.Note)
	b.WriteString("\n}\n")
}

// key returns an id as a key: what would end a key becomes a hyphen.
func key(id string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune(",{}\"=#%\\", r) {
			return '-'
		}
		return r
	}, id)
}

type entryWriter struct{ *strings.Builder }

// raw writes a field whose value is copied as it is. Braces in it would not
// come in pairs, and an address can do without them (RFC 3986, section 2).
func (w entryWriter) raw(name, value string) {
	if value != "" {
		w.WriteString(",\n  " + name + " = {" + strings.NewReplacer("{", "%7B", "}", "%7D").Replace(value) + "}")
	}
}

func (w entryWriter) text(name, value string) {
	if value != "" {
		w.WriteString(",\n  " + name + " = {" + encode(value) + "}")
	}
}

// protected writes a title whose capitals styles are to keep.
func (w entryWriter) protected(name, value string) {
	if value != "" {
		w.WriteString(",\n  " + name + " = {{" + encode(value) + "}}")
	}
}

func (w entryWriter) names(name string, people []brief.Person) {
	if len(people) == 0 {
		return
	}
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = person(p)
	}
	w.WriteString(",\n  " + name + " = {" + strings.Join(names, " and ") + "}")
}

// person returns a name: in braces where it is printed as it stands, as
// "particle family, suffix, given" where that reads as the same parts, and
// otherwise with each part named.
func person(p brief.Person) string {
	if p.Literal != "" {
		return "{" + encode(p.Literal) + "}"
	}
	plain := p.Family != "" && p.Given != "" && isLower(p.Particle) && !startsLower(p.Family)
	for _, part := range []string{p.Family, p.Given, p.Particle, p.Suffix} {
		plain = plain && !strings.ContainsAny(part, ",=\\{}~\u00a0") && !strings.Contains(" "+strings.ToLower(part)+" ", " and ")
	}
	if !plain {
		var parts []string
		for _, part := range []struct{ key, value string }{{"family", p.Family}, {"given", p.Given}, {"prefix", p.Particle}, {"suffix", p.Suffix}} {
			if part.value != "" {
				parts = append(parts, part.key+"={"+encode(part.value)+"}")
			}
		}
		return strings.Join(parts, ", ")
	}
	s := encode(p.Family)
	if p.Particle != "" {
		s = encode(p.Particle) + " " + s
	}
	if p.Suffix != "" {
		s += ", " + encode(p.Suffix)
	}
	return s + ", " + encode(p.Given)
}

// isLower reports whether every word begins in lower case.
func isLower(words string) bool {
	for _, w := range strings.Fields(words) {
		if !startsLower(w) {
			return false
		}
	}
	return true
}

func startsLower(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first)
}
