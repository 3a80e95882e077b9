package parse

import (
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// readSources returns the sources of a file with the complaints about it.
func readSources(path, text string) ([]brief.Source, string) {
	var list diag.List
	sources := Sources(brief.Input{Path: path, Text: text}, &list)
	return sources, strings.ReplaceAll(located(&list), path+":", "")
}

func TestASourceWithAllItsFields(t *testing.T) {
	sources, complaints := readSources("content/sources/x.yaml", `# Pandoc's form
references:
- id: wapo-175k
  type: article-newspaper
  title: "<i>Russia</i> planning a <span class=\"nocase\">massive</span> offensive, 1 < 2, <u>x</u>"
  author:
  - family: Gogh
    given: Vincent
    dropping-particle: van
    non-dropping-particle: de
    suffix: Jr.
    comma-suffix: true
  - literal: Reuters
  - Associated Press
  editor: {family: Doe, given: J.}
  translator: Somebody
  container-title: The Post
  publisher: The Post Company
  publisher-place: Washington
  publisher-url: https://example.org/
  agency: Reuters
  via: Yahoo News
  event-title: A summit
  genre: Analysis
  number: 007
  volume: 1.10
  issue: 2-3
  edition: 2e
  section: A
  page: 12-15
  language: en-US
  DOI: https://doi.org/10.1000/182
  ISBN: 978-3-16-148410-0
  issued: 2021-12-03/2021-12-07
  accessed: 2021-12-08T10:00:00Z
  URL: https://example.org/a
  archive-url: https://web.archive.org/web/2021/a
  archive-date: "2021-12-09"
  url-status: dead
  quote: "The words."
  reliability: one source
  abstract: About.
  note: A note.
  keyword: not kept
...
`)
	day := func(d int) brief.Date { return brief.Date{Year: 2021, Month: 12, Day: d} }
	same(t, "complaints", complaints, "")
	same(t, "sources", sources, []brief.Source{{
		ID: "wapo-175k", Type: "article-newspaper", Title: "Russia planning a massive offensive, 1 < 2, <u>x</u>",
		Authors: []brief.Person{
			{Family: "Gogh", Given: "Vincent", Particle: "van de", Suffix: "Jr."}, {Literal: "Reuters"}, {Literal: "Associated Press"},
		},
		Editors: []brief.Person{{Family: "Doe", Given: "J."}}, Translator: []brief.Person{{Literal: "Somebody"}},
		ContainerTitle: "The Post", Publisher: "The Post Company", PublisherPlace: "Washington", PublisherURL: "https://example.org/",
		Agency: "Reuters", Via: "Yahoo News", Event: "A summit", Genre: "Analysis", Number: "007", Volume: "1.10", Issue: "2-3",
		Edition: "2e", Section: "A", Page: "12-15", Language: "en-US", DOI: "10.1000/182", ISBN: "978-3-16-148410-0",
		Issued: day(3), IssuedTo: day(7), Accessed: day(8), URL: "https://example.org/a",
		ArchiveURL: "https://web.archive.org/web/2021/a", ArchiveDate: day(9), URLStatus: "dead", Quote: "The words.",
		Reliability: "one source", Abstract: "About.", Note: "A note.",
		Pos: brief.Pos{File: "content/sources/x.yaml", Line: 3, Column: 3},
	}})
}

func TestWhereTheListOfSourcesStands(t *testing.T) {
	const item = `{"id": 1, "title": "T"}`
	for _, c := range []struct{ path, text string }{
		{"s.json", "[" + item + "]"},
		{"s.json", `{"items": [` + item + "]}"},
		{"s.json", item},
		{"s.yaml", "- id: 1\n  title: T\n"},
		{"s.yml", "---\nreferences:\n  - id: 1\n    title: T\n---\n"},
		{"s.yaml", "[" + item + "]"},
	} {
		sources, complaints := readSources(c.path, c.text)
		if len(sources) != 1 || sources[0].ID != "1" || complaints != "" {
			t.Errorf("%s %q: %v %s", c.path, c.text, sources, complaints)
		}
	}
	for _, c := range []struct{ path, text, want string }{
		{"s.json", "", ""},
		{"s.yaml", "# none yet\n", ""},
		{"s.json", "[]", ""},
		{"s.json", `"x"`, "1:1 source-syntax: this is text, not a list of sources (write a list of items, each with id, type and title; in YAML under references:)\n"},
		{"s.yaml", "references: x\n", "1:13 source-syntax: this is text, not a list of sources (write a list of items, each with id, type and title; in YAML under references:)\n"},
		{"s.json", "[1]", "1:2 source-value: a source is text, not fields (write id: …, type: … and title: …)\n"},
		{"s.json", `[{"id": "a", "title": "T"`, "1:26 source-syntax: the file ends before the { of line 1 is closed by } (the end of the file may be missing)\n"},
	} {
		_, complaints := readSources(c.path, c.text)
		same(t, c.text, complaints, c.want)
	}
}

func TestDatesOfSources(t *testing.T) {
	for issued, want := range map[string]string{
		`"2021-12-03"`:                     "2021-12-03",
		`"2021-12"`:                        "2021-12",
		`2021`:                             "2021",
		`"2021-12-03/2021-12-07"`:          "2021-12-03–2021-12-07",
		`"2021-12-03/.."`:                  "2021-12-03",
		`"2021?"`:                          "2021",
		`"2021-12~"`:                       "2021-12",
		`"2021-23"`:                        "2021",
		`{"date-parts": [[2021, 12, 3]]}`:  "2021-12-03",
		`{"date-parts": [["2021", "12"]]}`: "2021-12",
		`{"date-parts": [["2021", 12, ""]], "circa": true}`: "2021-12",
		`{"date-parts": [[2021, 12, 3], [2021, 12, 7]]}`:    "2021-12-03–2021-12-07",
		`{"date-parts": [[2021]], "season": "spring"}`:      "2021",
		`{"date-parts": [[2021, 21]]}`:                      "2021",
		`{"date-parts": [2021, 12]}`:                        "2021-12",
		`{"raw": "2021-12-03"}`:                             "2021-12-03",
		`{"raw": "3 December 2021"}`:                        "2021",
		`{"literal": "n.d."}`:                               "",
		`{"literal": "1998 or 2001"}`:                       "",
		`{"year": 2021, "month": 12, "day": 3}`:             "2021-12-03",
		`[{"year": 2021, "month": 12}, {"year": 2022}]`:     "2021-12–2022",
		`[2021, 12]`:                            "2021-12",
		`{}`:                                    "",
		`null`:                                  "",
		`""`:                                    "",
		`"2021-02-30"`:                          "1:37 2021-02-30",
		`"soon"`:                                "1:37 soon",
		`"2021-12-03/x"`:                        "1:37 2021-12-03/x",
		`{"date-parts": [[2021, 2, 30]]}`:       "1:54 2021-02-30",
		`{"date-parts": [[2021, "Feb"]]}`:       "1:60 Feb",
		`{"date-parts": [[2021, 13, 1]]}`:       "1:54 2021-13-01",
		`{"date-parts": [[-44]]}`:               "1:54 -044",
		`{"raw": "2021-02-30"}`:                 "1:45 2021-02-30",
		`{"year": 2021, "month": 2, "day": 30}`: "1:46 2021-02-30",
		`{"season": 1}`:                         "1:37 this",
		`{"date-parts": [[99999999999999999999]]}`: "1:54 99999999999999999999",
		`{"date-parts": [[2021, 12, 3, 4]]}`:       "1:67 4",
	} {
		sources, complaints := readSources("s.json", `[{"id": "a", "title": "", "issued": `+issued+`, "URL": "https://a/"}]`)
		s := sources[0]
		got := s.Issued.String()
		if !s.IssuedTo.IsZero() {
			got += "–" + s.IssuedTo.String()
		}
		if complaints != "" {
			at, message, _ := strings.Cut(complaints, " source-value: ")
			_, said, _ := strings.Cut(message, ": ")
			said, _, _ = strings.Cut(said, " (")
			got = at + " " + said
		}
		if got != want {
			t.Errorf("%s: %s, want %s", issued, got, want)
		}
	}
}

func TestWhatIsWrongWithASource(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"fields", "- id: a\n  titel: T\n  url: https://a/\n  archive_url: https://b/\n  title: T\n",
			`2:3 source-key: titel is not a known field (did you mean title?)
3:3 source-key: url is not a known field (did you mean URL?)
4:3 source-key: archive_url is not a known field (did you mean archive-url?)
`,
		},
		{
			"words", "- id: a\n  type: article_newspaper\n  title: T\n  url-status: broken\n",
			`2:9 source-value: type cannot be article_newspaper (did you mean article-newspaper?)
4:15 source-value: url-status cannot be broken (write one of live, dead, unfit, usurped)
`,
		},
		{
			"addresses", "- id: a\n  title: T\n  URL: javascript:alert(1)\n  archive-url: //evil.example/\n  publisher-url: www.example.org\n",
			`3:8 source-url: URL is not linked to: javascript:alert(1) (write an address that begins with https://)
4:16 source-url: archive-url is not linked to: //evil.example/ (write an address that begins with https://)
5:18 source-url: publisher-url is not linked to: www.example.org (write an address that begins with https://)
`,
		},
		{
			"ids", "- title: T\n- id: a b\n  title: T\n- id:\n  title: T\n- id: [x]\n- id: '???'\n  title: T\n- id: \"c\\u200bd\"\n  title: T\n",
			`1:3 source-id: the source has no id (add an id to cite it by, such as author-2021)
2:7 source-id: the id a b holds blanks or characters that cannot be seen (write a-b)
4:3 source-id: the source has no id (add an id to cite it by, such as author-2021)
6:7 source-id: an id is a list, not text (write one word)
7:7 source-id: the id ??? holds no letter or digit (use letters and digits)
9:7 source-id: the id c` + "\u200b" + `d holds blanks or characters that cannot be seen (write c-d)
`,
		},
		{"nothing to show", "- id: a\n  type: book\n", "1:3 source-value: the source a has neither title, container-title, URL, genre nor note (add a title)\n"},
		{
			"values", "- id: a\n  title: [T]\n  page: {a: b}\n  author: {famly: X, given: Y}\n  editor: [[x]]\n  URL: https://a/\n",
			`2:10 source-value: title is a list, not text (write title as one piece of text)
3:9 source-value: page is a mapping, not text (write page as one piece of text)
4:12 source-key: famly is not part of a name (did you mean family?)
5:12 source-value: a name of editor is a list (write family: … and given: …, or literal: …)
`,
		},
		{
			"hidden characters", "- id: a\n  title: T\u202ex\n  author: b\u200b\n",
			`2:10 hidden-character: Tx holds the invisible character U+202E (take it out)
3:11 hidden-character: b holds the invisible character U+200B (take it out)
`,
		},
		{
			"one item that is not YAML", "- id: a\n  title: T: x\n  URL: https://a/\n- id: b\n  title: T\n",
			"2:11 source-syntax: a colon stands where no key can end (put text with a colon into quotes, and begin keys in the same column)\n",
		},
		{"an alias", "- &a\n  id: a\n  title: T\n- *a\n", "4:3 source-syntax: the alias *a is not followed (write the value out, or put the text into quotes)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, complaints := readSources("content/sources/s.yaml", c.text)
			same(t, "complaints", complaints, c.want)
		})
	}
}

