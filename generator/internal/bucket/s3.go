//go:build !lean

package bucket

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"

	"gloss/generator/brief"
)

// openS3 opens a bucket of Amazon, or of whoever answers at the endpoint. With
// an endpoint, buckets are named in the path, and checksums that only Amazon
// knows are left out.
func openS3(ctx context.Context, d brief.Destination) (*blob.Bucket, dialect, error) {
	query := url.Values{}
	for name, value := range d.Params {
		query.Set(name, value)
	}
	if d.Params["endpoint"] != "" {
		for name, value := range map[string]string{
			"use_path_style":               "true",
			"request_checksum_calculation": "when_required",
			"response_checksum_validation": "when_required",
		} {
			if query.Get(name) == "" {
				query.Set(name, value)
			}
		}
		if query.Get("region") == "" {
			query.Set("region", "us-east-1") // what most of them take any for
		}
	}
	b, err := new(s3blob.URLOpener).OpenBucketURL(ctx, &url.URL{Scheme: "s3", Host: d.Name, RawQuery: query.Encode()})
	return b, inS3{}, err
}

// inS3 is how S3 says things. Its tags are entity tags.
type inS3 struct{}

func (inS3) tag(as func(any) bool) string {
	var listed types.Object
	if as(&listed) {
		return aws.ToString(listed.ETag)
	}
	var head s3.HeadObjectOutput
	if as(&head) {
		return aws.ToString(head.ETag)
	}
	return ""
}

// written returns the entity tag that content gets which is sent in one call
// and not encrypted with a key of one's own: its MD5. Where that is not so,
// the next publication asks.
func (inS3) written(_ any, content []byte) string {
	if content == nil {
		return ""
	}
	sum := md5.Sum(content)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

func (inS3) before(as func(any) bool, tag string) (any, error) {
	var input *transfermanager.UploadObjectInput
	if tag == "" {
		return nil, nil
	}
	if !as(&input) {
		return nil, errors.ErrUnsupported
	}
	input.IfMatch = aws.String(tag)
	return nil, nil
}

// statusOfAmazon returns the HTTP status of an answer, and 0 for none.
func statusOfAmazon(err error) int {
	var answer *smithyhttp.ResponseError
	if errors.As(err, &answer) {
		return answer.HTTPStatusCode()
	}
	return 0
}

func (inS3) temporary(err error) bool {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "SlowDown", "RequestTimeout", "RequestTimeTooSkewed", "Throttling", "ThrottlingException", "InternalError", "ServiceUnavailable", "BadDigest", "IncompleteBody":
		return true
	}
	return false
}
