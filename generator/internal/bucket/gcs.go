//go:build !lean

package bucket

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"cloud.google.com/go/storage"
	"gocloud.dev/blob"
	"gocloud.dev/blob/gcsblob"
	"gocloud.dev/gcp"
	"google.golang.org/api/googleapi"

	"gloss/generator/brief"
)

// openGCS opens a bucket of Google's. The library's own opener would print a
// warning when there are no credentials, and go on without.
func openGCS(ctx context.Context, d brief.Destination) (*blob.Bucket, dialect, error) {
	client := gcp.NewAnonymousHTTPClient(gcp.DefaultTransport())
	if os.Getenv("STORAGE_EMULATOR_HOST") == "" {
		credentials, err := gcp.DefaultCredentials(ctx)
		if err != nil {
			return nil, nil, err
		}
		if client, err = gcp.NewHTTPClient(gcp.DefaultTransport(), gcp.CredentialsTokenSource(credentials)); err != nil {
			return nil, nil, err
		}
	}
	b, err := gcsblob.OpenBucket(ctx, client, d.Name, nil)
	return b, inGCS{}, err
}

// inGCS is how Google says things. Its tags are generations.
type inGCS struct{}

func (inGCS) tag(as func(any) bool) string {
	var attributes storage.ObjectAttrs
	if !as(&attributes) || attributes.Generation == 0 {
		return ""
	}
	return strconv.FormatInt(attributes.Generation, 10)
}

func (inGCS) before(as func(any) bool, tag string) (any, error) {
	if tag != "" {
		generation, err := strconv.ParseInt(tag, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no generation: %w", tag, err)
		}
		var object **storage.ObjectHandle
		if !as(&object) {
			return nil, errors.ErrUnsupported
		}
		*object = (*object).If(storage.Conditions{GenerationMatch: generation})
	}
	var w *storage.Writer
	as(&w)
	return w, nil
}

// written asks the call itself, which knows the generation that it made.
func (inGCS) written(before any, _ []byte) string {
	w, ok := before.(*storage.Writer)
	if !ok || w == nil || w.Attrs() == nil {
		return ""
	}
	return strconv.FormatInt(w.Attrs().Generation, 10)
}

func (inGCS) temporary(err error) bool { return storage.ShouldRetry(err) }

// statusOfGoogle returns the HTTP status of an answer, and 0 for none.
func statusOfGoogle(err error) int {
	var answer *googleapi.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// asStored asks Google for compressed content as it is stored.
func asStored(as func(any) bool) error {
	var object **storage.ObjectHandle
	if as(&object) {
		*object = (*object).ReadCompressed(true)
	}
	return nil
}
