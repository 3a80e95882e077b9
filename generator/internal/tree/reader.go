package tree

import (
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Reader takes a mapping apart: it is asked for one key after the other,
// complains of values that are not what the key wants, and at last, when
// [Reader.Done] is called, of every key that nobody asked for.
//
// A key that is absent or has no value gives the zero value and no complaint,
// but for those that are asked for with [Reader.Need].
type Reader struct {
	node  *Node
	codes Codes
	list  *diag.List
	known []string
}

// NewReader returns a reader of a mapping. A node that is no mapping reads as
// an empty one; unless it is null there is a complaint, which names what the
// mapping is wanted for: "front matter".
func NewReader(node *Node, what string, codes Codes, list *diag.List) *Reader {
	if node.Kind != Mapping && node.Kind != Null {
		list.Add(codes.Value, node.Pos, "write key: value, one to a line", "%s is %s, not keys with values", what, node.Kind)
		node = &Node{Kind: Null, Partial: true, Pos: node.Pos}
	}
	return &Reader{node: node, codes: codes, list: list, known: make([]string, 0, 24)}
}

// Pos returns the place of the mapping.
func (r *Reader) Pos() diag.Pos { return r.node.Pos }

// Field returns a key with its value, and nil when the key is absent or has
// no value.
func (r *Reader) Field(key string) *Field {
	r.known = append(r.known, key)
	for i := range r.node.Fields {
		if f := &r.node.Fields[i]; f.Key == key {
			if f.Value.Kind == Null {
				return nil
			}
			return f
		}
	}
	return nil
}

// Complain adds a complaint about a value.
func (r *Reader) Complain(at *Node, hint, format string, args ...any) {
	r.list.Add(r.codes.Value, at.Pos, hint, format, args...)
}

// ComplainAt adds a complaint about a value at another place, such as its key.
func (r *Reader) ComplainAt(at diag.Pos, hint, format string, args ...any) {
	r.list.Add(r.codes.Value, at, hint, format, args...)
}

// ComplainOf adds a complaint of another code than the mapping's own.
func (r *Reader) ComplainOf(code diag.Code, at diag.Pos, hint, format string, args ...any) {
	r.list.Add(code, at, hint, format, args...)
}

// Scalar returns the value of a key that wants one piece of text, and nil
// when there is none.
func (r *Reader) Scalar(key string) *Node {
	f := r.Field(key)
	if f == nil {
		return nil
	}
	if f.Value.Kind != Scalar {
		r.Complain(f.Value, "write "+key+": and one piece of text", "%s is %s, not text", key, f.Value.Kind)
		return nil
	}
	return f.Value
}

// String returns the text of a key, without blanks around it.
func (r *Reader) String(key string) string {
	if n := r.Scalar(key); n != nil {
		return strings.TrimSpace(n.Text)
	}
	return ""
}

// Need returns the text of a key that must be there and not be empty. Where
// something of the mapping could not be read there is no complaint.
func (r *Reader) Need(key, hint string) string {
	before := len(r.list.All())
	text := r.String(key)
	if text == "" && !r.node.Partial && len(r.list.All()) == before {
		r.list.Add(r.codes.Value, r.node.Pos, hint, "%s is missing", key)
	}
	return text
}

// Choice returns the text of a key that wants one of several words; the first
// of them when the key is absent or says something else.
func (r *Reader) Choice(key string, words ...string) string {
	n := r.Scalar(key)
	if n == nil {
		return words[0]
	}
	if !slices.Contains(words, n.Text) {
		hint := diag.DidYouMean(n.Text, words, "write one of "+strings.Join(words, ", "))
		r.Complain(n, hint, "%s cannot be %s", key, Shown(n.Text))
		return words[0]
	}
	return n.Text
}

// Bool returns whether a key says true. YAML's yes, no, on and off count.
func (r *Reader) Bool(key string) bool {
	n := r.Scalar(key)
	if n == nil {
		return false
	}
	switch strings.ToLower(n.Text) {
	case "true", "yes", "on":
		return true
	case "false", "no", "off":
		return false
	}
	r.Complain(n, "write true or false", "%s is neither true nor false", key)
	return false
}

// Int returns the whole number of a key that is at least 0.
func (r *Reader) Int(key string) int {
	n := r.Scalar(key)
	if n == nil {
		return 0
	}
	i, err := strconv.Atoi(n.Text)
	if err != nil || i < 0 || i > 1<<30 {
		r.Complain(n, "write a number such as 10", "%s is not a whole number", key)
		return 0
	}
	return i
}

// Date returns the date of a key, which may be partial: 2021-12-03, 2021-12
// or 2021.
func (r *Reader) Date(key string) brief.Date {
	n := r.Scalar(key)
	if n == nil {
		return brief.Date{}
	}
	return r.dateOf(key, n)
}

// Day returns the date of a key that wants a complete one.
func (r *Reader) Day(key string) brief.Date {
	n := r.Scalar(key)
	if n == nil {
		return brief.Date{}
	}
	date := r.dateOf(key, n)
	if !date.IsZero() && !date.IsDay() {
		r.Complain(n, "write YYYY-MM-DD", "%s wants a complete date, not %s", key, date)
		return brief.Date{}
	}
	return date
}

func (r *Reader) dateOf(key string, n *Node) brief.Date {
	date, ok := brief.ParseDate(n.Text)
	if !ok {
		r.Complain(n, "write YYYY-MM-DD", "%s is no date: %s", key, Shown(n.Text))
	}
	return date
}

// Names returns the texts of a key that wants a list, each with its place. A
// single piece of text is a list of one. Empty items are complained of and
// left out.
func (r *Reader) Names(key string) []brief.Name {
	f := r.Field(key)
	if f == nil {
		return nil
	}
	items := f.Value.Items
	switch f.Value.Kind {
	case Scalar:
		items = []*Node{f.Value}
	case Mapping:
		r.Complain(f.Value, "write "+key+": [one, another]", "%s is a mapping, not a list", key)
	}
	if len(items) == 0 {
		return nil
	}
	names := make([]brief.Name, 0, len(items))
	for _, item := range items {
		text := strings.TrimSpace(item.Text)
		switch {
		case item.Kind != Scalar && item.Kind != Null:
			r.Complain(item, "write "+key+": [one, another]", "an item of %s is %s, not text", key, item.Kind)
		case text == "":
			r.Complain(item, "take the item out", "an item of %s is empty", key)
		default:
			names = append(names, brief.Name{Text: text, Pos: brief.Pos(item.Pos)})
		}
	}
	return names
}

// Each returns a reader for each item of a key that wants a list of mappings.
// A single mapping is a list of one. Call [Reader.Done] for each of them.
func (r *Reader) Each(key string) []*Reader {
	f := r.Field(key)
	if f == nil {
		return nil
	}
	items := f.Value.Items
	if f.Value.Kind != Sequence {
		items = []*Node{f.Value}
	}
	readers := make([]*Reader, 0, len(items))
	for _, item := range items {
		readers = append(readers, NewReader(item, "an item of "+key, r.codes, r.list))
	}
	return readers
}

// Table returns a reader for the mapping of a key; where there is none it
// reads as empty. Call [Reader.Done] for it.
func (r *Reader) Table(key string) *Reader {
	f := r.Field(key)
	if f == nil {
		return NewReader(&Node{Pos: r.node.Pos}, key, r.codes, r.list)
	}
	return NewReader(f.Value, key, r.codes, r.list)
}

// Rest returns the fields whose keys nobody has asked for yet.
func (r *Reader) Rest() []*Field {
	var rest []*Field
	for i := range r.node.Fields {
		if !slices.Contains(r.known, r.node.Fields[i].Key) {
			rest = append(rest, &r.node.Fields[i])
		}
	}
	return rest
}

// Known returns the keys that were asked for.
func (r *Reader) Known() []string { return r.known }

// Done complains of every key that nobody asked for, with the nearest one
// that somebody did ask for.
func (r *Reader) Done() {
	rest := r.Rest()
	if len(rest) == 0 {
		return
	}
	known := slices.Compact(slices.Sorted(slices.Values(r.known)))
	all := "known are " + strings.Join(known, ", ")
	for i, f := range rest {
		hint := all
		if i < maxBroken {
			hint = diag.DidYouMean(f.Key, known, all)
		}
		r.list.Add(r.codes.Key, f.Pos, hint, "%s is not a known key", Shown(f.Key))
	}
}

// Language returns the language tag of a key, which must have the shape that
// BCP 47 gives it (RFC 5646, section 2.1).
func (r *Reader) Language(key string) string {
	n := r.Scalar(key)
	if n == nil {
		return ""
	}
	if !IsLanguage(n.Text) {
		r.Complain(n, "write a tag such as en, en-GB or zh-Hant", "%s is no language tag: %s", key, Shown(n.Text))
		return ""
	}
	return n.Text
}

// IsLanguage reports whether a text has the shape of a language tag: a
// language of two or three letters, then parts of at most eight letters and
// digits. Grandfathered tags and private ones are left out.
func IsLanguage(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		letters := true
		for _, c := range []byte(part) {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z'
			if !letter && (c < '0' || c > '9') {
				return false
			}
			letters = letters && letter
		}
		if n := len(part); n == 0 || n > 8 || i == 0 && (n < 2 || n > 3 || !letters) {
			return false
		}
	}
	return true
}
