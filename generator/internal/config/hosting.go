package config

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
	"gloss/generator/internal/tree"
)

// hostFiles are the files that hosts read.
var hostFiles = []string{"_headers", "_redirects", ".nojekyll", "CNAME"}

// hosting reads [hosting] and [[headers]]. Where it says nothing, there are
// the files that do no harm where nobody reads them.
func (c table) hosting(key, headers, baseURL string) brief.Hosting {
	t := table{c.Table(key)}
	defer t.Done()
	h := brief.Hosting{
		Files:       t.hostFiles("files", baseURL, "_headers", "_redirects", ".nojekyll"),
		Unprotected: t.Choice("policy", "strict", "off") == "off",
		Allow:       t.allow("allow"),
	}
	for _, r := range c.Each(headers) {
		if rule, ok := (table{r}).headerRule(); ok {
			h.Headers = append(h.Headers, rule)
		}
		r.Done()
	}
	return h
}

// hostFiles reads the list of files for hosts.
func (c table) hostFiles(key, baseURL string, otherwise ...string) []string {
	if c.Field(key) == nil {
		return otherwise
	}
	var files []string
	for _, name := range c.Names(key) {
		switch {
		case !slices.Contains(hostFiles, name.Text):
			c.ComplainAt(diag.Pos(name.Pos), diag.DidYouMean(name.Text, hostFiles, "write one of "+strings.Join(hostFiles, ", ")), "Gloss writes no file %s for hosts", tree.Shown(name.Text))
		case name.Text == "CNAME" && baseURL == "":
			c.ComplainAt(diag.Pos(name.Pos), "set base_url", "CNAME holds the host of base_url, which is not set")
		case !slices.Contains(files, name.Text):
			files = append(files, name.Text)
		}
	}
	return files
}

// allowed are the things that pages can be allowed to load from elsewhere,
// with the directive of each (CSP level 3, section 6).
var allowed = map[string]string{
	"connect": "connect-src", "font": "font-src", "form": "form-action", "frame": "frame-src", "image": "img-src",
	"media": "media-src", "script": "script-src", "style": "style-src",
}

// allow reads [hosting.allow].
func (c table) allow(key string) []brief.PolicySource {
	t := table{c.Table(key)}
	defer t.Done()
	var all []brief.PolicySource
	for _, thing := range slices.Sorted(maps.Keys(allowed)) {
		for _, name := range t.Names(thing) {
			source, ok := policySource(name.Text)
			if !ok {
				t.ComplainAt(diag.Pos(name.Pos), `write a host with https://, "self", "data:", or the hash of an inline script or style: "sha256-…"`,
					"%s cannot be allowed to come from %s", thing, tree.Shown(name.Text))
				continue
			}
			all = append(all, brief.PolicySource{Directive: allowed[thing], Source: source})
		}
	}
	return all
}

var (
	policyHash = regexp.MustCompile(`^sha(256|384|512)-[A-Za-z0-9+/]+={0,2}$`)
	policyHost = regexp.MustCompile(`^(\*\.)?[a-z0-9.-]+(:[0-9]+)?$`)
	policyPath = regexp.MustCompile(`^[A-Za-z0-9/._~%-]*$`)
)

// policySource returns a source as the policy writes it. What would take the
// policy's strength away, such as unsafe-inline or a whole scheme, is none.
func policySource(text string) (string, bool) {
	switch {
	case text == "self", policyHash.MatchString(text):
		return "'" + text + "'", true
	case text == "data:":
		return text, true
	}
	rest, secure := strings.CutPrefix(text, "https://")
	host, path, below := strings.Cut(rest, "/")
	return text, secure && policyHost.MatchString(host) && (!below || policyPath.MatchString(path))
}

var (
	headerName  = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") // token, RFC 9110, section 5.6.2
	headerValue = regexp.MustCompile(`^[\t -~]*$`)                    // field-value, section 5.5, in ASCII
)

// ofTheHost are headers that only whoever sends the content can say.
var ofTheHost = []string{
	"Accept-Ranges", "Age", "Connection", "Content-Encoding", "Content-Length", "Content-Range", "Date", "ETag", "Last-Modified",
	"Location", "Server", "Set-Cookie", "Trailer", "Transfer-Encoding", "Upgrade",
}

