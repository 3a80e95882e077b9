package exchange

import (
	"strings"

	"gloss/generator/brief"
)

// Finder finds the article that a note from elsewhere is about, by the
// addresses of its targets.
type Finder struct {
	byAddress map[string]int // by address as [plain] has it
}

// NewFinder returns a finder for articles, which go by their own addresses and
// by where they first appeared.
func NewFinder(settings *brief.Settings, articles []*brief.Annotated) *Finder {
	f := &Finder{byAddress: map[string]int{}}
	add := func(address string, i int) {
		key := plain(address)
		if other, taken := f.byAddress[key]; taken && other != i {
			i = -1 // two articles first appeared there: neither is meant for certain
		}
		f.byAddress[key] = i
	}
	for i, a := range articles {
		add(a.Address(), i)
		if settings.BaseURL != "" {
			add(absolute(settings, a.Address()), i)
		}
		if a.Canonical != "" {
			add(a.Canonical, i)
		}
	}
	return f
}

// Find returns the index of the article that a note is about, and false when
// its addresses name none, or more than one.
func (f *Finder) Find(n *Note) (int, bool) {
	found := -1
	for _, address := range n.Addresses {
		i, ok := f.byAddress[plain(address)]
		if !ok || i < 0 || found >= 0 && found != i {
			return 0, false
		}
		found = i
	}
	return found, found >= 0
}

// plain returns an address without what often differs between two that lead to
// the same page: the scheme, a fragment, a query that only counts visits, and
// a final slash or index.html.
func plain(address string) string {
	address, _, _ = strings.Cut(address, "#")
	if page, query, ok := strings.Cut(address, "?"); ok && counts(query) {
		address = page
	}
	if _, rest, ok := strings.Cut(address, "://"); ok {
		host, path, _ := strings.Cut(rest, "/")
		address = strings.ToLower(host) + "/" + path
	}
	return strings.TrimSuffix(strings.TrimSuffix(address, "index.html"), "/")
}

// counts reports whether every parameter of a query is one that campaigns
// count visits by.
func counts(query string) bool {
	for _, parameter := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(parameter, "=")
		if !strings.HasPrefix(name, "utm_") && name != "fbclid" && name != "gclid" {
			return false
		}
	}
	return true
}