// No file of sources makes the reader panic, or gives a source without an id
// or with an address that pages must not link to.
func FuzzSources(f *testing.F) {
	for _, text := range []string{
		"references:\n- id: a\n  title: T\n  issued: 2021-12-03/2021\n  author: [{family: X}, y]\n", "- id: [a]\n  issued: {date-parts: [[2021, 2, 30]]}\n",
		`[{"id": "a", "issued": {"date-parts": [["2021", 12, 3], [2021]]}, "URL": "javascript:x", "title": "<i>a</i><b"}]`, `{"items": [{"id": 1}]}`,
	} {
		f.Add("s.yaml", text)
		f.Add("s.json", text)
	}
	f.Fuzz(func(t *testing.T, path, text string) {
		var list diag.List
		for _, s := range Sources(brief.Input{Path: path, Text: text}, &list) {
			if s.ID == "" {
				t.Fatal("a source without an id")
			}
			for _, address := range []string{s.URL, s.ArchiveURL, s.PublisherURL} {
				if clean, ok := brief.SafeURL(address); !ok || clean != address {
					t.Fatalf("unsafe: %q", address)
				}
			}
			for _, d := range []brief.Date{s.Issued, s.IssuedTo, s.Accessed, s.ArchiveDate} {
				if known, ok := brief.ParseDate(d.String()); !d.IsZero() && (!ok || known != d) {
					t.Fatalf("impossible date %v", d)
				}
			}
		}
		lines := 1 + strings.Count(text, "\n")
		for _, d := range list.All() {
			if d.Line < 1 || d.Line > lines || d.Column < 1 {
				t.Fatalf("no place in the text: %+v", d)
			}
		}
	})
}
