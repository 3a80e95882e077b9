package browsertest

import "testing"

// collisions lists the notes that stand on something else, and what reaches
// out of the window sideways.
const collisions = `(() => {
	const found = [], box = (e) => e.getBoundingClientRect(), seen = (e) => e.checkVisibility() && box(e).height > 0;
	const notes = [...document.querySelectorAll(".note")].filter(seen);
	const others = [...document.querySelectorAll(".note, .run > div:not(.notes) > *, main section > *, .turning, .colophon, .masthead, article > header")].filter(seen);
	const name = (e) => (e.id || e.className || e.tagName) + " at " + Math.round(box(e).top + scrollY);
	for (const note of notes) {
		const a = box(note);
		for (const other of others) {
			if (note === other || note.contains(other) || other.contains(note)) continue;
			const b = box(other);
			if (a.top < b.bottom - 1 && b.top < a.bottom - 1 && a.left < b.right - 1 && b.left < a.right - 1) found.push(name(note) + " stands on " + name(other));
		}
	}
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth) {
		const wide = [...document.querySelectorAll("body *")].find((e) => seen(e) && (box(e).right > root.clientWidth + 1 || box(e).left < -1) && !e.closest(".scroll,.unseen"));
		found.push("the page is " + root.scrollWidth + " wide" + (wide ? ", for " + wide.outerHTML.slice(0, 80) : ""));
	}
	return found.slice(0, 5);
})()`

// widths are those of phones and screens, on both sides of every width at
// which the layout changes.
var widths = []int{320, 360, 412, 480, 600, 639, 640, 767, 768, 900, 959, 960, 1024, 1120, 1280, 1366, 1439, 1440, 1520, 1600}

func TestNotesNeverCollide(t *testing.T) {
	b := openTab(t, trial(t))
	for _, address := range []string{"/2021/12/03/dense/", "/2021/12/03/ending/", "/2021/12/03/arabic/", "/2021/12/03/long/"} {
		b.visit(address)
		for filtered := range 2 {
			if filtered == 1 {
				ask[int](b, `document.querySelectorAll(".filters [id]").forEach((e, i) => i % 2 || e.click()), 0`)
			}
			for _, width := range widths {
				b.size(width, 900)
				for _, fault := range ask[[]string](b, collisions) {
					t.Errorf("%s at %d px, %d kinds in 2 hidden: %s", address, width, filtered, fault)
				}
			}
		}
		ask[int](b, `localStorage.clear(), 0`)
	}
	if n := ask[int](b, `fetch("/2021/12/03/dense/").then((r) => r.text()).then((s) => s.split('role="doc-footnote"').length - 1)`); n != 40 {
		t.Errorf("the dense article has %d notes", n)
	}
}

func TestTheDemonstrationFits(t *testing.T) {
	site, base := demonstration(t)
	b := openTab(t, base)
	for _, page := range onePerType(site) {
		b.visit(page.Address)
		for _, width := range []int{320, 360, 768, 960, 1280, 1440, 1600} {
			b.size(width, 900)
			for _, fault := range ask[[]string](b, collisions) {
				t.Errorf("%s at %d px: %s", page.Address, width, fault)
			}
		}
	}
}

// TestTextOfTwiceTheSize is read by somebody who has set the browser to 32
// pixels.
func TestTextOfTwiceTheSize(t *testing.T) {
	b := openTab(t, trial(t))
	b.letters(32)
	for _, address := range []string{"/2021/12/03/dense/", "/2021/12/03/long/", "/2021/12/03/"} {
		b.visit(address)
		for _, width := range []int{360, 1280} {
			b.size(width, 900)
			for _, fault := range ask[[]string](b, collisions) {
				t.Errorf("%s at %d px: %s", address, width, fault)
			}
		}
	}
	if size := ask[string](b, `getComputedStyle(document.body).fontSize`); size != "36px" {
		t.Errorf("the text is set in %s", size)
	}
}

// TestNothingMoves measures cumulative layout shift while a page loads.
func TestNothingMoves(t *testing.T) {
	b := openTab(t, trial(t))
	for _, width := range []int{360, 1280} {
		b.size(width, 900)
		for _, address := range []string{"/2021/12/03/dense/", "/2021/12/03/ending/", "/2021/12/03/"} {
			b.visit(address)
			shift := ask[float64](b, `new Promise((done) => {
				let sum = 0;
				new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value }).observe({type: "layout-shift", buffered: true});
				setTimeout(() => done(sum), 300);
			})`)
			if shift != 0 {
				t.Errorf("%s at %d px shifts by %v", address, width, shift)
			}
		}
	}
}

// TestToolsMoveNothing takes away what the script has set into an article:
// everything stays where it was, with a mouse and on a screen that is touched.
func TestToolsMoveNothing(t *testing.T) {
	_, base := demonstration(t)
	b := openTab(t, base)
	const places = `[...document.querySelectorAll(".block, .note, .endnotes li")].map((e) => (e.id || e.className) + " " + e.getBoundingClientRect().top).join("\n")`
	for _, touched := range []bool{false, true} {
		if touched {
			b.touch()
		}
		for _, width := range []int{360, 768} {
			b.size(width, 900)
			b.visit(article)
			if hovers := ask[bool](b, `matchMedia("(hover)").matches`); hovers == touched {
				t.Fatalf("touched: %v, can hover: %v", touched, hovers)
			}
			with := ask[string](b, places)
			without := ask[string](b, `(document.querySelectorAll(".tools").forEach((e) => e.remove()), document.documentElement.classList.remove("scripted"), `+places+`)`)
			if with != without {
				t.Errorf("at %d px, touched: %v, with the tools:\n%s\nwithout:\n%s", width, touched, with, without)
			}
		}
	}
}

func TestRightToLeft(t *testing.T) {
	b := openTab(t, trial(t))
	b.visit("/2021/12/03/arabic/")
	if !ask[bool](b, `document.dir === "rtl" && document.querySelector(".note").getBoundingClientRect().right < document.querySelector(".block p").getBoundingClientRect().left`) {
		t.Error("the margin is not at the left of the text")
	}
}
