package exchange

import (
	"encoding/json"
	"io"
	"strings"
	"unicode/utf16"

	"gloss/generator/brief"
)

// WriteHypothesis writes the annotations on articles as the API of Hypothesis
// returns them for a search. What Hypothesis has no place for is said in tags:
// verdict:…, claimant:…, lang:… and status:resolved.
func WriteHypothesis(w io.Writer, settings *brief.Settings, articles []Article) error {
	export := search{Rows: []hypothesisRow{}}
	for _, a := range articles {
		e := newExporter(settings, a)
		for _, i := range a.Chosen {
			export.Rows = append(export.Rows, e.row(&a.Annotations[i]))
		}
	}
	export.Total = len(export.Rows)
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(export)
}

type (
	search struct {
		Total int             `json:"total"`
		Rows  []hypothesisRow `json:"rows"`
	}
	hypothesisRow struct {
		ID          string             `json:"id"`
		Created     string             `json:"created,omitempty"`
		Updated     string             `json:"updated,omitempty"`
		User        string             `json:"user,omitempty"`
		UserInfo    *userInfo          `json:"user_info,omitempty"`
		URI         string             `json:"uri"`
		Text        string             `json:"text"`
		Tags        []string           `json:"tags"`
		Group       string             `json:"group"`
		Permissions permissions        `json:"permissions"`
		Target      []hypothesisTarget `json:"target"`
		Document    document           `json:"document"`
		Links       links              `json:"links"`
	}
	userInfo struct {
		DisplayName string `json:"display_name"`
	}
	permissions struct {
		Read []string `json:"read"`
	}
	hypothesisTarget struct {
		Source   string     `json:"source"`
		Selector []selector `json:"selector,omitempty"`
		Version  string     `json:"schema:version,omitempty"`
	}
	document struct {
		Title []string `json:"title"`
	}
	links struct {
		InContext string `json:"incontext"`
	}
)

func (e *exporter) row(a *brief.Anchored) hypothesisRow {
	r := hypothesisRow{
		ID:          a.ID,
		Created:     moment(a.Date),
		Updated:     moment(a.Date),
		URI:         e.address,
		Text:        strings.TrimSuffix(Markdown(&a.Body), "\n"),
		Tags:        append([]string{a.Kind}, a.Tags...),
		Group:       "__world__",
		Permissions: permissions{Read: []string{"group:__world__"}},
		Document:    document{Title: []string{e.article.Title}},
		Links:       links{InContext: e.address + "#" + a.Fragment()},
	}
	if by, ok := e.settings.Annotator(a.By); ok {
		r.User = "acct:" + by.ID + "@" + host(e.settings.BaseURL)
		r.UserInfo = &userInfo{DisplayName: by.Name}
	}
	for _, tag := range []struct{ key, value string }{{"verdict", a.Verdict}, {"claimant", a.Claimant}, {"lang", a.Language}} {
		if tag.value != "" {
			r.Tags = append(r.Tags, tag.key+":"+tag.value)
		}
	}
	switch a.Status {
	case brief.DraftStatus:
		r.Permissions.Read = []string{r.User}
	case brief.ResolvedStatus:
		r.Tags = append(r.Tags, "status:resolved")
	}
	for i := range a.Targets {
		r.Target = append(r.Target, e.hypothesisTarget(a, i))
	}
	if len(a.Targets) == 0 {
		r.Target = []hypothesisTarget{{Source: e.address}}
	}
	return r
}

// hypothesisTarget returns one target, its offsets in UTF-16 code units.
func (e *exporter) hypothesisTarget(a *brief.Anchored, i int) hypothesisTarget {
	made := hypothesisTarget{Source: e.address}
	t, p := &a.Targets[i], a.Placements[i]
	if p.Outcome != brief.Placed {
		made.Selector = quotes(t)
		return made
	}
	start := utf16Length(e.article.Body.Text[:p.Span.Start])
	end := start + utf16Length(p.Span.Of(e.article.Body.Text))
	made.Selector = []selector{e.quote(p.Span), {Type: "TextPositionSelector", Start: &start, End: &end}}
	made.Version = e.version
	return made
}

// utf16Length returns how many UTF-16 code units a text has.
func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// host returns the host of the site's address, for accounts.
func host(base string) string {
	_, rest, _ := strings.Cut(base, "://")
	name, _, _ := strings.Cut(rest, "/")
	if name == "" {
		return "localhost"
	}
	return name
}
