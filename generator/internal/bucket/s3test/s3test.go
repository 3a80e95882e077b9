// Package s3test starts an object store that speaks S3, for tests: versitygw,
// which checks signatures and conditions as Amazon does.
package s3test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/internal/servertest"
)

// The credentials of every server that is started.
const (
	AccessKey = "gloss-tests"
	SecretKey = "not-a-secret-but-nobody-may-print-it"
)

// Server is a store on this machine.
type Server struct {
	Address string // host:port
	Dir     string // where it keeps its objects: a folder for each bucket
}

// Program returns the path of versitygw: GLOSS_VERSITYGW names it, or the PATH
// has it.
func Program() (string, bool) {
	if program := os.Getenv("GLOSS_VERSITYGW"); program != "" {
		return program, true
	}
	program, err := exec.LookPath("versitygw")
	return program, err == nil
}

// Start starts a server with one empty bucket of the given name, and sets the
// environment so that clients find its credentials. The test is skipped where
// there is no versitygw.
func Start(t testing.TB, bucket string) *Server {
	t.Helper()
	program, found := Program()
	if !found {
		t.Skip("there is no versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0")
	}
	s, stop, err := Launch(program, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	if err := s.Make(bucket); err != nil {
		t.Fatal(err)
	}
	for _, setting := range Environment() {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, value)
	}
	return s
}

// Launch starts a server that keeps its objects in a folder, and returns what
// stops it.
func Launch(program, dir string) (*Server, func(), error) {
	address, err := servertest.FreeAddress()
	if err != nil {
		return nil, nil, err
	}
	s := &Server{Address: address, Dir: filepath.Join(dir, "objects")}
	meta := filepath.Join(dir, "meta")
	if err := errors.Join(os.MkdirAll(s.Dir, 0o755), os.MkdirAll(meta, 0o755)); err != nil {
		return nil, nil, err
	}
	stop, err := servertest.Start(address, program, "--quiet", "--port", address, "--access", AccessKey, "--secret", SecretKey,
		"posix", "--sidecar", meta, s.Dir)
	return s, stop, err
}

// Make makes a bucket, which is empty.
func (s *Server) Make(bucket string) error { return os.Mkdir(filepath.Join(s.Dir, bucket), 0o755) }

// Environment returns what clients need to be let in, each as NAME=VALUE.
func Environment() []string {
	return []string{
		"AWS_ACCESS_KEY_ID=" + AccessKey, "AWS_SECRET_ACCESS_KEY=" + SecretKey, "AWS_SESSION_TOKEN=",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
	}
}

// URL returns the address of a bucket as config.toml has it.
func (s *Server) URL(bucket string) string {
	return fmt.Sprintf("s3://%s?endpoint=http://%s", bucket, s.Address)
}
