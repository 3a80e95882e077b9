package check

import (
	"net/url"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
	"gloss/generator/internal/markup"
)

// guard looks for what the page's own Content-Security-Policy keeps a browser
// from loading or running. Pages without a policy may do anything.
func (l *look) guard(root *markup.Node, base string) {
	page, err := url.Parse(base)
	if err != nil || base == "" {
		page = &url.URL{Scheme: "https", Host: "localhost"}
	}
	page = page.JoinPath(l.page.Address)
	var guard hosting.Guard
	for n := range root.Descendants() {
		switch {
		case n.Type != markup.Element:
		case n.Data == "meta" && strings.EqualFold(markup.Value(n, "http-equiv"), "Content-Security-Policy"):
			guard = hosting.ReadPolicy(markup.Value(n, "content"))
		case guard != nil:
			l.guarded(n, guard, page)
		}
	}
}

// guarded looks at one element.
func (l *look) guarded(n *markup.Node, guard hosting.Guard, page *url.URL) {
	const move = "move it into a file of its own"
	for _, a := range n.Attr {
		switch {
		case a.Key == "style":
			l.add(diag.PagePolicy, "give it a class and a rule in style.css", "the policy forbids the attribute style of a %s", n.Data)
		case strings.HasPrefix(a.Key, "on"):
			l.add(diag.PagePolicy, move, "the policy forbids the attribute %s of a %s", a.Key, n.Data)
		}
	}
	load := func(directive, thing, attr string) {
		address, has := markup.Attr(n, attr)
		if !has {
			return
		}
		to, err := page.Parse(strings.TrimSpace(address))
		if err == nil && !guard.Loads(directive, to, page) {
			l.add(diag.PagePolicy, "if it is to be there, allow "+thing+` = "`+originOf(to)+`" in [hosting.allow]`, "the policy forbids the %s %s", thing, shown(address))
		}
	}
	switch n.Data {
	case "script":
		switch _, has := markup.Attr(n, "src"); {
		case !isScript(markup.Value(n, "type")):
		case has:
			load("script-src", "script", "src")
		case !guard.Runs("script-src", innerText(n)):
			l.add(diag.PagePolicy, move, "the policy forbids the script in the page: %s", shown(strings.TrimSpace(innerText(n))))
		}
	case "style":
		if !guard.Runs("style-src", innerText(n)) {
			l.add(diag.PagePolicy, move, "the policy forbids the style in the page: %s", shown(strings.TrimSpace(innerText(n))))
		}
	case "link":
		switch {
		case markup.HasToken(n, "rel", "stylesheet"):
			load("style-src", "style", "href")
		case markup.HasToken(n, "rel", "icon"):
			load("img-src", "image", "href")
		}
	case "img":
		load("img-src", "image", "src")
	case "video", "audio", "source", "track":
		load("media-src", "media", "src")
		load("img-src", "image", "poster")
	case "iframe", "frame":
		load("frame-src", "frame", "src")
	case "embed", "object":
		l.add(diag.PagePolicy, "link to it instead", "the policy forbids %s", n.Data)
	case "form":
		load("form-action", "form", "action")
	case "base":
		load("base-uri", "base", "href")
	}
}

// isScript reports whether a type of script runs; JSON-LD and other data
// blocks do not (HTML, "prepare the script element").
func isScript(kind string) bool {
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "" || kind == "module" || kind == "importmap" || kind == "speculationrules" || strings.HasSuffix(kind, "javascript") || strings.HasSuffix(kind, "ecmascript")
}

// innerText returns the text of a script or style.
func innerText(n *markup.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// originOf returns what would have to be allowed for an address.
func originOf(to *url.URL) string {
	if to.Host == "" {
		return to.Scheme + ":"
	}
	return to.Scheme + "://" + to.Host
}

// expires complains of a security.txt that is no longer to be relied on.
func (s *Site) expires(list *diag.List) {
	expires := s.Settings.Security.Expires
	if !s.Today.IsZero() && expires != (brief.Date{}) && expires.Compare(s.Today) <= 0 {
		list.Add(diag.SecurityExpired, diag.Pos(s.Settings.Security.Pos), "see that it still holds, and write a later day", "security.txt has expired on %s", expires)
	}
}
