package config

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/tree"
)

// baseURL reads the address at which the site will be published, and ends it
// with a slash.
func (c table) baseURL(key string) string {
	n := c.Scalar(key)
	if n == nil || n.Text == "" {
		return ""
	}
	const hint = "write an address such as https://example.org/"
	u, err := url.Parse(n.Text)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.Opaque != "":
		c.Complain(n, hint, "%s is no address on the web: %s", key, tree.Shown(n.Text))
		return ""
	case u.Port() != "" && !isPort(u.Port()):
		c.Complain(n, "write a number from 1 to 65535, or none", "%s has no such port: %s", key, tree.Shown(u.Port()))
		return ""
	case slices.ContainsFunc(strings.Split(u.Path, "/"), func(part string) bool { return part == "." || part == ".." }):
		c.Complain(n, "write the path that it amounts to", "the path of %s goes up: %s", key, tree.Shown(n.Text))
		return ""
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(n.Text, "#") || u.User != nil:
		c.Complain(n, hint, "%s must be a host and a path alone", key)
		return ""
	}
	u.Path = strings.TrimRight(u.Path, "/") + "/"
	u.RawPath = ""
	return u.String()
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

// link reads an address that pages link to.
func (c table) link(key string) string {
	n := c.Scalar(key)
	if n == nil {
		return ""
	}
	address, ok := brief.SafeURL(n.Text)
	if !ok {
		c.Complain(n, brief.BetterURL(n.Text, "write an address that begins with https:// or with one slash"), "%s must not be linked to: %s", key, tree.Shown(n.Text))
	}
	return address
}
