package parse

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// former returns the addresses that a text had before.
func (m *matter) former(key string) []brief.Name {
	var addresses []brief.Name
	for _, name := range m.Names(key) {
		addresses = m.formerAddress(addresses, name)
	}
	return addresses
}

// formerAddress appends an address that a text had before, or complains that
// it is none.
func (m *matter) formerAddress(to []brief.Name, name brief.Name) []brief.Name {
	address := name.Text
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	const hint = "write the path from the root of the site, such as /news/1234/"
	complain := func(hint, why string) []brief.Name {
		m.list.Add(diag.AliasInvalid, diag.Pos(name.Pos), hint, "%s %s", tree.Shown(name.Text), why)
		return to
	}
	switch {
	case !strings.HasPrefix(address, "/"):
		if _, after, found := strings.Cut(address, "://"); found {
			if slash := strings.IndexByte(after, '/'); slash > 0 {
				return complain("write "+after[slash:], "names a host; an alias is an address in the site")
			}
		}
		return complain(hint, "is no address")
	case strings.ContainsAny(address, "?#"):
		return complain("leave out what follows ? and #: files have no say in it", "is more than a path")
	case strings.TrimSuffix(address, "index.html") == "/":
		return complain("take it out", "is the home page")
	}
	if strings.HasSuffix(address, "/index.html") {
		address = strings.TrimSuffix(address, "index.html")
	}
	last := address[strings.LastIndexByte(address, '/')+1:]
	for part := range strings.SplitSeq(strings.TrimSuffix(address[1:], "/"), "/") {
		if !plainPart(part) {
			return complain(hint, "cannot be the path of a file")
		}
	}
	if last != "" && !strings.HasSuffix(last, ".html") {
		return complain("write "+address+"/", "does not end in a slash or in .html, so that a host would not take it for a page")
	}
	return append(to, brief.Name{Text: address, Pos: name.Pos})
}

// plainPart reports whether a part of an address can be a file's name on every
// system and is not hidden.
func plainPart(part string) bool {
	return part != "" && len(part) <= 255 && part[0] != '.' && utf8.ValidString(part) &&
		!strings.ContainsAny(part, `\:*"<>|`) && !strings.ContainsFunc(part, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
}
