package browsertest

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gloss/generator"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/markup"
)

// outline returns the elements of a page with the names of their attributes,
// one a line: what is left of it when every word is taken out.
func outline(t testing.TB, page []byte) string {
	t.Helper()
	root, err := markup.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *markup.Node, depth int)
	walk = func(n *markup.Node, depth int) {
		for c := range n.ChildNodes() {
			if c.Type == markup.Text {
				continue
			}
			fmt.Fprintf(&b, "%*s%s", depth, "", strings.ToLower(c.Data))
			var names []string
			for _, a := range c.Attr {
				if a.Key != "class" { // some say how long the words are
					names = append(names, a.Key)
				}
			}
			slices.Sort(names)
			fmt.Fprintln(&b, "", strings.Join(names, " "))
			walk(c, depth+1)
		}
	}
	walk(root, 0)
	return b.String()
}

// TestHostileContent makes two sites of words and texts that do what they can
// to be more than that: one in which each of them fills every field, and one in
// which they stand wherever Markdown, HTML or an address is read.
func TestHostileContent(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of pages")
	}
	harmless := make([]string, len(payloads()))
	for i, w := range payloads() {
		harmless[i] = tame(w)
	}
	words, twin := load(t, filled(payloads()).write(t)), load(t, filled(harmless).write(t))
	// What the texts link to is not there; pages are made all the same.
	texts := load(t, written(append(payloads(), handlers()...), disguised()).write(t), diag.LinkDangling, diag.FileMissing, diag.FootnoteUndefined)
	known := possible(t)
	t.Run("words stay within their elements", func(t *testing.T) { sameOutlines(t, words, twin) })
	t.Run("texts bring no elements", func(t *testing.T) { onlyKnown(t, texts, known) })
	t.Run("nothing runs", func(t *testing.T) {
		b := openTab(t, "")
		for _, policy := range []string{"", "default-src 'self'"} {
			nothingRuns(t, b, words, policy, known)
			nothingRuns(t, b, texts, policy, known)
		}
	})
}

// sameOutlines holds that, whatever words a field is filled with, a page has
// the elements and the attributes that it has with harmless ones.
func sameOutlines(t *testing.T, hostile, harmless *generator.Site) {
	want, got := outlines(t, harmless), outlines(t, hostile)
	for address, outline := range want {
		if outline != got[address] {
			t.Errorf("%s is built otherwise: %s", address, firstDifference(outline, got[address]))
		}
	}
	for address := range got {
		if _, ok := want[address]; !ok {
			t.Errorf("%s is not there with harmless words", address)
		}
	}
	if len(want) < 4*len(payloads()) {
		t.Errorf("only %d pages were compared", len(want))
	}
}

// tame returns words of the same length without anything but letters.
func tame(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		}
		return 'o'
	}, words)
}

// outlines returns the outline of every page of HTML by its address, and for
// topics, whose addresses are made from words, by their number.
func outlines(t *testing.T, site *generator.Site) map[string]string {
	all := map[string]string{}
	for _, p := range site.Pages {
		if !strings.HasSuffix(generator.FileOf(p.Address), ".html") {
			continue
		}
		content, err := site.Render(p)
		if err != nil {
			t.Fatal(err)
		}
		address := p.Address
		if topic, ok := strings.CutPrefix(address, "/topics/t"); ok {
			address = "/topics/t" + topic[:max(0, strings.IndexAny(topic, "-/"))]
		}
		all[address] = outline(t, content)
	}
	return all
}

// firstDifference returns the first line in which two outlines differ.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is %q, not %q", i, strings.TrimSpace(b[i]), strings.TrimSpace(a[i]))
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(b), len(a))
}

// possible returns what the layouts make of harmless content: each element,
// and each attribute that one has, as "name" and "name attribute".
func possible(t *testing.T) map[string]bool {
	all := map[string]bool{"hr": true, "div hidden": true} // which is in none of these, and what the script for searching does
	harmless := []string{"some words", "other words", "more words"}
	for _, dir := range []string{"../..", filled(harmless).write(t), written(harmless, []string{"https://example.com/", "mailto:a@example.com"}).write(t)} {
		for _, outline := range outlines(t, load(t, dir, diag.LinkDangling)) {
			for pair := range pairs(outline) {
				all[pair] = true
			}
		}
	}
	return all
}

// pairs gives the elements of an outline and their attributes.
func pairs(outline string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(outline) {
			fields := strings.Fields(line)
			for i, name := range fields {
				if i > 0 {
					name = fields[0] + " " + name
				}
				if !yield(name) {
					return
				}
			}
		}
	}
}

// onlyKnown holds that no page has an element or an attribute that harmless
// texts do not lead to as well.
func onlyKnown(t *testing.T, site *generator.Site, known map[string]bool) {
	for address, outline := range outlines(t, site) {
		for pair := range pairs(outline) {
			if !known[pair] {
				t.Errorf("%s has %s", address, pair)
			}
		}
	}
}

// nothingRuns reads many pages of a site in a browser, served with a policy or
// without one, and holds that nothing that content brought runs, and that no
// page asks for anything but what is the site's own.
func nothingRuns(t *testing.T, b *tab, site *generator.Site, policy string, known map[string]bool) {
	var pages []string
	for i, p := range site.Pages {
		// Pages that show many payloads, and some of those that are alike.
		if html := strings.HasSuffix(generator.FileOf(p.Address), ".html"); html && (i%199 == 0 || telling.MatchString(p.Address)) {
			pages = append(pages, p.Address)
		}
	}
	if policy != "" { // a third of them will do to see that the site is fit for one
		pages = slices.Collect(func(yield func(string) bool) {
			for i := 0; i < len(pages) && yield(pages[i]); i += 3 {
			}
		})
	}
	b.base = serveWith(t, site, policy)
	b.watch()
	b.visit(framesAddress)
	if seen := ask[[]string](b, fmt.Sprintf(readAll, encoded(t, pages), encoded(t, slices.Sorted(maps.Keys(known))))); len(seen) > 0 {
		t.Errorf("%d things happened with the policy %q: %.2000q", len(seen), policy, seen)
	}
	t.Logf("%d pages, policy %q", len(pages), policy)
}

