//go:build !lean

package bucket

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"cloud.google.com/go/storage"
	"gocloud.dev/blob"
	"gocloud.dev/blob/gcsblob"
	"gocloud.dev/gcp"
	"golang.org/x/oauth2"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"

	"gloss/generator/brief"
)

// openGCS opens a bucket of Google's. The library's own opener would print a
// warning when there are no credentials, and go on without; and its client
// would call a host for ever at which there is nobody.
func openGCS(ctx context.Context, d brief.Destination) (*blob.Bucket, error) {
	var options []option.ClientOption
	if emulator := os.Getenv("STORAGE_EMULATOR_HOST"); emulator != "" {
		options = append(options, option.WithoutAuthentication(), option.WithEndpoint("http://"+emulator+"/storage/v1/"))
	} else {
		credentials, err := gcp.DefaultCredentials(ctx)
		if err != nil {
			return nil, explained(d, unsigned, err)
		}
		caller, err := gcp.NewHTTPClient(gcp.DefaultTransport(), gcp.CredentialsTokenSource(credentials))
		if err != nil {
			return nil, explained(d, unsigned, err)
		}
		options = append(options, option.WithHTTPClient(&caller.Client))
	}
	if endpoint := d.Params["endpoint"]; endpoint != "" {
		options = append(options, option.WithEndpoint(strings.TrimRight(endpoint, "/")+"/storage/v1/"))
	}
	client, err := storage.NewClient(ctx, options...)
	if err != nil {
		return nil, explained(d, unknown, err)
	}
	client.SetRetry(storage.WithMaxAttempts(attempts))
	return gcsblob.OpenBucket(ctx, nil, d.Name, &gcsblob.Options{Client: client})
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

// statusOfGoogle returns the HTTP status of an answer, and 0 for none.
func statusOfGoogle(err error) int {
	if answer, ok := errors.AsType[*googleapi.Error](err); ok {
		return answer.Code
	}
	return 0
}

func (inGCS) sort(err error) sort {
	if _, token := errors.AsType[*oauth2.RetrieveError](err); token {
		return unsigned
	}
	if storage.ShouldRetry(err) && !isUnanswered(err) {
		return passing
	}
	return unknown
}

func (inGCS) said(err error) string {
	if answer, ok := errors.AsType[*googleapi.Error](err); ok {
		return fmt.Sprintf("%d: %s", answer.Code, answer.Message)
	}
	if token, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return token.Error()
	}
	return ""
}

func (inGCS) advice(d brief.Destination, what sort, _ error) string {
	switch what {
	case unsigned:
		return "name the file of a service account's key in GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default login"
	case refused:
		return "look at GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default login: who they stand for has to be allowed to list, read, write and delete objects in " + d.Name
	case noBucket:
		return "look at the name; a bucket has to be made before anything is published to it"
	case untrusted, unanswered:
		if endpoint := d.Params["endpoint"]; endpoint != "" {
			return "is the endpoint right, " + endpoint + "?"
		}
		return "is this machine on the network?"
	}
	return ""
}

// asStored asks Google for compressed content as it is stored.
func asStored(as func(any) bool) error {
	var object **storage.ObjectHandle
	if as(&object) {
		*object = (*object).ReadCompressed(true)
	}
	return nil
}
