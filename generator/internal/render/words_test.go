package render

import (
	"bytes"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/layouts"
)

func TestDates(t *testing.T) {
	r := newRenderer(t)
	full, month, year := day(2021, 12, 3), brief.Date{Year: 2021, Month: 12}, brief.Date{Year: 2021}
	for _, c := range []struct {
		language string
		date     brief.Date
		want     string
	}{
		{"en", full, "3 December 2021"},
		{"en", month, "December 2021"},
		{"en", year, "2021"},
		{"en", brief.Date{}, ""},
		{"en-GB", full, "3 December 2021"},
		{"en-US", full, "December 3, 2021"},
		{"de", full, "3. Dezember 2021"},
		{"uk", full, "3 грудня 2021"},
		{"uk", month, "грудень 2021"},
		{"ar", full, "3 ديسمبر 2021"},
		{"xx", full, "3 December 2021"},
	} {
		if got := r.voice(c.language).words.date(c.date); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.date, c.language, got, c.want)
		}
	}
}

func TestPlurals(t *testing.T) {
	r := newRenderer(t)
	for _, c := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 1, "1 note"},
		{"en", 0, "0 notes"},
		{"de", 2, "2 Anmerkungen"},
		{"uk", 1, "1 примітка"},
		{"uk", 3, "3 примітки"},
		{"uk", 11, "11 приміток"},
		{"uk", 22, "22 примітки"},
		{"uk", 25, "25 приміток"},
		{"ar", 2, "حاشيتان"},
		{"ar", 5, "5 حواشٍ"},
		{"ar", 11, "11 حاشية"},
		{"ar", 100, "100 حاشية"},
	} {
		if got := r.voice(c.language).words.say("notes-count", c.n); got != c.want {
			t.Errorf("%d in %s is %q, want %q", c.n, c.language, got, c.want)
		}
	}
}

// Every catalogue says everything that the English one says, with the same
// gaps, and nothing else.
func TestCatalogues(t *testing.T) {
	var list diag.List
	all := readCatalogues(layouts.Over(nil), &list)
	english := all["en"].entries
	for language, w := range all {
		for _, key := range slices.Sorted(maps.Keys(w.entries)) {
			want, known := english[key]
			if !known {
				t.Errorf("%s: %q is not in en.json", language, key)
				continue
			}
			for category, words := range w.entries[key] {
				for _, gap := range []string{"{1}", "{2}", "{3}"} {
					if strings.Contains(words, gap) && !strings.Contains(want["other"], gap) {
						t.Errorf("%s: %q (%s) fills %s, English does not", language, key, category, gap)
					}
				}
			}
		}
	}
	for _, d := range list.All() {
		t.Error(d)
	}
	for _, language := range []string{"ar", "de", "uk"} {
		own := &words{entries: map[string]forms{}}
		text, err := fs.ReadFile(layouts.Over(nil), "words/"+language+".json")
		if err != nil {
			t.Fatal(err)
		}
		own.read(language, string(text), &list)
		for _, key := range slices.Sorted(maps.Keys(english)) {
			if !own.knows(key) {
				t.Errorf("%s: %q is said in English", language, key)
			}
		}
	}
}

// The labels that the settings begin with are those of the English catalogue.
func TestBuiltinKindsAreNamed(t *testing.T) {
	v := newRenderer(t).voice("en")
	for _, kind := range brief.BuiltinKinds() {
		if said := v.words.say("/notes/" + kind.ID + "/"); said != kind.Label {
			t.Errorf("%s is called %q in en.json, %q in the settings", kind.ID, said, kind.Label)
		}
	}
}

func TestFillIn(t *testing.T) {
	for _, c := range []struct {
		text string
		fill []filling
		want string
	}{
		{"{1} notes", []filling{{number: 3, counts: true}}, "3 notes"},
		{"{2} of {1}", []filling{{number: 3, counts: true}, {text: "a"}}, "a of 3"},
		{"{1} and {1}", []filling{{text: "x"}}, "x and x"},
		{"{1}", []filling{{text: "{2}"}, {text: "y"}}, "{2}"}, // what is filled in is no text to fill
		{"{2}, {a}, {", []filling{{text: "x"}}, "{2}, {a}, {"},
		{"a{1", []filling{{text: "x"}}, "a{1"},
	} {
		var b bytes.Buffer
		if fillIn(&b, plain, c.text, c.fill); b.String() != c.want {
			t.Errorf("%q filled with %v is %q, want %q", c.text, c.fill, b.String(), c.want)
		}
	}
}
