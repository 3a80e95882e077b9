package brief

import "testing"

// What is a segment already is what would be written of it: for every text of
// up to five of these letters.
func TestSegmentsStay(t *testing.T) {
	letters := []string{"a", "Z", "7", "-", ".", "_", " ", "é"}
	stayed := 0
	var try func(s string, more int)
	try = func(s string, more int) {
		for _, keep := range []string{"", "._"} {
			if isSegment(s, keep) {
				stayed++
				if w := written(s, keep); w != s {
					t.Errorf("%q stays with %q kept, and would be written %q", s, keep, w)
				}
			}
		}
		if more == 0 {
			return
		}
		for _, l := range letters {
			try(s+l, more-1)
		}
	}
	try("", 5)
	if stayed < 1000 {
		t.Errorf("only %d texts stay", stayed)
	}
	for _, id := range []string{"wapo-175k", "s000123", "doi_10.1000", "a"} {
		if !isSegment(id, "._") {
			t.Errorf("the id %q does not stay", id)
		}
	}
}
