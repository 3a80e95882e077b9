package browsertest

import (
	"slices"
	"testing"
)

// focused says what has the focus, and how a reader sees that it has.
type focused struct {
	What    string // filter, reference, note, backlink, source …
	Index   int    // among all that can have the focus, in the order of the page
	Outline bool   // there is a line around it
	InView  bool
}

const whatIsFocused = `(() => {
	const e = document.activeElement, style = getComputedStyle(e), r = e.getClientRects()[0] || e.getBoundingClientRect();
	const all = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility({visibilityProperty: true}));
	const sorts = {skip: ".skip", filter: ".filters input", reference: ".ref", backlink: ".back", note: ".note .label a", source: ".endnotes a", citation: ".cite a", tool: ".tools button",
		card: ".card h2 a", strongest: ".strongest a", turning: ".turning a", box: ".search-box input", button: ".search-box button", result: ".found a", more: ".more", body: "body"};
	return {
		What: Object.keys(sorts).find((s) => e.matches(sorts[s])) || "other",
		Index: all.indexOf(e),
		Outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
		InView: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
	};
})()`

// TestKeyboardPath tabs through whole pages: all that can have the focus has
// it, in the order of the page, and is seen to have it.
func TestKeyboardPath(t *testing.T) {
	_, base := demonstration(t)
	for _, c := range []struct {
		address, ready string
		stops          []string // some of them, in their order
	}{
		{"/2021/12/03/before-the-call/", "true", []string{"filter", "reference", "note", "backlink", "source"}},
		{"/2021/12/03/", "true", []string{"card", "strongest", "card", "strongest", "turning"}},
		{"/search/?q=troops", `document.querySelector(".found a")`, []string{"box", "button", "result", "result", "more"}},
	} {
		t.Run(c.address, func(t *testing.T) {
			b := openTab(t, base)
			b.prefer("prefers-reduced-motion", "reduce")
			b.visit(c.address)
			b.waitFor(c.ready)
			path := b.tabThrough()
			at := -1
			for _, what := range append([]string{"skip"}, c.stops...) {
				next := slices.Index(path[at+1:], what)
				if next < 0 {
					t.Fatalf("no %s comes after stop %d: %v", what, at, path)
				}
				at += 1 + next
			}
		})
	}
}

// tabThrough presses Tab from the beginning of a page to its end, and returns
// what had the focus on the way.
func (b *tab) tabThrough() []string {
	t := b.t
	t.Helper()
	var path []string
	last := -1
	for range 400 {
		b.press(tabKey)
		f := ask[focused](b, whatIsFocused)
		if f.What == "body" || f.Index < last {
			break
		}
		if f.Index != last+1 {
			t.Errorf("after %v the focus goes from place %d to %d", path[max(0, len(path)-3):], last, f.Index)
		}
		if !f.Outline || !f.InView {
			t.Errorf("stop %d, a %s: outline %v, in view %v", len(path), f.What, f.Outline, f.InView)
		}
		last = f.Index
		path = append(path, f.What)
	}
	if len(path) == 0 || path[0] != "skip" {
		t.Error("the first stop is not the link past the navigation")
	}
	return path
}

// TestKeyboardWork does by key what a mouse does: skips, filters, goes to a
// note and back.
func TestKeyboardWork(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	b.prefer("prefers-reduced-motion", "reduce")
	b.visit(article)
	b.press(tabKey)
	b.press(enterKey)
	b.press(tabKey)
	if !ask[bool](b, `document.getElementById("main").contains(document.activeElement)`) {
		t.Error("the skip link does not lead into the text")
	}
	ask[int](b, `document.querySelector(".filters input").focus(), 0`)
	b.press(spaceKey)
	if ask[bool](b, `document.activeElement.checked`) {
		t.Error("the space bar does not work a filter")
	}
	b.press(spaceKey)
	ref := ask[string](b, `(() => { const e = document.querySelector(".ref"); e.focus(); return e.id })()`)
	b.press(enterKey)
	b.press(tabKey)
	if !ask[bool](b, `document.querySelector(".note:target").contains(document.activeElement)`) {
		t.Error("after a reference the focus does not go on in its note")
	}
	ask[int](b, `document.querySelector(".note:target .back").focus(), 0`)
	b.press(enterKey)
	if at := ask[string](b, `document.querySelector(":target").id`); at != ref {
		t.Errorf("the way back from the note leads to %s, not %s", at, ref)
	}
}
