package fold

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What is folded character by character is what normalisation would leave as
// it is: each alone, and behind each other sort of letter.
func TestLone(t *testing.T) {
	for r := rune(0x80); r < 0x2060; r++ {
		if !lone(r) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r), "и" + string(r), "é" + string(r)} {
			if got := norm.NFC.String(s); got != s {
				t.Errorf("%+q is normalised to %+q", s, got)
			}
		}
		if !norm.NFC.PropertiesString(string(r)).BoundaryBefore() {
			t.Errorf("%+q combines with what stands before it", r)
		}
	}
}
