// Package ris reads and writes RIS, the tagged format that managers of
// references and databases share ("RIS Format Specifications", Research
// Information Systems, 2001, and the types and tags that Zotero and EndNote
// have added).
//
// In comes a file of records, out come CSL items as a tree with places, so
// that whoever reads CSL reads them too and can say where a mistake stands.
package ris

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// line is one tag with its value.
type line struct {
	tag  string
	text string
	more []string // lines that go on from it
	pos  diag.Pos // of the tag
	at   diag.Pos // of the value
}

// Read returns the records of a text as CSL items, in the order of the file: a
// sequence of mappings. A record without an id is given one of its author,
// year and title.
func Read(text string, at diag.Pos, codes tree.Codes, list *diag.List) *tree.Node {
	r := reader{codes: codes, list: list, taken: map[string]bool{}, alike: map[string]int{}}
	root := &tree.Node{Kind: tree.Sequence, Pos: at}
	var records [][]line
	var record []line
	end := at
	for number, whole := range strings.Split(text, "\n") {
		pos := diag.Pos{File: at.File, Line: number + 1, Column: 1}
		end = pos
		tag, value, ok := cut(whole)
		switch {
		case strings.TrimSpace(whole) == "":
		case !ok && record != nil: // goes on from the line before
			last := &record[len(record)-1]
			last.more = append(last.more, strings.TrimSpace(whole))
		case !ok:
			r.syntax(pos, "a record begins with TY  - TYPE", "this line is in no record: %s", tree.Shown(strings.TrimSpace(whole)))
		case tag == "TY":
			if record != nil {
				r.syntax(pos, "end the record before with ER  -", "a record begins before the one of line %d has ended", record[0].pos.Line)
				records = append(records, record)
			}
			record = []line{{tag: tag, text: value, pos: pos, at: valueAt(pos, whole)}}
		case record == nil:
			r.syntax(pos, "a record begins with TY  - TYPE", "%s is in no record", tag)
		case tag == "ER":
			records = append(records, record)
			record = nil
		default:
			record = append(record, line{tag: tag, text: value, pos: pos, at: valueAt(pos, whole)})
		}
	}
	if record != nil {
		r.syntax(end, "end it with ER  -; the end of the file may be missing", "the record of line %d has no end", record[0].pos.Line)
		root.Partial = true
		records = append(records, record)
	}
	for _, record := range records {
		for i := range record {
			l := &record[i]
			l.text = strings.TrimSpace(strings.Join(append([]string{l.text}, l.more...), " "))
			if l.tag == "ID" {
				r.taken[l.text] = true
			}
		}
	}
	for _, record := range records {
		root.Items = append(root.Items, r.item(record))
	}
	return root
}

// cut divides a line into its tag and value: two capitals or a capital and a
// digit, two blanks, a hyphen and a blank. Some programs write one blank, or
// none at the end.
func cut(whole string) (tag, value string, ok bool) {
	if len(whole) < 2 || !('A' <= whole[0] && whole[0] <= 'Z') || !('A' <= whole[1] && whole[1] <= 'Z' || '0' <= whole[1] && whole[1] <= '9') {
		return "", "", false
	}
	rest := strings.TrimLeft(whole[2:], " ")
	if len(rest) == len(whole)-2 || !strings.HasPrefix(rest, "-") || len(rest) > 1 && rest[1] != ' ' {
		return "", "", false
	}
	return whole[:2], strings.TrimSpace(rest[1:]), true
}

func valueAt(pos diag.Pos, whole string) diag.Pos {
	hyphen := strings.IndexByte(whole, '-')
	blanks := len(whole[hyphen+1:]) - len(strings.TrimLeft(whole[hyphen+1:], " "))
	pos.Column = hyphen + 2 + blanks
	return pos
}

type reader struct {
	codes tree.Codes
	list  *diag.List
	taken map[string]bool // ids
	alike map[string]int  // how many records have been given ids with this beginning
	hints int
}

func (r *reader) syntax(at diag.Pos, hint, format string, args ...any) {
	r.list.Add(r.codes.Syntax, at, hint, format, args...)
}

