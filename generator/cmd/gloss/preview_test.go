package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// panel is the preview's own part of the page.
const panel = `document.querySelector("gloss-preview").shadowRoot`

// look opens the page of an article and waits until the preview listens.
func (p *preview) look(t *testing.T, page string) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	b := openTab(t)
	b.visit(strings.TrimSuffix(p.address, "/") + page)
	b.until("the preview", `!!document.querySelector("gloss-preview") && `+panel+`.querySelector(".count").textContent !== ""`)
	return b
}

// What the reader has done to the page is still so after the text has changed.
func TestPageIsPatchedInPlace(t *testing.T) {
	p := startPreview(t)
	b := p.look(t, articlePage)
	b.run(`
		window.same = document.querySelector("main");
		window.flashed = [];
		document.addEventListener("gloss:changed", (event) => window.flashed.push(event.target.textContent));
		document.querySelector(".filters input").click();
		for (const d of document.querySelectorAll("details")) d.open = true;
		scrollTo({ top: 600, behavior: "instant" });
		document.querySelectorAll(".note .label a")[2].focus({ preventScroll: true });
		window.focused = document.activeElement;
		window.opened = document.querySelectorAll("details[open]").length;
		window.read = [...document.querySelectorAll(".body p")].find((p) => !p.closest("aside") && p.getBoundingClientRect().top > 0);
		window.readAt = window.read.getBoundingClientRect().top;
	`)
	p.save(article, strings.Replace(p.read(article), "\n---\n", "\n---\n\nA first paragraph, long enough to move what follows it down the page by a line or two, or so one hopes.\n", 1))
	b.until("the new paragraph", `document.querySelector("main").textContent.includes("A first paragraph, long enough")`)
	for what, expression := range map[string]string{
		"the page was not loaded again": `document.querySelector("main") === window.same`,
		"the filter":                    `!document.querySelector(".filters input").checked`,
		"open details":                  `document.querySelectorAll("details[open]").length === window.opened`,
		"the focus":                     `document.activeElement === window.focused`,
		"the scroll position":           `Math.abs(window.read.getBoundingClientRect().top - window.readAt) < 3 && scrollY > 500`,
		"scripts' own buttons":          `[...document.querySelectorAll(".note")].every((note) => note.querySelectorAll(".tools").length === 1)`,
	} {
		if !value[bool](b, expression) {
			t.Errorf("%s was not kept", what)
		}
	}
	if flashed := value[[]string](b, "window.flashed"); len(flashed) != 1 || !strings.HasPrefix(flashed[0], "A first paragraph") {
		t.Errorf("what flashed: %q", flashed)
	}

	// A note that is new stands where a page loaded afresh has it.
	notes := strings.TrimSuffix(article, ".md") + ".annotations.md"
	p.save(notes, p.read(notes)+"\n## context {#added}\n\n> A ==first paragraph==, long enough\n\nA note that was added.\n")
	b.until("the note", `!!document.getElementById("note-added")`)
	patched := value[string](b, readers)
	b.visit(strings.TrimSuffix(p.address, "/") + articlePage)
	b.until("the note", `!!document.getElementById("note-added")`)
	if fresh := value[string](b, readers); patched != fresh {
		t.Errorf("the patched page reads\n%s\nand a fresh one\n%s", patched, fresh)
	}
}

// readers is what a page says, without what its scripts have added.
const readers = `(() => {
	const copy = document.querySelector("main").cloneNode(true);
	for (const added of copy.querySelectorAll(".tools,.copied")) added.remove();
	for (const e of copy.querySelectorAll("*")) { e.classList.remove("lit"); if (!e.className) e.removeAttribute("class"); e.removeAttribute("open"); e.removeAttribute("style"); }
	return copy.innerHTML.replace(/\s+/g, " ").replace(/ <\//g, "</");
})()`

