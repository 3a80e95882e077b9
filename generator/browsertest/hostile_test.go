package browsertest

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
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

// Whatever words a field is filled with, the page has the elements and the
// attributes that it has with harmless ones.
func TestWordsStayWithinTheirElements(t *testing.T) {
	words := payloads()
	harmless := make([]string, len(words))
	for i, w := range words {
		harmless[i] = tame(w)
	}
	hostile, twin := load(t, filled(words).write(t)), load(t, filled(harmless).write(t))
	want, got := outlines(t, twin), outlines(t, hostile)
	compared := 0
	for address, outline := range want {
		compared++
		if outline != got[address] {
			t.Errorf("%s is built otherwise: %s", address, firstDifference(outline, got[address]))
		}
	}
	for address := range got {
		if _, ok := want[address]; !ok {
			t.Errorf("%s is not there with harmless words", address)
		}
	}
	if compared < 4*len(words) {
		t.Errorf("only %d pages were compared", compared)
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
	all := map[string]bool{}
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

// hostileTexts is a site of texts that do what they can. What they link to is
// not there, and some of it is complained of; pages are made all the same.
func hostileTexts(t *testing.T) *generator.Site {
	return load(t, written(append(payloads(), handlers()...), disguised()).write(t), diag.LinkDangling, diag.FileMissing, diag.FootnoteUndefined)
}

// Whatever a text holds, a page has no element and no attribute that harmless
// texts do not lead to as well.
func TestTextsBringNoElements(t *testing.T) {
	known := possible(t)
	for address, outline := range outlines(t, hostileTexts(t)) {
		for pair := range pairs(outline) {
			if !known[pair] {
				t.Errorf("%s has %s", address, pair)
			}
		}
	}
}

// Nothing that content holds runs, and no page asks another host for anything,
// whether or not the site is served with a policy that forbids it.
func TestNothingRuns(t *testing.T) {
	known := slices.Sorted(maps.Keys(possible(t)))
	sites := map[string]*generator.Site{"words": load(t, filled(payloads()).write(t)), "texts": hostileTexts(t)}
	for name, site := range sites {
		var pages []string
		for i, p := range site.Pages {
			// Every page that shows many of them, and some of those that are alike.
			if html := strings.HasSuffix(generator.FileOf(p.Address), ".html"); html && (i%29 == 0 || telling.MatchString(p.Address)) {
				pages = append(pages, p.Address)
			}
		}
		for policy, some := range map[string][]string{"": pages, "default-src 'self'": every(7, pages)} {
			t.Run(name+" "+policy, func(t *testing.T) {
				var asked sync.Map
				base := serveSite(t, site, func(w http.ResponseWriter, r *http.Request, found bool) {
					if policy != "" {
						w.Header().Set("Content-Security-Policy", policy)
					}
					if !found {
						asked.Store(r.Host+r.URL.String(), true)
					}
				})
				b := openTab(t, base)
				b.watch()
				b.visit("/404.html")
				if seen := ask[[]string](b, fmt.Sprintf(readAll, encoded(t, some), encoded(t, known))); len(seen) > 0 {
					t.Errorf("%d things happened: %.2000q", len(seen), seen)
				}
				for address := range asked.Range {
					t.Error("asked for", address)
				}
				t.Logf("%d pages", len(some))
			})
		}
	}
}

// telling are the addresses of pages that show many payloads: those of the
// texts, of one article in eight of the words, and of lists.
var telling = regexp.MustCompile(`^/2021/1\d/\d\d/[atw]\d+/$|^/2021/12/\d\d/n\d*[37]/$|^/([a-z]+/)?([a-z-]+/)?$|^/2021/(\d\d/){0,2}$`)

func every(n int, all []string) (some []string) {
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

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
		frame.onload = () => setTimeout(() => {
			const inside = frame.contentDocument;
			if (!inside || inside.location.pathname !== page) return done(seen.push(page + " has gone elsewhere"));
			const complain = (what) => seen.push(page + " " + what);
			for (const e of inside.querySelectorAll("*")) {
				const name = e.localName;
				if (!may.has(name)) complain("has " + name);
				for (const a of e.attributes) if (a.name !== "class" && !may.has(name + " " + a.name)) complain("has " + name + " " + a.name);
				for (const key of ["href", "src", "action", "formAction", "data", "poster", "cite"]) {
					const to = e[key] && new URL(e[key], inside.baseURI);
					if (!to || (key === "action" && !e.hasAttribute(key)) || (key === "formAction" && !e.hasAttribute("formaction"))) continue;
					if (!["http:", "https:", "mailto:"].includes(to.protocol)) complain("leads to " + to.href.slice(0, 80));
					if (/(^|\.)evil\.example$/.test(to.host)) complain("leads to " + to.href.slice(0, 80));
					if (key !== "href" && to.host !== location.host) complain("loads " + to.href.slice(0, 80));
				}
				for (const id of [e.id, e.getAttribute("name")]) if (id && id !== "q" && !/^[a-z]+-/.test(id) && (id in clean.contentDocument || id in clean.contentWindow)) complain("shadows " + id);
			}
			for (const r of frame.contentWindow.performance.getEntriesByType("resource")) if (new URL(r.name).host !== location.host) complain("asks for " + r.name);
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
