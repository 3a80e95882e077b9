package browsertest

import (
	"strings"
	"testing"

	"gloss/generator"
	"gloss/generator/brief"
)

const article = "/2021/12/04/counting-troops/"

// redirect is a former address, which leads to /about/.
const redirect = "/about-this-site/"

// onePerType returns the first page of HTML of each type, but for redirects, on
// which nobody stays.
func onePerType(site *generator.Site) []brief.Page {
	var pages []brief.Page
	seen := map[brief.PageType]bool{}
	for _, p := range site.Pages {
		if html := strings.HasSuffix(p.Address, "/") || strings.HasSuffix(p.Address, ".html"); !html || seen[p.Type] || p.Type == brief.RedirectPage {
			continue
		}
		seen[p.Type] = true
		if p.Type == brief.ArticlePage {
			p.Address = article
		}
		pages = append(pages, p)
	}
	return pages
}

// TestWithoutScript follows every link within an article: from passage to
// note and back, from citation to source and back.
func TestWithoutScript(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.withoutScript()
	b.visit(article)
	if ask[bool](b, `document.documentElement.classList.contains("scripted")`) {
		t.Fatal("the script has run")
	}
	if faults := ask[[]string](b, `[...document.querySelectorAll(".note, .endnotes li")].filter((e) => !e.checkVisibility() || !e.textContent.trim()).map((e) => e.id)`); len(faults) > 0 {
		t.Error("not to be seen:", faults)
	}
	faults := ask[[]string](b, `(() => {
		const faults = [], target = (a) => document.getElementById(decodeURIComponent(a.hash.slice(1)));
		const leadsTo = (from, to) => [...from.querySelectorAll("a")].some((a) => a.hash && target(a) === to);
		for (const ref of document.querySelectorAll("[role=doc-noteref]")) {
			const to = target(ref);
			if (!to) faults.push(ref.id + " leads nowhere");
			else if (!leadsTo(to, ref)) faults.push(to.id + " does not lead back to " + ref.id);
		}
		for (const back of document.querySelectorAll("[role=doc-backlink]")) {
			const to = target(back);
			if (!to || to.getAttribute("role") !== "doc-noteref") faults.push(back.hash + " is no reference");
		}
		for (const note of document.querySelectorAll(".body .note")) {
			const id = note.id.replace(/^note-/, "");
			if (!document.querySelector('mark [data-n~="' + id + '"]')) faults.push(note.id + " has no passage");
		}
		return faults;
	})()`)
	if len(faults) > 0 {
		t.Error(faults)
	}
	if n := ask[int](b, `document.querySelectorAll(".ref").length`); n < 5 {
		t.Errorf("there are %d references: too few to have tried anything", n)
	}
}

// TestPermalinkToFilteredNote hides a kind and follows an address to a note
// of it, without the script.
func TestPermalinkToFilteredNote(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.withoutScript()
	b.visit(article)
	ask[int](b, `document.querySelectorAll(".filters [id]").forEach((e) => e.click()), 0`)
	shown := `[...document.querySelectorAll(".note")].filter((e) => e.checkVisibility()).map((e) => e.id)`
	if left := ask[[]string](b, shown); len(left) > 0 {
		t.Error("not hidden:", left)
	}
	if left := ask[int](b, `[...document.querySelectorAll(".ref")].filter((e) => e.checkVisibility()).length`); left > 0 {
		t.Errorf("%d references are not hidden", left)
	}
	id := ask[string](b, `document.querySelector(".body .note").id`)
	ask[int](b, `(location.hash = "#`+id+`", 0)`)
	if left := ask[[]string](b, shown); len(left) == 0 || !strings.Contains(strings.Join(left, " "), id) {
		t.Errorf("the address of %s shows %v", id, left)
	}
}

func TestFiltersAreRemembered(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.visit(article)
	box := ask[string](b, `(() => { const e = document.querySelector(".filters [id]"); e.click(); return e.id })()`)
	b.visit("/2021/12/03/before-the-call/")
	b.visit(article)
	if ask[bool](b, `document.getElementById("`+box+`").checked`) {
		t.Errorf("%s is checked again", box)
	}
}

