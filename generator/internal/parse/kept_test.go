package parse

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is kept stays as it was, whatever is kept after it and whatever becomes
// of the memory that it was copied from.
func TestKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l letters
		var s slab[int]
		var texts, wantTexts []string
		var lists, wantLists [][]int
		for range rapid.IntRange(1, 60).Draw(t, "times") {
			n := rapid.OneOf(rapid.IntRange(0, 40), rapid.IntRange(0, 3*slabLength)).Draw(t, "length")
			text := []byte(strings.Repeat(rapid.StringMatching("[a-z]{1,9}").Draw(t, "text"), n))
			texts, wantTexts = append(texts, l.keep(text)), append(wantTexts, string(text))
			clear(text)

			list := slices.Repeat([]int{n}, n)
			lists, wantLists = append(lists, s.keep(list)), append(wantLists, slices.Clone(list))
			clear(list)
		}
		for i := range lists {
			_ = append(lists[i], -1) // has memory of its own
		}
		if !slices.Equal(texts, wantTexts) || !slices.EqualFunc(lists, wantLists, slices.Equal) {
			t.Errorf("got %q and %v, want %q and %v", texts, lists, wantTexts, wantLists)
		}
	})
}

// Many small parts take few pieces of memory.
func TestKeptTogether(t *testing.T) {
	var l letters
	var s slab[int]
	text, list := []byte("a remark"), []int{1, 2, 3, 4}
	if n := testing.AllocsPerRun(1000, func() {
		l.keep(text)
		s.keep(list)
	}); n >= 1 {
		t.Errorf("%v pieces of memory for each", n)
	}
}
