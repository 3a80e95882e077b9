//go:build !lean

package bucket

import (
	"context"
	"errors"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	azureobject "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"gocloud.dev/blob"
	"gocloud.dev/blob/azureblob"

	"gloss/generator/brief"
)

// openAzure opens a container of Azure's.
func openAzure(ctx context.Context, d brief.Destination) (*blob.Bucket, dialect, error) {
	query := url.Values{}
	for name, value := range d.Params {
		if name == "account" {
			name = "storage_account"
		}
		query.Set(name, value)
	}
	b, err := blob.OpenBucket(ctx, (&url.URL{Scheme: azureblob.Scheme, Host: d.Name, RawQuery: query.Encode()}).String())
	return b, inAzure{}, err
}

// inAzure is how Azure says things. Its tags are entity tags.
type inAzure struct{}

func (inAzure) tag(as func(any) bool) string {
	var listed container.BlobItem
	if as(&listed) && listed.Properties != nil && listed.Properties.ETag != nil {
		return quoted(string(*listed.Properties.ETag))
	}
	var attributes azureobject.GetPropertiesResponse
	if as(&attributes) && attributes.ETag != nil {
		return quoted(string(*attributes.ETag))
	}
	return ""
}

// quoted returns an entity tag with its quotation marks, which Azure leaves
// out where it lists.
func quoted(tag string) string {
	if len(tag) > 0 && tag[0] != '"' {
		return `"` + tag + `"`
	}
	return tag
}

func (inAzure) before(as func(any) bool, tag string) (any, error) {
	if tag == "" {
		return nil, nil
	}
	var options *azblob.UploadStreamOptions
	if !as(&options) {
		return nil, errors.ErrUnsupported
	}
	match := azcore.ETag(tag)
	options.AccessConditions = &azblob.AccessConditions{
		ModifiedAccessConditions: &azureobject.ModifiedAccessConditions{IfMatch: &match},
	}
	return nil, nil
}

// written knows nothing: the library keeps Azure's answer to itself.
func (inAzure) written(any, []byte) string { return "" }

func (inAzure) temporary(err error) bool { return false }

// statusOfAzure returns the HTTP status of an answer, and 0 for none.
func statusOfAzure(err error) int {
	var answer *azcore.ResponseError
	if errors.As(err, &answer) {
		return answer.StatusCode
	}
	return 0
}
