package config

import (
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/markup"
	"gloss/generator/internal/tree"
)

// check reads [check]. Where it says nothing, fact-checks and corrections must
// cite a source.
func (c table) check(key string, kinds []brief.Kind) brief.Check {
	t := table{c.Table(key)}
	defer t.Done()
	return brief.Check{
		Source:   t.kindList("source", kinds, "fact-check", "correction"),
		Locator:  t.kindList("locator", kinds),
		Severity: t.severities("severity"),
	}
}

// kindList reads a list of kinds.
func (c table) kindList(key string, kinds []brief.Kind, otherwise ...string) []string {
	if c.Field(key) == nil {
		return otherwise
	}
	var known, ids []string
	for _, k := range kinds {
		known = append(known, k.ID)
	}
	for _, name := range c.Names(key) {
		if !slices.Contains(known, name.Text) {
			c.ComplainAt(diag.Pos(name.Pos), diag.DidYouMean(name.Text, known, "add [kinds."+name.Text+"], or take it out"),
				"%s names a kind that there is not: %s", key, tree.Shown(name.Text))
			continue
		}
		ids = append(ids, name.Text)
	}
	return ids
}

// severities reads the severity of each code that is named.
func (c table) severities(key string) map[string]string {
	t := table{c.Table(key)}
	var known []string
	for _, entry := range diag.Codes() {
		known = append(known, string(entry.Code))
	}
	var severities map[string]string
	for _, f := range t.Rest() {
		if !slices.Contains(known, f.Key) {
			c.ComplainAt(f.Pos, diag.DidYouMean(f.Key, known, "gloss help codes lists them"), "no diagnostic has the code %s", tree.Shown(f.Key))
			continue
		}
		if severities == nil {
			severities = map[string]string{}
		}
		severities[f.Key] = t.Choice(f.Key, "warning", "error", "off")
	}
	return severities
}

// diff reads [diff].
func (c table) diff(key string) brief.Diff {
	t := table{c.Table(key)}
	defer t.Done()
	var d brief.Diff
	for _, name := range t.Names("ignore") {
		if _, err := markup.Compile(name.Text); err != nil {
			t.ComplainAt(diag.Pos(name.Pos), `write a selector such as ".updated" or "meta[name=generator]"`, "this is no CSS selector: %s", tree.Shown(name.Text))
			continue
		}
		d.Ignore = append(d.Ignore, name.Text)
	}
	return d
}
