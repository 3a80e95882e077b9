//go:build !lean

package bucket

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"gocloud.dev/blob"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// A client makes a call that fails for a moment a few times, with short pauses:
// enough for a part of a large file not to cost the whole. Real patience is
// for [publish.Patient] to have.
const (
	attempts = 3 // in all
	pause    = time.Second
)

// Open opens the store that an address names, and finds the credentials for
// it. Nothing is asked of the store yet.
func Open(ctx context.Context, d brief.Destination) (publish.Store, error) {
	open, known := map[brief.DestinationKind]func(context.Context, brief.Destination) (*blob.Bucket, error){
		brief.S3Destination:    openS3,
		brief.GCSDestination:   openGCS,
		brief.AzureDestination: openAzure,
	}[d.Kind]
	if !known {
		return nil, fmt.Errorf("%s: is no object store", d.Kind)
	}
	b, err := open(ctx, d)
	if err != nil {
		return nil, err
	}
	if d.Path != "" {
		b = blob.PrefixedBucket(b, d.Path+"/")
	}
	return &store{d, b, dialects[d.Kind]}, nil
}

// flag reads a parameter that is true or false.
func flag(d brief.Destination, name string, otherwise bool) (bool, error) {
	text, there := d.Params[name]
	if !there {
		return otherwise, nil
	}
	value, err := strconv.ParseBool(text)
	if err != nil {
		return false, diag.Hinted(fmt.Errorf("%s: %s is neither true nor false", d, name), "write "+name+"=true or leave it out")
	}
	return value, nil
}

// dialect is what stores do each in their own way.
type dialect interface {
	// tag returns the tag of an object, from what as gives.
	tag(as func(any) bool) string

	// written returns the tag of an object that was written with this content
	// by a call that before has seen; nothing when it is not known.
	written(before any, content []byte) string

	// before is called with what can be changed of a write. It makes the
	// write depend on the tag, unless that is empty.
	before(as func(any) bool, tag string) (any, error)

	// sort says what an error of the store's client is about, as far as only
	// this store says it in its way.
	sort(err error) sort

	// said returns what the store said, without what the client wraps around
	// it; nothing when that is all there is.
	said(err error) string

	// advice says what may help against a sort of trouble; nothing if nobody
	// knows.
	advice(d brief.Destination, what sort, err error) string
}

var dialects = map[brief.DestinationKind]dialect{
	brief.S3Destination: inS3{}, brief.GCSDestination: inGCS{}, brief.AzureDestination: inAzure{},
}

// store is a bucket, or a folder of one.
type store struct {
	address brief.Destination
	bucket  *blob.Bucket
	dialect dialect
}

// digestKey is where an object's SHA-256 is kept with it.
const digestKey = "gloss_sha256"

func (s *store) List(ctx context.Context) (*publish.Listing, error) {
	listing := &publish.Listing{}
	for objects := s.bucket.List(nil); ; {
		o, err := objects.Next(ctx)
		switch {
		case err == io.EOF:
			return listing, nil
		case err != nil && s.sort(err) == missing:
			return nil, s.explained(noBucket, err)
		case err != nil:
			return nil, s.fault(err)
		case o.IsDir || strings.HasSuffix(o.Key, "/"): // what consoles make for a folder
			continue
		}
		listing.Objects = append(listing.Objects, publish.Object{Path: o.Key, Size: o.Size, Tag: s.dialect.tag(o.As)})
	}
}

func (s *store) Stat(ctx context.Context, path string) (publish.Object, error) {
	a, err := s.bucket.Attributes(ctx, path)
	if err != nil {
		return publish.Object{}, s.fault(err)
	}
	o := publish.Object{
		Path: path, Size: a.Size, Tag: s.dialect.tag(a.As),
		Headers: publish.Headers{ContentType: a.ContentType, CacheControl: a.CacheControl, ContentEncoding: a.ContentEncoding},
	}
	for key, value := range a.Metadata {
		if strings.EqualFold(key, digestKey) && o.Digest.UnmarshalText([]byte(value)) != nil {
			o.Digest = publish.Digest{} // somebody else's
		}
	}
	return o, nil
}

func (s *store) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	r, err := s.bucket.NewReader(ctx, path, &blob.ReaderOptions{BeforeRead: asStored})
	if err != nil {
		return nil, s.fault(err)
	}
	return reading{r, s}, nil
}

// reading is an object that is read; its errors are classified.
type reading struct {
	*blob.Reader
	s *store
}

func (r reading) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = r.s.fault(err)
	}
	return n, err
}

// part is the size of the buffers in which large files are sent. What is
// smaller is sent in one call, from memory.
const part = 8 << 20

func (s *store) Put(ctx context.Context, path string, u publish.Upload) (string, error) {
	r, err := u.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	var content []byte
	body := io.Reader(&watched{r: r})
	if u.Size < part {
		// Read to its end before anything is sent, so that what cannot be
		// read, or is not what it should be, leaves the old object.
		if content, err = io.ReadAll(body); err != nil {
			return "", err
		}
		body = bytes.NewReader(content)
	}

	var written any
	options := &blob.WriterOptions{
		ContentType: u.Headers.ContentType, CacheControl: u.Headers.CacheControl, ContentEncoding: u.Headers.ContentEncoding,
		DisableContentTypeDetection: true,
		Metadata:                    map[string]string{digestKey: u.Digest.String()},
		IfNotExist:                  u.If.Absent,
		BufferSize:                  buffer(u.Size),
		MaxConcurrency:              2,
		BeforeWrite: func(as func(any) bool) (err error) {
			written, err = s.dialect.before(as, u.If.Tag)
			return err
		},
	}
	if options.ContentType == "" {
		options.ContentType = "application/octet-stream"
	}
	// Upload, and no writes: where a write fails the one to Azure panics.
	err = s.bucket.Upload(ctx, path, body, options)
	if large, ok := body.(*watched); ok && large.err != nil {
		return "", large.err // whatever the client makes of it
	}
	switch err = s.fault(err); {
	case u.If.Tag != "" && errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%w: %w", publish.ErrChanged, err)
	case err != nil:
		return "", err
	}
	return s.dialect.written(written, content), nil
}

// buffer returns the size of buffers for a file: for a small one, no more
// than it needs.
func buffer(size int64) int {
	const least = 5 << 20 // of a part, at Amazon
	return int(max(least, min(size+1, part)))
}

// watched remembers the error of what is read from.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

func (s *store) Delete(ctx context.Context, path string) error {
	err := s.fault(s.bucket.Delete(ctx, path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (s *store) Close() error { return s.fault(s.bucket.Close()) }
