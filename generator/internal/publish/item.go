// Package publish brings a finished site to where readers get it, whole or
// not at all. Data goes one way:
//
//	items ┐
//	      ├─plan→ steps ─apply→ result
//	listing, manifest ┘
//
// A plan is made without changing anything, and can be shown. What it names is
// done in an order in which no reader ever gets a page whose assets are
// missing, and so that a failure at any moment leaves a site that works and
// that the next run completes.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
)

// Item is a file that is to be published.
type Item struct {
	Path    string // slash-separated, without a slash at the start
	Size    int64  // bytes as they are stored
	Digest  Digest // of the bytes as they are stored
	Open    func() (io.ReadCloser, error)
	Headers Headers
	Class   Class
}

// Headers are what a host is to tell readers of an object. Two that are equal
// need no upload.
type Headers struct {
	ContentType     string `json:"type,omitempty"`
	CacheControl    string `json:"cache,omitempty"`
	ContentEncoding string `json:"encoding,omitempty"`
}

// Digest is the SHA-256 of some content.
type Digest [sha256.Size]byte

// DigestOf returns the digest of content.
func DigestOf(content []byte) Digest { return sha256.Sum256(content) }

// IsZero reports whether the digest is not known.
func (d Digest) IsZero() bool { return d == Digest{} }

// String returns the digest in hexadecimal, and nothing when it is not known.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// MarshalText and UnmarshalText write and read what String returns.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a digest in hexadecimal.
func (d *Digest) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Digest{}
		return nil
	}
	if len(text) != hex.EncodedLen(len(d)) {
		return errors.New("a SHA-256 has 64 hexadecimal digits")
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// Class is where an item comes in the order of publishing.
type Class uint8

// The classes, in their order. Whatever a page needs to be shown is there
// before the page, and what leads to new pages comes after them.
const (
	Asset Class = iota // under a name that changes with its content: the old page's asset stays beside it
	File               // what pages show, and whatever else is no page
	Page
	Entry // the home page, feeds and sitemaps
	classes
)

// String returns the name of the class.
func (c Class) String() string {
	return [...]string{"asset", "file", "page", "entry"}[c]
}

// fingerprinted fits the names that change with the content of the file:
// assets/style-0a1b2c3d.css.
var fingerprinted = regexp.MustCompile(`^assets/.*-[0-9a-f]{8,64}\.[a-z0-9]+$`)

// ClassOf returns the class of a file of a site.
func ClassOf(name string) Class {
	switch base := path.Base(name); {
	case name == "index.html", base == "feed.xml", base == "feed.json", strings.HasPrefix(base, "sitemap") && path.Ext(base) == ".xml":
		return Entry
	case path.Ext(name) == ".html":
		return Page
	case fingerprinted.MatchString(name):
		return Asset
	}
	return File
}
