//go:build !lean

package bucket

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// openS3 opens a bucket of Amazon, or of whoever answers at the endpoint. With
// an endpoint, buckets are named in the path, and checksums that only Amazon
// knows are left out.
//
// The library's own opener would have the client write to standard error, and
// look for credentials only with the first call.
func openS3(ctx context.Context, d brief.Destination) (*blob.Bucket, error) {
	endpoint := d.Params["endpoint"]
	byPath, err := flag(d, "use_path_style", endpoint != "")
	if err != nil {
		return nil, err
	}
	plain, err := flag(d, "disable_https", false)
	if err != nil {
		return nil, err
	}
	settings := []func(*config.LoadOptions) error{
		config.WithLogger(logging.Nop{}),
		config.WithRetryer(func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) {
				o.MaxAttempts, o.MaxBackoff, o.RateLimiter = attempts, pause, ratelimit.None
			})
		}),
	}
	if profile := d.Params["profile"]; profile != "" {
		settings = append(settings, config.WithSharedConfigProfile(profile))
	}
	if region := d.Params["region"]; region != "" {
		settings = append(settings, config.WithRegion(region))
	}
	if endpoint != "" {
		settings = append(settings,
			config.WithDefaultRegion("us-east-1"), // what most of them take any for
			config.WithRequestChecksumCalculation(aws.RequestChecksumCalculationWhenRequired),
			config.WithResponseChecksumValidation(aws.ResponseChecksumValidationWhenRequired))
	}
	c, err := config.LoadDefaultConfig(ctx, settings...)
	if err == nil {
		_, err = c.Credentials.Retrieve(ctx)
	}
	if err != nil {
		return nil, explained(d, unsigned, err)
	}
	if c.Region == "" {
		return nil, diag.Hinted(fmt.Errorf("%s: nobody says in which region the bucket is", d),
			"add it to the address, as in s3://"+d.Name+"?region=eu-central-1, or set AWS_REGION")
	}
	client := s3.NewFromConfig(c, func(o *s3.Options) {
		o.UsePathStyle, o.EndpointOptions.DisableHTTPS = byPath, plain
		if endpoint != "" {
			o.BaseEndpoint = aws.String(endpoint)
		}
	})
	// The part that uploads does not ask the client.
	return s3blob.OpenBucket(ctx, client, d.Name, &s3blob.Options{RequestChecksumCalculation: c.RequestChecksumCalculation})
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
	if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return answer.HTTPStatusCode()
	}
	return 0
}

func (inS3) sort(err error) sort {
	said, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return unknown
	}
	switch said.ErrorCode() {
	case "SlowDown", "RequestTimeout", "RequestTimeTooSkewed", "Throttling", "ThrottlingException", "InternalError", "ServiceUnavailable", "BadDigest", "IncompleteBody":
		return passing
	case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException":
		return elsewhere
	}
	return unknown
}

func (inS3) said(err error) string {
	if said, ok := errors.AsType[smithy.APIError](err); ok {
		return strings.TrimSuffix(said.ErrorCode()+": "+said.ErrorMessage(), ": ")
	}
	return ""
}

func (inS3) advice(d brief.Destination, what sort, err error) string {
	switch what {
	case unsigned:
		return "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile of ~/.aws/config with ?profile=NAME, or sign in with aws sso login"
	case refused:
		return "look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or at the profile: who they stand for has to be allowed to list, read, write and delete objects in " + d.Name
	case noBucket:
		return "look at the name and at the region; a bucket has to be made before anything is published to it"
	case elsewhere:
		region := "REGION"
		if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
			if named := answer.Response.Header.Get("X-Amz-Bucket-Region"); named != "" {
				region = named
			}
		}
		return "write the region that the bucket is in: s3://" + d.Name + "?region=" + region
	case untrusted:
		return "if endpoint is a store on your own machine or network, write its address with http://, or have this machine trust its certificate"
	case unanswered:
		if endpoint := d.Params["endpoint"]; endpoint != "" {
			return "is the endpoint right, " + endpoint + ", and does the store run?"
		}
		return "is this machine on the network? a store that is not Amazon's needs ?endpoint=https://…"
	}
	return ""
}