// TestCounterpartsLightUp points at a passage and then at a note.
func TestCounterpartsLightUp(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.visit(article)
	for _, selector := range []string{"mark span", ".body .note .label b"} {
		at := ask[struct{ X, Y float64 }](b, `(() => {
			const e = document.querySelector("`+selector+`");
			e.scrollIntoView({block: "center", behavior: "instant"});
			const r = e.getClientRects()[0];
			return {X: r.left + r.width / 2, Y: r.top + r.height / 2};
		})()`)
		b.point(at.X, at.Y)
		if lit := ask[int](b, `new Set([...document.querySelectorAll(".lit")].map((e) => e.className.includes("note") ? "note" : "passage")).size`); lit != 2 {
			t.Errorf("pointing at %s lights %d of passage and note", selector, lit)
		}
	}
}

// TestCopying presses the three buttons that copy: a note's address, its
// passage with the address, a full reference.
func TestCopying(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.visit(article)
	ask[int](b, `navigator.clipboard.writeText = async (words) => { window.copied = words }, 0`)
	note := ask[string](b, `document.querySelector(".body .note").id`)
	for what, want := range map[string][]string{
		`.body .note [data-copy="link"]`:  {base + article + "#" + note},
		`.body .note [data-copy="quote"]`: {"“Russian soldiers near the border", base + article + "#" + note},
		`.endnotes li [data-copy="cite"]`: {"Reuters", "2021"},
	} {
		copied := ask[string](b, `(document.querySelector('`+what+`').click(), new Promise((done) => setTimeout(() => done(window.copied), 50)))`)
		for _, words := range want {
			if !strings.Contains(copied, words) {
				t.Errorf("%s copies %q, without %q", what, copied, words)
			}
		}
	}
	if said := ask[string](b, `document.querySelector("output.copied").textContent`); said == "" {
		t.Error("nobody says that something was copied")
	}
}

// TestCopiedMarks copies passages that are quotations: each has one pair of
// marks, those of its page's language.
func TestCopiedMarks(t *testing.T) {
	_, base := demonstration(t)
	hard := trial(t)
	b := openTab(t, "")
	for _, c := range []struct{ address, note, want string }{
		{base + "/2021/12/03/stockholm-wire/", ".k-fact-check", "“to impose severe costs"},
		{base + "/2021/12/08/the-day-after/", ".k-fact-check", "“He said: ‘That is not on the table.’” — "},
		{hard + "/2021/12/03/arabic/", ".k-fact-check", "«أكثر من 94 ألف جندي» — "},
	} {
		b.visit(c.address)
		ask[int](b, `navigator.clipboard.writeText = async (words) => { window.copied = words }, 0`)
		copied := ask[string](b, `(document.querySelector('.body .note`+c.note+` [data-copy="quote"]').click(), new Promise((done) => setTimeout(() => done(window.copied), 50)))`)
		if !strings.HasPrefix(copied, c.want) {
			t.Errorf("%s: %q is copied, not %q", c.address, copied, c.want)
		}
	}
	if marks := ask[string](b, `getComputedStyle(document.querySelector(".note q")).quotes`); !strings.HasPrefix(marks, `"«" "»"`) {
		t.Errorf("Arabic passages are shown between %s", marks)
	}
}

// TestKeysAreOffAtFirst presses j before and after switching the keys on
// (WCAG 2.1.4).
func TestKeysAreOffAtFirst(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.visit(article)
	inNote := `!!document.activeElement.closest(".note")`
	b.press("j")
	if ask[bool](b, inNote) {
		t.Error("j works before it is asked for")
	}
	ask[int](b, `document.querySelector(".keys input").click(), 0`)
	b.press("j")
	if !ask[bool](b, inNote) {
		t.Error("j does not lead to a note")
	}
}
