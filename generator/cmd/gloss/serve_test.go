package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// preview is gloss serve on a copy of the demonstration.
type preview struct {
	t       testing.TB
	dir     string
	address string // with the final slash
	said    *said
	stop    func() error
}

// said is a writer that tests read while it is written to.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// startPreview serves a copy of the demonstration on a free port.
func startPreview(t testing.TB, args ...string) *preview {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../../content")); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile("../../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	return startPreviewOf(t, dir, append([]string{"--addr", "127.0.0.1:0"}, args...)...)
}

func startPreviewOf(t testing.TB, dir string, args ...string) *preview {
	t.Helper()
	return startPreviewAt(t, time.Now, dir, args...)
}

// startPreviewAt serves a site by a clock.
func startPreviewAt(t testing.TB, now func() time.Time, dir string, args ...string) *preview {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := new(said)
	p := &preview{t: t, dir: dir, said: new(said)}
	run := &program{dir: dir, stdout: &sticky{w: out}, stderr: p.said, now: now}
	done := make(chan int, 1)
	go func() { done <- run.run(ctx, append([]string{"serve"}, args...)) }()
	p.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case <-done:
			return nil
		case <-time.After(20 * time.Second):
			return errors.New("the preview did not stop")
		}
	})
	t.Cleanup(func() {
		if err := p.stop(); err != nil {
			t.Error(err)
		}
	})
	p.wait("an address", func() bool { return strings.HasSuffix(out.String(), "/\n") })
	p.address = strings.TrimSpace(out.String())
	return p
}

