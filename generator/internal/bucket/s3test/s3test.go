// Package s3test starts an object store that speaks S3, for tests: versitygw,
// which checks signatures and conditions as Amazon does.
package s3test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
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

// Start starts a server with one empty bucket of the given name, and sets the
// environment so that clients find its credentials. The test is skipped where
// there is no versitygw: GLOSS_VERSITYGW names it, or the PATH has it. With it,
// under CI, a server that does not start is a failure.
func Start(t testing.TB, bucket string) *Server {
	t.Helper()
	program := os.Getenv("GLOSS_VERSITYGW")
	if program == "" {
		var err error
		if program, err = exec.LookPath("versitygw"); err != nil {
			t.Skip("there is no versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0")
		}
	}
	dir := t.TempDir()
	s := &Server{Address: freeAddress(t), Dir: filepath.Join(dir, "objects")}
	meta := filepath.Join(dir, "meta")
	for _, name := range []string{filepath.Join(s.Dir, bucket), meta} {
		if err := os.MkdirAll(name, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	command := exec.Command(program, "--quiet", "--port", s.Address, "--access", AccessKey, "--secret", SecretKey,
		"posix", "--sidecar", meta, s.Dir)
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	setenv(t)
	for range 100 {
		if c, err := net.Dial("tcp", s.Address); err == nil {
			c.Close()
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	command.Process.Kill()
	command.Wait()
	t.Fatalf("versitygw does not answer:\n%s", log.String())
	return nil
}

func setenv(t testing.TB) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": AccessKey, "AWS_SECRET_ACCESS_KEY": SecretKey, "AWS_SESSION_TOKEN": "",
		"AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE":           os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
}

// URL returns the address of a bucket as config.toml has it.
func (s *Server) URL(bucket string) string {
	return fmt.Sprintf("s3://%s?endpoint=http://%s", bucket, s.Address)
}

func freeAddress(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
