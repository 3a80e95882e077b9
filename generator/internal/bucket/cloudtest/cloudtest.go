// Package cloudtest starts object stores that speak as Google's and Azure's
// do, for tests: fake-gcs-server and azurite. They stand in for clouds that no
// test can reach, and are stricter and laxer than these in places.
package cloudtest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gloss/generator/internal/servertest"
)

// StartGoogle starts a store as Google's with one empty bucket, has clients
// find it, and returns the bucket's address. The test is skipped where there
// is no fake-gcs-server: GLOSS_FAKE_GCS_SERVER names it, or the PATH has it.
func StartGoogle(t testing.TB, bucket string) string {
	t.Helper()
	program := find(t, "GLOSS_FAKE_GCS_SERVER", "fake-gcs-server", "go install github.com/fsouza/fake-gcs-server@v1.56.1")
	address := freeAddress(t)
	_, port, _ := net.SplitHostPort(address)
	start(t, address, program, "-scheme", "http", "-host", "127.0.0.1", "-port", port, "-backend", "memory",
		"-public-host", address, "-external-url", "http://"+address)
	t.Setenv("STORAGE_EMULATOR_HOST", address)
	answer, err := http.Post("http://"+address+"/storage/v1/b?project=trial", "application/json", strings.NewReader(`{"name": "`+bucket+`"}`))
	made(t, answer, err)
	return "gs://" + bucket
}

// The account that every azurite has, with the key that its documentation
// gives to everybody.
const (
	account    = "devstoreaccount1"
	accountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)

// StartAzure starts a store as Azure's with one empty container, has clients
// find its credentials, and returns the container's address. The test is
// skipped where there is no azurite: GLOSS_AZURITE names its azurite-blob, or
// the PATH has it.
func StartAzure(t testing.TB, container string) string {
	t.Helper()
	program := find(t, "GLOSS_AZURITE", "azurite-blob", "npm install azurite@3.35")
	address := freeAddress(t)
	_, port, _ := net.SplitHostPort(address)
	start(t, address, program, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
		"--blobHost", "127.0.0.1", "--blobPort", port)
	t.Setenv("AZURE_STORAGE_ACCOUNT", account)
	t.Setenv("AZURE_STORAGE_KEY", accountKey)

	request, err := http.NewRequest(http.MethodPut, "http://"+address+"/"+account+"/"+container+"?restype=container", nil)
	if err != nil {
		t.Fatal(err)
	}
	date, version := time.Now().UTC().Format(http.TimeFormat), "2021-08-06"
	request.Header.Set("x-ms-date", date)
	request.Header.Set("x-ms-version", version)
	signed := "PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:" + date + "\nx-ms-version:" + version +
		"\n/" + account + "/" + account + "/" + container + "\nrestype:container"
	request.Header.Set("Authorization", "SharedKey "+account+":"+signature(t, signed))
	answer, err := http.DefaultClient.Do(request)
	made(t, answer, err)
	return "azblob://" + container + "?protocol=http&localemu=true&domain=" + address
}

// signature signs as Azure's Shared Key wants it.
func signature(t testing.TB, text string) string {
	key, err := base64.StdEncoding.DecodeString(accountKey)
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// find returns the path of a program, or skips the test.
func find(t testing.TB, variable, name, install string) string {
	t.Helper()
	if program := os.Getenv(variable); program != "" {
		return program
	}
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("there is no %s: %s", name, install)
	}
	return program
}

// start starts a server, which ends with the test.
func start(t testing.TB, address, program string, args ...string) {
	t.Helper()
	stop, err := servertest.Start(address, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
}

// made fails the test unless a server says that it has made something.
func made(t testing.TB, answer *http.Response, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		var said bytes.Buffer
		_, _ = said.ReadFrom(answer.Body)
		t.Fatal(fmt.Sprint(answer.Status, ": ", said.String()))
	}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	address, err := servertest.FreeAddress()
	if err != nil {
		t.Fatal(err)
	}
	return address
}
