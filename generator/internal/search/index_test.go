package search

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Terms are words without case and diacritics; what search.js has to agree
// with is written out here.
func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"NATO’s answer":           "nato answer",
		"Łódź, Zoë and Dvořák":    "łodz zoe and dvorak",
		"Зеленський їде; её ёлка": "зеленськии іде ее елка",
		"7 to 10 a b 5G":          "7 to 10 5g",
		"co\u00adoperation":       "cooperation",
		"e\u0301tat":              "etat",
		strings.Repeat("a", 40):   strings.Repeat("a", 24),
		"don't e.g. U.S. x":       "don",
	} {
		var got []string
		terms(text, func(term []byte) { got = append(got, string(term)) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q has the terms %q, want %q", text, got, want)
		}
	}
}

// Where a term lies is agreed upon with search.js.
func TestShardOf(t *testing.T) {
	for term, want := range map[string]int{"minsk": 187, "зеленськии": 179} {
		if got := shardOf(term, 256); got != want {
			t.Errorf("%s is in shard %d, want %d", term, got, want)
		}
	}
}

func index(documents ...Document) *Index {
	return New(len(documents), func(i int) Document { return documents[i] })
}

// postings decodes a term's documents as search.js does: by field, document
// and how often.
func postings(t *testing.T, x *Index, term string) [][][2]int {
	t.Helper()
	var shard map[string][][]int
	if err := json.Unmarshal(x.Shard(shardOf(term, x.Shards())), &shard); err != nil {
		t.Fatal(err)
	}
	found := make([][][2]int, len(Fields))
	for field, list := range shard[term] {
		at := 0
		for _, p := range list {
			at += p >> 2
			found[field] = append(found[field], [2]int{at, p&3 + 1})
		}
	}
	return found
}

func TestIndex(t *testing.T) {
	x := index(
		Document{Sort: "article", Title: "NATO", Fields: [][]string{{"nato and", "NATO, and others"}, {"A note."}}},
		Document{Sort: "article", Title: "Other", Fields: [][]string{{"Nothing of it."}}},
		Document{Sort: "source", Title: "A source on NATO", Address: "/sources/a/", Date: "2021", Fields: [][]string{{strings.Repeat("nato ", 9)}}},
	)
	if got, want := fmt.Sprint(postings(t, x, "nato")), "[[[0 1] [2 1]] [[0 2] [2 4]] []]"; got != want {
		t.Errorf("nato is at %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(postings(t, x, "note")), "[[] [] [[0 1]]]"; got != want {
		t.Errorf("note is at %s, want %s", got, want)
	}
	if got, want := string(x.Start(0)), `"not":["note","nothing"]`; !strings.Contains(got, want) {
		t.Errorf("the beginnings are %s, want %s", got, want)
	}
	var rows [][5]string
	if err := json.Unmarshal(x.Block(0), &rows); err != nil || len(rows) != 3 || rows[2][2] != "/sources/a/" {
		t.Errorf("the titles are %v: %v", rows, err)
	}
}

// The same documents make the same index, however many processors read them.
func TestSameBytes(t *testing.T) {
	first := large(500)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	first.Shard(0)
	for _, processors := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(processors)
		other := large(500)
		for i := range first.Shards() {
			if string(first.Shard(i)) != string(other.Shard(i)) {
				t.Fatalf("with %d processors shard %d differs", processors, i)
			}
		}
		for i := range first.Starts() {
			if string(first.Start(i)) != string(other.Start(i)) {
				t.Fatalf("with %d processors the beginnings %d differ", processors, i)
			}
		}
	}
}

// A first search of three words on a site of 10,000 articles of 500 words
// loads less than 300 KB, whichever words they are: six shards of the largest
// size, for the words and for three that the last one begins, a shard of
// beginnings, the titles of ten results in ten blocks, and 30 KB for the page,
// the library and the script. The words are distributed as those of a language are (Zipf).
func TestFirstSearchIsSmall(t *testing.T) {
	if testing.Short() {
		t.Skip("indexes five million words")
	}
	x := large(10_000)
	var sizes []int
	total := 0
	for i := range x.Shards() {
		sizes = append(sizes, len(x.Shard(i)))
		total += sizes[i]
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	block := len(x.Block(0))
	first := 3*sizes[0] + 3*sizes[0] + len(x.Start(0))*3/2 + 10*block + 30<<10
	t.Logf("%d shards of %d KB in all, the largest %d KB, the middle one %d KB; a block of titles %d KB; a first search at most %d KB",
		len(sizes), total>>10, sizes[0]>>10, sizes[len(sizes)/2]>>10, block>>10, first>>10)
	if first > 300_000 {
		t.Errorf("a first search loads %d bytes", first)
	}
}

// large makes an index of articles of 500 words from 60,000, with eight notes
// of 30 each.
func large(articles int) *Index {
	words := make([]string, 60_000)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range words {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		words[i] = b.String()
	}
	return New(articles, func(i int) Document {
		r := rand.New(rand.NewPCG(2, uint64(i)))
		zipf := rand.NewZipf(r, 1.1, 8, uint64(len(words)-1))
		text := func(n int) string {
			var b strings.Builder
			for range n {
				b.WriteString(words[zipf.Uint64()])
				b.WriteByte(' ')
			}
			return b.String()
		}
		return Document{Sort: "article", Title: text(8), Address: fmt.Sprintf("/2021/12/03/a%d/", i), Date: "2021-12-03", Fields: [][]string{{text(500)}, {text(240)}}}
	})
}

var syllables = strings.Fields("con pro in re de com pre dis tra per sta men ver ter ment tion an er or al ic ous ing ed ly ble na to ri ka mo lu pe si do")

// The best of a list are those that sorting it finds, and the best of the best
// of its parts are the best of all.
func TestBest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var list []posting
		for i := range r.IntN(3 * champions) {
			if field := r.IntN(2 + r.IntN(2)); r.IntN(3) > 0 {
				list = append(list, posting(i<<4|field<<2|r.IntN(1+r.IntN(4))))
			}
		}
		want := slices.Clone(list)
		slices.SortFunc(want, func(a, b posting) int { return cmp.Or(b.weight()-a.weight(), cmp.Compare(b, a)) })
		want = want[:min(len(want), champions)]
		slices.Sort(want)

		half := len(list) / 2
		parts := append(best(slices.Clone(list[:half])), best(slices.Clone(list[half:]))...)
		if got := best(slices.Clone(list)); !slices.Equal(got, want) {
			t.Fatalf("the best of %v are %v, want %v", list, got, want)
		}
		if got := best(parts); !slices.Equal(got, want) {
			t.Fatalf("the best of two parts of %v are %v, want %v", list, got, want)
		}
	}
}

// A result shows whole words of the beginning of a text.
func TestGist(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[a-zé\x{2026} \n]{0,60}`), 0, 16).Draw(t, "text"), "")
		want := strings.Join(strings.Fields(text[:min(len(text), 600)]), " ")
		if len(want) > 150 {
			want = want[:150]
			if i := strings.LastIndexByte(want, ' '); i > 0 {
				want = want[:i]
			}
			want = strings.ToValidUTF8(want, "") + " …"
		}
		if got := gist(text); got != strings.ToValidUTF8(want, "") {
			t.Errorf("gist(%q) is\n%q, want\n%q", text, got, want)
		}
	})
}
