package brief

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Publication is one place to which a site is published: a table
// [publish.NAME] of config.toml.
type Publication struct {
	Name        string
	Destination Destination
	BaseURL     string // the site's address there, in place of the settings' own; empty for that
	MaxDelete   int    // how many files one publication may delete
	Encoding    string // br or gzip: an object store keeps files compressed; empty otherwise
	Pos         Pos    // of the table
}

// DefaultMaxDelete is how many files a publication may delete where the
// settings do not say.
const DefaultMaxDelete = 100

// DestinationKind says what sort of place a destination is.
type DestinationKind string

// The kinds of destinations, as their addresses begin.
const (
	DirDestination   DestinationKind = "dir"
	GitDestination   DestinationKind = "git"
	S3Destination    DestinationKind = "s3"
	GCSDestination   DestinationKind = "gs"
	AzureDestination DestinationKind = "azblob"
	SFTPDestination  DestinationKind = "sftp"
)

// Destination is the address of a place to publish to. It never holds a secret.
type Destination struct {
	Kind DestinationKind

	// Name is the bucket or the container; of dir: the folder, as it is
	// written; of git: the remote repository; of sftp: the host, with a port
	// if it has one.
	Name string

	User   string            // of sftp; empty when none is named
	Path   string            // of sftp: the folder, from the root; of buckets: what keys begin with, without slashes around it
	Branch string            // of git
	Params map[string]string // what follows the question mark: region, endpoint and their like
	Text   string            // the address as it is written
}

// String returns the address as it is written.
func (d Destination) String() string { return d.Text }

// A DestinationError says what is wrong with an address, and what would be
// right. Neither repeats a secret.
type DestinationError struct {
	Message, Hint string
	Secret        bool // the address holds a credential, and must not be shown
}

func (e *DestinationError) Error() string { return e.Message }

// destinationParams are the parameters that an address of a kind may have.
var destinationParams = map[DestinationKind][]string{
	S3Destination:    {"region", "endpoint", "use_path_style", "disable_https", "profile"},
	GCSDestination:   {"endpoint"},
	AzureDestination: {"account", "domain", "protocol", "localemu"},
	SFTPDestination:  {"port"},
}

// destinationForms are how the addresses of each kind are written.
var destinationForms = []string{
	"dir:PATH", "git:REMOTE#BRANCH", "s3://BUCKET", "gs://BUCKET", "azblob://CONTAINER", "sftp://USER@HOST/PATH",
}

// ParseDestination reads the address of a place to publish to. The error is a
// [*DestinationError].
//
//	dir:PATH                       a folder, relative to the site's
//	git:REMOTE#BRANCH              a branch of a repository
//	s3://BUCKET/PATH?region=…      an object store that speaks S3
//	gs://BUCKET/PATH               Google Cloud Storage
//	azblob://CONTAINER/PATH        Azure Blob Storage
//	sftp://USER@HOST:PORT/PATH     a folder on a server
func ParseDestination(text string) (Destination, error) {
	wrong := func(hint, format string, args ...any) (Destination, error) {
		return Destination{}, &DestinationError{Message: fmt.Sprintf(format, args...), Hint: hint}
	}
	secret := func(hint, format string, args ...any) (Destination, error) {
		return Destination{}, &DestinationError{fmt.Sprintf(format, args...), hint, true}
	}
	const noSecrets = "take it out: credentials come from the environment and from the host's own tools"
	forms := "write " + strings.Join(destinationForms[:len(destinationForms)-1], ", ") + " or " + destinationForms[len(destinationForms)-1]
	scheme, rest, found := strings.Cut(text, ":")
	d := Destination{Kind: DestinationKind(scheme), Text: text}
	switch {
	case !found:
		return wrong(forms, "this is no address to publish to")
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return wrong(forms, "an address to publish to has no control characters")
	}

	switch d.Kind {
	case DirDestination:
		if d.Name = rest; rest == "" {
			return wrong("write dir:PATH, such as dir:/var/www/briefing", "dir: lacks the folder")
		}
		return d, nil
	case GitDestination:
		at := strings.LastIndex(rest, "#")
		if at <= 0 || at == len(rest)-1 {
			return wrong("write git:REMOTE#BRANCH, such as git:origin#gh-pages", "git: lacks the repository or the branch")
		}
		d.Name, d.Branch = rest[:at], rest[at+1:]
		if strings.HasPrefix(d.Name, "-") || strings.HasPrefix(d.Branch, "-") {
			return wrong("write git:REMOTE#BRANCH, such as git:origin#gh-pages", "neither a repository nor a branch begins with a hyphen")
		}
		if u, err := url.Parse(d.Name); strings.Contains(d.Name, "://") && (err != nil || u.User != nil && hasPassword(u)) {
			return secret("take it out: git asks its own credential helper", "the address of the repository holds a password")
		}
		return d, nil
	case S3Destination, GCSDestination, AzureDestination, SFTPDestination:
	default:
		return wrong(forms, "nothing can be published to an address that begins with %.20q", scheme+":")
	}

	u, err := url.Parse(text)
	switch {
	case err != nil:
		// What url.Parse says repeats the address, and with it what it holds.
		return wrong(forms, "this is no address to publish to")
	case hasPassword(u), u.User != nil && d.Kind != SFTPDestination:
		return secret(noSecrets, "the address holds a key or a password")
	case u.Host == "" || u.Opaque != "":
		return wrong(forms, "the address lacks what comes after %s://", scheme)
	case u.Fragment != "":
		return wrong("take # and what follows out", "the address has a fragment")
	}
	d.Name, d.User = u.Host, u.User.Username()
	d.Path = path.Clean("/" + u.Path)
	if d.Kind != SFTPDestination {
		d.Path = strings.Trim(d.Path, "/")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return wrong("write ?name=value&name=value", "what follows the question mark cannot be read")
	}
	for name, values := range query {
		known := destinationParams[d.Kind]
		switch {
		case LooksSecret(name):
			// A key that was pasted without a name stands where names do.
			return secret(noSecrets, "a parameter of the address is a credential: its name has %q in it", secretWord(name))
		case !slices.Contains(known, name) && strings.Join(values, "") == "":
			return wrong("known are "+strings.Join(known, ", "), "what follows the question mark is no name=value")
		case !slices.Contains(known, name):
			return wrong("known are "+strings.Join(known, ", "), "%s:// has no parameter %.40q", scheme, name)
		case len(values) > 1:
			return wrong("write it once", "the parameter %s comes twice", name)
		}
		if d.Params == nil {
			d.Params = map[string]string{}
		}
		d.Params[name] = values[0]
	}
	return d, nil
}

func hasPassword(u *url.URL) bool {
	_, has := u.User.Password()
	return has
}

// IsBucket reports whether a destination is an object store, which keeps
// headers with its objects.
func (d Destination) IsBucket() bool {
	return d.Kind == S3Destination || d.Kind == GCSDestination || d.Kind == AzureDestination
}

// LooksSecret reports whether a name is one under which people put keys.
func LooksSecret(name string) bool { return secretWord(name) != "" }

// secretWord returns what it is in a name that says so.
func secretWord(name string) string {
	name = strings.ToLower(name)
	for _, word := range []string{"secret", "token", "password", "key", "credential", "sas", "sig"} {
		if strings.Contains(name, word) {
			return word
		}
	}
	return ""
}
