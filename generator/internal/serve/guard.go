package serve

import (
	"net"
	"net/http"
	"net/netip"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guard refuses requests that no browser of the author's makes by itself. A
// page of another site could otherwise read the preview, by a name that it
// points at this machine (DNS rebinding), or have it read.
func (s *Server) guard(r *http.Request) (status int, why string) {
	switch {
	case !s.knows(r.Host):
		return http.StatusForbidden, "this host is not served here"
	case forwarded(r.Header):
		return http.StatusForbidden, "the preview does not stand behind a proxy"
	case len(r.Header.Values("Origin")) > 0 && r.Header.Get("Origin") != "http://"+r.Host:
		return http.StatusForbidden, "the request comes from another site"
	case r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate":
		return http.StatusForbidden, "the request comes from another site"
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "only GET and HEAD are answered"
	case r.ContentLength != 0:
		return http.StatusRequestEntityTooLarge, "a request has no body here"
	case !plain(r):
		return http.StatusBadRequest, "the address is not one of a page"
	}
	return 0, ""
}

// knows reports whether a Host header names this server: localhost, an address
// in figures, which no name server can turn elsewhere, or the host that the
// author gave; with the port that is listened on.
func (s *Server) knows(hostport string) bool {
	_, own, err := net.SplitHostPort(s.address)
	if err != nil {
		return false
	}
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = strings.Trim(hostport, "[]"), "80"
	}
	if port != own || host == "" {
		return false
	}
	if host == "localhost" || strings.EqualFold(host, s.options.Host) {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && (address.IsLoopback() || !s.loopback())
}

// loopback reports whether only this machine can reach the server.
func (s *Server) loopback() bool {
	address, err := netip.ParseAddrPort(s.address)
	return err == nil && address.Addr().IsLoopback()
}

// forwarded reports whether a request says that somebody passed it on.
func forwarded(header http.Header) bool {
	for name := range header {
		if strings.HasPrefix(name, "X-Forwarded") || strings.HasPrefix(name, "X-Original-") || strings.HasPrefix(name, "X-Rewrite-") {
			return true
		}
		switch name {
		case "Forwarded", "Via", "X-Real-Ip", "X-Host", "X-Client-Ip", "True-Client-Ip", "X-Http-Method-Override":
			return true
		}
	}
	return false
}

// plain reports whether the path of a request is written in the one way in
// which pages are addressed: no step up, no second name for a slash, nothing
// that is not text.
func plain(r *http.Request) bool {
	raw := strings.ToLower(r.URL.EscapedPath())
	p := r.URL.Path
	switch {
	case !strings.HasPrefix(p, "/"), !utf8.ValidString(p), len(p) > 4096:
		return false
	case strings.Contains(raw, "%2f"), strings.Contains(raw, "%25"), strings.Contains(p, `\`):
		return false
	case strings.ContainsFunc(p, unicode.IsControl):
		return false
	}
	clean := path.Clean(p)
	return clean == p || clean+"/" == p
}