func TestStyleIsSwapped(t *testing.T) {
	p := startPreview(t)
	b := p.look(t, articlePage)
	b.run(`window.same = document.querySelector("main")`)
	p.save("layouts/style.css", "body { border-top: 7px solid red }")
	b.until("the new style", `getComputedStyle(document.body).borderTopWidth === "7px" && document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	if !value[bool](b, `document.querySelector("main") === window.same`) {
		t.Error("the page was loaded again")
	}
}

// A picture that has changed is shown anew, also in a tab that was not looked
// at meanwhile, and the page is not loaded again.
func TestPictureIsRefreshed(t *testing.T) {
	p := startPreview(t)
	b := p.look(t, "/2021/12/04/counting-troops/")
	const src = `document.querySelector("main img").getAttribute("src")`
	before := value[string](b, src)
	b.run(`window.same = document.querySelector("main")`)
	drawing := "content/articles/2021/12/troop-estimates.svg"
	p.save(drawing, p.read(drawing)+"<!-- drawn again -->\n")
	b.until("the new picture", `/\?\d+$/.test(`+src+`) && document.querySelector("main img").complete`)
	if !value[bool](b, `document.querySelector("main") === window.same`) {
		t.Error("the page was loaded again")
	}
	first := value[string](b, src)
	if !strings.HasSuffix(before, "troop-estimates.svg") || !strings.Contains(first, "troop-estimates.svg?") {
		t.Errorf("the picture was %s and is %s", before, first)
	}
	b.run(`dispatchEvent(new Event("pagehide"))`) // nobody looks
	p.save(drawing, p.read(drawing)+"<!-- and again -->\n")
	time.Sleep(200 * time.Millisecond)
	b.run(`dispatchEvent(new Event("pageshow"))`)
	b.until("the newest picture", src+` !== `+strconv.Quote(first))
}

// A mistake is shown over the page as it was, with its place, and goes when it
// is mended.
func TestMistakesAreShownAndHeal(t *testing.T) {
	p := startPreview(t)
	p.save("config.toml", "editor = \"vscode\"\n"+p.read("config.toml"))
	b := p.look(t, articlePage)
	title := value[string](b, `document.querySelector("h1").textContent`)
	notes := strings.TrimSuffix(article, ".md") + ".annotations.md"
	for _, mistake := range []struct{ file, old, new, code, place string }{
		{article, "title:", "titel:", "front-matter-key", "two-readouts.md:2"},
		{article, "title:", "title: [", "front-matter", "two-readouts.md:"},
		{notes, "## ", "## nonsense-", "annotation-kind", "two-readouts.annotations.md:"},
		{article, "\n---\n", "\n---\n\nSee [@nobody].\n", "citation-undefined", "two-readouts.md:"},
		{"config.toml", "language = \"en\"", "langage = \"en\"", "config-key", "config.toml:"},
	} {
		t.Run(mistake.code, func(t *testing.T) {
			b.t = t
			good := p.read(mistake.file)
			p.change(mistake.file, mistake.old, mistake.new)
			b.until("the complaint", `!`+panel+`.querySelector(".complaints").hidden && `+panel+`.querySelector(".complaints").textContent.includes("`+mistake.code+`")`)
			if text := value[string](b, panel+`.querySelector(".complaints").textContent`); !strings.Contains(text, mistake.place) {
				t.Errorf("no place in %s", text)
			}
			if link := value[string](b, panel+`.querySelector(".complaints .error a").href`); !strings.HasPrefix(link, "vscode://file/") {
				t.Errorf("the complaint links to %s", link)
			}
			if now := value[string](b, `document.querySelector("h1").textContent`); now != title {
				t.Errorf("below it is the page %q", now)
			}
			p.save(mistake.file, good)
			b.until("no complaint", panel+`.querySelector(".complaints").hidden`)
			if now := value[string](b, `document.querySelector("h1").textContent`); now != title {
				t.Errorf("after it is the page %q", now)
			}
		})
	}
}

// Where there was no page at all, it comes by itself.
func TestErrorPageHeals(t *testing.T) {
	p := startPreview(t)
	name := "content/articles/2021-12-09-never-right.md"
	p.save(name, "---\ntitle: Never right\n\nText.\n")
	b := p.look(t, "/2021/12/09/never-right/")
	b.until("the complaint", panel+`.querySelector(".complaints").textContent.includes("never-right.md:1")`)
	p.save(name, "---\ntitle: Right now\n---\n\nText.\n")
	b.until("the page", `!!document.querySelector("h1") && document.querySelector("h1").textContent === "Right now"`)
}

func TestPanelSaysWhatThePageIsMadeFrom(t *testing.T) {
	p := startPreview(t)
	b := p.look(t, articlePage)
	b.run(panel + `.querySelector(".about").click()`)
	b.until("the files", panel+`.querySelector(".page").textContent.includes("two-readouts.annotations.md")`)
	if text := value[string](b, panel+`.querySelector(".page").textContent`); !strings.Contains(text, "placed") || !strings.Contains(text, " ms") {
		t.Errorf("the panel says %s", text)
	}
	b.run(`document.querySelector("mark [data-n]").click()`)
	b.until("the note's place", `/Notes on this passage.*annotations\.md:\d+/.test(`+panel+`.querySelector(".page").textContent)`)
}

// The preview is under the policy that the site will be published with, which
// neither stops the panel nor stays behind when a text asks for more.
func TestPreviewIsUnderThePolicy(t *testing.T) {
	p := startPreview(t)
	b := p.look(t, articlePage)
	b.until("the panel in its place", `getComputedStyle(document.querySelector("gloss-preview")).position === "fixed"`)
	b.run(`document.body.append(Object.assign(document.createElement("script"), { textContent: "window.got = true" }))`)
	if value[bool](b, `!!window.got`) {
		t.Error("a script in the page has run")
	}
	p.save(article, p.read(article)+"\n![A map](https://pictures.example/map.png)\n")
	b.until("the page with the other policy", `!!document.querySelector("main img[src*='pictures.example']") && performance.getEntriesByType("navigation")[0].type === "reload"`)
	if policy := value[string](b, `document.querySelector("meta[http-equiv=Content-Security-Policy]").content`); !strings.Contains(policy, "img-src 'self' https://pictures.example;") {
		t.Errorf("the policy is %s", policy)
	}
}

func TestBrowserFollows(t *testing.T) {
	p := startPreview(t, "--follow")
	b := p.look(t, "/")
	p.save(article, p.read(article)+"\nFollow me.\n")
	b.until("the edited page", `location.pathname === "`+articlePage+`" && document.body.textContent.includes("Follow me.")`)
}

// After many starts and stops of the whole command nothing is left.
func TestServeStopsClean(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 5
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/config.toml", []byte("title = \"Test\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	goroutines := runtime.NumGoroutine()
	for range times {
		p := startPreviewOf(t, dir, "--addr", "127.0.0.1:0")
		p.get("/")
		if err := p.stop(); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		if runtime.NumGoroutine() <= goroutines+2 { // the test's own client has connections
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d at first", runtime.NumGoroutine(), goroutines)
}
