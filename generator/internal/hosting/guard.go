package hosting

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
)

// Guard is a policy as browsers read it.
type Guard map[string][]string // sources by directive

// ReadPolicy reads a Content-Security-Policy.
func ReadPolicy(text string) Guard {
	g := Guard{}
	for directive := range strings.SplitSeq(text, ";") {
		if words := strings.Fields(directive); len(words) > 0 && g[words[0]] == nil {
			g[words[0]] = words[1:]
		}
	}
	return g
}

// sources returns the sources of a directive. Those that are about loading
// fall back on default-src.
func (g Guard) sources(directive string) []string {
	if s, said := g[directive]; said {
		return s
	}
	if directive == "form-action" || directive == "base-uri" {
		return []string{"*"} // without the directive all are allowed
	}
	return g["default-src"]
}

// Loads reports whether a page may load an address for a purpose, which is
// that of a directive such as img-src. The address is whole; base is that of
// the page, whose host is 'self'.
func (g Guard) Loads(directive string, address, base *url.URL) bool {
	return slices.ContainsFunc(g.sources(directive), func(source string) bool {
		switch {
		case source == "*":
			return true
		case source == "'self'":
			return address.Scheme == base.Scheme && strings.EqualFold(address.Host, base.Host)
		case strings.HasSuffix(source, ":"):
			return address.Scheme+":" == source
		}
		want, err := url.Parse(source)
		if err != nil || want.Scheme != address.Scheme || !strings.HasPrefix(address.Path, want.Path) {
			return false
		}
		if below, wild := strings.CutPrefix(want.Host, "*"); wild {
			return strings.HasSuffix(strings.ToLower(address.Host), below)
		}
		return strings.EqualFold(want.Host, address.Host)
	})
}

// Runs reports whether a page may hold a script or style in itself: only by
// its hash.
func (g Guard) Runs(directive, text string) bool {
	s256, s384, s512 := sha256.Sum256([]byte(text)), sha512.Sum384([]byte(text)), sha512.Sum512([]byte(text))
	hashes := map[string][]byte{"sha256": s256[:], "sha384": s384[:], "sha512": s512[:]}
	for name, sum := range hashes {
		if slices.Contains(g.sources(directive), "'"+name+"-"+base64.StdEncoding.EncodeToString(sum)+"'") {
			return true
		}
	}
	return false
}
