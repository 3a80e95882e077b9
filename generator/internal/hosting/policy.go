package hosting

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/markup"
)

// directives are what the pages of every site need, and no more: the style
// sheet, the scripts, pictures, and the index that the search fetches. Forms
// are answered by the script and sent nowhere. Data blocks such as JSON-LD are
// no scripts and need no leave.
var directives = []struct{ name, sources string }{
	{"default-src", "'none'"},
	{"base-uri", "'none'"},
	{"connect-src", "'self'"},
	{"form-action", "'none'"},
	{"img-src", "'self'"},
	{"script-src", "'self'"},
	{"style-src", "'self'"},
}

// Policy returns the Content-Security-Policy of a site whose pages show the
// pictures with the given addresses, and nothing when it wants none. Pictures
// in the site itself may be among them.
func Policy(settings *brief.Settings, pictures []string) string {
	if settings.Hosting.Unprotected {
		return ""
	}
	sources := map[string][]string{}
	var names []string
	allow := func(directive, source string) {
		if sources[directive] == nil {
			names = append(names, directive)
		}
		if !slices.Contains(sources[directive], source) {
			sources[directive] = append(slices.DeleteFunc(sources[directive], func(s string) bool { return s == "'none'" }), source)
		}
	}
	for _, d := range directives {
		allow(d.name, d.sources)
	}
	for _, origin := range origins(pictures) {
		allow("img-src", origin)
	}
	for _, a := range settings.Hosting.Allow {
		allow(a.Directive, a.Source)
	}
	parts := make([]string, len(names))
	slices.Sort(names[1:])
	for i, name := range names {
		parts[i] = name + " " + strings.Join(sources[name], " ")
	}
	return strings.Join(parts, "; ")
}

// origins returns the hosts of addresses with their schemes, in order and each
// once. Addresses within the site have none.
func origins(addresses []string) []string {
	var all []string
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			all = append(all, strings.ToLower(u.Scheme+"://"+u.Host))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// PolicyOf returns the policy that a page of a site carries, and nothing when
// it has none. Every page of a site has the same.
func PolicyOf(page []byte) (string, error) {
	root, err := markup.Parse(bytes.TrimPrefix(page, []byte("\ufeff")))
	if err != nil {
		return "", err
	}
	for n := range root.Descendants() {
		if n.Type == markup.Element && n.Data == "meta" && strings.EqualFold(markup.Value(n, "http-equiv"), "Content-Security-Policy") {
			return markup.Value(n, "content"), nil
		}
	}
	return "", nil
}
