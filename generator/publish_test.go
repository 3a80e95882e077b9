package generator_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"gloss/generator/internal/bucket/s3test"
)

// store is an object store for all scripts, started by the first that needs
// it. It is stopped when the tests have ended: see TestMain.
var store = sync.OnceValues(func() (*s3test.Server, error) {
	program, found := s3test.Program()
	if !found {
		return nil, errors.New("there is no versitygw")
	}
	dir, err := os.MkdirTemp(scratch, "s3-*")
	if err != nil {
		return nil, err
	}
	server, stop, err := s3test.Launch(program, dir)
	stopStore = stop
	return server, err
})

var stopStore = func() {}

// useS3 makes an empty bucket in an object store and says where it is:
//
//	s3 BUCKET
//
// $S3 is then its address, and $BUCKET the folder in which its objects lie.
func useS3(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: s3 BUCKET")
	}
	server, err := store()
	ts.Check(err)
	ts.Check(server.Make(args[0]))
	for _, setting := range s3test.Environment() {
		name, value, _ := strings.Cut(setting, "=")
		ts.Setenv(name, value)
	}
	ts.Setenv("S3", server.URL(args[0]))
	ts.Setenv("BUCKET", filepath.Join(server.Dir, args[0]))
}

// A publication that is killed at any moment leaves a site whose pages have
// what they need, and the next one completes it at once.
func TestPublicationIsKilled(t *testing.T) {
	gloss := commandPath(t)
	server := s3test.Start(t, "briefing")
	site := t.TempDir()
	run := func(after time.Duration) (string, error) {
		c := exec.Command(gloss, "publish", "--site", site, "--from", "../public", "--yes", server.URL("briefing"))
		var out bytes.Buffer
		c.Stdout, c.Stderr = &out, &out
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if after > 0 {
			time.AfterFunc(after, func() { c.Process.Kill() })
		}
		err := c.Wait()
		return out.String(), err
	}
	writeFile(t, filepath.Join(site, "config.toml"), "title = \"Test\"\n")
	killed := 0
	for after := 150 * time.Millisecond; ; after += 150 * time.Millisecond {
		out, err := run(after)
		if strings.Contains(out, s3test.SecretKey) {
			t.Fatalf("the key is shown: %s", out)
		}
		if err == nil {
			break
		}
		killed++
		if killed > 60 {
			t.Fatalf("no end: %s", out)
		}
		if entries, _ := filepath.Glob(filepath.Join(server.Dir, "briefing", "index.html")); len(entries) > 0 {
			for _, asset := range glob(t, "../public/assets/*") {
				if _, err := os.Stat(filepath.Join(server.Dir, "briefing", "assets", filepath.Base(asset))); err != nil {
					t.Errorf("the home page is there before %s", asset)
				}
			}
		}
	}
	t.Logf("killed %d times", killed)
	if out, err := run(0); err != nil || strings.Contains(out, "upload") {
		t.Errorf("publishing again: %v\n%s", err, out)
	}
	if out, err := exec.Command("diff", "-r", "--exclude=.*", "../public", filepath.Join(server.Dir, "briefing")).CombinedOutput(); err != nil {
		t.Errorf("the bucket is not the site: %s", out)
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("nothing fits", pattern, err)
	}
	return names
}
