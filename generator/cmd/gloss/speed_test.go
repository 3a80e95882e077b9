package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// How long it takes from saving to seeing, on a site of one's own choice, which
// is copied first:
//
//	go test ./generator/cmd/gloss -run TestSaveToVisible -v -site DIR -saves 50
var (
	siteFlag  = flag.String("site", "", "the site on which TestSaveToVisible measures")
	savesFlag = flag.Int("saves", 50, "how often TestSaveToVisible saves")
	moreFlag  = flag.Int("more", 0, "how often TestSaveToVisible saves after that, to see what becomes of the memory")
)

// betweenSaves is less than authors take, and more than the site does to be
// whole again.
const betweenSaves = 700 * time.Millisecond

func TestSaveToVisible(t *testing.T) {
	if *siteFlag == "" {
		t.Skip("no -site is given")
	}
	dir := t.TempDir()
	for _, name := range []string{"content", "layouts"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(*siteFlag, name))); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile(filepath.Join(*siteFlag, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	p := &preview{t: t, dir: dir, said: new(said)}
	p.save("config.toml", string(config))

	gloss := filepath.Join(t.TempDir(), "gloss")
	if out, err := exec.Command("go", "build", "-o", gloss, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	command := exec.Command(gloss, "serve", "--site", dir, "--addr", "127.0.0.1:0")
	out := new(said)
	command.Stdout, command.Stderr = out, p.said
	began := time.Now()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = command.Process.Signal(os.Interrupt)
		_ = command.Wait()
	}()
	p.wait("an address", func() bool { return strings.HasSuffix(out.String(), "\n") })
	p.address = strings.TrimSpace(out.String())
	p.get("/")
	t.Logf("first page after %v", time.Since(began).Round(time.Millisecond))

	file, page := p.someArticle()
	text := p.read(file)
	p.get(page)
	p.wait("the first complaints", func() bool { return p.said.String() != "" })
	words := func(n int) string { return fmt.Sprintf("Saved for the %dth time.", n) }

	var waits []time.Duration
	for n := range *savesFlag {
		p.save(file, text+"\n"+words(n)+"\n")
		saved := time.Now()
		for {
			if _, body := p.get(page); strings.Contains(body, words(n)) {
				break
			}
			time.Sleep(2 * time.Millisecond)
		}
		waits = append(waits, time.Since(saved))
		time.Sleep(betweenSaves)
	}
	t.Log("over HTTP:   " + summary(waits))
	t.Logf("memory: %d MiB, at most %d MiB", memory(t, command.Process.Pid, "VmRSS"), memory(t, command.Process.Pid, "VmHWM"))

	if *moreFlag > 0 {
		for n := range *moreFlag {
			p.save(file, text+"\n"+words(100_000+n)+"\n")
			for {
				if _, body := p.get(page); strings.Contains(body, words(100_000+n)) {
					break
				}
				time.Sleep(time.Millisecond)
			}
			if n%max(1, *moreFlag/5) == 0 {
				t.Logf("memory after %d saves: %d MiB", n, memory(t, command.Process.Pid, "VmRSS"))
			}
		}
		t.Logf("memory at the end: %d MiB, at most %d MiB", memory(t, command.Process.Pid, "VmRSS"), memory(t, command.Process.Pid, "VmHWM"))
	}

	b := openTab(t)
	b.visit(strings.TrimSuffix(p.address, "/") + page)
	b.until("the panel", `!!document.querySelector("gloss-preview") && document.querySelector("gloss-preview").shadowRoot.querySelector(".count").textContent !== ""`)
	b.run(`window.seen = {}; new MutationObserver(() => {
		const found = document.querySelector("main").textContent.match(/Saved for the (\d+)th time/g) || [];
		for (const words of found) window.seen[words + "."] ||= performance.timeOrigin + performance.now();
	}).observe(document, { childList: true, subtree: true, characterData: true })`)
	waits = nil
	for n := 1000; n < 1000+*savesFlag; n++ {
		p.save(file, text+"\n"+words(n)+"\n")
		saved := float64(time.Now().UnixNano()) / 1e6
		time.Sleep(betweenSaves)
		b.until("the saved words", fmt.Sprintf("!!window.seen[%q]", words(n)))
		at := value[float64](b, fmt.Sprintf("window.seen[%q]", words(n)))
		waits = append(waits, time.Duration((at-saved)*1e6))
	}
	t.Log("in Chromium: " + summary(waits))
}

// someArticle returns the file and the address of an article in the middle of
// the site.
func (p *preview) someArticle() (file, address string) {
	p.t.Helper()
	files, err := filepath.Glob(p.path("content/articles/*/*.md"))
	if err != nil || len(files) == 0 {
		files, _ = filepath.Glob(p.path("content/articles/*/*/*.md"))
	}
	files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, ".annotations.md") })
	if len(files) == 0 {
		p.t.Fatal("the site has no article")
	}
	name := files[len(files)/2]
	file, _ = filepath.Rel(p.dir, name)
	stem := strings.TrimSuffix(filepath.Base(name), ".md")
	date, slug := stem[:10], stem[11:]
	if m := regexp.MustCompile(`(?m)^slug: (.*)$`).FindStringSubmatch(p.read(filepath.ToSlash(file))); m != nil {
		slug = strings.Trim(m[1], `"'`)
	}
	address = "/" + strings.ReplaceAll(date, "-", "/") + "/" + slug + "/"
	if status, _ := p.get(address); status != http.StatusOK {
		p.t.Fatalf("%s is not at %s", file, address)
	}
	return filepath.ToSlash(file), address
}

func summary(waits []time.Duration) string {
	slices.Sort(waits)
	at := func(share float64) time.Duration {
		return waits[min(len(waits)-1, int(share*float64(len(waits))))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("median %v, 95th percentile %v, worst %v of %d", at(0.5), at(0.95), waits[len(waits)-1].Round(100*time.Microsecond), len(waits))
}

// memory returns a figure of a process's memory in MiB, where the system tells.
func memory(t *testing.T, pid int, what string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	m := regexp.MustCompile(what + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		return 0
	}
	kib, _ := strconv.Atoi(string(m[1]))
	return kib >> 10
}
