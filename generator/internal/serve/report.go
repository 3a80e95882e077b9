package serve

import (
	"path/filepath"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// report is what the preview shows beside a page.
type report struct {
	Errors     int         `json:"errors"`
	Warnings   int         `json:"warnings"`
	Complaints []complaint `json:"complaints"`
	More       int         `json:"more"` // complaints that are not listed
	Page       pageReport  `json:"page"`
}

// place is a place in an input, with the address that opens it in the author's
// editor.
type place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Open   string `json:"open"`
}

type complaint struct {
	diag.Record
	Open    string `json:"open"`
	Excerpt string `json:"excerpt"`
}

// pageReport says what one page is made from.
type pageReport struct {
	Files        []place  `json:"files"`
	Notes        []note   `json:"notes"`
	Unused       []unused `json:"unused"` // sources of the site
	Old          bool     `json:"old"`    // the page is the last that was right
	Milliseconds float64  `json:"milliseconds"`
}

type note struct {
	place
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Outcome string `json:"outcome"`
}

type unused struct {
	place
	ID string `json:"id"`
}

// maxComplaints is the most that one page lists.
const maxComplaints = 100

// report gathers what there is to say of a page.
func (s *Server) report(st *state, address string, old bool) *report {
	r := &report{Complaints: []complaint{}, Page: pageReport{Files: []place{}, Notes: []note{}, Unused: []unused{}, Old: old}}
	editor := st.site.Settings.Editor
	at := func(file string, line, column int) place {
		return place{file, line, column, editor.Address(filepath.Join(s.options.Dir, filepath.FromSlash(file)), line, column)}
	}
	_, wrong := st.page(address)
	items := st.diagnostics(wrong)
	r.Errors, r.Warnings = diag.Count(items)
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for i := range items {
			d := &items[i]
			switch {
			case d.Severity != severity:
			case len(r.Complaints) == maxComplaints:
				r.More++
			default:
				r.Complaints = append(r.Complaints, complaint{d.Record(), at(d.File, d.Line, d.Column).Open, clip(d.Excerpt)})
			}
		}
	}
	input := st.site.Origin(address).File
	if input != "" {
		r.Page.Files = append(r.Page.Files, at(input, 1, 1))
	}
	for _, a := range st.site.Articles {
		if a.Path == input {
			r.Page.notes(a, at)
		}
	}
	for _, source := range st.site.Sources {
		if source.Citations == 0 {
			r.Page.Unused = append(r.Page.Unused, unused{at(source.Pos.File, source.Pos.Line, source.Pos.Column), source.ID})
		}
	}
	return r
}

// notes lists the annotations of an article and the files that they stand in.
func (p *pageReport) notes(a *brief.Annotated, at func(file string, line, column int) place) {
	listed := map[string]bool{}
	for i := range a.Annotations {
		n := &a.Annotations[i]
		if !listed[n.Pos.File] {
			listed[n.Pos.File] = true
			p.Files = append(p.Files, at(n.Pos.File, 1, 1))
		}
		p.Notes = append(p.Notes, note{at(n.Pos.File, n.Pos.Line, n.Pos.Column), n.ID, n.Kind, n.Outcome().String()})
	}
}

// clip keeps excerpts of one line short: some files have but one.
func clip(line string) string {
	const most = 300
	if r := []rune(line[:min(len(line), 4*most)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return line
}
