package link

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Lists that share memory stay what they were, whatever is kept after them and
// appended to them.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p pieces[int]
		lists := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(1, 9), 0, 90), 1, 60).Draw(t, "lists")
		kept := make([][]int, len(lists))
		for i, list := range lists {
			for _, n := range p.make(i % 3) {
				if n != 0 {
					t.Fatal("a new list is not empty")
				}
			}
			kept[i] = p.keep(list)
			_ = append(kept[i], 0)
		}
		for i, list := range lists {
			if !slices.Equal(kept[i], list) {
				t.Fatalf("list %d is %v, want %v", i, kept[i], list)
			}
		}
	})
}
