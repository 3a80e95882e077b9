package fold

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"quote marks", "“it’s” «so» ‚he‘ said `now´", `"it's" "so" 'he' said 'now'`},
		{"dashes", "a – b — c ‑ d -- e", "a - b - c - d - e"},
		{"an ellipsis", "wait…", "wait..."},
		{"blanks", "a \t\n\u00a0\u2009b", "a b"},
		{"what is not seen", "co\u00adop\u200be\u2060r\ufeffate", "cooperate"},
		{"composition", "Cafe\u0301", "Caf\u00e9"},
		{"a composed letter between plain ones", "xe\u0301y", "x\u00e9y"},
		{"case is kept", "NATO nato", "NATO nato"},
		{"compatibility is kept", "ﬁ ²", "ﬁ ²"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := String(test.text); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// check holds a folded text to what its maps promise.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string,
) {
	t.Helper()
	f := New(text)
	last := [2]int{}
	for i, r := range f.Folded {
		from, to := f.Original(i, i+utf8.RuneLen(r))
		if from < 0 || from >= to || to > len(text) {
			t.Fatalf("%q: byte %d of %q stands for %d–%d", text, i, f.Folded, from, to)
		}
		if from < last[0] || to < last[1] {
			t.Fatalf("%q: the map of %q turns back at byte %d", text, f.Folded, i)
		}
		last = [2]int{from, to}
		if got := String(text[from:to]); !strings.Contains(got, string(r)) {
			t.Fatalf("%q: byte %d of %q stands for %q, which folds to %q", text, i, f.Folded, text[from:to], got)
		}
		// The way back and forth leads to the first character that stands for
		// the same stretch.
		j := f.Offset(from)
		if j > i {
			t.Fatalf("%q: byte %d of %q starts at %d, which is byte %d", text, i, f.Folded, from, j)
		}
		if start, _ := f.Original(j, i+utf8.RuneLen(r)); start != from {
			t.Fatalf("%q: byte %d of %q starts at %d, and byte %d at %d", text, i, f.Folded, from, j, start)
		}
	}
	for at := range len(text) + 1 {
		want := len(f.Folded)
		for i, r := range f.Folded {
			if from, _ := f.Original(i, i+utf8.RuneLen(r)); from >= at {
				want = i
				break
			}
		}
		if got := f.Offset(at); got != want {
			t.Fatalf("%q: offset %d is byte %d of %q, want %d", text, at, got, f.Folded, want)
		}
	}
}

// pieces are what folding is about, apart and next to each other.
var pieces = []string{
	"a", "Z", "9", " ", "\n", "\t", "\u00a0", "\u2009", "-", "--", "—", "–", "'", "’", "“", "”", "«", "`", "…", ".", ",",
	"e\u0301", "é", "\u0301", "ö", "ﬁ", "各", "한", "\u1112\u1161\u11ab", "😀", "\u00ad", "\u200d", "\ufeff", "\u202e", "İ", "ß", "Å",
}

// The maps are monotone, stay within the text and invert.
func TestMapsAreMonotoneAndInvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "text"), ""))
	})
}

// What is folded once is folded for good, unless a character that is not seen
// kept a letter from what combines with it.
func TestFoldingTwiceChangesNothing(t *testing.T) {
	seen := slices.DeleteFunc(slices.Clone(pieces), func(p string) bool { return String(p) == "" })
	rapid.Check(t, func(t *rapid.T) {
		once := String(strings.Join(rapid.SliceOfN(rapid.SampledFrom(seen), 0, 40).Draw(t, "text"), ""))
		if twice := String(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

// A text folds the same wherever it is cut at a blank.
func TestFoldingIsLocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces[:3]), 1, 10)
		a, b := strings.Join(words.Draw(t, "a"), ""), strings.Join(words.Draw(t, "b"), "")
		if got, want := String(a+" "+b), String(a)+" "+String(b); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, p := range pieces {
		f.Add("x" + p + "y")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			check(t, text)
		}
		New(text)
	})
}
