package hosting

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// What hosts read of the files below: Cloudflare Pages says so in "Headers"
// and "Redirects" of its documentation, and Netlify reads at least as much.
const (
	maxHeaderRules = 100
	maxHeaderLine  = 2000 // characters
	maxRedirects   = 2000
	maxRedirect    = 1000 // characters of a line
)

// Names of the files that complaints are about.
const (
	headersName   = "_headers"
	redirectsName = "_redirects"
)

// Unserved reports whether a file is one that hosts read for themselves, so
// that a reader may not get it.
func Unserved(path string) bool {
	return path == headersName || path == redirectsName || path == ".nojekyll" || path == "CNAME"
}

// block is one rule of a _headers file.
type block struct {
	pattern string // an address, or the beginning of one with a final *
	headers []brief.Header
	pos     brief.Pos // of the site's own rule that it says; none for a built-in one
}

// HeadersFile returns the file _headers: [Rules] as far as the hosts that read
// it do not follow them by themselves. Addresses are those of the site's
// files, in order.
//
// Both hosts know patterns with a star at their end, and no other that both
// read alike; what a glob of the site's own cannot say that way is said file
// by file. Both join the values when two rules set the same header, so there
// is a complaint where that would happen, as there is of more rules than they
// read.
func HeadersFile(settings *brief.Settings, policy string, addresses []string, list *diag.List) string {
	rules := NewRules(settings, policy)
	blocks := rules.blocks(addresses)
	complainOfHeaders(blocks, list)
	folder := folderOf(settings.BaseURL)
	var b strings.Builder
	b.WriteString("# Written by Gloss for Netlify, Cloudflare Pages and hosts like them.\n")
	for _, block := range blocks[:min(len(blocks), maxHeaderRules)] {
		fmt.Fprintf(&b, "%s\n", escaped(folder+block.pattern))
		for _, h := range block.headers {
			if h.Value != "" {
				fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
			}
		}
	}
	return b.String()
}

// blocks returns the rules as hosts are to read them: those for every file,
// for assets, the site's own, and for the feeds of the whole site. Other feeds
// go out as any XML or JSON: there can be more of them than hosts read rules.
func (r *Rules) blocks(addresses []string) []block {
	everywhere := block{pattern: "/*", headers: r.everywhere}
	var own, said []block // said also holds what is taken away everywhere
	for _, rule := range r.own {
		if rule.For != "/**" {
			own = append(own, blocksOf(rule, addresses)...)
			continue
		}
		everywhere.headers, everywhere.pos = replaced(everywhere.headers, rule.Set), rule.Pos
		said = append(said, block{pattern: "/*", headers: rule.Set})
		for i, earlier := range own {
			own[i].headers = without(earlier.headers, rule.Set)
		}
	}
	said = append(said, own...)
	all := []block{everywhere}
	if assets := "/" + assetRoot + "*"; !covered(said, assets, "Cache-Control") {
		all = append(all, block{pattern: assets, headers: []brief.Header{{Name: "Cache-Control", Value: forEver}}})
	}
	for _, b := range own {
		if len(b.headers) > 0 {
			all = append(all, b)
		}
	}
	for _, address := range feeds(addresses) {
		if !covered(said, address, "Content-Type") {
			all = append(all, block{pattern: address, headers: []brief.Header{{Name: "Content-Type", Value: ContentType(address)}}})
		}
	}
	return all
}

