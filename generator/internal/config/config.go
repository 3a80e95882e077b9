// Package config reads config.toml, the settings of a site. Settings are
// trusted, but checked strictly: an unknown key is a complaint, and all the
// complaints about the file are made at once.
package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same time zones on every machine

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// codes are the codes of complaints about config.toml.
var codes = tree.Codes{Syntax: diag.ConfigSyntax, Key: diag.ConfigKey, Value: diag.ConfigValue}

// Read returns the settings that an input holds, which is TOML. What is not
// said, or not said rightly, has its default: there is always a result.
//
//	title, description, base_url, language, time_zone, link_entities, editor
//	[publisher]      name, url, logo, principles_url, corrections_url
//	[annotators.ID]  name, role, url
//	[kinds.ID]       label, underline, motivation
//	[anchoring]      moved
//	[check]          source, locator
//	[check.severity] CODE
//	[diff]           ignore
//	[publish.NAME]   url, base_url, max_delete, encoding
//	[hosting]        files, policy
//	[hosting.allow]  connect, font, form, frame, image, media, script, style
//	[[headers]]      for, set
//	[security]       contact, expires, encryption, acknowledgments, policy, languages
func Read(in brief.Input, list *diag.List) *brief.Settings {
	root := tree.TOML(in.Text, diag.Pos{File: in.Path, Line: 1, Column: 1}, codes, list)
	c := table{tree.NewReader(root, "config.toml", codes, list)}
	settings := &brief.Settings{
		Title:       c.Need("title", `add title = "the site's name"`),
		Description: c.String("description"),
		BaseURL:     c.baseURL("base_url"),
		Language:    cmp.Or(c.Language("language"), "en"),
		TimeZone:    c.timeZone("time_zone"),
		Publisher:   c.publisher("publisher"),
		Annotators:  c.annotators("annotators"),
		Kinds:       c.kinds("kinds"),
		Anchoring:   c.anchoring("anchoring"),
		Entities:    brief.LinkEntities(c.Choice("link_entities", string(brief.LinkFirst), string(brief.LinkAll), string(brief.LinkNone))),
		Editor:      c.editor("editor"),
	}
	settings.Check = c.check("check", settings.Kinds)
	settings.Diff = c.diff("diff")
	settings.Publish = c.publications("publish")
	settings.Hosting = c.hosting("hosting", "headers", settings.BaseURL)
	settings.Security = c.security("security")
	c.Done()
	return settings
}

// table reads the keys of one table.
type table struct{ *tree.Reader }

// publisher reads [publisher].
func (c table) publisher(key string) brief.Publisher {
	p := table{c.Table(key)}
	defer p.Done()
	return brief.Publisher{
		Name:           p.String("name"),
		URL:            p.link("url"),
		Logo:           p.link("logo"),
		PrinciplesURL:  p.link("principles_url"),
		CorrectionsURL: p.link("corrections_url"),
	}
}

// annotators reads [annotators.ID]. An annotator without a name is called by
// the ID.
func (c table) annotators(key string) []brief.Annotator {
	var annotators []brief.Annotator
	for id, a := range c.byID(key) {
		annotators = append(annotators, brief.Annotator{
			ID:   id,
			Name: cmp.Or(a.String("name"), id),
			Role: a.String("role"),
			URL:  a.link("url"),
		})
		a.Done()
	}
	return annotators
}

// anchoring reads [anchoring].
func (c table) anchoring(key string) brief.Anchoring {
	a := table{c.Table(key)}
	defer a.Done()
	return brief.Anchoring{AcceptMoved: a.Choice("moved", "orphan", "accept") == "accept"}
}

// byID gives each table within a table whose keys are IDs, in the order of the
// file. A key that is no ID is complained of and left out.
func (c table) byID(key string) func(yield func(string, table) bool) {
	return func(yield func(string, table) bool) {
		f := c.Field(key)
		if f == nil {
			return
		}
		tables := c.Table(key)
		for _, f := range tables.Rest() {
			if !isID(f.Key) {
				c.ComplainAt(f.Pos, "use lower-case letters, digits and single hyphens", "%s cannot be an ID in [%s]", tree.Shown(f.Key), key)
				continue
			}
			if !yield(f.Key, table{tables.Table(f.Key)}) {
				return
			}
		}
	}
}

// isID reports whether a word is an ID: lower-case letters and digits, with
// single hyphens between them.
func isID(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return len(s) <= brief.MaxSlug
}

// timeZone reads the name of a time zone in the IANA database.
func (c table) timeZone(key string) string {
	n := c.Scalar(key)
	if n == nil {
		return "UTC"
	}
	if _, err := time.LoadLocation(n.Text); err != nil || n.Text == "" || n.Text == "Local" {
		c.Complain(n, "write a name such as Europe/Berlin or UTC", "%s is no time zone: %s", key, tree.Shown(n.Text))
		return "UTC"
	}
	return n.Text
}

// editor reads the editor that the preview opens files in: one that is known by
// name, or the address of another.
func (c table) editor(key string) brief.Editor {
	n := c.Scalar(key)
	if n == nil {
		return ""
	}
	if known, ok := brief.Editors()[n.Text]; ok {
		return known
	}
	scheme, _, found := strings.Cut(n.Text, "://")
	if found && isID(strings.ToLower(scheme)) && strings.Contains(n.Text, "{file}") {
		return brief.Editor(n.Text)
	}
	names := slices.Sorted(maps.Keys(brief.Editors()))
	c.Complain(n, diag.DidYouMean(n.Text, names, "write "+strings.Join(names, ", ")+`, or an address such as "name://open?file={file}&line={line}"`),
		"%s is no editor that Gloss knows: %s", key, tree.Shown(n.Text))
	return ""
}
