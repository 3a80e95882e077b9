package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// payloads are words that would run something if they left their element.
func payloads(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../browsertest/testdata/payloads.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for words := range strings.Lines(string(text)) {
		if words = strings.TrimSpace(words); words != "" && !strings.HasPrefix(words, "%% ") {
			all = append(all, words)
		}
	}
	return all
}

// watched makes what a page runs, or is kept from running, known to the test.
const watched = `<script>
	window.happened = [];
	for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => happened.push("calls " + name);
	addEventListener("securitypolicyviolation", (e) => happened.push("breaks " + e.violatedDirective + " with " + e.blockedURI));
</script>`

// brought are the elements that neither the error page, nor the panel, nor the
// site has, and payloads bring.
const brought = `[...document.querySelectorAll("*"), ...(document.querySelector("gloss-preview")?.shadowRoot.querySelectorAll("*") ?? [])]
	.filter((e) => ["IMG", "IFRAME", "OBJECT", "EMBED", "BASE", "AUDIO", "VIDEO", "MATH"].includes(e.nodeName) || [...e.attributes].some((a) => a.name.startsWith("on")))
	.map((e) => e.outerHTML.slice(0, 100))`

// Mistakes quote what authors wrote, and files have names that others gave
// them. The page that says what is wrong, and the panel on every other page,
// show them and run nothing, with the site's policy and without one.
func TestHostileMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	for policy, settings := range map[string]string{"strict": "", "off": "[hosting]\npolicy = \"off\"\n"} {
		t.Run(policy, func(t *testing.T) {
			dir := t.TempDir()
			put := func(name, text string) {
				t.Helper()
				file := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			put("config.toml", "title = \"<img src=x onerror=alert(1)>\"\n"+settings)
			put("content/articles/2021-12-03-sound.md", "---\ntitle: Sound\n---\n\nWords.\n")
			// A file for each payload has it for a name, in its front matter and in
			// its text, and a mistake in each.
			for i, words := range payloads(t) {
				if i%8 > 0 { // the other tests have them all
					continue
				}
				encoded, _ := json.Marshal(words)
				name := strings.NewReplacer("/", "|", "\x00", "").Replace(words)
				put("content/articles/2021-12-03-broken-"+name[:min(len(name), 80)]+".md", "---\ntitle: "+string(encoded)+"\ndate: "+string(encoded)+"\n"+string(encoded)+": 1\n---\n\n"+words+"\n\n[@nobody] [["+words+"]] ![x]("+words+")\n")
			}
			put("content/articles/2021-12-04-wrong.md", "---\ntitle: \"<img src=x onerror=alert(1)>\"\n\"<svg onload=alert(1)>\": 1\n\n")
			p := startPreviewOf(t, dir, "--addr", "127.0.0.1:0")
			b := openTab(t)
			for _, page := range []string{"/2021/12/03/sound/", "/2021/12/04/wrong/", "/<img src=x onerror=alert(1)>/", "/404.html"} {
				b.visit(strings.TrimSuffix(p.address, "/") + page)
				b.run(`window.happened = []; window.alert = () => happened.push("alert")`)
				b.until("the panel", `!!document.querySelector("gloss-preview") && `+panel+`.querySelectorAll(".complaints li").length > 20`)
				if seen := value[[]string](b, `[...happened, ...`+brought+`]`); len(seen) > 0 {
					t.Errorf("%s: %q", page, seen)
				}
			}
		})
	}
}

// metaPolicy is the policy that a report carries.
var metaPolicy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="[^"]*">`)

// A report on sites that are hostile, scripts and all, runs nothing of theirs,
// with its policy and without it.
func TestHostileReport(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	dir := t.TempDir()
	for i, words := range payloads(t) {
		if i%8 > 0 {
			continue
		}
		name := strings.NewReplacer("/", "|", "\x00", "").Replace(words)
		for side, text := range map[string]string{"old": "", "new": words + `<script>parent.happened.push("runs")</script><meta http-equiv=refresh content="0;url=/elsewhere"><iframe src=/elsewhere></iframe>`} {
			file := filepath.Join(dir, side, name[:min(len(name), 80)], "index.html")
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte("<!doctype html><html lang=en><title>T</title><p title=x>One "+text+"</p></html>"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	run := &program{dir: dir, stdout: &sticky{w: &out}, stderr: io.Discard, now: time.Now}
	if code := run.run(t.Context(), []string{"diff", "old", "new", "--format", "html"}); code != 1 || out.Len() < 10_000 {
		t.Fatalf("exit code %d, %d bytes", code, out.Len())
	}
	for name, report := range map[string]string{"with its policy": out.String(), "without": metaPolicy.ReplaceAllString(out.String(), "")} {
		t.Run(name, func(t *testing.T) {
			elsewhere := false
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if r.URL.Path != "/" {
					elsewhere = elsewhere || r.URL.Path == "/elsewhere"
					return
				}
				io.WriteString(w, strings.Replace(report, "<head>", "<head>"+watched, 1))
			}))
			defer server.Close()
			b := openTab(t)
			b.visit(server.URL)
			b.until("the frames", `document.querySelectorAll("iframe").length > 20`)
			b.run(`for (const f of document.querySelectorAll("iframe")) f.loading = "eager"`)
			b.until("what is in them", `[...document.querySelectorAll("iframe")].every((f) => f.contentDocument?.readyState === "complete")`)
			if seen := value[[]string](b, `(window.happened ?? []).filter((h) => !h.startsWith("breaks"))`); len(seen) > 0 {
				t.Errorf("%q", seen)
			}
			if elsewhere {
				t.Error("a page led the report elsewhere")
			}
		})
	}
}
