package search

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// FuzzIndex makes an index of any texts, as a title, a text and a note. Every
// part is JSON, is the same when it is made again, and every term of every text
// leads to its document, unless too many documents have it.
func FuzzIndex(f *testing.F) {
	f.Add("NATO’s answer", "Łódź, Zoë and Dvořák\nЗеленський їде; её ёлка", "7 to 10 5G")
	f.Add("", "\xff\u2028</script>", "co\u00adoperation e\u0301tat")
	f.Add("北京 日本語", strings.Repeat("a", 40), "👨‍👩‍👧 \x00 \u202e")
	f.Fuzz(func(t *testing.T, title, text, note string) {
		documents := []Document{
			{Sort: "article", Title: title, Address: "/a/", Fields: [][]string{{text}, {note}}},
			{Sort: "source", Title: text, Address: "/b/", Gist: note, Fields: [][]string{{title}}},
			{Sort: "entity", Title: note},
		}
		x, again := index(documents...), index(documents...)
		same := func(part, other []byte) {
			if !json.Valid(part) || !slices.Equal(part, other) {
				t.Fatalf("%q, then %q", part, other)
			}
		}
		for i := range x.Shards() {
			same(x.Shard(i), again.Shard(i))
		}
		for i := range x.Starts() {
			same(x.Start(i), again.Start(i))
		}
		for i := range x.Blocks() {
			same(x.Block(i), again.Block(i))
		}
		for document, d := range documents {
			for field, texts := range append([][]string{{d.Title}}, d.Fields...) {
				terms(strings.Join(texts, "\n"), func(term []byte) {
					found := postings(t, x, string(term))[field]
					if !slices.ContainsFunc(found, func(at [2]int) bool { return at[0] == document }) {
						t.Fatalf("%q of %q does not lead to it: %v", term, texts, found)
					}
				})
			}
		}
	})
}
