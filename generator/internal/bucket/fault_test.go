//go:build !lean

package bucket

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// TestTroubleIsExplained meets the troubles of somebody who publishes to a
// store for the first time, and reads what is said of them.
func TestTroubleIsExplained(t *testing.T) {
	amazon := func(status int, code, message string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Amz-Bucket-Region", "eu-central-1")
			w.WriteHeader(status)
			_, _ = w.Write([]byte("<Error><Code>" + code + "</Code><Message>" + message + "</Message><RequestId>4711</RequestId></Error>"))
		}
	}
	google := func(status int, message string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": status, "message": message}})
		}
	}
	azure := func(status int, code string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("x-ms-error-code", code)
			w.WriteHeader(status)
		}
	}
	const amazonKey = "AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=hunter2hunter2"
	const azureKey = "AZURE_STORAGE_KEY=aHVudGVyMmh1bnRlcjI="

	for name, test := range map[string]struct {
		environment string // NAME=VALUE, in which SERVER is the server's host
		answer      http.HandlerFunc
		address     string // with SERVER too
		says, hints string
	}{
		"S3, no credentials": {
			address: "s3://b?region=eu-central-1",
			says:    "s3://b?region=eu-central-1: no credentials for the store were found (no EC2 IMDS role found", hints: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
		},
		"S3, no such profile": {
			address: "s3://b?region=eu-central-1&profile=desk",
			says:    "no credentials for the store were found (failed to get shared config profile, desk)", hints: "name a profile of ~/.aws/config",
		},
		"S3, no region": {
			environment: amazonKey, address: "s3://b",
			says: "s3://b: nobody says in which region the bucket is", hints: "s3://b?region=eu-central-1",
		},
		"S3, neither true nor false": {
			environment: amazonKey, address: "s3://b?use_path_style=perhaps",
			says: "use_path_style is neither true nor false", hints: "write use_path_style=true",
		},
		"S3, nobody there": {
			environment: amazonKey, address: "s3://b?endpoint=http://127.0.0.1:1",
			says: "nobody answers at the store's address (dial tcp 127.0.0.1:1: connect: connection refused)", hints: "is the endpoint right, http://127.0.0.1:1,",
		},
		"S3, wrong key": {
			environment: amazonKey, address: "s3://b?endpoint=http://SERVER", answer: amazon(403, "InvalidAccessKeyId", "There is no such key."),
			says: "the store does not allow it with these credentials (InvalidAccessKeyId: There is no such key.)", hints: "look at AWS_ACCESS_KEY_ID",
		},
		"S3, no such bucket": {
			environment: amazonKey, address: "s3://b?endpoint=http://SERVER", answer: amazon(404, "NoSuchBucket", "No bucket."),
			says: "there is no such bucket (NoSuchBucket: No bucket.)", hints: "a bucket has to be made",
		},
		"S3, another region": {
			environment: amazonKey, address: "s3://b?endpoint=http://SERVER", answer: amazon(301, "PermanentRedirect", "Elsewhere."),
			says: "the bucket is not where it was looked for (PermanentRedirect: Elsewhere.)", hints: "s3://b?region=eu-central-1",
		},
		"S3, a long answer": {
			environment: amazonKey, address: "s3://b?endpoint=http://SERVER", answer: amazon(400, "Long", strings.Repeat("long ", 100)),
			says: "s3://b?endpoint=http://SERVER: Long: long long", hints: "",
		},
		"S3, plain HTTP": {
			environment: amazonKey, address: "s3://b?endpoint=https://SERVER", answer: amazon(200, "", ""),
			says: "the store cannot be reached safely (", hints: "with http://",
		},
		"Google, no credentials": {
			environment: "GOOGLE_APPLICATION_CREDENTIALS=/not/there", address: "gs://b",
			says: "gs://b: no credentials for the store were found (error getting credentials", hints: "gcloud auth application-default login",
		},
		"Google, credentials that are over": {
			environment: "GOOGLE_APPLICATION_CREDENTIALS=KEYFILE", address: "gs://b", answer: func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write([]byte(`{"error": "invalid_grant", "error_description": "It is over."}`))
			},
			says: `no credentials for the store were found (oauth2: cannot fetch token: 400 Bad Request Response: {"error": "invalid_grant"`, hints: "gcloud auth application-default login",
		},
		"Google, not allowed": {
			environment: "STORAGE_EMULATOR_HOST=SERVER", address: "gs://b", answer: google(403, "desk may not list."),
			says: "gs://b: the store does not allow it with these credentials (403: desk may not list.)", hints: "objects in b",
		},
		"Google, no such bucket": {
			environment: "STORAGE_EMULATOR_HOST=SERVER", address: "gs://b", answer: google(404, "No bucket."),
			says: "there is no such bucket (404: No bucket.)", hints: "a bucket has to be made",
		},
		"Google, at another address": {
			environment: "GOOGLE_APPLICATION_CREDENTIALS=KEYFILE", address: "gs://b?endpoint=http://SERVER", answer: func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/storage/v1/b/b/o" && r.Header.Get("Authorization") == "Bearer badge" {
					google(404, "No bucket here.")(w, r)
					return
				}
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(`{"access_token": "badge", "token_type": "Bearer", "expires_in": 3600}`))
			},
			says: "there is no such bucket (404: No bucket here.)", hints: "a bucket has to be made",
		},
		"Google, nobody there": {
			environment: "STORAGE_EMULATOR_HOST=127.0.0.1:1", address: "gs://b",
			says: "nobody answers at the store's address (dial tcp 127.0.0.1:1: connect: connection refused)", hints: "on the network",
		},
		"Azure, no account": {
			environment: azureKey, address: "azblob://c",
			says: "azblob://c: nobody says which storage account", hints: "azblob://c?account=NAME",
		},
		"Azure, no credentials": {
			environment: "AZURE_TOKEN_CREDENTIALS=EnvironmentCredential", address: "azblob://c?account=desk",
			says: "azblob://c?account=desk: no credentials for the store were found (", hints: "set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN",
		},
		"Azure, a token to another domain": {
			environment: "AZURE_STORAGE_SAS_TOKEN=sig=hunter2hunter2", address: "azblob://c?account=desk&domain=example.org",
			says: "is sent to no other domain", hints: "AZURE_STORAGE_DOMAIN",
		},
		"Azure, wrong key": {
			environment: azureKey, address: "azblob://c?account=desk&protocol=http&localemu=true&domain=SERVER", answer: azure(403, "AuthenticationFailed"),
			says: "the store does not allow it with these credentials (403: AuthenticationFailed)", hints: "look at AZURE_STORAGE_KEY",
		},
		"Azure, no such container": {
			environment: azureKey, address: "azblob://c?account=desk&protocol=http&localemu=true&domain=SERVER", answer: azure(404, "ContainerNotFound"),
			says: "there is no such bucket (404: ContainerNotFound)", hints: "a container has to be made",
		},
		"Azure, nobody there": {
			environment: azureKey, address: "azblob://c?account=desk&protocol=http&localemu=true&domain=127.0.0.1:1",
			says: "nobody answers at the store's address (dial tcp 127.0.0.1:1: connect: connection refused)", hints: "is the account right",
		},
	} {
		t.Run(name, func(t *testing.T) {
			forgetCredentials(t)
			at := ""
			if test.answer != nil {
				server := httptest.NewServer(test.answer)
				defer server.Close()
				at = strings.TrimPrefix(server.URL, "http://")
			}
			for setting := range strings.FieldsSeq(test.environment) {
				name, value, _ := strings.Cut(strings.ReplaceAll(setting, "SERVER", at), "=")
				if value == "KEYFILE" {
					value = keyFile(t, "http://"+at)
				}
				t.Setenv(name, value)
			}
			err := listed(t, strings.ReplaceAll(test.address, "SERVER", at))
			if err == nil {
				t.Fatal("no trouble")
			}
			if want := strings.ReplaceAll(test.says, "SERVER", at); !strings.Contains(err.Error(), want) {
				t.Errorf("said is %s, want %s", err, want)
			}
			hint := diag.HintOf(err)
			if !strings.Contains(hint, test.hints) || test.hints == "" && hint != "" {
				t.Errorf("the hint is %q, want %q", hint, test.hints)
			}
			if text := err.Error() + hint; strings.Contains(text, "hunter2") || len(text) > 700 {
				t.Errorf("%d bytes: %s", len(text), text)
			}
			if nobody := strings.HasSuffix(name, "nobody there"); errors.Is(err, publish.ErrUnreachable) != nobody {
				t.Errorf("nobody there: %t, and the error is %v", nobody, err)
			}
		})
	}
}