func (p *preview) wait(what string, done func() bool) {
	p.t.Helper()
	for range 2000 {
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.t.Fatalf("%s: never came; the command said\n%s", what, p.said)
}

// get returns what is served at an address of the site.
func (p *preview) get(address string) (status int, body string) {
	p.t.Helper()
	response, err := http.Get(p.address + strings.TrimPrefix(address, "/"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// shows waits until a page holds some words.
func (p *preview) shows(address, words string) {
	p.t.Helper()
	p.wait(address+" with "+words, func() bool {
		_, body := p.get(address)
		return strings.Contains(body, words)
	})
}

func (p *preview) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *preview) read(name string) string {
	p.t.Helper()
	text, err := os.ReadFile(p.path(name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// save saves a file as editors do, by renaming a new one over it.
func (p *preview) save(name, text string) {
	p.t.Helper()
	temporary := p.path(name) + "~"
	if err := os.MkdirAll(filepath.Dir(temporary), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(temporary, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Rename(temporary, p.path(name)); err != nil {
		p.t.Fatal(err)
	}
}

// change replaces words of a file and saves it.
func (p *preview) change(name, old, new string) {
	p.t.Helper()
	text := p.read(name)
	if !strings.Contains(text, old) {
		p.t.Fatalf("%s does not hold %q", name, old)
	}
	p.save(name, strings.Replace(text, old, new, 1))
}

const (
	article     = "content/articles/2021/12/2021-12-07-two-readouts.md"
	articlePage = "/2021/12/07/two-readouts/"
)

func TestServeShowsWhatIsSaved(t *testing.T) {
	for _, how := range []string{"notified", "polling"} {
		t.Run(how, func(t *testing.T) {
			var args []string
			if how == "polling" {
				args = append(args, "--poll")
			}
			p := startPreview(t, args...)
			_, before := p.get(articlePage)
			if !strings.Contains(before, "/_gloss/preview.js") {
				t.Error("the preview's script is not in the page")
			}
			p.save(article, p.read(article)+"\nSaved by renaming.\n")
			p.shows(articlePage, "Saved by renaming.")

			file, err := os.OpenFile(p.path(article), os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			file.WriteString("\nSaved in place.\n")
			file.Close()
			p.shows(articlePage, "Saved in place.")

			p.save("content/articles/new/folder/2021-12-09-new.md", "---\ntitle: A new one\n---\n\nIn a new folder.\n")
			p.shows("/2021/12/09/new/", "In a new folder.")
			if err := os.Rename(p.path("content/articles/new"), p.path("content/articles/moved")); err != nil {
				t.Fatal(err)
			}
			p.change("content/articles/moved/folder/2021-12-09-new.md", "In a new folder", "In a moved folder")
			p.shows("/2021/12/09/new/", "In a moved folder.")
			if err := os.RemoveAll(p.path("content/articles/moved")); err != nil {
				t.Fatal(err)
			}
			p.wait("a page that is gone", func() bool {
				status, _ := p.get("/2021/12/09/new/")
				return status == http.StatusNotFound
			})

			p.change("config.toml", `title = "Gloss`, `title = "Renamed`)
			p.shows("/", "Renamed: the demonstration")
			p.save("layouts/footer.html", "<footer>Our own</footer>")
			p.shows("/", "<footer>Our own</footer>")
			if _, err := os.Stat(p.path("public")); err == nil {
				t.Error("the output folder was written")
			}
		})
	}
}

// A mistake leaves the page as it was when it was last right, and the server
// alive; mending it shows the page as it is.
func TestServeHealsAfterEachMistake(t *testing.T) {
	p := startPreview(t)
	p.shows(articlePage, "<h1>")
	good := p.read(article)
	for name, broken := range map[string]string{
		"front matter unclosed": "---\ntitle: Two readouts\n\nText.\n",
		"front matter syntax":   strings.Replace(good, "title:", "title: [", 1),
		"no title":              strings.Replace(good, "title:", "titel:", 1),
		"not text":              "\xff\xfe",
		"empty":                 "",
	} {
		t.Run(name, func(t *testing.T) {
			_, before := p.get(articlePage)
			p.save(article, broken)
			p.wait("a complaint", func() bool { return strings.Contains(p.said.String(), "two-readouts.md:") })
			time.Sleep(50 * time.Millisecond)
			status, body := p.get(articlePage)
			if status != http.StatusOK || body != before {
				t.Errorf("status %d, and not the page as it was", status)
			}
			p.save(article, good+"\nMended: "+name+".\n")
			p.shows(articlePage, "Mended: "+name)
		})
	}
	t.Run("layout", func(t *testing.T) {
		_, before := p.get(articlePage)
		p.save("layouts/note.html", "{{.Nonsense}}")
		time.Sleep(300 * time.Millisecond)
		if status, body := p.get(articlePage); status != http.StatusOK || body != before {
			t.Errorf("status %d, and not the page as it was", status)
		}
		p.save("layouts/note.html", "<aside>Mended layout</aside>")
		p.shows(articlePage, "Mended layout")
	})
	t.Run("config", func(t *testing.T) {
		config := p.read("config.toml")
		p.save("config.toml", "title = ")
		p.save(article, good+"\nWhile config is broken.\n")
		p.shows(articlePage, "While config is broken")
		if _, body := p.get("/"); !strings.Contains(body, "Gloss: the demonstration briefing") {
			t.Error("the last good settings are not in force")
		}
		p.save("config.toml", strings.Replace(config, "Gloss:", "Mended:", 1))
		p.shows("/", "Mended: the demonstration")
	})
}

// Where there is no older page the mistake itself is the page.
func TestServeShowsAnErrorPage(t *testing.T) {
	p := startPreview(t)
	p.save("content/articles/2021-12-09-never-right.md", "---\ntitle: Never right\n\nText.\n")
	p.wait("an error page", func() bool {
		status, body := p.get("/2021/12/09/never-right/")
		return status == http.StatusInternalServerError && strings.Contains(body, "2021-12-09-never-right.md:1") && strings.Contains(body, "/_gloss/preview.js")
	})
	p.save("content/articles/2021-12-09-never-right.md", "---\ntitle: Right now\n---\n\nText.\n")
	p.shows("/2021/12/09/never-right/", "Right now")
}

// A burst of thousands of files is shown as it ends.
func TestServeAfterManyChangesAtOnce(t *testing.T) {
	p := startPreview(t)
	p.shows("/", "<h1>")
	const files = 5000
	for i := range files {
		name := p.path("content/articles/many/2022-01-01-n" + strings.Repeat("x", i%7) + "-" + time.Duration(i).String() + ".md")
		if i == 0 {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(name, []byte("---\ntitle: One of many\n---\n\nText.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.wait("all of them", func() bool {
		_, body := p.get("/2022/01/01/")
		return strings.Count(body, "One of many") >= files
	})
	if err := os.RemoveAll(p.path("content/articles/many")); err != nil {
		t.Fatal(err)
	}
	p.wait("none of them", func() bool {
		status, _ := p.get("/2022/01/01/")
		return status == http.StatusNotFound
	})
}

// What is held back for its date comes out when the day has come, though
// nothing was saved.
func TestServePastMidnight(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":                         "title = \"Test\"\n",
		"content/articles/2021-12-03-now.md":  "---\ntitle: For today\n---\n\nText.\n",
		"content/articles/2021-12-04-then.md": "---\ntitle: For tomorrow\n---\n\nText.\n",
	} {
		(&preview{t: t, dir: dir}).save(name, text)
	}
	var passed atomic.Bool
	began, evening := time.Now(), time.Date(2021, 12, 3, 23, 59, 59, 0, time.UTC)
	p := startPreviewAt(t, func() time.Time {
		if !passed.Load() {
			return evening
		}
		return evening.Add(time.Second + time.Since(began))
	}, dir, "--addr", "127.0.0.1:0")
	p.shows("/2021/12/03/now/", "For today")
	if status, _ := p.get("/2021/12/04/then/"); status != http.StatusNotFound {
		t.Errorf("tomorrow's article is there today: status %d", status)
	}
	passed.Store(true)
	p.shows("/2021/12/04/then/", "For tomorrow")
}

func TestServeWrites(t *testing.T) {
	p := startPreview(t, "--write")
	name := p.path("public" + articlePage + "index.html")
	written := func(words string) func() bool {
		return func() bool {
			text, err := os.ReadFile(name)
			return err == nil && strings.Contains(string(text), words)
		}
	}
	p.wait("the first page", written("<h1>"))
	p.save(article, p.read(article)+"\nAlso written.\n")
	p.wait("the changed page", written("Also written."))
	text, _ := os.ReadFile(name)
	if strings.Contains(string(text), "_gloss") {
		t.Error("the preview is in a published page")
	}
}

// A mistake elsewhere changes nothing for the page that is worked on, and a
// page that is taken away is gone all the same.
func TestServeWithAMistakeElsewhere(t *testing.T) {
	p := startPreview(t)
	p.save("content/articles/2021-12-09-wrong.md", "---\ntitle: [\n---\n\nText.\n")
	p.wait("a complaint", func() bool { return strings.Contains(p.said.String(), "2021-12-09-wrong.md:") })
	good := p.read(article)
	p.save(article, good+"\nThe latest that is right.\n")
	p.shows(articlePage, "The latest that is right.")
	p.save(article, strings.Replace(good, "title:", "title: [", 1))
	p.wait("a complaint", func() bool { return strings.Contains(p.said.String(), "two-readouts.md:") })
	if _, body := p.get(articlePage); !strings.Contains(body, "The latest that is right.") {
		t.Error("the page is not as it was when it was last right")
	}
	if err := os.Remove(p.path(article)); err != nil {
		t.Fatal(err)
	}
	p.wait("no page", func() bool {
		status, body := p.get(articlePage)
		return status != http.StatusOK && !strings.Contains(body, "The latest that is right.")
	})
}
