// Package bibtex reads and writes BibTeX and BibLaTeX.
//
// In comes a .bib file, as "BibTeXing" (Patashnik, 1988) and the BibLaTeX
// manual (3.20) describe it: entries with string macros, values that are put
// together with #, LaTeX commands for accents, names in parts, cross-references.
// Out come CSL items as a tree with places, so that whoever reads CSL reads
// them too and can say where a mistake stands. Every mistake of a file is
// found in one go: after one, reading goes on at the next entry.
package bibtex

import (
	"maps"
	"strings"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// value is the value of a field, as written: with its braces and commands.
type value struct {
	text  string
	pos   diag.Pos
	parts []part // what it was put together from, when that is more than one literal
}

// part is a stretch of a value: a literal or a macro.
type part struct {
	text  string
	macro string // its name, until it is looked up
	pos   diag.Pos
}

// entry is one entry of a file.
type entry struct {
	kind   string // in lower case: article
	key    string
	pos    diag.Pos // of the @
	keyPos diag.Pos
	fields []field
	whole  bool // it could be read to its end
}

type field struct {
	name string // in lower case
	pos  diag.Pos
	value
}

// get returns the field of a name, and nil when the entry has none.
func (e *entry) get(name string) *field {
	for i := range e.fields {
		if e.fields[i].name == name {
			return &e.fields[i]
		}
	}
	return nil
}

// Read returns the entries of a text as CSL items, in the order of the file:
// a sequence of mappings.
func Read(text string, at diag.Pos, codes tree.Codes, list *diag.List) *tree.Node {
	p := &parser{text: text, nearPos: diag.Pos{File: at.File, Line: 1, Column: 1}, codes: codes, list: list, macros: months()}
	p.file()
	for i := range p.entries {
		for j := range p.entries[i].fields {
			p.expand(&p.entries[i].fields[j].value)
		}
	}
	r := reader{parser: p, byKey: map[string]*entry{}}
	for i := range p.entries {
		e := &p.entries[i]
		if _, taken := r.byKey[e.key]; !taken {
			r.byKey[e.key] = e
		}
	}
	root := &tree.Node{Kind: tree.Sequence, Pos: at, Partial: p.failed}
	for i := range p.entries {
		if e := &p.entries[i]; e.kind != "xdata" {
			root.Items = append(root.Items, r.item(e))
		}
	}
	return root
}

// months are the macros that every style defines: jan … dec.
func months() map[string]string {
	m := map[string]string{}
	for _, name := range monthNames {
		m[name[:3]] = name
	}
	return m
}

var monthNames = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// expand replaces the macros of a value by what they stand for.
func (p *parser) expand(v *value) {
	if v.parts == nil {
		return
	}
	var b strings.Builder
	for _, part := range v.parts {
		if part.macro == "" {
			b.WriteString(part.text)
			continue
		}
		text, ok := p.macros[part.macro]
		if !ok {
			p.list.Add(p.codes.Value, part.pos, p.nearest(part.macro, maps.Keys(p.macros), `write the text in braces, or define it: @string{`+tree.Shown(part.macro)+` = "…"}`),
				"there is no @string %s", tree.Shown(part.macro))
			continue
		}
		if p.expanded += len(text); p.expanded > maxExpanded {
			if p.expanded-len(text) <= maxExpanded {
				p.failed = true
				p.list.Add(p.codes.Syntax, part.pos, "write the text where it is used", "the macros stand for more than %d MiB of text; the rest of them is left out", maxExpanded>>20)
			}
			break
		}
		b.WriteString(text)
	}
	v.text, v.parts = b.String(), nil
}
