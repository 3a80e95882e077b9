package parse

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// entityTypes are the sorts of entities.
var entityTypes = []string{"person", "organisation", "place", "event", "document"}

// factKeys are the facts that entities commonly have. Any other key is a fact
// as well, unless it looks like a slip of one of these.
var factKeys = []string{
	"born", "died", "founded", "dissolved", "date", "begins", "ends", "signed", "role", "office", "country", "capital",
	"headquarters", "leader", "members", "population", "location", "party", "nationality", "website", "signatories",
}

// notFacts are keys of other texts, with the key that an entity has instead.
var notFacts = map[string]string{"title": "name", "slug": "", "draft": "", "alias": "aliases", "summary": "", "kind": "type"}

// entityMatter returns an entity without its text, from its front matter and
// the name of its file.
func entityMatter(in brief.Input, fields *tree.Node, list *diag.List) brief.Entity {
	m := newMatter(in, fields, list)
	e := brief.Entity{
		Path:     in.Path,
		Slug:     m.fileSlug(),
		Name:     m.needName("name"),
		Type:     m.entityType(),
		Wikidata: m.wikidata(),
		URL:      m.link("url"),
		Pos:      m.pos("name"),
	}
	// What begins with a slash is no name.
	for _, name := range m.names("aliases") {
		if strings.HasPrefix(name.Text, "/") {
			e.Former = m.formerAddress(e.Former, name)
		} else {
			e.Aliases = append(e.Aliases, name)
		}
	}
	e.Facts = m.facts()
	return e
}

// entityType returns what sort of entity it is.
func (m *matter) entityType() string {
	hint := "write one of " + strings.Join(entityTypes, ", ")
	if m.Need("type", hint) == "" {
		return ""
	}
	return m.Choice("type", entityTypes...)
}

// wikidata returns the number of the entity's item in Wikidata: Q and digits.
func (m *matter) wikidata() string {
	n := m.Scalar("wikidata")
	if n == nil {
		return ""
	}
	number := strings.TrimPrefix(n.Text, "Q")
	if number == n.Text || number == "" || len(number) > 12 || strings.Trim(number, "0123456789") != "" {
		m.Complain(n, "write Q and digits, such as Q7184", "wikidata is no item: %s", tree.Shown(n.Text))
		return ""
	}
	return n.Text
}

// facts returns the fields that are left as facts, in the order of the file.
func (m *matter) facts() []brief.Fact {
	var facts []brief.Fact
	for _, f := range m.Rest() {
		instead, other := notFacts[f.Key]
		switch {
		case other && instead != "":
			m.list.Add(diag.FrontMatterKey, f.Pos, "did you mean "+instead+"?", "an entity has no %s", f.Key)
			continue
		case other:
			m.list.Add(diag.FrontMatterKey, f.Pos, "take the line out", "an entity has no %s", f.Key)
			continue
		}
		if !slices.Contains(factKeys, f.Key) {
			if near, ok := slipOf(f.Key, append(m.Known(), factKeys...)); ok {
				m.list.Add(diag.FrontMatterKey, f.Pos, "did you mean "+near+"?", "%s is not a known key", tree.Shown(f.Key))
				continue
			}
		}
		if value, ok := m.fact(f); ok && value != "" {
			facts = append(facts, brief.Fact{Key: brief.Printable(f.Key), Value: value})
		}
	}
	return facts
}

// fact returns the value of a fact; the items of a list are separated by
// commas.
func (m *matter) fact(f *tree.Field) (string, bool) {
	switch f.Value.Kind {
	case tree.Scalar:
		return oneLine(f.Value.Text), true
	case tree.Mapping:
		m.Complain(f.Value, "write "+f.Key+": and a piece of text", "%s is a mapping, not text", tree.Shown(f.Key))
		return "", false
	}
	var items []string
	for _, item := range f.Value.Items {
		if item.Kind != tree.Scalar {
			m.Complain(item, "write text", "an item of %s is %s, not text", tree.Shown(f.Key), item.Kind)
			return "", false
		}
		items = append(items, oneLine(item.Text))
	}
	return strings.Join(items, ", "), true
}

// slipOf returns the known key that a key is one slip away from: a letter
// added, lost, changed or exchanged with its neighbour, or the wrong case.
func slipOf(key string, known []string) (string, bool) {
	for _, k := range known {
		if strings.EqualFold(key, k) || oneEdit(key, k) {
			return k, true
		}
	}
	return "", false
}

// oneEdit reports whether two words differ by one edit.
func oneEdit(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 2 && len(b) == 2 {
		return a[0] == b[1] && a[1] == b[0]
	}
	return len(a) <= 1 && len(b) <= 1
}
