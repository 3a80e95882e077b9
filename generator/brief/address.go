package brief

import (
	"strings"
	"unicode"
)

// Slug returns words as the last part of an address: letters and digits of
// any script in lower case, everything else a single hyphen between them.
func Slug(words string) string { return segment(strings.ToLower(words), "") }

// PathPart returns an id as a part of an address or fragment. Its case is
// kept, as are dots and underscores; anything else that is not a letter or
// digit becomes a single hyphen.
func PathPart(id string) string { return segment(id, "._") }

func segment(s, keep string) string {
	if isSegment(s, keep) {
		return s
	}
	return written(s, keep)
}

// written writes a segment letter by letter.
func written(s, keep string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case r == ' ':
			gap = true
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0, strings.ContainsRune(keep, r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '\u00ad':
			// An apostrophe or soft hyphen within a word does not divide it.
		default:
			gap = true
		}
	}
	return strings.Trim(b.String(), ".")
}

// isSegment reports whether a text is an id or a slug as most are written, of
// which nothing is to be changed: letters and digits of ASCII and what is
// kept, with single hyphens between them.
func isSegment(s, keep string) bool {
	last := byte('-')
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '-':
			if last == '-' {
				return false
			}
		case strings.IndexByte(keep, c) < 0, c == '.' && i == 0:
			return false
		}
		last = c
	}
	return last != '-' && last != '.'
}

// MaxSlug is the most bytes a part of an address may have: file systems stop
// at 255, and browsers percent-encode each byte as three.
const MaxSlug = 120

// ValidSlug reports whether an author's own slug can be part of an address
// and the name of a folder on every system.
func ValidSlug(s string) bool {
	return s != "" && len(s) <= MaxSlug && s == Slug(s) && !reserved[s]
}

// reserved are the names that Windows gives to devices ("Naming Files, Paths,
// and Namespaces", Microsoft).
var reserved = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// SafeURL returns an address that a page may link to, and false when the
// given one must not be linked. Allowed are http, https and mailto, and
// addresses without a scheme. The scheme is read as a browser reads it (WHATWG
// URL, "basic URL parser"): leading control characters and blanks and every
// tab and line break are dropped first. An address that begins with two
// slashes names a host and is refused, as is one with any other control
// character, and one that names a user: https://nato.example@evil.example/ leads
// to the second host and looks like the first, and a password is nobody else's.
func SafeURL(address string) (string, bool) {
	clean := strings.TrimFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f })
	if strings.ContainsAny(clean, "\t\n\r") {
		clean = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(clean)
	}
	if strings.ContainsFunc(clean, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
		return "", false
	}
	slashed := strings.ReplaceAll(clean, `\`, "/")
	if strings.HasPrefix(slashed, "//") {
		return "", false
	}
	scheme, rest, found := strings.Cut(slashed, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return clean, true
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		if namesUser(rest) {
			return "", false
		}
		return clean, true
	case "mailto":
		return clean, true
	}
	return "", false
}

// namesUser reports whether what follows the scheme of an address on the web
// names a user before the host. Browsers take any number of slashes for two.
func namesUser(rest string) bool {
	rest = strings.TrimLeft(rest, "/")
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	return strings.Contains(rest, "@")
}

// BetterURL returns what to do about an address that is not safe; other than
// where it names a user what the caller would say.
func BetterURL(address, otherwise string) string {
	if _, rest, found := strings.Cut(strings.ReplaceAll(address, `\`, "/"), ":"); found && namesUser(rest) {
		return "take out what stands before the @: it looks like a host, or is a secret"
	}
	return otherwise
}

// IsAbsolute reports whether a safe address names a scheme.
func IsAbsolute(address string) bool {
	scheme, _, found := strings.Cut(address, ":")
	return found && !strings.ContainsAny(scheme, "/?#")
}
