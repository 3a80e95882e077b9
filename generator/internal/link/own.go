package link

import (
	"strings"

	"gloss/generator/brief"
)

// own is what an article alone says about its links. It is kept from one site
// to the next while the article with its notes and citations is the very same:
// of ten thousand articles all but one are, when an author saves.
type own struct {
	address  string
	anchor   *brief.Anchor
	thing    *named     // the article, with what it may be called
	texts    []document // that have links
	entities []string   // of front matter, as keys
	cited    []citedHere
}

// citedHere is a source with its uses in one article.
type citedHere struct {
	source *brief.Source
	citing
}

func newOwn(a *brief.Annotated) *own {
	o := &own{address: a.Address()}
	o.anchor = &brief.Anchor{Address: o.address, Title: a.Title, Date: a.Date}
	o.thing = &named{what: "the article " + a.Path, address: o.address, prose: &a.Body, article: a}
	o.thing.keys = []string{key(a.Title), key(a.Slug), key(stem(a.Path)), key(strings.Trim(o.address, "/"))}
	for _, name := range a.Entities {
		o.entities = append(o.entities, key(name.Text))
	}
	o.text(document{&a.Body, o.address, a.Path, a})
	for i := range a.Annotations {
		n := &a.Annotations[i]
		o.text(document{&n.Body, o.address, n.Pos.File, a})
	}
	place := map[*brief.Source]int{}
	for _, c := range a.Reading.Cited {
		i, seen := place[c.Source]
		if !seen {
			i = len(o.cited)
			place[c.Source] = i
			o.cited = append(o.cited, citedHere{c.Source, citing{anchor: *o.anchor, article: a, prose: &a.Body}})
		}
		o.cited[i].cited = append(o.cited[i].cited, c)
	}
	return o
}

// text notes a text if there may be links in it.
func (o *own) text(d document) {
	if len(d.prose.Links) > 0 || len(d.prose.Footnotes) > 0 {
		o.texts = append(o.texts, d)
	}
}
