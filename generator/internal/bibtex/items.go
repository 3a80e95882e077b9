package bibtex

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// reader makes CSL items of entries.
type reader struct {
	*parser
	byKey     map[string]*entry
	inherited int // how many entries the one being read has taken fields from
}

// types are the CSL types of entry types (BibLaTeX manual, sections 2.1.1 and
// 2.1.2).
var types = map[string]string{
	"article": "article-journal", "book": "book", "mvbook": "book", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
	"booklet": "pamphlet", "collection": "book", "mvcollection": "book", "incollection": "chapter", "suppcollection": "chapter",
	"dataset": "dataset", "manual": "book", "misc": "document", "online": "webpage", "electronic": "webpage", "www": "webpage",
	"patent": "patent", "periodical": "periodical", "suppperiodical": "article", "proceedings": "book", "mvproceedings": "book",
	"inproceedings": "paper-conference", "conference": "paper-conference", "reference": "book", "mvreference": "book",
	"inreference": "entry-encyclopedia", "report": "report", "techreport": "report", "set": "document", "software": "software",
	"thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis", "unpublished": "manuscript",
	"artwork": "graphic", "audio": "song", "bibnote": "document", "commentary": "book", "image": "graphic", "jurisdiction": "legal_case",
	"legislation": "legislation", "legal": "legislation", "letter": "personal_communication", "movie": "motion_picture", "music": "song",
	"performance": "performance", "review": "review", "standard": "standard", "video": "motion_picture",
}

// subtypes are the CSL types that an entrysubtype makes of an article; a CSL
// type that BibLaTeX has no entry type for is named by itself.
var subtypes = map[string]string{"newspaper": "article-newspaper", "magazine": "article-magazine", "journal": "article-journal"}

// item returns an entry as a CSL item.
func (r *reader) item(e *entry) *tree.Node {
	r.inherited = 0
	e = r.inherit(e, 0)
	i := &item{reader: r, entry: e, node: &tree.Node{Kind: tree.Mapping, Pos: e.pos, Partial: !e.whole}}
	i.add("id", scalar(e.key, e.keyPos), e.keyPos)
	i.kind()
	for _, f := range e.fields {
		i.field(&f)
	}
	i.titles()
	i.dates()
	return i.node
}

// maxInherited is the longest chain of entries that take fields from the next.
// maxParents is the most entries that one takes fields from, directly or not.
const (
	maxInherited = 8
	maxParents   = 100
)

// inherit returns an entry with the fields that it takes from others: those of
// its crossref, whose title becomes the title of what it stands in, and those
// of its xdata (BibLaTeX manual, sections 2.4.1 and 3.13).
func (r *reader) inherit(e *entry, depth int) *entry {
	all := *e
	all.fields = slices.Clone(e.fields)
	for _, from := range []string{"xdata", "crossref"} {
		f := e.get(from)
		if f == nil {
			continue
		}
		for _, key := range strings.Split(f.text, ",") {
			key = strings.TrimSpace(key)
			parent := r.byKey[key]
			switch {
			case parent == nil || parent == e || depth == maxInherited || r.inherited == maxParents:
				r.list.Add(r.codes.Value, f.value.pos, r.nearest(key, maps.Keys(r.byKey), "add the entry, or take the field out"), "%s names no entry of this file: %s", from, tree.Shown(key))
				continue
			}
			r.inherited++
			parent = r.inherit(parent, depth+1)
			for _, g := range parent.fields {
				if from == "crossref" {
					g.name = handedDown(e.kind, g.name)
				}
				if g.name != "" && all.get(g.name) == nil {
					all.fields = append(all.fields, g)
				}
			}
		}
	}
	return &all
}

// handedDown returns under which name an entry has a field of the entry that
// it refers to; nothing when the field stays there (BibLaTeX manual,
// appendix B).
func handedDown(child, name string) string {
	switch name {
	case "crossref", "xdata", "ids", "entrysubtype", "label", "options", "shorttitle", "sortkey", "sorttitle", "url", "urldate", "doi", "abstract", "note", "annote", "quote":
		return ""
	}
	within := child == "article" || child == "suppperiodical"
	switch name {
	case "title", "subtitle":
		if within {
			return "journal" + name
		}
		return "book" + name
	case "author":
		if child == "inbook" || child == "bookinbook" || child == "suppbook" {
			return name // of the book, unless the part has its own
		}
		return ""
	}
	return name
}