// headerRule reads one [[headers]], and returns false when it has nothing to
// set.
func (c table) headerRule() (brief.HeaderRule, bool) {
	rule := brief.HeaderRule{Pos: brief.Pos(c.Pos())}
	rule.For = c.Need("for", `add for = "/**/*.pdf", or whichever files it is about`)
	if n := c.Scalar("for"); n != nil {
		rule.Pos = brief.Pos(n.Pos)
		if rule.For != "" && !hosting.ValidGlob(rule.For) {
			c.Complain(n, `begin with a slash; * stands for anything within a folder and ** for any folders: "/**/*.pdf"`, "for is no glob: %s", tree.Shown(n.Text))
			rule.For = ""
		}
	}
	set := table{c.Table("set")}
	for _, f := range set.Rest() {
		n := set.Scalar(f.Key)
		host := slices.IndexFunc(ofTheHost, func(name string) bool { return strings.EqualFold(name, f.Key) })
		switch {
		case n == nil:
		case !headerName.MatchString(f.Key):
			c.ComplainAt(f.Pos, "write a name such as Cache-Control", "%s is no name of a header", tree.Shown(f.Key))
		case host >= 0:
			c.ComplainAt(f.Pos, "take it out", "%s is for the host to say", ofTheHost[host])
		case !headerValue.MatchString(n.Text):
			c.Complain(n, "write it in ASCII and on one line", "the value of %s has characters that no header can have", f.Key)
		default:
			rule.Set = append(rule.Set, brief.Header{Name: f.Key, Value: strings.TrimSpace(n.Text)})
		}
	}
	if c.Field("set") == nil {
		c.ComplainAt(c.Pos(), `add set = { Cache-Control = "public, max-age=86400" }`, "set is missing")
	}
	return rule, rule.For != "" && len(rule.Set) > 0
}

// security reads [security], which becomes security.txt (RFC 9116, section
// 2.5): contact and expires must be there.
func (c table) security(key string) brief.Security {
	if c.Field(key) == nil {
		return brief.Security{}
	}
	t := table{c.Table(key)}
	defer t.Done()
	s := brief.Security{
		Contact:         t.contacts("contact"),
		Expires:         t.Day("expires"),
		Encryption:      t.secure("encryption"),
		Acknowledgments: t.secure("acknowledgments"),
		Policy:          t.secure("policy"),
		Pos:             brief.Pos(t.Pos()),
	}
	for _, name := range t.Names("languages") {
		if !tree.IsLanguage(name.Text) {
			t.ComplainAt(diag.Pos(name.Pos), "write a tag such as en, en-GB or zh-Hant", "languages has no language tag: %s", tree.Shown(name.Text))
			continue
		}
		s.Languages = append(s.Languages, name.Text)
	}
	if t.Field("contact") == nil {
		t.ComplainAt(t.Pos(), `add contact = ["mailto:security@example.org"]`, "contact is missing: RFC 9116 asks for it")
	}
	if f := t.Field("expires"); f != nil {
		s.Pos = brief.Pos(f.Value.Pos)
	} else {
		t.ComplainAt(t.Pos(), "add expires = 2027-01-01, a day within a year", "expires is missing: RFC 9116 asks for it")
	}
	return s
}

// contacts reads the addresses at which somebody can be told.
func (c table) contacts(key string) []string {
	var all []string
	for _, name := range c.Names(key) {
		u, err := url.Parse(name.Text)
		if err != nil || !slices.Contains([]string{"mailto", "tel", "https"}, u.Scheme) || cmp.Or(u.Opaque, u.Host) == "" || !headerValue.MatchString(name.Text) {
			c.ComplainAt(diag.Pos(name.Pos), "begin it with mailto:, tel: or https://", "%s is no address to write to: %s", key, tree.Shown(name.Text))
			continue
		}
		all = append(all, name.Text)
	}
	return all
}

// secure reads an address that begins with https.
func (c table) secure(key string) string {
	n := c.Scalar(key)
	if n == nil {
		return ""
	}
	if u, err := url.Parse(n.Text); err != nil || u.Scheme != "https" || u.Host == "" || !headerValue.MatchString(n.Text) {
		c.Complain(n, "begin it with https://", "%s is no safe address on the web: %s", key, tree.Shown(n.Text))
		return ""
	}
	return n.Text
}
