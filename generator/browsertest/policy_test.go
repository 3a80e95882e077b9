package browsertest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"gloss/generator"
	"gloss/generator/internal/hosting"
)

// guarded is a host that serves a site as it is to be published, alters some
// of what it sends, and is told by browsers what they refused.
type guarded struct {
	site  *generator.Site
	alter func(address string, content []byte) []byte

	mu      sync.Mutex
	refused []string
}

func (g *guarded) start(t *testing.T) *httptest.Server {
	t.Helper()
	rules := hosting.NewRules(g.site.Settings, g.site.Policy())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refused" {
			report, _ := io.ReadAll(r.Body)
			g.mu.Lock()
			defer g.mu.Unlock()
			g.refused = append(g.refused, string(report))
			return
		}
		page, found := g.site.Page(r.URL.Path)
		if !found {
			http.NotFound(w, r)
			return
		}
		content, err := g.site.Render(page)
		if err != nil {
			t.Errorf("%s: %v", page.Address, err)
		}
		for _, h := range rules.Headers(generator.FileOf(page.Address), "") {
			if h.Name == "Content-Security-Policy" {
				h.Value += "; report-uri /refused"
			}
			w.Header().Set(h.Name, h.Value)
		}
		w.Write(g.alter(page.Address, content))
	}))
	t.Cleanup(server.Close)
	return server
}

// told returns what browsers have refused since it was last asked.
func (g *guarded) told() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	told := g.refused
	g.refused = nil
	return told
}

// TestPagesWorkUnderTheirPolicy opens a page of each type with the policy on,
// and expects that the browser refuses nothing, that styles and scripts work
// and that data for search engines is still there to be read.
func TestPagesWorkUnderTheirPolicy(t *testing.T) {
	site, _ := demonstration(t)
	g := &guarded{site: site, alter: func(_ string, content []byte) []byte { return content }}
	b := openTab(t, g.start(t).URL)
	for _, page := range onePerType(site) {
		b.visit(page.Address)
		if !ask[bool](b, `document.documentElement.classList.contains("scripted")`) {
			t.Errorf("%s: the script has not run", page.Address)
		}
		if ask[int](b, `[...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0)`) == 0 {
			t.Errorf("%s: there is no style", page.Address)
		}
	}
	b.visit(redirect)
	if !b.arrives("/about/") {
		t.Errorf("%s leads nowhere", redirect)
	}
	b.visit(article)
	if kind := ask[string](b, `JSON.parse(document.querySelector("script[type='application/ld+json']").textContent)["@context"]`); kind == "" {
		t.Error("the data for search engines cannot be read")
	}
	b.visit("/search/?q=NATO")
	if n := ask[int](b, `new Promise((done) => { const look = () => { const n = document.querySelectorAll("#search-found li").length; n ? done(n) : setTimeout(look, 20) }; look() })`); n == 0 {
		t.Error("the search finds nothing")
	}
	if told := g.told(); len(told) > 0 {
		t.Errorf("refused: %s", strings.Join(told, "\n"))
	}
}

// TestInjectedScriptDoesNotRun plays somebody who got markup into a page, and
// one who got at a file that pages load.
func TestInjectedScriptDoesNotRun(t *testing.T) {
	site, _ := demonstration(t)
	const planted = `<script>document.documentElement.dataset.got = "inline"</script>` +
		`<img src="/nothing.png" alt="" onerror="document.documentElement.dataset.got = 'handler'">` +
		`<script src="https://elsewhere.example/a.js"></script>` +
		`<style>main { display: none }</style>` +
		`<base href="https://elsewhere.example/">` +
		`<iframe title="" src="/about/"></iframe>`
	g := &guarded{site: site, alter: func(address string, content []byte) []byte {
		return bytes.Replace(content, []byte("</main>"), []byte(planted+"</main>"), 1)
	}}
	b := openTab(t, g.start(t).URL)
	b.visit(article)
	if got := ask[string](b, `document.documentElement.dataset.got || ""`); got != "" {
		t.Errorf("an injected script has run: %s", got)
	}
	if ask[string](b, `getComputedStyle(document.querySelector("main")).display`) == "none" {
		t.Error("an injected style counts")
	}
	if base := ask[string](b, `document.baseURI`); strings.Contains(base, "elsewhere") {
		t.Error("an injected base counts")
	}
	told := strings.Join(g.told(), "\n")
	for _, directive := range []string{"script-src-elem", "script-src-attr", "style-src-elem", "base-uri", "frame-src"} {
		if !strings.Contains(told, `"`+directive) {
			t.Errorf("nothing was refused for %s: %s", directive, told)
		}
	}

	// A page on a host that sends no headers is guarded by what it carries.
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page, found := site.Page(r.URL.Path); found {
			content, _ := site.Render(page)
			w.Header().Set("Content-Type", hosting.ContentType(page.Address))
			w.Write(g.alter(page.Address, content))
		}
	}))
	t.Cleanup(plain.Close)
	b.base = plain.URL
	b.visit(article)
	if got := ask[string](b, `document.documentElement.dataset.got || ""`); got != "" {
		t.Errorf("without headers an injected script has run: %s", got)
	}
	if !ask[bool](b, `document.documentElement.classList.contains("scripted")`) {
		t.Error("without headers the site's own script has not run")
	}

	g.alter = func(address string, content []byte) []byte {
		if strings.HasSuffix(address, ".js") || strings.HasSuffix(address, ".css") {
			return slices.Concat(content, []byte(" "))
		}
		return content
	}
	b.base = g.start(t).URL
	b.visit(article)
	if ask[bool](b, `document.documentElement.classList.contains("scripted")`) {
		t.Error("a script that was tampered with has run")
	}
	if ask[int](b, `document.styleSheets.length`) > 0 {
		t.Error("a style sheet that was tampered with counts")
	}
}