// variables are the CSL variables of tags that are plain text.
var variables = map[string]string{
	"TI": "title", "T1": "title", "CT": "title", "T2": "container-title", "JO": "container-title", "JF": "container-title", "BT": "container-title",
	"T3": "collection-title", "JA": "container-title-short", "J2": "container-title-short", "ST": "title-short", "PB": "publisher", "CY": "publisher-place",
	"PP": "publisher-place", "VL": "volume", "IS": "issue", "CP": "issue", "ET": "edition", "LA": "language", "AB": "abstract", "N2": "abstract", "N1": "note",
	"M1": "number", "M3": "genre", "SE": "section", "UR": "URL", "LK": "URL", "DO": "DOI", "ID": "id", "RN": "note", "NV": "number-of-volumes",
	"CN": "call-number", "DP": "via", "AN": "call-number", "OP": "original-publisher",
}

// people are the CSL variables of tags that are names.
var people = map[string]string{
	"AU": "author", "A1": "author", "ED": "editor", "A2": "editor", "A3": "collection-editor", "A4": "translator", "TA": "translator",
}

// passed are the tags that say nothing to a reader of the source.
var passed = []string{
	"KW", "L1", "L2", "L3", "L4", "DB", "RP", "AV", "AD", "CA", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "U1", "U2", "U3", "U4", "U5",
	"RI", "TT", "LB", "DS", "H1", "H2", "NO", "MA", "M2", "WT", "WV", "WP", "SV", "AR", "RS", "TY", "ER", "T4", "A5",
}

// ownTag is the tag under which Gloss writes what RIS has no tag for, as
// variable=value.
const ownTag = "C1"

// item returns a record as a CSL item.
func (r *reader) item(record []line) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping, Pos: record[0].pos}
	add := func(key string, value *tree.Node, at diag.Pos) {
		if n.Get(key) == nil {
			n.Fields = append(n.Fields, tree.Field{Key: key, Value: value, Pos: at})
		}
	}
	text := func(key string, l line) {
		if l.text != "" {
			add(key, &tree.Node{Kind: tree.Scalar, Text: l.text, Pos: l.at}, l.pos)
		}
	}
	own := map[string]line{}
	for _, l := range record {
		if key, value, ok := strings.Cut(l.text, "="); ok && l.tag == ownTag && slices.Contains(ours, key) {
			l.text = value
			own[key] = l
			text(key, l)
		}
	}
	add("type", &tree.Node{Kind: tree.Scalar, Text: r.kind(record[0]), Pos: record[0].at}, record[0].pos)
	for _, l := range record[1:] {
		switch key := variables[l.tag]; {
		case key == "language":
			text(key, l)
		case key != "":
			text(key, l)
		case people[l.tag] != "":
			r.name(n, people[l.tag], l)
		case l.tag == "PY" || l.tag == "Y1" || l.tag == "DA":
			r.issued(n, l)
		case l.tag == "Y2":
			add("accessed", r.date(l), l.pos)
		case l.tag == "SN":
			key := "ISSN"
			if isbn(l.text) {
				key = "ISBN"
			}
			text(key, l)
		case l.tag == "SP", l.tag == "EP":
			r.page(n, l)
		case l.tag == ownTag:
			key, name, _ := strings.Cut(l.text, "=")
			if slices.Contains([]string{"author", "editor", "translator"}, key) {
				r.literal(n, key, name, l)
			}
		case slices.Contains(passed, l.tag):
		default:
			r.list.Add(r.codes.Key, l.pos, "take the line out, or write it as N1", "%s is no known tag", l.tag)
		}
	}
	if n.Get("id") == nil {
		add("id", &tree.Node{Kind: tree.Scalar, Text: r.id(n), Pos: record[0].pos}, record[0].pos)
	}
	return n
}

// name adds a name: family, given, suffix. Without a comma it is printed as it
// stands, as an organisation's.
func (r *reader) name(n *tree.Node, key string, l line) {
	if l.text == "" {
		return
	}
	person := &tree.Node{Kind: tree.Mapping, Pos: l.at}
	add := func(key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			person.Fields = append(person.Fields, tree.Field{Key: key, Value: &tree.Node{Kind: tree.Scalar, Text: text, Pos: l.at}, Pos: l.at})
		}
	}
	parts := strings.SplitN(l.text, ",", 3)
	if len(parts) == 1 {
		add("literal", l.text)
	} else {
		words := strings.Fields(parts[0])
		particle := 0
		for particle < len(words)-1 && startsLower(words[particle]) {
			particle++
		}
		add("family", strings.Join(words[particle:], " "))
		add("given", parts[1])
		add("non-dropping-particle", strings.Join(words[:particle], " "))
		if len(parts) == 3 {
			add("suffix", parts[2])
		}
	}
	addPerson(n, key, person, l)
}

