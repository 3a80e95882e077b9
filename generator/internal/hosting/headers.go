package hosting

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"gloss/generator/brief"
)

// How long files may be kept. What is named after its content never changes;
// anything else is asked for again each time, and answered with "not modified"
// while it is the same. Netlify and Cloudflare Pages do so by themselves.
const (
	forEver   = "public, max-age=31536000, immutable"
	askAgain  = "public, max-age=0, must-revalidate"
	assetRoot = "assets/"
)

// fingerprinted matches the names that package asset makes.
var fingerprinted = regexp.MustCompile(`^` + assetRoot + `[^/]+-[0-9a-f]{10}\.[a-z0-9]+$`)

// Rules say with which headers each file of a site is served.
type Rules struct {
	everywhere []brief.Header
	own        []brief.HeaderRule
}

// NewRules returns the rules of a site whose pages have a
// Content-Security-Policy, which is empty when they have none: see [Policy]
// and [PolicyOf].
func NewRules(settings *brief.Settings, policy string) *Rules {
	r := &Rules{own: settings.Hosting.Headers}
	if policy != "" {
		// In a page's own meta element this directive does not count (CSP
		// level 3, section 3.3).
		r.everywhere = append(r.everywhere, brief.Header{Name: "Content-Security-Policy", Value: policy + "; frame-ancestors 'none'"})
	}
	r.everywhere = append(r.everywhere,
		brief.Header{Name: "Cross-Origin-Opener-Policy", Value: "same-origin"},
		brief.Header{Name: "Permissions-Policy", Value: "camera=(), geolocation=(), microphone=()"},
		brief.Header{Name: "Referrer-Policy", Value: "strict-origin-when-cross-origin"},
		brief.Header{Name: "X-Content-Type-Options", Value: "nosniff"},
	)
	return r
}

// Headers returns the headers that a file is to be served with, by name. The
// path is that of the file in the output folder: 2021/12/03/index.html. The
// encoding is the one that the content is stored in, see [Encode], and empty
// when it is stored as it is. Of two rules of the site for the same header the
// later one counts, and both before the built-in ones.
func (r *Rules) Headers(path, encoding string) []brief.Header {
	headers := append(slices.Clone(r.everywhere),
		brief.Header{Name: "Cache-Control", Value: cacheControl(path)},
		brief.Header{Name: "Content-Type", Value: ContentType(path)})
	for _, rule := range r.own {
		if !Match(rule.For, path) {
			continue
		}
		headers = replaced(headers, rule.Set)
	}
	if encoding != "" {
		headers = append(headers, brief.Header{Name: "Content-Encoding", Value: encoding})
	}
	slices.SortFunc(headers, func(a, b brief.Header) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return headers
}

// replaced returns headers with some of them set to other values; an empty one
// takes the header away.
func replaced(headers, by []brief.Header) []brief.Header {
	headers = without(headers, by)
	for _, h := range by {
		if h.Value != "" {
			headers = append(headers, h)
		}
	}
	return headers
}

// without returns headers without those of the names of some others.
func without(headers, others []brief.Header) []brief.Header {
	return slices.DeleteFunc(slices.Clone(headers), func(h brief.Header) bool { return setsHeader(others, h.Name) })
}

func cacheControl(path string) string {
	if Fingerprinted(path) {
		return forEver
	}
	return askAgain
}

// Fingerprinted reports whether a file is named after its content, so that
// what stands under its name never changes.
func Fingerprinted(path string) bool { return fingerprinted.MatchString(path) }

// Match reports whether a glob fits a file: its path from the root, or the
// address that it answers to. ** stands for any number of folders.
func Match(glob, file string) bool {
	return doublestar.MatchUnvalidated(glob, "/"+file) || doublestar.MatchUnvalidated(glob, addressOf(file))
}

// ValidGlob reports whether [Match] can read a glob.
func ValidGlob(glob string) bool {
	return strings.HasPrefix(glob, "/") && doublestar.ValidatePattern(glob)
}

// addressOf returns the address that a file answers to.
func addressOf(file string) string {
	if path.Base(file) == "index.html" {
		return "/" + strings.TrimSuffix(file, "index.html")
	}
	return "/" + file
}
