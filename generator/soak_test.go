package generator_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// A preview that runs for as long as an author works: while the site is edited,
// rightly and wrongly, it goes on answering, shows in the end what a build from
// nothing makes, and uses no more of the machine than it did.
//
// GLOSS_SOAK=2h says for how long; a few seconds are enough to see that it
// holds at all.
func TestSoak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what a process uses is read from /proc")
	}
	if testing.Short() {
		t.Skip("seconds of edits")
	}
	length := 8 * time.Second
	if text := os.Getenv("GLOSS_SOAK"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatal("GLOSS_SOAK:", err)
		}
	}
	s := &scribe{t: t, dir: copyOfDemonstration(t), dice: rand.New(rand.NewPCG(4, 7))}
	p := startServing(t, s.dir)
	p.same(s, 0)
	p.watch()

	started := time.Now()
	var early usage
	edits, rounds := 0, 0
	for said := time.Now(); time.Since(started) < length; rounds++ {
		for range 25 {
			s.edit(edits)
			edits++
			time.Sleep(time.Duration(s.dice.IntN(60)) * time.Millisecond)
			if status := p.get("/", io.Discard); status != http.StatusOK && status != http.StatusNotFound && status != http.StatusInternalServerError {
				t.Fatalf("after %d edits the preview answers %d", edits, status)
			}
		}
		s.remove("layouts")
		s.restore()
		s.append(s.pick("articles", ".md"), fmt.Sprintf("\nThe last words of round %d.\n", rounds))
		p.same(s, edits)
		now := p.usage()
		if rounds == 2 {
			early = now
		}
		if time.Since(said) > time.Minute {
			said = time.Now()
			t.Logf("%v: %d edits, %v", time.Since(started).Round(time.Second), edits, now)
		}
	}
	late := p.usage()
	t.Logf("%d edits in %v, compared %d times: %v, then %v", edits, time.Since(started).Round(time.Second), rounds, early, late)
	if rounds > 3 && (late.memory > 2*early.memory+64<<20 || late.descriptors > early.descriptors+8) {
		t.Errorf("the preview used %v, and %v in the end", early, late)
	}
	if n := p.goroutines(); n > 40 {
		t.Errorf("%d goroutines are left", n)
	} else {
		t.Log(n, "goroutines at the end")
	}
}

// serving is gloss serve in a process of its own.
type serving struct {
	t       *testing.T
	process *os.Process
	base    string // without the final slash
	stderr  *bytes.Buffer
	ended   chan error
	client  *http.Client
}

func startServing(t *testing.T, dir string) *serving {
	t.Helper()
	c := exec.Command(commandPath(t), "serve", "--site", dir, "--drafts", "--addr", "127.0.0.1:0")
	c.Env = append(os.Environ(), "GOTRACEBACK=all")
	p := &serving{t: t, stderr: new(bytes.Buffer), ended: make(chan error, 1), client: &http.Client{Timeout: 30 * time.Second}}
	c.Stderr = p.stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	p.process = c.Process
	first, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v\n%s", err, p.stderr)
	}
	p.base = strings.TrimSuffix(strings.TrimSpace(first), "/")
	go func() { p.ended <- c.Wait() }()
	t.Cleanup(func() { p.process.Kill() })
	return p
}

// get writes what is served at an address, and returns the status.
func (p *serving) get(address string, to io.Writer) int {
	p.t.Helper()
	response, err := p.client.Get(p.base + address)
	if err != nil {
		p.t.Fatalf("%v\n%.4000s", err, p.stderr)
	}
	defer response.Body.Close()
	if _, err := io.Copy(to, response.Body); err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode
}

// watch listens for changes as an open tab does.
func (p *serving) watch() {
	response, err := http.Get(p.base + "/_gloss/events?page=/&seen=x")
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { response.Body.Close() })
	go io.Copy(io.Discard, response.Body)
}

// preview is the script that a preview sets into each page.
var preview = regexp.MustCompile(`<script src="/_gloss/preview.js"[^>]*></script>`)

// same waits until every page is served as it is built from nothing.
func (p *serving) same(s *scribe, edits int) {
	p.t.Helper()
	site, err := generator.Load(p.t.Context(), s.dir, generator.Options{Drafts: true})
	if err != nil {
		p.t.Fatal(err)
	}
	defer site.Close()
	if errors, _ := diag.Count(site.Diagnostics); errors > 0 {
		p.t.Fatalf("after %d edits a whole site has errors: %v", edits, site.Diagnostics)
	}
	for _, page := range site.Pages {
		want, err := site.Render(page)
		if err != nil {
			p.t.Fatal(err)
		}
		var got []byte
		for wait := time.Now(); ; time.Sleep(20 * time.Millisecond) {
			var b bytes.Buffer
			p.get(page.Address, &b)
			if got = preview.ReplaceAll(b.Bytes(), nil); bytes.Equal(got, want) {
				break
			}
			if time.Since(wait) > 20*time.Second {
				p.t.Fatalf("after %d edits %s is not what a build makes of it\n got %s\nwant %s", edits, page.Address, around(got, want), around(want, got))
			}
		}
	}
}

// usage is what a process has of the machine.
type usage struct {
	memory      int // bytes that are resident
	descriptors int
	threads     int
}

func (u usage) String() string {
	return fmt.Sprintf("%d MB, %d descriptors, %d threads", u.memory>>20, u.descriptors, u.threads)
}

func (p *serving) usage() (u usage) {
	p.t.Helper()
	proc := filepath.Join("/proc", strconv.Itoa(p.process.Pid))
	open, err := os.ReadDir(filepath.Join(proc, "fd"))
	if err != nil {
		p.t.Fatal(err)
	}
	u.descriptors = len(open)
	status, err := os.ReadFile(filepath.Join(proc, "status"))
	if err != nil {
		p.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		key, value, _ := strings.Cut(line, ":")
		number, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), " kB")))
		switch key {
		case "VmRSS":
			u.memory = number << 10
		case "Threads":
			u.threads = number
		}
	}
	return u
}

// goroutines ends the process, which tells what it was doing.
func (p *serving) goroutines() int {
	p.t.Helper()
	if err := p.process.Signal(syscall.SIGQUIT); err != nil {
		p.t.Fatal(err)
	}
	<-p.ended
	n := strings.Count(p.stderr.String(), "\ngoroutine ")
	if n == 0 {
		p.t.Fatalf("it does not say: %.2000s", p.stderr)
	}
	return n
}