// literal adds a name that is printed as it stands.
func (r *reader) literal(n *tree.Node, key, name string, l line) {
	value := &tree.Node{Kind: tree.Scalar, Text: name, Pos: l.at}
	addPerson(n, key, &tree.Node{Kind: tree.Mapping, Pos: l.at, Fields: []tree.Field{{Key: "literal", Value: value, Pos: l.at}}}, l)
}

func addPerson(n *tree.Node, key string, person *tree.Node, l line) {
	list := n.Get(key)
	if list == nil {
		list = &tree.Node{Kind: tree.Sequence, Pos: l.at}
		n.Fields = append(n.Fields, tree.Field{Key: key, Value: list, Pos: l.pos})
	}
	list.Items = append(list.Items, person)
}

func startsLower(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first)
}

// issued adds the date of publication. A year beside a whole date adds
// nothing.
func (r *reader) issued(n *tree.Node, l line) {
	if l.text == "" {
		return
	}
	date := r.date(l)
	for i := range n.Fields {
		if f := &n.Fields[i]; f.Key == "issued" {
			if len(date.Text) > len(f.Value.Text) {
				f.Value = date
			}
			return
		}
	}
	n.Fields = append(n.Fields, tree.Field{Key: "issued", Value: date, Pos: l.pos})
}

// date returns the date YYYY/MM/DD/other, in which everything after the year
// may be missing, as ISO 8601 writes it.
func (r *reader) date(l line) *tree.Node {
	n := &tree.Node{Kind: tree.Scalar, Text: l.text, Pos: l.at}
	parts := strings.Split(l.text, "/")
	if len(parts) > 1 && len(parts[0]) == 4 && digits(parts[0]) && !strings.Contains(parts[1], "-") {
		iso := parts[0]
		for _, part := range parts[1:min(3, len(parts))] {
			if !digits(part) || part == "" {
				break
			}
			if len(part) == 1 {
				part = "0" + part
			}
			iso += "-" + part
		}
		n.Text = iso
	}
	return n
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func isbn(text string) bool {
	n := 0
	for _, r := range text {
		if '0' <= r && r <= '9' || r == 'X' {
			n++
		}
	}
	return n == 10 || n == 13
}

// page joins the first and the last page.
func (r *reader) page(n *tree.Node, l line) {
	if l.text == "" {
		return
	}
	page := n.Get("page")
	if page == nil {
		n.Fields = append(n.Fields, tree.Field{Key: "page", Value: &tree.Node{Kind: tree.Scalar, Text: l.text, Pos: l.at}, Pos: l.pos})
		return
	}
	if l.tag == "EP" && !strings.Contains(page.Text, "-") {
		page.Text += "-" + l.text
	}
}

// id makes an id of what a record says: who, when, the first words of what.
func (r *reader) id(n *tree.Node) string {
	var parts []string
	if authors := n.Get("author"); authors != nil && len(authors.Items) > 0 {
		for _, key := range []string{"family", "literal"} {
			if name := authors.Items[0].Get(key); name != nil {
				parts = append(parts, name.Text)
				break
			}
		}
	}
	if issued := n.Get("issued"); issued != nil && len(issued.Text) >= 4 {
		parts = append(parts, issued.Text[:4])
	}
	if title := n.Get("title"); title != nil {
		words := strings.Split(brief.Slug(title.Text), "-")
		parts = append(parts, strings.Join(words[:min(len(words), 3)], " "))
	}
	base := brief.Slug(strings.Join(parts, " "))
	if base == "" {
		base = "source"
	}
	id := base
	for r.taken[id] {
		r.alike[base]++
		id = base + "-" + strconv.Itoa(r.alike[base]+1)
	}
	r.taken[id] = true
	return id
}
