//go:build !lean

package bucket

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"regexp"
	"strings"
	"syscall"

	"gocloud.dev/gcerrors"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// sort says what an error of a store is about.
type sort int

const (
	unknown      sort = iota
	unsigned          // no credentials were to be had
	refused           // the store does not believe the credentials, or they do not allow it
	elsewhere         // the bucket is to be asked for at another address
	noBucket          // there is no such bucket
	untrusted         // whoever answers does not show to be the store
	unanswered        // nobody is there
	passing           // may be over by the next attempt
	missing           // there is no such object
	changed           // it is not what the condition says
	notSupported      // the store knows no such condition
)

// ours says it in our words, for whoever publishes. The rest is said in the
// store's alone.
var ours = map[sort]string{
	unsigned:   "no credentials for the store were found",
	refused:    "the store does not allow it with these credentials",
	elsewhere:  "the bucket is not where it was looked for",
	noBucket:   "there is no such bucket",
	untrusted:  "the store cannot be reached safely",
	unanswered: "nobody answers at the store's address",
}

// sort returns what an error is about.
func (s *store) sort(err error) sort {
	if what := s.dialect.sort(err); what != unknown {
		return what
	}
	status, code := statusOf(err), gcerrors.Code(err)
	switch {
	case isUntrusted(err):
		return untrusted
	case isUnanswered(err):
		return unanswered
	case status == http.StatusMovedPermanently:
		return elsewhere
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return refused // which the client for Google takes for an object that is missing
	case status == http.StatusConflict, status == http.StatusPreconditionFailed, code == gcerrors.FailedPrecondition:
		return changed // Amazon answers 409 when two conditional writes meet
	case status == http.StatusNotImplemented:
		return notSupported
	case code == gcerrors.NotFound:
		return missing
	case status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status >= 500,
		code == gcerrors.ResourceExhausted, code == gcerrors.DeadlineExceeded, isNetwork(err):
		return passing
	}
	return unknown
}

// fault returns an error of the store in the words and kinds of publishing.
func (s *store) fault(err error) error {
	if err == nil {
		return nil
	}
	what := s.sort(err)
	shown := s.explained(what, err)
	switch what {
	case unanswered:
		return publish.Unreachable(shown)
	case passing:
		return publish.Temporary(shown)
	case missing:
		return fmt.Errorf("%w: %w", fs.ErrNotExist, shown)
	case changed:
		return fmt.Errorf("%w: %w", publish.ErrChanged, shown)
	case notSupported:
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, shown)
	}
	return shown
}

func (s *store) explained(what sort, err error) error { return explained(s.address, what, err) }

// explained returns an error that says in our words what is the matter, in the
// store's own, shortened, what it said, and what may help.
func explained(d brief.Destination, what sort, err error) error {
	in := dialects[d.Kind]
	said := in.said(err)
	if what != unsigned { // which nobody at one of many places is not about
		said = cmp.Or(said, connection(err))
	}
	said = short(clean(cmp.Or(said, unwrapped(err))))
	text := d.String() + ": " + said
	if ours := ours[what]; ours != "" {
		text = d.String() + ": " + ours + " (" + said + ")"
	}
	shown := told{text, err}
	if hint := in.advice(d, what, err); hint != "" {
		return diag.Hinted(shown, hint)
	}
	return shown
}

// told is an error in words that can be shown.
type told struct {
	text string
	err  error
}

func (t told) Error() string { return t.text }
func (t told) Unwrap() error { return t.err }

// wrapping is what the library, and some clients, say of every error.
var wrapping = regexp.MustCompile(`^blob( \(key ".*"\))? \(code=\w+\): |^google: |^failed to refresh cached credentials, `)

// unwrapped returns what an error says without that.
func unwrapped(err error) string {
	text := err.Error()
	for prefix := wrapping.FindString(text); prefix != ""; prefix = wrapping.FindString(text) {
		text = text[len(prefix):]
	}
	return text
}

// connection says what a connection failed of; nothing if that is not it.
func connection(err error) string {
	if dialled, ok := errors.AsType[*net.OpError](err); ok {
		return dialled.Error()
	}
	if name, ok := errors.AsType[*net.DNSError](err); ok {
		return name.Error()
	}
	if certificate, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return certificate.Error()
	}
	return ""
}

// short cuts what stores like to make long.
func short(text string) string {
	const most = 200 // characters
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return strings.TrimRight(string(runes[:most]), " .,;:") + " …"
}

// statusOf returns the HTTP status of the answer that an error is about, and 0
// when there was none.
func statusOf(err error) int {
	return cmp.Or(statusOfAmazon(err), statusOfGoogle(err), statusOfAzure(err))
}

// isUntrusted reports whether an error is that the other side has no
// certificate that counts, or speaks plain HTTP.
func isUntrusted(err error) bool {
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	return certificate || record || errors.Is(err, http.ErrSchemeMismatch)
}

// isUnanswered reports whether an error is that there is nobody at an address,
// or no such address.
func isUnanswered(err error) bool {
	name, ok := errors.AsType[*net.DNSError](err)
	return ok && name.IsNotFound ||
		errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH)
}

// isNetwork reports whether an error is one of the connection.
func isNetwork(err error) bool {
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, io.ErrUnexpectedEOF)
}
