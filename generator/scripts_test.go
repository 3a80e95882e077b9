package generator_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"

	"gloss/generator/htmltest"
	"gloss/generator/internal/bucket/s3test"
	"gloss/generator/internal/diag"
)

// update rewrites what is expected with what is found, in every golden file:
// go test ./generator -update. Package htmltest brings the flag.
var update = new(bool)

// command builds the command as users build it, when the first test needs it,
// and returns its path.
var command = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "gloss")
	if out, err := exec.Command("go", "build", "-o", path, "gloss/generator/cmd/gloss").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the command: %w\n%s", err, out)
	}
	return path, nil
})

func commandPath(t *testing.T) string {
	t.Helper()
	path, err := command()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// scratch is a folder for what all tests share.
var scratch string

func TestMain(m *testing.M) {
	flag.Parse()
	*update = htmltest.Update()
	var err error
	if scratch, err = os.MkdirTemp("", "gloss-test-*"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Setenv("GLOSS_CACHE", "off")
	code := m.Run()
	stopStore()
	if code == 0 {
		// The clock of the regular expressions that colour code stops by itself.
		if err := goleak.Find(goleak.IgnoreAnyFunction("github.com/dlclark/regexp2/v2.runClock")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.RemoveAll(scratch)
	os.Exit(code)
}

// Each script is a small site with the commands that are tried on it and what
// they say.
func TestScripts(t *testing.T) {
	gloss := commandPath(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			stamps, err := os.MkdirTemp(scratch, "stamps-*")
			if err != nil {
				return err
			}
			env.Setenv("GLOSS_CACHE", stamps)
			env.Setenv("PATH", filepath.Dir(gloss)+string(os.PathListSeparator)+env.Getenv("PATH"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"bytes":  writeBytes,
			"repeat": repeat,
			"count":  count,

			"s3": useS3,

			"fragments":  fragments,
			"wellformed": wellFormed,
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Geteuid() == 0, nil
			case "s3":
				_, found := s3test.Program()
				return found, nil
			}
			return false, fmt.Errorf("no condition is called %s", name)
		},
	})
}

// exits runs a command and checks its exit code:
//
//	exits 1 gloss build
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// writeBytes writes a file from a Go string, for what an archive of text
// cannot hold:
//
//	bytes content/a.md 'a\xff\r\n'
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf(`usage: bytes FILE 'STRING'`)
	}
	create(ts, args[0], unquote(ts, args[1]))
}

// repeat writes a file that begins with one Go string and goes on with
// another, many times:
//
//	repeat 10000 '> ' content/a.md '---\ntitle: A\n---\n'
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf(`usage: repeat NUMBER 'STRING' FILE 'BEGINNING'`)
	}
	times, err := strconv.Atoi(args[0])
	ts.Check(err)
	create(ts, args[2], unquote(ts, args[3])+strings.Repeat(unquote(ts, args[1]), times))
}

// unquote reads a Go string without its quotation marks.
func unquote(ts *testscript.TestScript, s string) string {
	text, err := strconv.Unquote(`"` + s + `"`)
	ts.Check(err)
	return text
}

func create(ts *testscript.TestScript, file, content string) {
	name := ts.MkAbs(file)
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(os.WriteFile(name, []byte(content), 0o666))
}

// count checks how often a text occurs in a file:
//
//	count 2 public/index.html '<h2'
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: count NUMBER FILE TEXT")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := strings.Count(ts.ReadFile(args[1]), args[2]); got != want {
		ts.Fatalf("%q is %d times in %s, want %d", args[2], got, args[1], want)
	}
}

// unscripted are the codes that no script shows yet, each with the reason.
var unscripted = map[diag.Code]string{}

// Every code that the command can print is shown by a script, with its place
// and its hint.
func TestEveryCodeHasAScript(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	shown := map[string]bool{}
	printed := regexp.MustCompile(`(?m)^\S.*: (?:error|warning)\[([a-z-]+)\]: .*\n(?:  .*\n)*hint: \S`)
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range printed.FindAllSubmatch(text, -1) {
			shown[string(match[1])] = true
		}
	}
	for _, entry := range diag.Codes() {
		why, excused := unscripted[entry.Code]
		switch {
		case !shown[string(entry.Code)] && !excused:
			t.Errorf("no script shows %s: %s", entry.Code, entry.Cause)
		case shown[string(entry.Code)] && excused:
			t.Errorf("a script shows %s, which is excused: %s", entry.Code, why)
		}
	}
}

// A signal ends a build with the exit code that a shell expects, and leaves no
// temporary file behind.
func TestSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			articles, delay := 500, 50*time.Millisecond
			for articles <= 32_000 {
				code := buildUntil(t, bigSite(t, articles), signal, delay)
				switch {
				case code == 0: // it was done before the signal came
					articles *= 4
				case code == -1: // the signal came before it was listening
					delay *= 2
				case code == 128+int(signal):
					return
				default:
					t.Fatalf("exit code %d, want %d", code, 128+int(signal))
				}
			}
			t.Error("no build was interrupted")
		})
	}
}

// bigSite makes a site with a number of articles.
func bigSite(t *testing.T, articles int) string {
	t.Helper()
	dir := t.TempDir()
	text := "---\ntitle: Article\n---\n\n" + strings.Repeat("Some words that take a while to *parse*. ", 100) + "\n"
	if err := os.MkdirAll(filepath.Join(dir, "content/articles"), 0o777); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "config.toml"), "title = \"Many\"\n")
	for i := range articles {
		writeFile(t, filepath.Join(dir, fmt.Sprintf("content/articles/2021-12-03-%d.md", i)), text)
	}
	return dir
}

// buildUntil starts a build, sends it a signal after the delay, and returns its
// exit code: -1 when the signal itself ended it.
func buildUntil(t *testing.T, dir string, signal syscall.Signal, delay time.Duration) int {
	t.Helper()
	c := exec.Command(commandPath(t), "build", "--site", dir)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(delay)
	if err := c.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := c.Wait(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	for _, name := range leftovers(t, filepath.Join(dir, "public")) {
		t.Errorf("the build left %s behind", name)
	}
	return c.ProcessState.ExitCode()
}

// leftovers returns the hidden files in an output folder that are not the
// manifest.
func leftovers(t *testing.T, public string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(public, ".*"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(found, func(name string) bool { return filepath.Base(name) == ".gloss-manifest" })
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
