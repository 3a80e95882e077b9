package diff

import (
	"path"
	"regexp"
	"strings"
)

// A file whose name holds a fingerprint of its content, such as
// style-c2e81056c7.css, has another name with every change, and every page
// that refers to it changes with it. So the two are taken for one file, which
// is compared with itself, and the pages see one name: style-*.css.

// fingerprinted matches a name with a fingerprint: what stands before it, the
// fingerprint, and the rest.
var fingerprinted = regexp.MustCompile(`^(.*[^-._])?[-._]([0-9a-f]{8,64}|[0-9A-Z]{8})((?:\.[a-z0-9]+)+)$`)

// withoutFingerprint returns a file's name with its fingerprint replaced by an
// asterisk, and false when it has none. Digits alone are no fingerprint: they
// are a date or a number.
func withoutFingerprint(name string) (string, bool) {
	dir, base := path.Split(name)
	m := fingerprinted.FindStringSubmatch(base)
	if m == nil || !strings.ContainsAny(m[2], "0123456789") || strings.Trim(m[2], "0123456789") == "" {
		return name, false
	}
	return dir + m[1] + "-*" + m[3], true
}

// pairs finds the files that are there on one side only and are the same but
// for their fingerprint, and returns the stable name of each. A file is only
// renamed when there is no doubt which one it became.
func pairs(old, new []string) map[string]string {
	here, there := only(old, new), only(new, old)
	stable := map[string]string{}
	for name, from := range here {
		if to := there[name]; len(from) == 1 && len(to) == 1 {
			stable[from[0]], stable[to[0]] = name, name
		}
	}
	return stable
}

// only returns the fingerprinted names of one list that the other does not
// have, by their stable name.
func only(names, others []string) map[string][]string {
	known := make(map[string]bool, len(others))
	for _, name := range others {
		known[name] = true
	}
	found := map[string][]string{}
	for _, name := range names {
		if known[name] {
			continue
		}
		if stable, ok := withoutFingerprint(name); ok {
			found[stable] = append(found[stable], name)
		}
	}
	return found
}

// stableNames returns what renames the last parts of addresses.
func stableNames(stable map[string]string) func(string) string {
	if len(stable) == 0 {
		return nil
	}
	bases := make(map[string]string, len(stable))
	for name, to := range stable {
		bases[path.Base(name)] = path.Base(to)
	}
	return func(base string) string {
		if to, ok := bases[base]; ok {
			return to
		}
		return base
	}
}

// assetName takes the fingerprint off the name of a style sheet or script, for
// pages that are compared without the files they refer to.
func assetName(base string) string {
	switch path.Ext(base) {
	case ".css", ".js", ".mjs":
		stable, _ := withoutFingerprint(base)
		return stable
	}
	return base
}

// rename replaces the names of files within a text: in an attribute, a style
// sheet or a script.
func (f *Form) rename(text string) string {
	if f.stable == nil || !strings.Contains(text, ".") {
		return text
	}
	var b strings.Builder
	for rest := text; rest != ""; {
		end := strings.IndexAny(rest, "/?#, \t\"'()<>")
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(f.stable(rest[:end]))
		if end < len(rest) {
			b.WriteByte(rest[end])
			end++
		}
		rest = rest[end:]
	}
	return b.String()
}
