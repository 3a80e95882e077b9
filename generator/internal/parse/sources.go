package parse

import (
	"path"
	"strings"
	"unicode"

	"gloss/generator/brief"
	"gloss/generator/internal/bibtex"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/ris"
	"gloss/generator/internal/tree"
)

// sourceCodes are the codes of complaints about files of sources.
var sourceCodes = tree.Codes{Syntax: diag.SourceSyntax, Key: diag.SourceKey, Value: diag.SourceValue}

// Sources parses a file of sources: BibTeX or BibLaTeX when the name ends in
// .bib, RIS when it ends in .ris, and otherwise CSL items (Citation Style
// Language 1.0.2), as YAML when the name ends in .yaml or .yml and as JSON in
// all other cases. The items are a list, or a list under the key references (Pandoc) or items (Better
// CSL JSON); one item by itself will do.
//
// Sources are returned in the order of the file. One without an id is left
// out; one with a fault is returned without the field at fault. Whether an id
// comes twice is for a later stage to say, which sees all files.
func Sources(in brief.Input, list *diag.List) []brief.Source {
	read := tree.JSON
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".yaml", ".yml":
		read = tree.YAML
	case ".bib":
		read = bibtex.Read
	case ".ris":
		read = ris.Read
	}
	root := read(in.Text, diag.Pos{File: in.Path, Line: 1, Column: 1}, sourceCodes, list)
	items := sourceItems(root, list)
	sources := make([]brief.Source, 0, len(items))
	for _, item := range items {
		r := sourceReader{list: list}
		if s, ok := r.source(item); ok {
			sources = append(sources, s)
		}
	}
	return sources
}

// sourceItems returns the nodes of a file that are items.
func sourceItems(root *tree.Node, list *diag.List) []*tree.Node {
	under := root
	if root.Kind == tree.Mapping {
		for _, key := range []string{"references", "items"} {
			if n := root.Get(key); n != nil {
				under = n
			}
		}
		if under == root && root.Get("id") != nil {
			return []*tree.Node{root}
		}
	}
	if under.Kind != tree.Sequence && under.Kind != tree.Null && !under.Partial {
		list.Add(diag.SourceSyntax, under.Pos, "write a list of items, each with id, type and title; in YAML under references:", "this is %s, not a list of sources", under.Kind)
	}
	return under.Items
}

// sourceReader reads the fields of one item.
type sourceReader struct {
	list *diag.List
	brief.Source
	unknown int // fields that are not known
}

// source returns an item as a source, and false when it has no id.
func (r *sourceReader) source(item *tree.Node) (brief.Source, bool) {
	if item.Kind != tree.Mapping {
		if !item.Partial {
			r.list.Add(diag.SourceValue, item.Pos, "write id: …, type: … and title: …", "a source is %s, not fields", item.Kind)
		}
		return brief.Source{}, false
	}
	r.Pos = brief.Pos(item.Pos)
	for i := range item.Fields {
		if f := &item.Fields[i]; f.Value.Kind != tree.Null {
			r.field(f)
		} else {
			r.known(f)
		}
	}
	switch {
	case r.ID == "":
		if !item.Partial && item.Get("id") == nil || isEmpty(item.Get("id")) {
			r.list.Add(diag.SourceID, item.Pos, "add an id to cite it by, such as author-2021", "the source has no id")
		}
		return brief.Source{}, false
	case r.Title+r.ContainerTitle+r.URL+r.Genre+r.Note == "" && !item.Partial:
		// CSL asks for no field but id and type: a letter or a post may have no
		// title. A reader has to be shown something, though.
		r.list.Add(diag.SourceValue, item.Pos, "add a title", "the source %s has neither title, container-title, URL, genre nor note", tree.Shown(r.ID))
	}
	return r.Source, true
}

func isEmpty(n *tree.Node) bool {
	return n != nil && (n.Kind == tree.Null || n.Kind == tree.Scalar && strings.TrimSpace(n.Text) == "")
}

// field takes what one field says into the source.
func (r *sourceReader) field(f *tree.Field) {
	switch f.Key {
	case "id":
		r.ID = r.id(f.Value)
	case "type":
		r.Type = r.word(f, cslTypes)
	case "title":
		r.Title = r.name(f)
	case "author":
		r.Authors = r.persons(f)
	case "editor":
		r.Editors = r.persons(f)
	case "translator":
		r.Translator = r.persons(f)
	case "container-title":
		r.ContainerTitle = r.name(f)
	case "publisher":
		r.Publisher = r.name(f)
	case "publisher-place":
		r.PublisherPlace = r.text(f)
	case "publisher-url":
		r.PublisherURL = r.link(f)
	case "agency":
		r.Agency = r.name(f)
	case "via":
		r.Via = r.name(f)
	case "event-title", "event":
		r.Event = r.text(f)
	case "genre":
		r.Genre = r.text(f)
	case "number":
		r.Number = r.text(f)
	case "volume":
		r.Volume = r.text(f)
	case "issue":
		r.Issue = r.text(f)
	case "edition":
		r.Edition = r.text(f)
	case "section":
		r.Section = r.text(f)
	case "page":
		r.Page = r.text(f)
	case "language":
		r.Language = r.text(f)
	case "DOI":
		r.DOI = bareDOI(r.text(f))
	case "ISBN":
		r.ISBN = r.text(f)
	case "issued":
		r.Issued, r.IssuedTo = r.date(f)
	case "accessed":
		r.Accessed, _ = r.date(f)
	case "URL":
		r.URL = r.link(f)
	case "archive-url":
		r.ArchiveURL = r.link(f)
	case "archive-date":
		r.ArchiveDate, _ = r.date(f)
	case "url-status":
		r.URLStatus = r.word(f, urlStatuses)
	case "quote":
		r.Quote = r.text(f)
	case "reliability":
		r.Reliability = r.text(f)
	case "abstract":
		r.Abstract = r.text(f)
	case "note":
		r.Note = r.text(f)
	default:
		r.known(f)
	}
}

