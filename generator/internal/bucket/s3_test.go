//go:build !lean

package bucket

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/bucket/s3test"
	"gloss/generator/internal/publish"
	"gloss/generator/internal/publish/publishtest"
)

func open(t testing.TB, address string) publish.Store {
	t.Helper()
	d, err := brief.ParseDestination(address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestS3(t *testing.T) {
	server := s3test.Start(t, "briefing")
	t.Run("a bucket", func(t *testing.T) { publishtest.TestStore(t, open(t, server.URL("briefing"))) })
	t.Run("a folder of a bucket", func(t *testing.T) {
		bucket := open(t, server.URL("briefing"))
		mine := publish.Upload{Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("mine")), nil }, Size: 4}
		if _, err := bucket.Put(t.Context(), "outside.html", mine); err != nil {
			t.Fatal(err)
		}
		publishtest.TestStore(t, open(t, strings.Replace(server.URL("briefing"), "briefing", "briefing/desk/trial", 1)))
	})
}

// Credentials are in no error, whatever goes wrong.
func TestCredentialsAreNotShown(t *testing.T) {
	server := s3test.Start(t, "briefing")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong-"+s3test.SecretKey)
	for name, address := range map[string]string{
		"wrong key": server.URL("briefing"),
		"no server": "s3://briefing?endpoint=http://127.0.0.1:1",
		"no bucket": server.URL("nowhere"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := open(t, address).List(t.Context())
			if err == nil {
				t.Fatal("no error")
			}
			for _, secret := range []string{s3test.SecretKey, s3test.AccessKey, "X-Amz-"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q is in the error: %v", secret, err)
				}
			}
		})
	}
}

// What an answer means.
func TestAnswers(t *testing.T) {
	for status, want := range map[int]error{
		http.StatusServiceUnavailable:  publish.ErrTemporary,
		http.StatusInternalServerError: publish.ErrTemporary,
		http.StatusTooManyRequests:     publish.ErrTemporary,
		http.StatusPreconditionFailed:  publish.ErrChanged,
		http.StatusConflict:            publish.ErrChanged,
		http.StatusNotImplemented:      errors.ErrUnsupported,
		http.StatusForbidden:           nil,
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			answer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
			defer answer.Close()
			t.Setenv("AWS_ACCESS_KEY_ID", "key")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
			t.Setenv("AWS_MAX_ATTEMPTS", "1")
			_, err := open(t, "s3://briefing?endpoint="+answer.URL).Put(t.Context(), "a", publish.Upload{
				Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("a")), nil }, Size: 1,
			})
			if err == nil || want != nil && !errors.Is(err, want) || want == nil && errors.Is(err, publish.ErrTemporary) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestClean(t *testing.T) {
	t.Setenv("AZURE_STORAGE_SAS_TOKEN", "sv=1&sig=abcdef")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hunter2hunter2")
	said := clean("Put \"https://a.blob.core.windows.net/c/x?sv=1&sig=abcdef\": refused hunter2hunter2\n  by sv=1&sig=abcdef")
	const want = `Put "https://a.blob.core.windows.net/c/x?…": refused … by …`
	if said != want {
		t.Errorf("%s, want %s", said, want)
	}
}
