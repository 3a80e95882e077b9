package diff

import (
	"encoding/json"
	"io"
)

// The report as JSON. The names of its members and what they mean are a
// contract with the scripts that read it, and in the manual; a member may be
// added, and Format is raised when one is changed or taken away.
type (
	jsonReport struct {
		Format  int          `json:"format"` // 1
		Old     string       `json:"old"`
		New     string       `json:"new"`
		Summary jsonSummary  `json:"summary"`
		Pages   []jsonPage   `json:"pages"`
		Changes []jsonChange `json:"changes"`
	}
	jsonSummary struct {
		Changed   int            `json:"changed"`
		Added     int            `json:"added"`
		Removed   int            `json:"removed"`
		Moved     int            `json:"moved"`
		Unchanged int            `json:"unchanged"`
		Groups    map[string]int `json:"groups"` // changes in each group
	}
	jsonPage struct {
		Address string     `json:"address"`
		From    string     `json:"from,omitempty"` // of a moved page
		Status  Status     `json:"status"`
		Groups  []string   `json:"groups"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Change  int    `json:"change"`   // index into changes
		OldLine int    `json:"old_line"` // of the canonical form, from 1
		NewLine int    `json:"new_line"`
		Where   string `json:"where,omitempty"` // the fragment that it stands in
	}
	jsonChange struct {
		Groups []string `json:"groups"`
		Old    []string `json:"old"` // lines that went
		New    []string `json:"new"` // lines that came
		Pages  int      `json:"pages"`
		Times  int      `json:"times"`
	}
)

// JSON writes the report for other programs.
func (r *Report) JSON(w io.Writer) error {
	out := jsonReport{
		Format: 1, Old: r.Old, New: r.New,
		Summary: jsonSummary{
			Changed: r.Count(Changed), Added: r.Count(Added), Removed: r.Count(Removed), Moved: r.Count(Moved),
			Unchanged: r.Unchanged, Groups: map[string]int{},
		},
		Pages:   make([]jsonPage, len(r.Pages)),
		Changes: make([]jsonChange, len(r.Changes)),
	}
	for _, g := range groups {
		out.Summary.Groups[g.name] = r.InGroup(g.group)
	}
	for i := range r.Pages {
		p := &r.Pages[i]
		page := jsonPage{Address: p.Address, From: p.From, Status: p.Status, Groups: listed(p.Groups), Edits: make([]jsonEdit, len(p.Edits))}
		for j := range p.Edits {
			e := &p.Edits[j]
			page.Edits[j] = jsonEdit{Change: p.Change[j], OldLine: e.At + 1, NewLine: e.NewAt + 1, Where: whereOf(e)}
		}
		out.Pages[i] = page
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		out.Changes[i] = jsonChange{Groups: listed(c.Groups), Old: texts(c.Old), New: texts(c.New), Pages: len(c.Pages), Times: c.Times}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

// listed returns the names of groups, as an empty list where there are none.
func listed(g Group) []string { return append([]string{}, g.Names()...) }
