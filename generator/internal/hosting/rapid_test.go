package hosting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// asHosts returns the headers that hosts give an address by a _headers file:
// those of every rule that fits, values of one name joined.
func asHosts(file, address string) map[string]string {
	headers := map[string]string{}
	fits := false
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\n")
		switch rest, header := strings.CutPrefix(line, "  "); {
		case strings.HasPrefix(line, "#"):
		case !header:
			begin, open := strings.CutSuffix(line, "*")
			fits = line == address || open && strings.HasPrefix(address, begin)
		case fits:
			name, value, _ := strings.Cut(rest, ": ")
			if before, twice := headers[strings.ToLower(name)]; twice {
				value = before + ", " + value
			}
			headers[strings.ToLower(name)] = value
		}
	}
	return headers
}

// Whatever headers a site sets: where nothing is complained of, hosts that read
// _headers send what Gloss would have sent itself. Left to them are only types
// and that files are asked for again.
func TestHostsSendWhatTheRulesSay(t *testing.T) {
	addresses := []string{"/", "/2021/", "/2021/12/03/a/", "/2021/12/03/a/plan.pdf", "/2022/", "/assets/style-0123456789.css", "/corrections/feed.xml", "/feed.json", "/feed.xml", "/plan.pdf"}
	rapid.Check(t, func(t *rapid.T) {
		header := rapid.Custom(func(t *rapid.T) brief.Header {
			return brief.Header{
				Name:  rapid.SampledFrom([]string{"X-Robots-Tag", "x-robots-tag", "Cache-Control", "Referrer-Policy", "Content-Type", "X-Own"}).Draw(t, "name"),
				Value: rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, "value"),
			}
		})
		rule := rapid.Custom(func(t *rapid.T) brief.HeaderRule {
			return brief.HeaderRule{
				For: rapid.SampledFrom([]string{"/**", "/2021/**", "/**/*.pdf", "/assets/**", "/2021/", "/feed.*", "/**/feed.xml", "/2022/**"}).Draw(t, "for"),
				Set: rapid.SliceOfNDistinct(header, 1, 2, func(h brief.Header) string { return strings.ToLower(h.Name) }).Draw(t, "set"),
				Pos: brief.Pos{File: "config.toml", Line: rapid.IntRange(1, 1000).Draw(t, "line")},
			}
		})
		settings := &brief.Settings{}
		settings.Hosting.Headers = rapid.SliceOfN(rule, 0, 4).Draw(t, "rules")
		var list diag.List
		file := HeadersFile(settings, "default-src 'none'", addresses, &list)
		if len(list.All()) > 0 {
			return
		}
		rules := NewRules(settings, "default-src 'none'")
		for _, address := range addresses {
			sent := asHosts(file, address)
			var said []string
			for _, h := range rules.Headers(fileOf(address), "") {
				name := strings.ToLower(h.Name)
				said = append(said, name)
				byItself := h.Value == askAgain || h.Value == ContentType(address)
				if got, there := sent[name]; there && got != h.Value || !there && !byItself {
					t.Fatalf("%s of %s is %q, want %q\n%s", h.Name, address, got, h.Value, file)
				}
			}
			for name := range sent {
				if !slices.Contains(said, name) {
					t.Fatalf("%s is sent with %s\n%s", name, address, file)
				}
			}
		}
	})
}

func TestMoreRulesThanHostsRead(t *testing.T) {
	var addresses []string
	for i := range 200 {
		addresses = append(addresses, fmt.Sprintf("/%d.pdf", i))
	}
	settings := &brief.Settings{}
	settings.Hosting.Headers = []brief.HeaderRule{{For: "/*.pdf", Set: []brief.Header{{Name: "X-Own", Value: "1"}}}}
	var list diag.List
	file := HeadersFile(settings, "", addresses, &list)
	if found := list.All(); len(found) != 1 || found[0].Code != diag.HostLimit || !strings.Contains(found[0].Message, "202 rules") {
		t.Errorf("complaints: %v", found)
	}
	if n := strings.Count(file, "\n/"); n != maxHeaderRules {
		t.Errorf("there are %d rules", n)
	}
}

func TestMoreRedirectsThanHostsRead(t *testing.T) {
	var redirects []brief.Redirect
	for i := range 2001 {
		redirects = append(redirects, brief.Redirect{From: fmt.Sprintf("/%d/", i), To: "/über uns/"})
	}
	var list diag.List
	file := RedirectsFile("https://example.org/brief/", redirects, &list)
	if found := list.All(); len(found) != 1 || found[0].Code != diag.HostLimit {
		t.Errorf("complaints: %v", found)
	}
	if n := strings.Count(file, " 301\n"); n != 2000 {
		t.Errorf("there are %d redirects", n)
	}
	if !strings.Contains(file, "\n/brief/7/ /brief/%C3%BCber%20uns/ 301\n") {
		t.Errorf("the file begins %.200s", file)
	}
}
