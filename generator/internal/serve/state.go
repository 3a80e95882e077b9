package serve

import (
	"net/url"
	"slices"
	"strings"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// state is what is shown at a time. It never changes.
type state struct {
	site   *generator.Site
	early  bool              // what is wrong with the site as a whole is not known yet
	good   *generator.Site   // the last one without errors; nil when there was none
	recent *recent           // pages that were looked at, as they were last right
	broken map[string]bool   // files whose text could not be read as it was meant
	failed []diag.Diagnostic // of layouts, which show only when a page is made
	wrong  bool              // there are errors
	follow string            // address to go to; empty for none
	beside pictures          // that have changed
	folder string            // that the site is published in: empty, or /briefing
}

func newState(site *generator.Site, early bool, changed []string, old *state) *state {
	now := &state{site: site, early: early, broken: map[string]bool{}, recent: newRecent()}
	if base, err := url.Parse(site.Settings.BaseURL); err == nil {
		now.folder = strings.TrimSuffix(base.Path, "/")
	}
	if old != nil {
		now.good, now.failed, now.recent = old.good, old.failed, old.recent
		now.beside = old.beside.after(site, changed)
	}
	if !early && touchLayouts(changed) {
		now.failed = try(site)
	}
	now.wrong = len(now.failed) > 0
	for i := range site.Diagnostics {
		d := &site.Diagnostics[i]
		if d.Severity == diag.Error {
			now.wrong = true
			now.broken[d.File] = now.broken[d.File] || !reads(d.Code)
		}
	}
	if !now.wrong && !early {
		now.good = site
	}
	return now
}

// touchLayouts reports whether layouts, or the settings they are given, may be
// among what changed.
func touchLayouts(changed []string) bool {
	return len(changed) == 0 || slices.ContainsFunc(changed, func(file string) bool {
		return !strings.HasPrefix(file, "content/")
	})
}

// try makes one page of each type and returns what is wrong with the layouts.
func try(site *generator.Site) []diag.Diagnostic {
	var wrong []diag.Diagnostic
	tried := map[brief.PageType]bool{brief.MediaFile: true, brief.AssetFile: true}
	for _, page := range site.Pages {
		if tried[page.Type] {
			continue
		}
		tried[page.Type] = true
		if _, err := site.Render(page); err != nil {
			wrong = append(wrong, site.Mistakes(err)...)
		}
	}
	return diag.Sorted(wrong)
}

// diagnostics returns everything that is wrong, with what a page's own layout
// adds to it.
func (st *state) diagnostics(more []diag.Diagnostic) []diag.Diagnostic {
	return diag.Sorted(slices.Concat(more, st.failed, st.site.Diagnostics))
}

// reads reports whether a text with this complaint can be read all the same:
// only a link or a citation leads nowhere.
func reads(code diag.Code) bool {
	return slices.Contains([]diag.Code{
		diag.CitationUndefined, diag.LinkDangling, diag.LinkAmbiguous, diag.FileMissing, diag.ArticleUnknown, diag.NameTaken,
		diag.AnnotationAmbiguous, diag.AnnotationMoved, diag.AnnotationOrphaned,
	}, code)
}

// page returns what to show at an address: the page as it is now or, while
// there is a mistake in its file or its layout that keeps it from being made,
// as it was when it was last right. The diagnostics say why its layout failed.
func (st *state) page(address string) (made, []diag.Diagnostic) {
	page, found := st.site.Page(address)
	input := st.site.Origin(address).File
	if found && !st.broken[input] {
		content, err := st.site.Render(page)
		if err == nil {
			m := newMade(page, input, content)
			st.recent.keep(m)
			return m, nil
		}
		wrong := st.site.Mistakes(err)
		if len(wrong) == 0 {
			wrong = []diag.Diagnostic{{Severity: diag.Error, Code: diag.FileUnreadable, Message: err.Error(), Pos: diag.Pos{File: input}}}
		}
		return st.before(address), wrong
	}
	if m := st.before(address); st.broken[m.input] {
		return m, nil
	}
	return made{}, nil // it is gone, or has never been
}

// before returns a page as it was when it was last right.
func (st *state) before(address string) made {
	if m, known := st.recent.get(address); known {
		m.old = true
		return m
	}
	if st.good == nil {
		return made{}
	}
	page, found := st.good.Page(address)
	if !found {
		return made{}
	}
	content, err := st.good.Render(page)
	if err != nil {
		return made{}
	}
	m := newMade(page, st.good.Origin(address).File, content)
	m.old = true
	return m
}

// pageOf returns the address of the page to follow to after a change of files,
// and nothing when there is none.
func pageOf(site *generator.Site, changed []string) string {
	for _, file := range changed {
		if !strings.HasPrefix(file, "content/") {
			continue
		}
		for _, page := range site.Pages {
			if page.Type != brief.MediaFile && site.Origin(page.Address).File == file {
				return page.Address
			}
		}
		for _, a := range site.Articles {
			for i := range a.Annotations {
				if a.Annotations[i].Pos.File == file {
					return a.Address()
				}
			}
		}
	}
	return ""
}
