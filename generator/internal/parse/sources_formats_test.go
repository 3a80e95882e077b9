package parse

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/bibtex"
	"gloss/generator/internal/csl"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/ris"
)

// sourceFormats are the formats that sources are written in.
var sourceFormats = map[string]func([]*brief.Source) string{
	"a.json": func(s []*brief.Source) string {
		text, err := csl.JSON(s)
		if err != nil {
			panic(err)
		}
		return string(text)
	},
	"a.yaml": csl.YAML,
	"a.bib":  bibtex.Write,
	"a.ris":  ris.Write,
}

func withoutPlaces(sources []brief.Source) []brief.Source {
	for i := range sources {
		sources[i].Pos = brief.Pos{}
	}
	return sources
}

// comesBack writes sources in every format and reads them again.
func comesBack(t interface{ Errorf(string, ...any) }, sources []brief.Source) {
	var all []*brief.Source
	for i := range sources {
		all = append(all, &sources[i])
	}
	for name, write := range sourceFormats {
		text := write(all)
		var list diag.List
		got := withoutPlaces(Sources(brief.Input{Path: name, Text: text}, &list))
		if diff := cmp.Diff(sources, got); diff != "" || len(list.All()) > 0 {
			t.Errorf("%s: (- want, + got)\n%s\n%.3000s\n%v", name, diff, text, list.All())
		}
	}
}

// The sources of the demonstration come back from every format.
func TestTheDemonstrationsSourcesComeBack(t *testing.T) {
	files, err := filepath.Glob("../../../content/sources/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		comesBack(t, withoutPlaces(Sources(brief.Input{Path: file, Text: string(text)}, new(diag.List))))
	}
}

// Whatever sources: what goes out comes in as it was.
func TestSourcesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sources []brief.Source
		for i := range rapid.IntRange(1, 4).Draw(t, "sources") {
			sources = append(sources, drawSource(t, i))
		}
		comesBack(t, sources)
	})
}

var sourceWords = []string{
	"Troops", "near", "the border:", "94,000", "Kyiv’s", "it's", "“quoted”", "``", "''", "--", "—", "50 %", "A & B", "#1", "a_b", "{x}", `\n`, "$5", "~", "^",
	"naïve", "Київ", "😀", "O'Neill", "and", "NATO", "true", "- a", "@x", "= y", "3,14", "[z]", "Größe", "a  b", "5\u00a0km", "null", "C: D", "\"straight\"", "<b", "!", "%%",
}

func drawWords(t *rapid.T, label string) string {
	words := strings.Join(rapid.SliceOfN(rapid.SampledFrom(sourceWords), 1, 6).Draw(t, label), " ")
	return oneLine(words)
}

func maybe(t *rapid.T, label string, draw func() string) string {
	if rapid.Bool().Draw(t, label) {
		return draw()
	}
	return ""
}

func drawDate(t *rapid.T, label string) brief.Date {
	d := brief.Date{Year: rapid.IntRange(1000, 2100).Draw(t, label)}
	if d.Month = rapid.IntRange(0, 12).Draw(t, label); d.Month > 0 {
		d.Day = rapid.IntRange(0, 28).Draw(t, label)
	}
	return d
}

func drawPeople(t *rapid.T, label string) []brief.Person {
	var people []brief.Person
	for range rapid.IntRange(0, 3).Draw(t, label) {
		people = append(people, rapid.SampledFrom([]brief.Person{
			{Family: "Reznikov", Given: "Oleksii"},
			{Family: "Beethoven", Given: "Ludwig", Particle: "van"},
			{Family: "Fontaine", Given: "Jean", Particle: "de la"},
			{Family: "King", Given: "Martin Luther", Suffix: "Jr."},
			{Literal: "Human Rights Watch"},
			{Literal: "Ministry of Defence, Press and Public Office"},
			{Family: "López Obrador", Given: "Andrés Manuel"},
			{Family: "O’Neill", Given: "J. & K."},
			{Literal: "Black and White {Ltd}"},
			{Family: "Ortega y Gasset", Given: "José"},
			{Family: "Sand", Given: "George"},
			{Family: "Müller", Given: "H.-J."},
		}).Draw(t, label))
	}
	return people
}

func drawSource(t *rapid.T, n int) brief.Source {
	text := func(label string) string { return maybe(t, label, func() string { return drawWords(t, label) }) }
	address := func(label string) string {
		return maybe(t, label, func() string {
			return rapid.SampledFrom([]string{"https://example.org/a_b%20c?d=1&e=2#f", "http://example.org/~x/", "https://example.org/a(b),c"}).Draw(t, label)
		})
	}
	s := brief.Source{
		ID:    rapid.SampledFrom([]string{"reznikov-2021", "a:b", "Smith_2021", "wapo-175k"}).Draw(t, "id") + fmt.Sprint(n),
		Type:  rapid.SampledFrom(cslTypes).Draw(t, "type"),
		Title: drawWords(t, "title"), Authors: drawPeople(t, "authors"), Editors: drawPeople(t, "editors"), Translator: drawPeople(t, "translators"),
		ContainerTitle: text("container"), Publisher: text("publisher"), PublisherPlace: text("place"), PublisherURL: address("publisher-url"),
		Agency: text("agency"), Via: text("via"), Event: text("event"), Genre: text("genre"), Number: text("number"), Volume: text("volume"),
		Issue: text("issue"), Edition: text("edition"), Section: text("section"),
		Page:     rapid.SampledFrom([]string{"", "4", "4-7", "A1", "1, 3-5"}).Draw(t, "page"),
		Language: rapid.SampledFrom([]string{"", "en", "uk", "en-GB"}).Draw(t, "language"),
		DOI:      rapid.SampledFrom([]string{"", "10.1000/x_y(z)"}).Draw(t, "doi"),
		ISBN:     rapid.SampledFrom([]string{"", "978-3-16-148410-0", "0-19-852663-6", "odd"}).Draw(t, "isbn"),
		URL:      address("url"), ArchiveURL: address("archive-url"),
		URLStatus: rapid.SampledFrom(append([]string{""}, urlStatuses...)).Draw(t, "status"),
		Quote:     text("quote"), Reliability: text("reliability"), Abstract: text("abstract"), Note: text("note"),
	}
	if rapid.Bool().Draw(t, "dated") {
		s.Issued = drawDate(t, "issued")
		if rapid.Bool().Draw(t, "range") {
			s.IssuedTo = drawDate(t, "to")
		}
		s.Accessed, s.ArchiveDate = drawDate(t, "accessed"), drawDate(t, "archived")
	}
	return s
}
