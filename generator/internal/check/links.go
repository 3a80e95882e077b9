package check

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"gloss/generator/internal/diag"
)

// links follows every link from page to page. What leads out of the site is
// not looked at: nothing here uses the network.
func (s *Site) links(looks []*look) []finding {
	known := make(map[string]*look, len(looks))
	for _, l := range looks {
		known[l.page.Address] = l
	}
	base, err := url.Parse(s.Settings.BaseURL)
	if err != nil {
		base = &url.URL{} // config has complained
	}
	folder := strings.TrimSuffix(base.Path, "/")
	var found []finding
	for _, l := range looks {
		if !l.html {
			continue
		}
		page := &url.URL{Path: folder + l.page.Address}
		for _, link := range l.links {
			to, err := page.Parse(strings.TrimSpace(link))
			if err != nil {
				found = append(found, finding{diag.PageLink, l.page.Address, "this is no address: " + shown(link), "correct it"})
				continue
			}
			address, inside := inSite(to, base.Host, folder)
			if !inside {
				continue
			}
			target := known[address]
			switch {
			case target == nil:
				hint := "correct the address"
				if known[address+"/"] != nil {
					hint = "end it with a slash"
				}
				found = append(found, finding{diag.PageLink, l.page.Address, "the link leads nowhere: " + shown(link), hint})
			case target.leads != "":
				found = append(found, finding{diag.PageMoved, l.page.Address, "the link leads to an address that has moved: " + shown(link), "write " + target.leads})
			case target.html && !hasFragment(target, to.Fragment):
				found = append(found, finding{diag.PageFragment, l.page.Address, fmt.Sprintf("there is no #%s on %s", shown(to.Fragment), address), "correct the fragment"})
			}
		}
	}
	return found
}

// inSite returns the address within the site that a link leads to, and false
// when it leads elsewhere: to another host, out of the site's folder on its
// own, or to something that is no page.
func inSite(to *url.URL, host, folder string) (string, bool) {
	here := to.Host == "" && to.Scheme == "" || to.Host != "" && strings.EqualFold(to.Host, host)
	if to.Opaque != "" || !here {
		return "", false
	}
	below, inside := strings.CutPrefix(to.Path, folder)
	return cmp.Or(below, "/"), inside
}

// hasFragment reports whether a page has what a fragment names. Every page has
// a top, and browsers find text fragments by themselves.
func hasFragment(l *look, fragment string) bool {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	return fragment == "" || strings.EqualFold(fragment, "top") || l.ids[fragment]
}

// told makes diagnostics of what was found. What several pages have alike comes
// from a layout, and is told once.
func (s *Site) told(all []finding) []diag.Diagnostic {
	type alike struct {
		code    diag.Code
		message string
	}
	pages := map[alike][]string{}
	for _, f := range all {
		key := alike{f.code, f.message}
		// What is alike on one page stands together: pages come one by one.
		if on := pages[key]; len(on) == 0 || on[len(on)-1] != f.page {
			pages[key] = append(on, f.page)
		}
	}
	list := new(diag.List)
	told := map[alike]bool{}
	for _, f := range all {
		key := alike{f.code, f.message}
		on := pages[key]
		switch {
		case len(on) < fromLayout:
			at, page := s.place(f.page)
			list.Add(f.code, at, f.hint, "%s%s", f.message, page)
		case !told[key]:
			told[key] = true
			list.Add(f.code, diag.Pos{File: "layouts"}, f.hint, "%s (on %d pages, such as %s)", f.message, len(on), on[0])
		}
	}
	return list.All()
}

// fromLayout is on how many pages the same has to be wrong for a layout to be
// at fault.
const fromLayout = 4

// place returns where a complaint about a page points: the input that it is
// made from, or the page itself where there is none.
func (s *Site) place(address string) (at diag.Pos, page string) {
	if origin := s.Origin(address); origin.File != "" {
		return diag.Pos(origin), " (on " + address + ")"
	}
	return diag.Pos{File: "layouts"}, " (on " + address + ")"
}