// listed opens a store and lists it.
func listed(t *testing.T, address string) error {
	t.Helper()
	d, err := brief.ParseDestination(address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), d)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.List(t.Context())
	return err
}

// forgetCredentials has clients find nothing of whoever runs the tests.
func forgetCredentials(t *testing.T) {
	for _, setting := range os.Environ() {
		name, _, _ := strings.Cut(setting, "=")
		for _, theirs := range []string{"AWS_", "AZURE_", "GOOGLE_", "STORAGE_EMULATOR_HOST"} {
			if strings.HasPrefix(name, theirs) {
				t.Setenv(name, "")
				os.Unsetenv(name)
			}
		}
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

// keyFile writes the key of a service account of Google's that gets its tokens
// from a server.
func keyFile(t *testing.T, server string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	content, err := json.Marshal(map[string]string{
		"type": "service_account", "client_email": "desk@example.org", "token_uri": server,
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})),
	})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// What a store does not allow has not been done: Google's client takes an
// answer of this sort for an object that is not there.
func TestWhatIsNotAllowedIsNotDone(t *testing.T) {
	forgetCredentials(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer server.Close()
	t.Setenv("STORAGE_EMULATOR_HOST", strings.TrimPrefix(server.URL, "http://"))
	s := open(t, "gs://b")
	for what, call := range map[string]func(context.Context) error{
		"delete": func(ctx context.Context) error { return s.Delete(ctx, "index.html") },
		"stat":   func(ctx context.Context) error { _, err := s.Stat(ctx, publish.LockPath); return err },
	} {
		if err := call(t.Context()); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The account that an address names goes with the key of the environment.
func TestAccountOfAnAddress(t *testing.T) {
	forgetCredentials(t)
	var signedBy string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		signedBy, _, _ = strings.Cut(r.Header.Get("Authorization"), ":")
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	t.Setenv("AZURE_STORAGE_KEY", "aHVudGVyMg==")
	_ = listed(t, "azblob://c?account=desk&protocol=http&localemu=true&domain="+strings.TrimPrefix(server.URL, "http://"))
	if signedBy != "SharedKey desk" {
		t.Errorf("the call is signed as %q", signedBy)
	}
}
