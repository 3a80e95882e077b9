package wording

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"one two", []string{"one", "two"}},
		{"“One,” he said – two.", []string{"One", "he", "said", "two"}},
		{"it's 94,000.5 or 3.", []string{"it's", "94,000.5", "or", "3"}},
		{"low-key U.S. 'quoted'", []string{"low", "key", "U", "S", "quoted"}},
		{"naïve Київ e\u0301te\u0301", []string{"naïve", "Київ", "e\u0301te\u0301"}},
		{"国境の部隊 NATO", []string{"国", "境", "の", "部", "隊", "NATO"}},
		{"\xff a \xfe", []string{"a"}},
	}
	for _, test := range tests {
		var got []string
		for _, w := range Words(test.text) {
			got = append(got, w.Of(test.text))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func likeness(a, b string) float64 {
	al := Align(a, Words(a), b, Words(b))
	return al.Likeness()
}

func TestLikeness(t *testing.T) {
	for _, test := range []struct {
		a, b        string
		least, most float64
	}{
		{"the talks are over", "the talks are over", 1, 1},
		{"the talks are over", "The talks, are over!", 0.9, 0.999}, // a capital is another letter
		{"more than 94,000 troops", "more than 194,000 troops", 0.67, 0.7},
		{"said Zelensky", "said Zelenskyy", 0.9, 0.99},
		{"the talks are over", "a week of rain", 0, 0},
		{"the of and to in", "the of and to in the", 0.9, 0.95},
	} {
		if got := likeness(test.a, test.b); got < test.least || got > test.most {
			t.Errorf("%q and %q: %.3f, want %.3f to %.3f", test.a, test.b, got, test.least, test.most)
		}
	}
}

var drawnWords = rapid.SliceOfN(rapid.SampledFrom(strings.Fields("the talks talk are over 94,000 194,000 Iran Iraq border borders a")), 1, 25)

// Likeness does not depend on which wording comes first, is 1 only for the same
// words, and the pairs are in order on both sides.
func TestAlignment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, w := drawnWords.Draw(t, "a"), drawnWords.Draw(t, "b")
		a, b := strings.Join(v, " "), strings.Join(w, " ")
		one, other := likeness(a, b), likeness(b, a)
		if one != other || one < 0 || one > 1 || (one == 1) != slices.Equal(v, w) {
			t.Fatalf("%q and %q: %v, %v", a, b, one, other)
		}
		al := Align(a, Words(a), b, Words(b))
		for i, p := range al.Pairs {
			if p.Same != (v[p.A] == w[p.B]) || i > 0 && (p.A <= al.Pairs[i-1].A || p.B <= al.Pairs[i-1].B) {
				t.Fatalf("%q and %q: %v", a, b, al.Pairs)
			}
		}
	})
}

// A comparison holds both wordings, word for word.
func TestDiffHoldsBothWordings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, w := drawnWords.Draw(t, "before"), drawnWords.Draw(t, "after")
		var before, after []string
		for _, c := range Diff(strings.Join(v, " "), strings.Join(w, "\n"), strings.ToLower) {
			if c.Op != New {
				before = append(before, c.Words...)
			}
			if c.Op != Old {
				after = append(after, c.Words...)
			}
		}
		if !slices.Equal(before, v) || !slices.Equal(after, w) {
			t.Fatalf("%q and %q", before, after)
		}
	})
}

func TestRender(t *testing.T) {
	same := func(s string) string { return s }
	tests := []struct {
		before, after, want string
		most                int
	}{
		{"more than 94,000 troops", "more than 96,000 troops", "more than [-94,000-]{+96,000+} troops", 0},
		{"a b", "b c", "[-a-] b {+c+}", 0},
		{"a b c d e f x", "a b c d e f y", "… e f [-x-]{+y+}", 2},
		{"x a b c d e f y", "z a b c d e f w", "[-x-]{+z+} a b … e f [-y-]{+w+}", 2},
		{"a b c", "a b c", "a b c", 2},
	}
	for _, test := range tests {
		if got := Render(Diff(test.before, test.after, same), Plain, test.most); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}
