package link

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
)

// addHostFiles registers the files that are for hosts and not for readers.
// Every other file is known by now.
func (s *Site) addHostFiles(list *diag.List) {
	add := func(address, content string) {
		s.add(brief.HostFile, address, brief.Pos{}, list, func() any { return brief.HostText(content) })
	}
	wanted := func(name string) bool { return slices.Contains(s.settings.Hosting.Files, name) }
	if len(s.settings.Security.Contact) > 0 {
		add("/.well-known/security.txt", hosting.SecurityFile(s.settings))
	}
	if wanted(".nojekyll") {
		add("/.nojekyll", "")
	}
	if wanted("CNAME") && s.settings.BaseURL != "" {
		add("/CNAME", hosting.CNAMEFile(s.settings.BaseURL))
	}
	if wanted("_redirects") && len(s.moved) > 0 {
		add("/_redirects", hosting.RedirectsFile(s.settings.BaseURL, s.moved, list))
	}
	if wanted("_headers") {
		add("/_headers", hosting.HeadersFile(s.settings, s.frame.Policy, s.files(), list))
	}
}

// files returns the addresses of the site's files, in order.
func (s *Site) files() []string {
	addresses := make([]string, len(s.order))
	for i, p := range s.order {
		addresses[i] = p.Address
	}
	slices.Sort(addresses)
	return addresses
}

// foreignPictures returns the addresses of the pictures that texts take from elsewhere.
func (s *Site) foreignPictures() []string {
	var addresses []string
	gather := func(prose *brief.Prose) {
		for _, e := range prose.Elements {
			if e.Name != "img" {
				continue
			}
			for _, a := range e.Attrs {
				if a.Name == "src" && strings.Contains(a.Value, "://") {
					addresses = append(addresses, a.Value)
				}
			}
		}
	}
	for _, d := range s.documents() {
		gather(d.prose)
		for i := range d.prose.Footnotes {
			gather(&d.prose.Footnotes[i].Body)
		}
	}
	return addresses
}
