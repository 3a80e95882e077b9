package browsertest

import (
	"regexp"
	"testing"
)

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestPrint prints an article with a long note and reads what is on paper.
func TestPrint(t *testing.T) {
	b := openTab(t, trial(t))
	b.visit("/2021/12/03/long/")
	if pages := len(pdfPage.FindAll(b.pdf(), -1)); pages < 2 || pages > 20 {
		t.Errorf("the article is printed on %d pages", pages)
	}
	b.paper()
	if closed := ask[int](b, `[...document.querySelectorAll("details > :not(summary)")].filter((e) => e.getBoundingClientRect().height === 0).length`); closed > 0 {
		t.Errorf("%d parts of long notes are not printed", closed)
	}
	if n := ask[int](b, `document.querySelectorAll("details").length`); n == 0 {
		t.Error("no note is long: nothing was tried")
	}
	for _, fault := range ask[[]string](b, collisions) {
		t.Error(fault)
	}
	if left := ask[[]string](b, `[...document.querySelectorAll(".theme, .filters, .tools, .masthead nav")].filter((e) => e.checkVisibility()).map((e) => e.className)`); len(left) > 0 {
		t.Error("of no use on paper:", left)
	}
}

func TestReducedMotion(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.prefer("prefers-reduced-motion", "reduce")
	b.visit(article)
	if moving := ask[[]string](b, `[...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e); return s.scrollBehavior === "smooth" || parseFloat(s.transitionDuration) > 0 || s.animationName !== "none" }).map((e) => e.outerHTML.slice(0, 60))`); len(moving) > 0 {
		t.Error(moving)
	}
}

// TestForcedColours keeps the underline of each kind where the reader's
// system decides about colours.
func TestForcedColours(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.prefer("forced-colors", "active")
	b.visit(article)
	if !ask[bool](b, `matchMedia("(forced-colors: active)").matches`) {
		t.Fatal("colours are not forced")
	}
	if plain := ask[[]string](b, `[...document.querySelectorAll("mark span")].filter((e) => getComputedStyle(e).textDecorationLine !== "underline").map((e) => e.textContent)`); len(plain) > 0 {
		t.Error("without an underline:", plain)
	}
}

// TestTheme follows the system, and the switch goes before it.
func TestTheme(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.prefer("prefers-color-scheme", "dark")
	b.visit(article)
	paper := `getComputedStyle(document.body).backgroundColor`
	dark := ask[string](b, paper)
	ask[int](b, `document.querySelector(".theme").click(), 0`)
	light := ask[string](b, paper)
	if dark != "rgb(20, 21, 23)" || light != "rgb(255, 253, 250)" {
		t.Errorf("the page is %s in the dark and %s when switched to light", dark, light)
	}
}
