package gitbranch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gloss/generator/internal/diag"
)

// git is what the room asks of the user's git. It is small so that tests can
// stand in for one that fails.
type git interface {
	// run runs a command with an input, which may be nil, and returns what it
	// writes.
	run(ctx context.Context, input io.Reader, args ...string) ([]byte, error)

	// stream runs a command that writes more than is to be kept.
	stream(ctx context.Context, input io.Reader, read func(*bufio.Reader) error, args ...string) error
}

// process runs git in a folder.
type process struct {
	dir string
	env []string
}

// Settings under which git does nothing but what it is asked for: no hooks, no
// tidying up afterwards.
var settings = []string{"--no-pager", "-c", "core.hooksPath=" + os.DevNull, "-c", "gc.auto=0", "-c", "maintenance.auto=false"}

func (p *process) run(ctx context.Context, input io.Reader, args ...string) ([]byte, error) {
	var out []byte
	err := p.stream(ctx, input, func(r *bufio.Reader) (err error) {
		out, err = io.ReadAll(r)
		return err
	}, args...)
	return out, err
}

func (p *process) stream(ctx context.Context, input io.Reader, read func(*bufio.Reader) error, args ...string) error {
	running, stop := context.WithCancel(ctx)
	defer stop()
	c := exec.CommandContext(running, "git", append(slices.Clone(settings), args...)...)
	c.Dir, c.Env = p.dir, p.env
	c.WaitDelay = 5 * time.Second // what git has started may hold its pipes
	var stderr bytes.Buffer
	c.Stderr = &stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	feed, err := feeder(c, input)
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	fed := make(chan error, 1)
	go func() { fed <- feed() }()
	reading := read(bufio.NewReaderSize(stdout, 64<<10))
	if reading != nil {
		stop()
	}
	waited := c.Wait()
	unread := <-fed
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case unread != nil:
		return unread
	case reading != nil && stderr.Len() == 0:
		return reading
	case waited != nil:
		return &failure{args[0], said(redacted(stderr.String())), waited}
	}
	return reading
}

// feeder returns what gives a command its input, which may be nil, once the
// command runs. The error is that of reading it. The command is killed then
// before it sees the end: it must not take the first half for the whole.
func feeder(c *exec.Cmd, input io.Reader) (feed func() error, err error) {
	if input == nil {
		return func() error { return nil }, nil
	}
	stdin, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	return func() error {
		source := &remembering{r: input}
		_, _ = io.Copy(stdin, source) // a command that stops reading says why itself
		if source.err != nil {
			_ = c.Process.Kill()
		}
		_ = stdin.Close()
		return source.err
	}, nil
}

// remembering is a reader that remembers how it failed.
type remembering struct {
	r   io.Reader
	err error
}

func (r *remembering) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// userinfo is what may stand before the host of an address: a name and, where
// somebody put it there, a password.
var userinfo = regexp.MustCompile(`(\w+://)[^/?#\s'"]*@`)

// redacted returns a text with no addresses' userinfo in it.
func redacted(text string) string { return userinfo.ReplaceAllString(text, "$1") }

// local are the variables by which a git that runs us, such as for a hook,
// says which repository it is working in. It need not be the site's.
var local = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
}

// environment returns the user's environment for git, with an index of our own
// in a folder. What git says is in English: see [failure].
func environment(temp string) []string {
	env := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(local, name)
	})
	return append(env, "GIT_INDEX_FILE="+filepath.Join(temp, "index"), "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C")
}

// oldest is the first version of git that fetches without a trace of it in
// FETCH_HEAD (2.29), and without maintenance afterwards.
const oldest = 2_29

var versionNumber = regexp.MustCompile(`(\d+)\.(\d+)`)

// version returns the version of the user's git, such as 2_39. It refuses to
// go on without one that is new enough.
func version(ctx context.Context) (int, error) {
	out, err := (&process{env: os.Environ()}).run(ctx, nil, "version")
	if errors.Is(err, exec.ErrNotFound) {
		return 0, diag.Hinted(errors.New("to publish to a branch needs git, and there is none"), "install git 2.29 or newer")
	}
	if err != nil {
		return 0, err
	}
	found := versionNumber.FindStringSubmatch(string(out))
	if found == nil {
		return 0, fmt.Errorf("git version wrote %.80q", out)
	}
	major, _ := strconv.Atoi(found[1])
	minor, _ := strconv.Atoi(found[2])
	if number := major*100 + minor; number >= oldest {
		return number, nil
	}
	return 0, diag.Hinted(fmt.Errorf("to publish to a branch needs git 2.29 or newer, and this is %s", line(out)), "install a newer one")
}