// item is an entry on its way to a CSL item.
type item struct {
	*reader
	entry *entry
	node  *tree.Node
}

func scalar(text string, at diag.Pos) *tree.Node {
	return &tree.Node{Kind: tree.Scalar, Text: text, Pos: at}
}

// add adds a variable unless the item has it already.
func (i *item) add(key string, value *tree.Node, at diag.Pos) {
	if i.node.Get(key) == nil {
		i.node.Fields = append(i.node.Fields, tree.Field{Key: key, Value: value, Pos: at})
	}
}

// text adds a field as plain text.
func (i *item) text(key string, f *field) {
	i.add(key, scalar(i.plain(f.text, f.value.pos), f.value.pos), f.pos)
}

// plain decodes LaTeX and complains of commands that are not known.
func (r *reader) plain(latex string, at diag.Pos) string {
	text, unknown := decode(latex)
	for _, command := range unknown {
		r.list.Add(diag.SourceLatex, at, "write the character itself", "the LaTeX command %s is not known; what stands in its braces is kept", tree.Shown(command))
	}
	return text
}

func (i *item) kind() {
	e := i.entry
	csl, known := types[e.kind]
	if !known {
		i.list.Add(i.codes.Key, e.pos, i.nearest(e.kind, maps.Keys(types), "use @misc"), "@%s is no type of entry; it is read as @misc", tree.Shown(e.kind))
		csl = "document"
	}
	at := e.pos
	if f := e.get("entrysubtype"); f != nil {
		at = f.value.pos
		if sub, ok := subtypes[strings.ToLower(f.text)]; ok {
			csl = sub
		} else if e.kind == "misc" {
			csl = f.text
		}
	}
	i.add("type", scalar(csl, at), at)
}

// variables are the CSL variables of fields that are plain text.
var variables = map[string]string{
	"publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
	"location": "publisher-place", "address": "publisher-place", "eventtitle": "event-title", "venue": "event-place", "volume": "volume", "issue": "issue",
	"edition": "edition", "chapter": "chapter-number", "series": "collection-title", "version": "version", "pagetotal": "number-of-pages",
	"volumes": "number-of-volumes", "part": "part-number", "isbn": "ISBN", "issn": "ISSN", "abstract": "abstract",
	"note": "note", "annotation": "annote", "annote": "annote", "shorttitle": "title-short", "shortjournal": "container-title-short",
	"library": "call-number", "pubstate": "status", "origtitle": "original-title", "origpublisher": "original-publisher", "origlocation": "original-publisher-place",
	"type": "genre", "eid": "number", "section": "section", "agency": "agency", "via": "via", "quote": "quote", "reliability": "reliability", "genre": "genre", "event": "event-title",
}

// people are the CSL variables of fields that are names.
var people = map[string]string{
	"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author", "holder": "author",
}

// verbatim are the CSL variables of fields that hold no LaTeX.
var verbatim = map[string]string{
	"url": "URL", "doi": "DOI", "archive-url": "archive-url", "archiveurl": "archive-url", "publisher-url": "publisher-url", "url-status": "url-status",
}

