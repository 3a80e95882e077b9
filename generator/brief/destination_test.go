package brief_test

import (
	"errors"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// FuzzParseDestination reads any text as the address of a place to publish to.
// What is wrong is said with a hint, and what could be a secret is in neither
// the complaint nor the destination.
func FuzzParseDestination(f *testing.F) {
	for _, seed := range []string{
		"dir:public", "dir:", "git:origin#gh-pages", "git:https://u:hunter2@example.org/x#y", "git:-x#y", "s3://bucket/path?region=eu&endpoint=http://localhost", "s3://k:hunter2@bucket",
		"s3://bucket?secret_key=hunter2", "gs://b/../../x", "azblob://c?sas=hunter2", "sftp://u@host:22/var/www", "sftp://u:hunter2@host/x", "sftp://[::1", "s3:x", "s3://-", "ftp://x", "", "s3://b?region=a&region=b", "s3://b#f", "azblob://c?sashunter2", "s3://b?%zz", "dir:a\nb",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := brief.ParseDestination(text)
		wrong := new(brief.DestinationError)
		switch {
		case err == nil:
			if d.String() != text || d.Name == "" || d.Kind == "" {
				t.Fatalf("%q became %+v", text, d)
			}
			if d.Kind == brief.GitDestination && (strings.HasPrefix(d.Name, "-") || strings.HasPrefix(d.Branch, "-")) {
				t.Fatalf("%q would be read as a flag", text)
			}
			if strings.Contains("/"+d.Path+"/", "/../") {
				t.Fatalf("%q leads out of its place: %s", text, d.Path)
			}
			for name := range d.Params {
				if brief.LooksSecret(name) {
					t.Fatalf("%q holds a credential", text)
				}
			}
		case !errors.As(err, &wrong) || wrong.Message == "" || wrong.Hint == "":
			t.Fatalf("%q: %#v", text, err)
		case strings.Contains(wrong.Message+wrong.Hint, "hunter2") && wrong.Secret:
			t.Fatalf("%q is repeated: %v", text, err)
		}
	})
}