// maxHints is how many unknown fields of one source are compared with the
// known ones.
const maxHints = 20

// known complains of a field that is neither CSL's nor ours.
func (r *sourceReader) known(f *tree.Field) {
	if cslVariables[f.Key] {
		return
	}
	hint := "use a variable of CSL 1.0.2, or note for what has none"
	if r.unknown++; r.unknown <= maxHints {
		hint = nearestVariable(f.Key, hint)
	}
	r.list.Add(diag.SourceKey, f.Pos, hint, "%s is not a known field", tree.Shown(f.Key))
}

// complain adds a complaint about a value.
func (r *sourceReader) complain(at *tree.Node, hint, format string, args ...any) {
	r.list.Add(diag.SourceValue, at.Pos, hint, format, args...)
}

// scalar returns the value of a field that wants text, and false when it is
// something else.
func (r *sourceReader) scalar(f *tree.Field) (string, bool) {
	if f.Value.Kind != tree.Scalar {
		if !f.Value.Partial {
			r.complain(f.Value, "write "+f.Key+" as one piece of text", "%s is %s, not text", f.Key, f.Value.Kind)
		}
		return "", false
	}
	return f.Value.Text, true
}

// text returns the text of a field, as written but for white space and CSL's
// markup.
func (r *sourceReader) text(f *tree.Field) string {
	text, _ := r.scalar(f)
	text = brief.Printable(plainCSL(text))
	if strings.ContainsAny(text, "\n\t") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
		return oneLine(text)
	}
	return text
}

// name returns the text of a field that names something, with a complaint
// about characters in it that the reader cannot see.
func (r *sourceReader) name(f *tree.Field) string {
	text := r.text(f)
	r.warnHidden(f.Value.Text, f.Value.Pos)
	return text
}

func (r *sourceReader) warnHidden(text string, at diag.Pos) { warnHidden(text, at, r.list) }

// word returns the text of a field that wants one of several words.
func (r *sourceReader) word(f *tree.Field, words []string) string {
	text, ok := r.scalar(f)
	if !ok || text == "" {
		return ""
	}
	for _, w := range words {
		if w == text {
			return text
		}
	}
	near := strings.ReplaceAll(strings.ToLower(text), " ", "-")
	r.complain(f.Value, diag.DidYouMean(near, words, "write one of "+strings.Join(words, ", ")), "%s cannot be %s", f.Key, tree.Shown(text))
	return ""
}

// id returns the id of a source. One that cannot be cited is complained of,
// with one that can.
func (r *sourceReader) id(n *tree.Node) string {
	if n.Kind != tree.Scalar {
		r.list.Add(diag.SourceID, n.Pos, "write one word", "an id is %s, not text", n.Kind)
		return ""
	}
	bad := func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) || isHidden(c) }
	id := n.Text
	if strings.TrimSpace(id) == "" {
		return ""
	}
	better := strings.Join(strings.FieldsFunc(id, bad), "-")
	switch {
	case brief.PathPart(id) == "":
		r.list.Add(diag.SourceID, n.Pos, "use letters and digits", "the id %s holds no letter or digit", tree.Shown(id))
	case len(brief.PathPart(id)) > brief.MaxSlug:
		r.list.Add(diag.SourceID, n.Pos, "choose a shorter one, such as author-2021", "the id %s has more than %d bytes", tree.Shown(id), brief.MaxSlug)
	case strings.ContainsFunc(id, bad):
		r.list.Add(diag.SourceID, n.Pos, "write "+tree.Shown(better), "the id %s holds blanks or characters that cannot be seen", tree.Shown(id))
	}
	return id
}

// link returns an address on the web, and drops any other with a complaint.
func (r *sourceReader) link(f *tree.Field) string {
	text, ok := r.scalar(f)
	if !ok || text == "" {
		return ""
	}
	address, ok := brief.SafeURL(text)
	scheme, _, _ := strings.Cut(strings.ToLower(address), "://")
	if !ok || scheme != "http" && scheme != "https" {
		r.list.Add(diag.SourceURL, f.Value.Pos, brief.BetterURL(text, "write an address that begins with https://"), "%s is not linked to: %s", f.Key, tree.Shown(text))
		return ""
	}
	return address
}

// bareDOI returns a DOI without the address of its resolver.
func bareDOI(doi string) string {
	if at := strings.Index(doi, "10."); at > 0 {
		switch strings.ToLower(strings.TrimSpace(doi[:at])) {
		case "doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/":
			return doi[at:]
		}
	}
	return doi
}
