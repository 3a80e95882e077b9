package diff

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// article is a page of some size, with a word that differs.
func article(paragraphs int, word string) string {
	var b strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&b, "<div class=\"run\"><p id=\"p%d\">The minister counted <a href=\"/entities/%d/\">more than %d troops</a> near the border, and %s so on <em>Friday</em>.</p></div>\n", i, i, i*37, word)
		word = "said"
	}
	return page("<main>" + b.String() + "</main>")
}

// 1,000 pages against 1,000 with 10 changed: to be at most 1 s.
func BenchmarkThousandPages(b *testing.B) {
	old, new := map[string]string{}, map[string]string{}
	for i := range 1000 {
		name := fmt.Sprintf("2021/12/%d/index.html", i)
		old[name] = article(100, "said")
		new[name] = old[name]
		if i%100 == 0 {
			new[name] = article(100, "wrote")
		}
	}
	run(b, old, new, 10)
}

// The same with a layout that changed on every page.
func BenchmarkThousandPagesLayout(b *testing.B) {
	old, new := map[string]string{}, map[string]string{}
	for i := range 1000 {
		name := fmt.Sprintf("2021/12/%d/index.html", i)
		old[name] = article(100, "said")
		new[name] = strings.Replace(old[name], "<main>", `<main class="wide">`, 1)
	}
	run(b, old, new, 1000)
}

// One page of 1 MB: to be at most 0.5 s.
func BenchmarkMegabyte(b *testing.B) {
	old, new := article(6200, "said"), article(6200, "wrote")
	b.SetBytes(int64(len(old)))
	run(b, map[string]string{"a.html": old}, map[string]string{"a.html": new}, 1)
}

// One page of 1 MB in which every paragraph is another.
func BenchmarkMegabyteRewritten(b *testing.B) {
	old := article(6200, "said")
	new := strings.ReplaceAll(old, "counted", "estimated")
	b.SetBytes(int64(len(old)))
	run(b, map[string]string{"a.html": old}, map[string]string{"a.html": new}, 1)
}

func run(b *testing.B, old, new map[string]string, want int) {
	for b.Loop() {
		r, err := Compare(context.Background(), side("old", old), side("new", new), Options{})
		if err != nil || len(r.Pages) != want {
			b.Fatal(err, len(r.Pages))
		}
	}
}
