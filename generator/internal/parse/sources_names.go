package parse

import (
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// nameParts are the fields of a name (CSL-JSON, "Name fields").
var nameParts = []string{
	"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal",
	"comma-suffix", "static-ordering", "parse-names",
}

// persons returns the names of a field: a list of names or, as in YAML, one.
// A name is a mapping of its parts, or text that is printed as it stands.
func (r *sourceReader) persons(f *tree.Field) []brief.Person {
	items := f.Value.Items
	if f.Value.Kind != tree.Sequence {
		items = []*tree.Node{f.Value}
	}
	persons := make([]brief.Person, 0, len(items))
	for _, item := range items {
		if p, ok := r.person(f.Key, item); ok {
			r.warnHidden(p.Full(), item.Pos)
			persons = append(persons, p)
		}
	}
	return persons
}

// person returns one name, and false for one that says nothing.
func (r *sourceReader) person(key string, n *tree.Node) (brief.Person, bool) {
	var p brief.Person
	switch n.Kind {
	case tree.Scalar:
		p.Literal = oneLine(plainCSL(n.Text))
	case tree.Mapping:
		dropping := ""
		for i := range n.Fields {
			f := &n.Fields[i]
			if f.Value.Kind == tree.Null {
				continue
			}
			switch f.Key {
			case "family":
				p.Family = r.text(f)
			case "given":
				p.Given = r.text(f)
			case "dropping-particle":
				dropping = r.text(f)
			case "non-dropping-particle":
				p.Particle = r.text(f)
			case "suffix":
				p.Suffix = r.text(f)
			case "literal":
				p.Literal = r.text(f)
			case "comma-suffix", "static-ordering", "parse-names":
			default:
				r.list.Add(diag.SourceKey, f.Pos, diag.DidYouMean(f.Key, nameParts, "known are "+strings.Join(nameParts, ", ")), "%s is not part of a name", tree.Shown(f.Key))
			}
		}
		p.Particle = strings.TrimSpace(dropping + " " + p.Particle)
	case tree.Sequence:
		r.complain(n, "write family: … and given: …, or literal: …", "a name of %s is a list", key)
	}
	return p, p.Full() != ""
}