// elsewhere are the fields that are read by other means, and those that say
// nothing to a reader of the source: how to sort, label and file it.
var elsewhere = []string{
	"title", "subtitle", "titleaddon", "booktitle", "booksubtitle", "booktitleaddon", "maintitle", "mainsubtitle", "maintitleaddon",
	"journal", "journaltitle", "journalsubtitle", "journaltitleaddon", "date", "year", "month", "day", "urldate", "urlyear", "urlmonth", "urlday",
	"eventdate", "origdate", "archive-date", "archivedate", "crossref", "xdata", "xref", "entrysubtype", "language", "langid", "hyphenation", "origlanguage",
	"pages", "number", "howpublished", "addendum", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass",
	"keywords", "keyword", "file", "pdf", "timestamp", "owner", "creationdate", "modificationdate", "groups", "related", "relatedtype", "relatedstring",
	"ids", "label", "shorthand", "shorthandintro", "shortauthor", "shorteditor", "sortkey", "sortname", "sorttitle", "sortyear", "sortshorthand", "presort", "key",
	"options", "gender", "execute", "indextitle", "indexsorttitle", "nameaddon", "authortype", "editortype", "editora", "editorb", "editorc",
	"editoratype", "editorbtype", "editorctype", "annotator", "commentator", "introduction", "foreword", "afterword", "bookpagination", "pagination", "entryset",
	"usera", "userb", "userc", "userd", "usere", "userf", "verba", "verbb", "verbc", "lista", "listb", "listc", "listd", "liste", "listf",
	"namea", "nameb", "namec", "issuetitle", "issuesubtitle", "reprinttitle", "mrnumber", "zblnumber", "pmid", "pmcid", "urn", "copyright", "lccn", "price", "size",
	"date-added", "date-modified", "rating", "read", "isrn", "contents", "comment", "review", "intype", "affiliation", "lastchecked", "accessed",
}

// field takes one field into the item.
func (i *item) field(f *field) {
	if key, ok := variables[f.name]; ok {
		i.text(key, f)
		return
	}
	if key, ok := people[f.name]; ok {
		i.add(key, i.names(f), f.pos)
		return
	}
	if key, ok := verbatim[f.name]; ok {
		i.add(key, scalar(address(f.text), f.value.pos), f.pos)
		return
	}
	switch f.name {
	case "language", "langid", "hyphenation":
		text := i.plain(f.text, f.value.pos)
		if tag, ok := languages[strings.ToLower(text)]; ok {
			text = tag
		}
		i.add("language", scalar(text, f.value.pos), f.pos)
	case "pages":
		text := i.plain(f.text, f.value.pos)
		i.add("page", scalar(strings.NewReplacer("–", "-", "—", "-").Replace(text), f.value.pos), f.pos)
	case "number":
		if i.entry.kind == "article" || i.entry.kind == "periodical" {
			i.text("issue", f)
		} else {
			i.text("number", f)
		}
	case "howpublished", "addendum":
		if found := address(f.text); strings.HasPrefix(found, "http://") || strings.HasPrefix(found, "https://") {
			i.add("URL", scalar(found, f.value.pos), f.pos)
		} else if i.entry.get("note") == nil {
			i.text("note", f)
		}
	default:
		if strings.HasPrefix(f.name, "bdsk-") || slices.Contains(elsewhere, f.name) {
			return
		}
		i.list.Add(i.codes.Key, f.pos, i.nearest(f.name, fieldNames, "use a field of BibLaTeX, or note for what has none"), "%s is not a known field", tree.Shown(f.name))
	}
}

// fieldNames yields the fields that are known.
func fieldNames(yield func(string) bool) {
	for _, names := range []iter.Seq[string]{slices.Values(elsewhere), maps.Keys(variables), maps.Keys(people), maps.Keys(verbatim)} {
		for name := range names {
			if !yield(name) {
				return
			}
		}
	}
}

// address returns an address without the LaTeX that some write it in.
func address(text string) string {
	text = strings.TrimSpace(unbraced(strings.TrimSpace(text)))
	if inner, ok := strings.CutPrefix(text, `\url{`); ok {
		text = strings.TrimSuffix(inner, "}")
	}
	return strings.NewReplacer(`\_`, "_", `\%`, "%", `\&`, "&", `\#`, "#", `\~{}`, "~", `\textasciitilde{}`, "~", "\n", "").Replace(text)
}

// titles adds the title and the title of what the work stands in.
func (i *item) titles() {
	i.titled("title", "title", "subtitle")
	for _, pair := range [][2]string{
		{"journaltitle", "journalsubtitle"}, {"journal", "journalsubtitle"}, {"booktitle", "booksubtitle"}, {"maintitle", "mainsubtitle"},
	} {
		i.titled("container-title", pair[0], pair[1])
	}
	if i.entry.get("title") != nil {
		switch i.entry.kind {
		case "online", "electronic", "www", "misc":
			i.titled("container-title", "titleaddon", "")
		}
	}
}

