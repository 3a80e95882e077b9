//go:build !lean

package bucket

import (
	"os"
	"regexp"
	"strings"
)

// secrets are the variables in which clients look for credentials.
var secrets = []string{
	"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID",
	"AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN", "AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGEBLOB_CONNECTIONSTRING",
	"AZURE_CLIENT_SECRET", "GOOGLE_APPLICATION_CREDENTIALS_JSON",
}

// signed fits what follows an address: where stores put signatures.
var signed = regexp.MustCompile(`(https?://[^\s"?]*)\?[^\s"]*`)

// clean returns what a client says, in one line and without credentials: no
// address in it has parameters, and no value of a variable that holds a
// credential is in it.
func clean(text string) string {
	text = signed.ReplaceAllString(text, "$1?…")
	for _, name := range secrets {
		if value := os.Getenv(name); len(value) > 3 {
			text = strings.ReplaceAll(text, value, "…")
		}
	}
	return strings.Join(strings.Fields(text), " ")
}
