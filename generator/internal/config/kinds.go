package config

import (
	"slices"
	"strings"

	"gloss/generator/brief"
)

// underlines are the lines that the style sheet draws, the default first.
var underlines = []string{"solid", "double", "thick", "dotted", "dashed", "wavy", "thin"}

// motivations are the reasons for an annotation that the Web Annotation
// Vocabulary knows (W3C Recommendation, 2017, section 3.3), the default first.
var motivations = []string{
	"commenting", "assessing", "bookmarking", "classifying", "describing", "editing", "highlighting",
	"identifying", "linking", "moderating", "questioning", "replying", "tagging",
}

// kinds reads [kinds.ID] on top of the built-in kinds. A table for a built-in
// kind changes what it names and leaves the rest as it is.
func (c table) kinds(key string) []brief.Kind {
	kinds := brief.BuiltinKinds()
	for id, t := range c.byID(key) {
		at := slices.IndexFunc(kinds, func(k brief.Kind) bool { return k.ID == id })
		if at < 0 {
			at = len(kinds)
			kinds = append(kinds, brief.Kind{ID: id, Label: labelOf(id), Named: true, Underline: underlines[0], Motivation: motivations[0]})
		}
		k := &kinds[at]
		if label := t.String("label"); label != "" {
			k.Label, k.Named = label, true
		}
		k.Underline = t.oneOf("underline", k.Underline, underlines)
		k.Motivation = t.oneOf("motivation", k.Motivation, motivations)
		t.Done()
	}
	return kinds
}

// oneOf reads a word that must be one of several.
func (c table) oneOf(key, otherwise string, words []string) string {
	if c.Field(key) == nil {
		return otherwise
	}
	return c.Choice(key, words...)
}

// labelOf returns the label that an ID gives a kind: follow-up is Follow-up.
func labelOf(id string) string { return strings.ToUpper(id[:1]) + id[1:] }