func (i *item) titled(key, title, subtitle string) {
	f := i.entry.get(title)
	if f == nil {
		return
	}
	text := i.plain(f.text, f.value.pos)
	if sub := i.entry.get(subtitle); sub != nil && subtitle != "" {
		divider := ": "
		if strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, ":") {
			divider = " "
		}
		text += divider + i.plain(sub.text, sub.value.pos)
	}
	i.add(key, scalar(text, f.value.pos), f.pos)
}

// dates adds the dates: BibLaTeX writes them as ISO 8601 and EDTF do, BibTeX
// as a year and a month.
func (i *item) dates() {
	for _, d := range []struct{ key, date, year, month, day string }{
		{"issued", "date", "year", "month", "day"},
		{"accessed", "urldate", "urlyear", "urlmonth", "urlday"},
		{"event-date", "eventdate", "", "", ""},
		{"original-date", "origdate", "", "", ""},
		{"archive-date", "archive-date", "", "", ""},
		{"archive-date", "archivedate", "", "", ""},
		{"accessed", "lastchecked", "", "", ""},
		{"accessed", "accessed", "", "", ""},
	} {
		if f := i.entry.get(d.date); f != nil {
			i.add(d.key, scalar(strings.TrimSpace(f.text), f.value.pos), f.pos)
			continue
		}
		if f := i.entry.get(d.year); d.year != "" && f != nil {
			i.add(d.key, i.yearly(f, i.entry.get(d.month), i.entry.get(d.day)), f.pos)
		}
	}
}

// yearly returns the date of a year, a month and a day, as far as they are
// numbers or names. A year that is none, such as "forthcoming", is kept as
// text.
func (i *item) yearly(year, month, day *field) *tree.Node {
	at := year.value.pos
	text := i.plain(year.text, at)
	if n, err := strconv.Atoi(text); err != nil || n < 0 || n > 9999 {
		return &tree.Node{Kind: tree.Mapping, Pos: at, Fields: []tree.Field{{Key: "literal", Value: scalar(text, at), Pos: at}}}
	}
	date := text
	if month != nil {
		m, d := monthOf(i.plain(month.text, month.value.pos))
		if m == 0 {
			i.list.Add(i.codes.Value, month.value.pos, "write jan … dec, or a number from 1 to 12", "there is no month %s", tree.Shown(month.text))
			return scalar(date, at)
		}
		date += "-" + twoDigits(m)
		if day != nil {
			d, _ = strconv.Atoi(strings.TrimSpace(day.text))
		}
		if d > 0 {
			date += "-" + twoDigits(d)
		}
	}
	return scalar(date, at)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// monthOf returns the month that words name, and the day that some put beside
// it; 0 for none.
func monthOf(words string) (month, day int) {
	var numbers []int
	for _, word := range strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return strings.ContainsRune(" .,\u00a0/–-", r) }) {
		if n, err := strconv.Atoi(word); err == nil {
			numbers = append(numbers, n)
			continue
		}
		for i, name := range monthNames {
			if len(word) >= 3 && strings.HasPrefix(name, word) && month == 0 {
				month = i + 1
			}
		}
	}
	if month == 0 && len(numbers) > 0 {
		month, numbers = numbers[0], numbers[1:]
	}
	if month > 12 {
		return 0, 0
	}
	if len(numbers) > 0 {
		day = numbers[0]
	}
	return month, day
}

// languages are the tags of languages that BibLaTeX and babel have names for.
var languages = map[string]string{
	"arabic": "ar", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl",
	"english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "australian": "en-AU", "canadian": "en-CA",
	"estonian": "et", "finnish": "fi", "french": "fr", "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "greek": "el",
	"hebrew": "he", "hungarian": "hu", "italian": "it", "japanese": "ja", "latvian": "lv", "lithuanian": "lt", "norwegian": "no", "norsk": "nb",
	"nynorsk": "nn", "polish": "pl", "portuguese": "pt", "brazilian": "pt-BR", "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk",
	"slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
}
