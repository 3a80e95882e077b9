//go:build !lean

package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	azureobject "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"gocloud.dev/blob"
	"gocloud.dev/blob/azureblob"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// openAzure opens a container of Azure's. The library's own opener would take
// a key or a token only together with AZURE_STORAGE_ACCOUNT.
func openAzure(ctx context.Context, d brief.Destination) (*blob.Bucket, error) {
	known := azureblob.NewDefaultServiceURLOptions()
	there := *known
	there.AccountName = cmp.Or(d.Params["account"], there.AccountName)
	there.StorageDomain = cmp.Or(d.Params["domain"], there.StorageDomain)
	there.Protocol = cmp.Or(d.Params["protocol"], there.Protocol)
	var err error
	if there.IsLocalEmulator, err = flag(d, "localemu", there.IsLocalEmulator); err != nil {
		return nil, err
	}
	switch {
	case there.AccountName == "":
		return nil, diag.Hinted(fmt.Errorf("%s: nobody says which storage account", d),
			"add it to the address, as in azblob://"+d.Name+"?account=NAME, or set AZURE_STORAGE_ACCOUNT")
	case there.SASToken != "" && (there.StorageDomain != known.StorageDomain || there.Protocol != known.Protocol || there.IsLocalEmulator != known.IsLocalEmulator):
		// The token would be sent along, to wherever the address leads.
		return nil, diag.Hinted(fmt.Errorf("%s: the token in AZURE_STORAGE_SAS_TOKEN is sent to no other domain", d),
			"leave domain, protocol and localemu out, and set AZURE_STORAGE_DOMAIN and its like")
	}
	service, err := azureblob.NewServiceURL(&there)
	if err != nil {
		return nil, explained(d, unknown, err)
	}
	client, err := azureClient(string(service), d.Name, there.AccountName)
	if err != nil {
		return nil, explained(d, unsigned, err)
	}
	return azureblob.OpenBucket(ctx, client, nil)
}

// azureClient returns a client for a container, with the credentials that the
// environment or else Azure's own tools have. A token is in the service's
// address already.
func azureClient(service, name, account string) (*container.Client, error) {
	address, err := url.JoinPath(service, name)
	if err != nil {
		return nil, err
	}
	options := &container.ClientOptions{ClientOptions: policy.ClientOptions{
		Retry: policy.RetryOptions{MaxRetries: attempts - 1, RetryDelay: pause / 2, MaxRetryDelay: pause},
	}}
	known := cmp.Or(os.Getenv("AZURE_STORAGE_CONNECTION_STRING"), os.Getenv("AZURE_STORAGEBLOB_CONNECTIONSTRING"))
	switch {
	case os.Getenv("AZURE_STORAGE_KEY") != "":
		key, err := azblob.NewSharedKeyCredential(account, os.Getenv("AZURE_STORAGE_KEY"))
		if err != nil {
			return nil, err
		}
		return container.NewClientWithSharedKeyCredential(address, key, options)
	case os.Getenv("AZURE_STORAGE_SAS_TOKEN") != "":
		return container.NewClientWithNoCredential(address, options)
	case known != "":
		return container.NewClientFromConnectionString(known, name, options)
	}
	identity, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return nil, err
	}
	return container.NewClient(address, identity, options)
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

// statusOfAzure returns the HTTP status of an answer, and 0 for none.
func statusOfAzure(err error) int {
	if answer, ok := errors.AsType[*azcore.ResponseError](err); ok {
		return answer.StatusCode
	}
	return 0
}

// final is an error that the client would not try again: without an answer, it
// is one of finding credentials.
type final interface {
	error
	NonRetriable()
}

func (inAzure) sort(err error) sort {
	if _, ok := errors.AsType[final](err); ok && statusOfAzure(err) == 0 {
		return unsigned
	}
	return unknown
}

func (inAzure) said(err error) string {
	if answer, ok := errors.AsType[*azcore.ResponseError](err); ok {
		return fmt.Sprintf("%d: %s", answer.StatusCode, cmp.Or(answer.ErrorCode, http.StatusText(answer.StatusCode)))
	}
	return ""
}

func (inAzure) advice(d brief.Destination, what sort, _ error) string {
	switch what {
	case unsigned:
		return "set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN, or run az login"
	case refused:
		return "look at AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN or az login: who they stand for has to be allowed to list, read, write and delete blobs in " + d.Name
	case noBucket:
		return "look at the name and at the account; a container has to be made before anything is published to it"
	case untrusted, unanswered:
		return "is the account right, and is this machine on the network?"
	}
	return ""
}
