package hosting

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"gloss/generator/brief"
)

func TestContentType(t *testing.T) {
	for name, want := range map[string]string{
		"index.html":                 "text/html; charset=utf-8",
		"/2021/12/03/":               "text/html; charset=utf-8",
		"feed.xml":                   "application/atom+xml; charset=utf-8",
		"topics/war/feed.xml":        "application/atom+xml; charset=utf-8",
		"/feed.json":                 "application/feed+json",
		"sitemap.xml":                "application/xml; charset=utf-8",
		"search/a.json":              "application/json",
		"2021/annotations.jsonld":    `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`,
		"other.jsonld":               "application/ld+json",
		"PLAN.PDF":                   "application/pdf",
		"a.svg":                      "image/svg+xml; charset=utf-8",
		"a.woff2":                    "font/woff2",
		"robots.txt":                 "text/plain; charset=utf-8",
		".well-known/security.txt":   "text/plain; charset=utf-8",
		"_headers":                   "text/plain; charset=utf-8",
		".nojekyll":                  "application/octet-stream",
		"assets/gloss-0123456789.js": "text/javascript; charset=utf-8",
	} {
		if got := ContentType(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// show prints headers a line each.
func show(headers []brief.Header) string {
	var b strings.Builder
	for _, h := range headers {
		b.WriteString(h.Name + ": " + h.Value + "\n")
	}
	return b.String()
}

func TestHeaders(t *testing.T) {
	settings := &brief.Settings{Hosting: brief.Hosting{Headers: []brief.HeaderRule{
		{For: "/**/*.pdf", Set: []brief.Header{{Name: "cache-control", Value: "public, max-age=86400"}}},
		{For: "/2021/**", Set: []brief.Header{{Name: "X-Robots-Tag", Value: "noindex"}, {Name: "Permissions-Policy"}}},
		{For: "/about/", Set: []brief.Header{{Name: "X-Robots-Tag", Value: "none"}}},
	}}}
	rules := NewRules(settings, "default-src 'none'")
	for _, c := range []struct{ path, encoding, want string }{
		{"index.html", "br", `Cache-Control: public, max-age=0, must-revalidate
Content-Encoding: br
Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
Content-Type: text/html; charset=utf-8
Cross-Origin-Opener-Policy: same-origin
Permissions-Policy: camera=(), geolocation=(), microphone=()
Referrer-Policy: strict-origin-when-cross-origin
X-Content-Type-Options: nosniff
`},
		{"assets/style-0a1b2c3d4e.css", "", `Cache-Control: public, max-age=31536000, immutable
Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
Content-Type: text/css; charset=utf-8
Cross-Origin-Opener-Policy: same-origin
Permissions-Policy: camera=(), geolocation=(), microphone=()
Referrer-Policy: strict-origin-when-cross-origin
X-Content-Type-Options: nosniff
`},
		{"2021/a/plan.pdf", "", `cache-control: public, max-age=86400
Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
Content-Type: application/pdf
Cross-Origin-Opener-Policy: same-origin
Referrer-Policy: strict-origin-when-cross-origin
X-Content-Type-Options: nosniff
X-Robots-Tag: noindex
`},
	} {
		if d := cmp.Diff(c.want, show(rules.Headers(c.path, c.encoding))); d != "" {
			t.Errorf("%s:\n%s", c.path, d)
		}
	}
	if got := show(rules.Headers("about/index.html", "")); !strings.Contains(got, "X-Robots-Tag: none\n") {
		t.Errorf("the address of a page is not matched:\n%s", got)
	}
	if got := show(NewRules(&brief.Settings{}, "").Headers("index.html", "")); strings.Contains(got, "Security-Policy") {
		t.Errorf("a site without a policy sends one:\n%s", got)
	}
}

func TestPolicy(t *testing.T) {
	const usual = "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
	for _, c := range []struct {
		name     string
		hosting  brief.Hosting
		pictures []string
		want     string
	}{
		{"nothing from elsewhere", brief.Hosting{}, []string{"/a/plan.png"}, usual},
		{
			"pictures from elsewhere",
			brief.Hosting{},
			[]string{"https://b.example/1.png", "https://A.example:8443/x?y", "https://b.example/2.png"},
			strings.Replace(usual, "img-src 'self'", "img-src 'self' https://a.example:8443 https://b.example", 1),
		},
		{
			"what the site allows",
			brief.Hosting{Allow: []brief.PolicySource{{Directive: "font-src", Source: "'self'"}, {Directive: "form-action", Source: "https://list.example"}}},
			nil,
			strings.NewReplacer("form-action 'none'", "font-src 'self'; form-action https://list.example").Replace(usual),
		},
		{"none", brief.Hosting{Unprotected: true}, nil, ""},
	} {
		if d := cmp.Diff(c.want, Policy(&brief.Settings{Hosting: c.hosting}, c.pictures)); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestPolicyOf(t *testing.T) {
	page := "<!doctype html><head><meta charset=utf-8><meta http-equiv=\"content-security-policy\" content=\"default-src 'none'\"></head>"
	if got, err := PolicyOf([]byte(page)); got != "default-src 'none'" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := PolicyOf([]byte("<p>Content-Security-Policy")); got != "" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestEncode(t *testing.T) {
	text := []byte(strings.Repeat("What is on the host is what was reviewed. ", 100))
	readers := map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	}
	for _, encoding := range Encodings {
		encoded, smaller, err := Encode("index.html", encoding, text)
		if err != nil || !smaller {
			t.Fatal(encoding, smaller, err)
		}
		again, _, _ := Encode("index.html", encoding, text)
		if !bytes.Equal(encoded, again) {
			t.Errorf("%s gives other bytes the second time", encoding)
		}
		r, err := readers[encoding](bytes.NewReader(encoded))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, text) {
			t.Errorf("%s does not come back: %v", encoding, err)
		}
		for name, content := range map[string][]byte{"small.html": text[:100], "picture.png": text} {
			if _, smaller, err := Encode(name, encoding, content); smaller || err != nil {
				t.Errorf("%s is encoded as %s: %v", name, encoding, err)
			}
		}
	}
	if _, _, err := Encode("index.html", "zip", text); err == nil {
		t.Error("zip is no encoding of content")
	}
}

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		glob, file string
		want       bool
	}{
		{"/**", "index.html", true},
		{"/**/*.pdf", "plan.pdf", true},
		{"/**/*.pdf", "2021/12/03/a/plan.pdf", true},
		{"/*", "2021/index.html", false},
		{"/2021/**", "2021/12/03/index.html", true},
		{"/2021/12/03/", "2021/12/03/index.html", true},
		{"/{feed,sitemap}.xml", "sitemap.xml", true},
		{"/feed.xml", "topics/feed.xml", false},
	} {
		if got := Match(c.glob, c.file); got != c.want {
			t.Errorf("%s fits %s: %v", c.glob, c.file, got)
		}
	}
	for _, glob := range []string{"a/*", "/[a", "/{a", ""} {
		if ValidGlob(glob) {
			t.Errorf("%s counts as a glob", glob)
		}
	}
}