// What the test of hostile content looks for is noticed where it happens.
func TestHostilityIsNoticed(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/runs":
			io.WriteString(w, "<!doctype html><title>x</title><script>alert(1)</script>")
		case "/handles":
			io.WriteString(w, "<!doctype html><title>x</title><p onclick=1>x")
		case "/leads":
			io.WriteString(w, "<!doctype html><title>x</title><a href='&#106;avascript:1'>x</a>")
		case "/asks":
			io.WriteString(w, "<!doctype html><title>x</title><img src=//evil.example/x>")
		case "/breaks":
			w.Header().Set("Content-Security-Policy", "default-src 'none'")
			io.WriteString(w, "<!doctype html><title>x</title><style>p{}</style>")
		default:
			io.WriteString(w, "<!doctype html><title>x</title>")
		}
	}))
	t.Cleanup(server.Close)
	b := openTab(t, server.URL)
	b.watch()
	known := encoded(t, strings.Fields("html head title body script p a img style"))
	known = strings.Replace(known, "]", `,"a href","img src"]`, 1)
	for _, page := range []string{"/harmless", "/runs", "/handles", "/leads", "/asks", "/breaks"} {
		b.visit("/frames")
		seen := ask[[]string](b, fmt.Sprintf(readAll, encoded(t, []string{page}), known))
		if noticed := len(seen) > 0; noticed != (page != "/harmless") {
			t.Errorf("%s: %q", page, seen)
		}
	}
}

// ownPolicy is the policy that the site's pages carry.
var ownPolicy = regexp.MustCompile(`<meta http-equiv="?Content-Security-Policy"? content="[^"]*">\n?`)

// framesAddress is that of an empty page, in which others are read.
const framesAddress = "/frames.html"

// serveWith serves a site under a policy, or under none, not even its own.
func serveWith(t *testing.T, site *generator.Site, policy string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == framesAddress {
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<!doctype html><title>Frames</title><body>")
			return
		}
		p, ok := site.Page(r.URL.Path)
		if !ok {
			http.NotFound(w, r)
			return
		}
		content, err := site.Render(p)
		if err != nil {
			t.Errorf("%s: %v", p.Address, err)
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(generator.FileOf(p.Address))))
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		} else {
			content = ownPolicy.ReplaceAll(content, nil)
		}
		w.Write(content)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// telling are the addresses of pages that show many payloads: those of texts
// and of lists, and some articles.
var telling = regexp.MustCompile(`^/2021/1\d/\d\d/[at]\d+/$|^/2021/12/\d\d/n\d*57/$|^/([a-z]+/)?([a-z-]+/)?$|^/2021/(\d\d/){0,2}$`)

func encoded(t *testing.T, list []string) string {
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readAll loads pages in frames, some at a time, and tells what they did that
// no page should, what they hold that none may, and where they would lead.
const readAll = `(async (pages, known) => {
	const seen = window.happened, may = new Set(known), clean = document.body.appendChild(document.createElement("iframe"));
	const read = (page) => new Promise((done) => {
		const frame = document.createElement("iframe");
		const late = setTimeout(() => done(seen.push(page + " does not load")), 60000);
		frame.onload = () => setTimeout(() => {
			clearTimeout(late);
			const inside = frame.contentDocument;
			if (!inside || inside.location.pathname !== page) return done(seen.push(page + " has gone elsewhere"));
			const complain = (what) => seen.push(page + " " + what);
			for (const e of inside.querySelectorAll("*")) {
				const name = e.localName;
				if (!may.has(name)) complain("has " + name);
				for (const a of e.attributes) if (a.name !== "class" && !may.has(name + " " + a.name)) complain("has " + name + " " + a.name);
				for (const key of ["href", "src", "action", "formAction", "data", "poster", "cite"]) {
					const to = typeof e[key] === "string" && URL.parse(e[key], inside.baseURI);
					if (!to || (key === "action" && !e.hasAttribute(key)) || (key === "formAction" && !e.hasAttribute("formaction"))) continue;
					if (!["http:", "https:", "mailto:"].includes(to.protocol)) complain("leads to " + to.href.slice(0, 80));
					if (/(^|\.)evil\.example$/.test(to.host)) complain("leads to " + to.href.slice(0, 80));
					if (key !== "href" && to.host !== location.host) complain("loads " + to.href.slice(0, 80));
				}
				for (const id of [e.id, name !== "meta" && e.getAttribute("name")]) if (id && id !== "q" && !/^[a-z]+-/.test(id) && (id in clean.contentDocument || id in clean.contentWindow)) complain("shadows " + id);
			}
			for (const r of frame.contentWindow.performance.getEntriesByType("resource")) if (URL.parse(r.name)?.host !== location.host) complain("asks for " + r.name);
			frame.remove();
			done();
		}, 10);
		frame.src = page;
		document.body.append(frame);
	});
	const left = [...pages];
	await Promise.all(Array.from({ length: 12 }, async () => { while (left.length && seen.length < 50) await read(left.pop()); }));
	return seen;
})(%s, %s)`
