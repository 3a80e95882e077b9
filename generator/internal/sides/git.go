package sides

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"strings"
)

// mostArchive is the most bytes that a revision may have.
const mostArchive = 2 << 30

// Revision returns the files of a revision as the user's own git knows it,
// without checking anything out: git archive writes them to a pipe, and they
// are read from memory. HEAD~1 is the site's folder as it was one commit ago,
// and HEAD:public a folder of that commit. A repository is only read.
//
// No path and no revision reaches a shell, and a revision that begins with a
// hyphen is no option.
func Revision(ctx context.Context, dir, revision string) (fs.FS, error) {
	inside := revision
	if !strings.Contains(revision, ":") {
		prefix, err := git(ctx, dir, "rev-parse", "--show-prefix")
		if err != nil {
			return nil, err
		}
		inside += ":" + strings.TrimSpace(string(prefix))
	}
	tree, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", inside)
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			return nil, fmt.Errorf("git knows no folder %s", inside)
		}
		return nil, err
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	archive, err := git(ctx, strings.TrimSuffix(string(top), "\n"), "archive", "--format=zip", "-0", strings.TrimSpace(string(tree)))
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
}

// git runs git in a folder and returns what it writes.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	// No hook, pager or optional lock: this only reads.
	args = append([]string{"--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false"}, args...)
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = dir
	var stderr bytes.Buffer
	c.Stderr = &stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(stdout, mostArchive+1))
	if len(out) > mostArchive {
		_ = c.Process.Kill()
		_ = c.Wait()
		return nil, fmt.Errorf("the revision has more than %d GiB", mostArchive>>30)
	}
	if waited := c.Wait(); waited != nil {
		if said := strings.TrimSpace(stderr.String()); said != "" {
			return nil, &failure{strings.TrimPrefix(said, "fatal: "), waited}
		}
		return nil, waited
	}
	return out, err
}

// failure is what git says when it fails, without the status that it ends with.
type failure struct {
	said string
	err  error
}

func (f *failure) Error() string { return "git: " + f.said }
func (f *failure) Unwrap() error { return f.err }