// blocksOf returns the rules that say for hosts what one of the site's says.
func blocksOf(rule brief.HeaderRule, addresses []string) []block {
	if before, deep := strings.CutSuffix(rule.For, "/**"); deep && !strings.ContainsAny(before, `*?[{\`) {
		return []block{{before + "/*", rule.Set, rule.Pos}}
	}
	var blocks []block
	for _, address := range addresses {
		if Match(rule.For, fileOf(address)) {
			blocks = append(blocks, block{address, rule.Set, rule.Pos})
		}
	}
	return blocks
}

// feeds returns the addresses of the feeds that are not of one topic, story or
// entity: those lie deeper.
func feeds(addresses []string) []string {
	var found []string
	for _, address := range addresses {
		if base := path.Base(address); (base == "feed.xml" || base == "feed.json") && strings.Count(address, "/") <= 2 {
			found = append(found, address)
		}
	}
	return found
}

// complainOfHeaders says where hosts would read something else than the rules
// say.
func complainOfHeaders(blocks []block, list *diag.List) {
	if n := len(blocks); n > maxHeaderRules {
		list.Add(diag.HostLimit, diag.Pos(blocks[maxHeaderRules].pos), "let for end in /**: hosts know no other glob, so files are listed one by one",
			"%s would have %d rules; Cloudflare Pages reads %d", headersName, n, maxHeaderRules)
		blocks = blocks[:maxHeaderRules]
	}
	told := map[brief.Pos]bool{} // one complaint of each rule is enough
	complain := func(b block, hint, format string, args ...any) {
		if !told[b.pos] {
			told[b.pos] = true
			list.Add(diag.HostLimit, diag.Pos(b.pos), hint, format, args...)
		}
	}
	const instead = `set it for "/**", or leave _headers out of files in [hosting]`
	for i, b := range blocks {
		for _, h := range b.headers {
			if n := len(h.Name) + len(": ") + len(h.Value); n > maxHeaderLine {
				complain(b, "shorten it", "%s takes %d characters in %s; Cloudflare Pages reads %d", h.Name, n, headersName, maxHeaderLine)
			}
			for _, other := range blocks[:i] {
				switch {
				case !overlap(other.pattern, b.pattern) || !setsHeader(other.headers, h.Name):
				case h.Value == "":
					complain(b, instead, "%s cannot take %s away from %s: it is set for %s", headersName, h.Name, b.pattern, other.pattern)
				default:
					complain(b, instead, "%s is set for %s and for %s, and hosts that read %s send both values", h.Name, other.pattern, b.pattern, headersName)
				}
			}
		}
	}
}

// overlap reports whether two patterns fit one address.
func overlap(a, b string) bool {
	beginA, openA := strings.CutSuffix(a, "*")
	beginB, openB := strings.CutSuffix(b, "*")
	switch {
	case openA && openB:
		return strings.HasPrefix(beginA, beginB) || strings.HasPrefix(beginB, beginA)
	case openA:
		return strings.HasPrefix(b, beginA)
	case openB:
		return strings.HasPrefix(a, beginB)
	}
	return a == b
}

// covered reports whether a header is set by a rule for all that a pattern
// fits.
func covered(blocks []block, pattern, name string) bool {
	for _, b := range blocks {
		begin, open := strings.CutSuffix(b.pattern, "*")
		if (b.pattern == pattern || open && strings.HasPrefix(pattern, begin)) && setsHeader(b.headers, name) {
			return true
		}
	}
	return false
}

func setsHeader(headers []brief.Header, name string) bool {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return true
		}
	}
	return false
}

// RedirectsFile returns the file _redirects. On a host that reads it, a former
// address is answered by the host itself, before the page that stands there.
func RedirectsFile(baseURL string, redirects []brief.Redirect, list *diag.List) string {
	folder := folderOf(baseURL)
	if n := len(redirects); n > maxRedirects {
		list.Add(diag.HostLimit, diag.Pos{File: "config.toml"}, "leave _redirects out of files in [hosting]: the pages at these addresses lead on by themselves",
			"%s would have %d lines; Cloudflare reads %d", redirectsName, n, maxRedirects)
		redirects = redirects[:maxRedirects]
	}
	var b strings.Builder
	b.WriteString("# Written by Gloss for Netlify, Cloudflare Pages and hosts like them.\n")
	for _, r := range redirects {
		line := fmt.Sprintf("%s %s 301\n", escaped(folder+r.From), escaped(folder+r.To))
		if len(line) > maxRedirect {
			continue // the page that stands there leads on
		}
		b.WriteString(line)
	}
	return b.String()
}

// CNAMEFile returns the file CNAME, by which GitHub Pages knows the host of
// the site.
func CNAMEFile(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return "" // config has complained
	}
	return u.Hostname() + "\n"
}

// SecurityFile returns security.txt (RFC 9116): to whom holes are told.
func SecurityFile(settings *brief.Settings) string {
	s := settings.Security
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	for _, contact := range s.Contact {
		line("Contact", contact)
	}
	line("Expires", s.Expires.String()+"T00:00:00Z")
	line("Encryption", s.Encryption)
	line("Acknowledgments", s.Acknowledgments)
	line("Preferred-Languages", strings.Join(s.Languages, ", "))
	if strings.HasPrefix(settings.BaseURL, "https://") && folderOf(settings.BaseURL) == "" {
		line("Canonical", settings.BaseURL+".well-known/security.txt")
	}
	line("Policy", s.Policy)
	return b.String()
}

// escaped returns an address as the files write it: a blank would end it.
func escaped(address string) string {
	if before, open := strings.CutSuffix(address, "*"); open {
		return escaped(before) + "*"
	}
	return (&url.URL{Path: address}).EscapedPath()
}

// fileOf returns the file that answers to an address.
func fileOf(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// folderOf returns the folder of a site on its host, without a final slash:
// empty at the root.
func folderOf(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}
