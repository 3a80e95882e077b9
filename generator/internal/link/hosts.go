package link

import (
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
)

// headersAddress is where hosts look for what to send with each file.
const headersAddress = "/_headers"

// addHostFiles registers the files that are for hosts and not for readers.
func (s *Site) addHostFiles(list *diag.List) {
	add := func(address, content string) {
		s.add(brief.HostFile, address, brief.Pos{}, list, func(*Site) any { return brief.HostText(content) })
	}
	if len(s.settings.Security.Contact) > 0 {
		add("/.well-known/security.txt", hosting.SecurityFile(s.settings))
	}
	if s.wants(".nojekyll") {
		add("/.nojekyll", "")
	}
	if s.wants("CNAME") && s.settings.BaseURL != "" {
		add("/CNAME", hosting.CNAMEFile(s.settings.BaseURL))
	}
	if s.wants("_redirects") && len(s.moved) > 0 {
		add("/_redirects", hosting.RedirectsFile(s.settings.BaseURL, s.moved, list))
	}
	if s.wants("_headers") {
		s.add(brief.HostFile, headersAddress, brief.Pos{}, list, func(s *Site) any { return brief.HostText(s.headers) })
	}
}

// wants reports whether a site has a file for hosts.
func (s *Site) wants(name string) bool { return slices.Contains(s.settings.Hosting.Files, name) }

// nameFiles makes the file that tells hosts what to send with every other one.
func (s *Site) nameFiles(list *diag.List) {
	if !s.wants("_headers") {
		return
	}
	var addresses []string
	for p := range s.inOrder() {
		if p.Address != headersAddress {
			addresses = append(addresses, p.Address)
		}
	}
	s.headers = hosting.HeadersFile(s.settings, s.frame.Policy, addresses, list)
}

// protect finds the policy of the pages, which follows from the settings and
// from the pictures that texts take from elsewhere.
func (s *Site) protect(last *Site) {
	var pictures []string
	for _, l := range s.links {
		pictures = append(pictures, l.foreign...)
	}
	policy := hosting.Policy(s.settings, append(pictures, s.others.foreign...))
	if s.outline == last.outline && last.frame.Policy == policy {
		s.frame = last.frame
		return
	}
	frame := *s.look
	frame.Policy = policy
	s.frame = &frame
}

// foreignPictures returns the addresses of the pictures that a text takes from
// elsewhere.
func foreignPictures(prose *brief.Prose) []string {
	var addresses []string
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
	return addresses
}
