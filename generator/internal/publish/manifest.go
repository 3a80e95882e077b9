package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// What Gloss keeps for itself beside the site. No file of a site begins with
// .gloss-.
const (
	ManifestPath = ".gloss-publication.json" // what Gloss has published
	LockPath     = ".gloss-lock.json"        // while somebody publishes
)

// mostManifest bounds the size of a manifest that is read, in bytes.
const mostManifest = 256 << 20

// Manifest names the objects of a target that are Gloss's own, and nobody
// else's.
type Manifest struct {
	Files []Owned // in the order of their paths, each once
}

// Owned is an object that is Gloss's own, as it was published last. One with a
// path alone is about to be written: what it holds has to be asked.
type Owned struct {
	Path    string `json:"path"`
	Size    int64  `json:"size,omitempty"`
	Digest  Digest `json:"sha256,omitzero"`
	Tag     string `json:"tag,omitempty"`
	Headers        // as they were published
}

// Lookup returns the entry of a path, and false when there is none.
func (m *Manifest) Lookup(path string) (Owned, bool) {
	at, found := slices.BinarySearchFunc(m.Files, path, func(e Owned, path string) int { return strings.Compare(e.Path, path) })
	if !found {
		return Owned{}, false
	}
	return m.Files[at], true
}

// file is how a manifest is written. A line for each object, so that people
// can read it.
type file struct {
	Format int     `json:"gloss"`
	Files  []Owned `json:"files"`
}

// Encode returns the manifest as it is stored.
func (m *Manifest) Encode() []byte {
	var b bytes.Buffer
	b.WriteString(`{"gloss": 1, "files": [`)
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for i, e := range m.Files {
		if i > 0 {
			b.Truncate(b.Len() - 1) // the line feed
			b.WriteByte(',')
		}
		if i == 0 {
			b.WriteByte('\n')
		}
		_ = encoder.Encode(e) // of strings and numbers, to memory
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

// DecodeManifest reads a manifest as it is stored.
func DecodeManifest(r io.Reader) (*Manifest, error) {
	content, err := io.ReadAll(io.LimitReader(r, mostManifest+1))
	if err != nil {
		return nil, err
	}
	damaged := func(format string, args ...any) (*Manifest, error) {
		return nil, &damage{fmt.Sprintf(format, args...)}
	}
	var read file
	switch err := json.Unmarshal(content, &read); {
	case len(content) > mostManifest:
		return damaged("it is too large")
	case err != nil:
		return damaged("%v", err)
	case read.Format != 1:
		return damaged("it is of another form, %d", read.Format)
	}
	for i, e := range read.Files {
		switch {
		case !fs.ValidPath(e.Path) || e.Path == ".":
			return damaged("%q cannot be the path of a file", e.Path)
		case i > 0 && read.Files[i-1].Path >= e.Path:
			return damaged("%q is out of order", e.Path)
		}
	}
	return &Manifest{read.Files}, nil
}

// damage says what is wrong with a manifest.
type damage struct{ what string }

func (d *damage) Error() string { return d.what }
