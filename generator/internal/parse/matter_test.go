package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// located returns complaints as a reader of a report sees them, one a line:
// "file:line:column code: message (hint)".
func located(list *diag.List) string {
	var b strings.Builder
	for _, d := range diag.Sorted(list.All()) {
		fmt.Fprintf(&b, "%s:%d:%d %s: %s (%s)\n", d.File, d.Line, d.Column, d.Code, d.Message, d.Hint)
	}
	return b.String()
}

// readArticle reads the front matter of an article as the parser does, and
// returns what text is left with it.
func readArticle(path, text string) (a brief.Article, body, complaints string) {
	var list diag.List
	in := brief.Input{Path: path, Text: text}
	split := splitMatter
	if strings.HasSuffix(path, ".txt") {
		split = wireMatter
	}
	fields, at := split(in, &list)
	a = articleMatter(in, fields, &list)
	settleSlug(&a, &list)
	return a, text[at:], located(&list)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestAnArticleWithAllItsKeys(t *testing.T) {
	at := func(line, column int) brief.Pos {
		return brief.Pos{File: "content/articles/2021-12-02-x.md", Line: line, Column: column}
	}
	want := brief.Article{
		Path: "content/articles/2021-12-02-x.md", Name: "content/articles/2021-12-02-x",
		Slug: "leaders-to-talk", Title: "Leaders: to talk", Dek: "A line below", Byline: "M. K.", Dateline: "Kyiv",
		Language: "en-GB", Date: brief.Date{Year: 2021, Month: 12, Day: 3}, Clock: "18:30:00+02:00",
		Updated: brief.Date{Year: 2021, Month: 12, Day: 6}, Canonical: "https://example.org/a", Licence: "CC BY 4.0",
		Image: "map.svg", ImageAlt: "A map", Revision: "1.10", Draft: true, Pos: at(2, 8),
		Topics:   []brief.Name{{Text: "Diplomacy", Pos: at(10, 10)}, {Text: "Étude", Pos: at(10, 21)}},
		Stories:  []brief.Name{{Text: "call", Pos: at(11, 10)}},
		Entities: []brief.Name{{Text: "NATO", Pos: at(13, 3)}},
		Corrections: []brief.Dated{
			{Date: brief.Date{Year: 2021, Month: 12, Day: 6}, Text: "A number was wrong.", Pos: at(16, 5)},
		},
		Events: []brief.Event{
			{Date: brief.Date{Year: 2014, Month: 9}, Text: "Signed", Sources: []brief.Name{{Text: "minsk", Pos: at(21, 15)}}, Pos: at(19, 5)},
		},
	}
	got, body, complaints := readArticle("content/articles/2021-12-02-x.md", `---
title: "Leaders: to talk"
date: 2021-12-03T18:30:00+02:00
slug: leaders-to-talk
dek: A line
  below
byline: M. K.
dateline: Kyiv
language: en-GB
topics: [Diplomacy, Étude]
stories: call
entities:
- NATO
updated: 2021-12-06
corrections:
  - date: 2021-12-06
    text: A number was wrong.
events:
  - date: 2014-09
    text: Signed
    sources: [minsk]
canonical: https://example.org/a
licence: CC BY 4.0
image: map.svg
image_alt: A map
revision: 1.10
draft: yes
---
Text.
`)
	same(t, "article", got, want)
	same(t, "body", body, "Text.\n")
	same(t, "complaints", complaints, "")
}

func TestFrontMatterInTOML(t *testing.T) {
	got, body, complaints := readArticle("content/articles/x.md", "+++\ntitle = 'T'\ndate = 2021-12-03\ntopics = ['a']\n[[events]]\ndate = 2021\ntext = 'e'\n+++\n\nText.\n")
	same(t, "complaints", complaints, "")
	same(t, "body", body, "\nText.\n")
	if got.Title != "T" || got.Date.String() != "2021-12-03" || len(got.Topics) != 1 || len(got.Events) != 1 || got.Slug != "x" {
		t.Errorf("%+v", got)
	}
}

func TestWireCopyWithAHeader(t *testing.T) {
	text := "title: Ministers: a *meeting*\ndate: 2021-12-03\ntopics: Diplomacy,  Étude,OSCE\nbyline:\n\nText: more.\n"
	got, body, complaints := readArticle("content/articles/2021-12-03-wire.txt", text)
	same(t, "complaints", complaints, "")
	same(t, "body", body, "Text: more.\n")
	at := func(column int) brief.Pos {
		return brief.Pos{File: "content/articles/2021-12-03-wire.txt", Line: 3, Column: column}
	}
	same(t, "topics", got.Topics, []brief.Name{{Text: "Diplomacy", Pos: at(9)}, {Text: "Étude", Pos: at(21)}, {Text: "OSCE", Pos: at(27)}})
	if got.Title != "Ministers: a *meeting*" || !got.Wire {
		t.Errorf("%+v", got)
	}
}

func TestWireCopyAsAgenciesSendIt(t *testing.T) {
	for text, want := range map[string]struct{ date, body string }{
		" date 2021-12-03 The ministers met.\n\nMore.\n":  {"2021-12-03", "The ministers met.\n\nMore.\n"},
		"\n\ndate 2021-12-03\nThe ministers met.\n":       {"2021-12-03", "The ministers met.\n"},
		"The date 2021-12-03 stands within.\n":            {"2020-01-01", "The date 2021-12-03 stands within.\n"},
		"date 2021-12-033 is none.\n":                     {"2020-01-01", "date 2021-12-033 is none.\n"},
		"Note: this is text, as note is no key.\n":        {"2020-01-01", "Note: this is text, as note is no key.\n"},
		"title:without a blank is text\n":                 {"2020-01-01", "title:without a blank is text\n"},
		"byline: Somebody\n":                              {"2020-01-01", ""},
		"The ministers met.\ntitle: is not a header here": {"2020-01-01", "The ministers met.\ntitle: is not a header here"},
	} {
		got, body, complaints := readArticle("content/articles/2020-01-01-wire.txt", text)
		if got.Date.String() != want.date || body != want.body || complaints != "" {
			t.Errorf("%q: %s, %q, %s", text, got.Date, body, complaints)
		}
	}
}

func TestWhatIsWrongWithAnArticle(t *testing.T) {
	const md = "content/articles/2021-12-03-a.md"
	for _, c := range []struct{ name, path, text, want string }{
		{
			"unknown keys", md, "---\ntitel: T\nTopics: [a]\nauthor: x\n---\n",
			`2:1 front-matter-key: titel is not a known key (did you mean title?)
3:1 front-matter-key: Topics is not a known key (did you mean topics?)
4:1 front-matter-key: author is not a known key (known are aliases, byline, canonical, corrections, date, dateline, dek, draft, entities, events, image, image_alt, language, licence, revision, slug, stories, title, topics, updated)
`,
		},
		{"never closed", md, "---\ntitle: T\n\nText.\n", "1:1 front-matter-unclosed: front matter begins here and is never closed (close it with a line that says ---)\n"},
		{"not YAML", md, "---\ntitle: a: b\ndate: 2021-12-03\n---\n", "2:9 front-matter-syntax: a colon stands where no key can end (put text with a colon into quotes, and begin keys in the same column)\n"},
		{"not keys", md, "---\n- a\n---\n", "2:1 front-matter-value: front matter is a list, not keys with values (write key: value, one to a line)\n"},
		{
			"impossible dates", md, "---\ntitle: T\ndate: 2021-02-30\nupdated: 2021-12\ncorrections: [{date: soon, text: x}]\n---\n",
			`3:7 front-matter-value: date is no date: 2021-02-30 (write YYYY-MM-DD)
4:10 front-matter-value: updated wants a complete date, not 2021-12 (write YYYY-MM-DD)
5:22 front-matter-value: date is no date: soon (write YYYY-MM-DD)
`,
		},
		{"a time without an offset", md, "---\ntitle: T\ndate: 2021-12-03 10:00:00\n---\n", "3:7 front-matter-value: date is neither a day nor a date with a time and an offset: 2021-12-03 10:00:00 (add the offset: Z or +02:00)\n"},
		{"no date", "content/articles/a.md", "---\ntitle: T\n---\n", "2:1 date-missing: there is no date (begin the file's name with YYYY-MM-DD-, or add date: YYYY-MM-DD)\n"},
		{"an impossible date in the name", "content/articles/2021-02-30-a.md", "---\ntitle: T\n---\n", "2:1 date-missing: the file's name begins with a day that is in no calendar: 2021-02-30 (rename the file, or add date: YYYY-MM-DD)\n"},
		{"slugs", md, "---\ntitle: T\nslug: ../../X y\n---\n", "3:7 slug-invalid: ../../X y cannot be part of an address (write x-y)\n"},
		{"a reserved slug", md, "---\ntitle: T\nslug: con\n---\n", "3:7 slug-invalid: con cannot be part of an address (use lower-case letters, digits and single hyphens)\n"},
		{"no slug at all", "content/articles/2021-12-03-con.md", "---\ntitle: '!?'\n---\n", "2:8 slug-invalid: neither the file's name nor the title gives the article a slug (add slug: a-few-words to its front matter, or rename the file)\n"},
		{
			"kinds of values", md, "---\ntitle: [T]\ntopics: {a: b}\ndraft: maybe\nlanguage: english_uk\nentities: [[a], '']\n---\n",
			`2:8 front-matter-value: title is a list, not text (write title: and one piece of text)
3:9 front-matter-value: topics is a mapping, not a list (write topics: [one, another])
4:8 front-matter-value: draft is neither true nor false (write true or false)
5:11 front-matter-value: language is no language tag: english_uk (write a tag such as en, en-GB or zh-Hant)
6:12 front-matter-value: an item of entities is a list, not text (write entities: [one, another])
6:17 front-matter-value: an item of entities is empty (take the item out)
`,
		},
		{
			"addresses", md, "---\ntitle: T\ncanonical: \" jAvascript:alert(1)\"\nimage: data:text/html,x\n---\n",
			`3:12 unsafe-url: canonical is not linked to:  jAvascript:alert(1) (write an address that begins with https://)
4:8 unsafe-url: image is not linked to: data:text/html,x (write an address that begins with https://)
`,
		},
		{"a relative origin", md, "---\ntitle: T\ncanonical: /a\n---\n", "3:12 front-matter-value: canonical is no address on the web: /a (begin it with https://)\n"},
		{"a picture without words", md, "---\ntitle: T\nimage: a.png\n---\n", "3:8 picture-alt: the picture a.png has no image_alt (say in image_alt what it shows)\n"},
		{
			"hidden characters", md, "---\ntitle: T\u200bx\nbyline: \"a\u202eb\"\ntopics: [ok, a\u2066]\ndek: so\u00adft\n---\n",
			`2:8 hidden-character: Tx holds the invisible character U+200B (take it out)
3:9 hidden-character: ab holds the invisible character U+202E (take it out)
4:14 hidden-character: a holds the invisible character U+2066 (take it out)
`,
		},
		{
			"a header of wire copy", "content/articles/2021-12-03-a.txt", "title: T\nbylin: x\nno key\ntitle: U\n\nText\n",
			`2:1 front-matter-key: bylin is not a known key (did you mean byline?)
3:1 front-matter-syntax: this line of the header has no key (write key: value, or a blank line where the text begins)
4:1 front-matter-key: title is there already, in line 1 (take one of the two out)
`,
		},
		{"an impossible date of an agency", "content/articles/a.txt", " date 2021-13-03 Text.\n", "1:7 front-matter-value: date is no date: 2021-13-03 (write YYYY-MM-DD)\n"},
		{
			"events without their parts", md, "---\ntitle: T\nevents:\n- text: x\n- date: 2021\n  sorces: [a]\n---\n",
			`4:3 front-matter-value: date is missing (write date: YYYY-MM-DD)
5:3 front-matter-value: text is missing (write text: and a piece of text)
6:3 front-matter-key: sorces is not a known key (did you mean sources?)
`,
		},
		{"nothing at all", md, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _, complaints := readArticle(c.path, c.text)
			same(t, "complaints", strings.ReplaceAll(complaints, c.path+":", ""), c.want)
			if a.Canonical != "" || strings.HasPrefix(a.Image, "data") {
				t.Errorf("kept %q, %q", a.Canonical, a.Image)
			}
		})
	}
}

func TestSlugsOfFiles(t *testing.T) {
	for path, want := range map[string]string{
		"content/articles/2021-12-03-leaders-to-talk.md":                     "leaders-to-talk",
		"content/articles/2021-12-03.md":                                     "the-title",
		"content/articles/2021/Über alles!.md":                               "über-alles",
		"content/articles/2021-12-03-con.md":                                 "the-title",
		"content/articles/2021-12-03-" + strings.Repeat("word-", 40) + ".md": strings.TrimSuffix(strings.Repeat("word-", 24), "-"),
		"content/articles/2021-12-03-" + strings.Repeat("я", 100) + ".md":    strings.Repeat("я", 60),
	} {
		a, _, _ := readArticle(path, "---\ntitle: The title\ndate: 2021-12-03\n---\n")
		if a.Slug != want || !brief.ValidSlug(a.Slug) {
			t.Errorf("%s: %q, want %q", path, a.Slug, want)
		}
	}
}

func TestAnEntity(t *testing.T) {
	const path = "content/entities/nato.md"
	var list diag.List
	in := brief.Input{Path: path, Text: "---\nname: NATO\ntype: organization\naliases: [Nato, the\u200b alliance]\nwikidata: 7184\nurl: vbscript:x\nfounded: 1949-04-04\nmembers: [a, b]\nseat: Brussels\nbron: 1949\nalias: x\ntitle: y\n---\n"}
	fields, _ := splitMatter(in, &list)
	e := entityMatter(in, fields, &list)
	same(t, "facts", e.Facts, []brief.Fact{{Key: "founded", Value: "1949-04-04"}, {Key: "members", Value: "a, b"}, {Key: "seat", Value: "Brussels"}})
	if e.Name != "NATO" || e.Slug != "nato" || len(e.Aliases) != 2 || e.Wikidata != "" || e.URL != "" {
		t.Errorf("%+v", e)
	}
	same(t, "complaints", strings.ReplaceAll(located(&list), path+":", ""), `3:7 front-matter-value: type cannot be organization (did you mean organisation?)
4:17 hidden-character: the alliance holds the invisible character U+200B (take it out)
5:11 front-matter-value: wikidata is no item: 7184 (write Q and digits, such as Q7184)
6:6 unsafe-url: url is not linked to: vbscript:x (write an address that begins with https://)
10:1 front-matter-key: bron is not a known key (did you mean born?)
11:1 front-matter-key: an entity has no alias (did you mean aliases?)
12:1 front-matter-key: an entity has no title (did you mean name?)
`)
}

func TestBriefingsAndStories(t *testing.T) {
	var list diag.List
	in := brief.Input{Path: "content/briefings/2021-12-03.md", Text: "---\nsummary: S\narticles: [b, a]\n---\n"}
	fields, _ := splitMatter(in, &list)
	b := briefingMatter(in, fields, &list)
	if b.Date.String() != "2021-12-03" || b.Summary != "S" || len(b.Articles) != 2 || b.Articles[0].Text != "b" {
		t.Errorf("%+v", b)
	}
	in = brief.Input{Path: "content/stories/call.md", Text: "---\nsummary: S\n---\n"}
	fields, _ = splitMatter(in, &list)
	if s := storyMatter(in, fields, &list); s.Slug != "call" || s.Summary != "S" {
		t.Errorf("%+v", s)
	}
	same(t, "complaints", located(&list), "content/stories/call.md:2:1 front-matter-value: title is missing (write title: and a piece of text)\n")
}

func TestAddressesOfPages(t *testing.T) {
	for path, want := range map[string]struct{ address, code string }{
		"content/pages/about.md":              {"/about/", ""},
		"content/pages/manual/annotations.md": {"/manual/annotations/", ""},
		"content/pages/manual/index.md":       {"/manual/", ""},
		"content/pages/The Manual/Wörter.md":  {"/the-manual/wörter/", ""},
		"content/pages/index.md":              {"/", "address-taken"},
		"content/pages/sources.md":            {"/sources/", "address-taken"},
		"content/pages/entities/x.md":         {"/entities/x/", "address-taken"},
		"content/pages/2021/12/03.md":         {"/2021/12/03/", "address-taken"},
		"content/pages/20210/x.md":            {"/20210/x/", ""},
		"content/pages/a/!!.md":               {"/a/", "slug-invalid"},
	} {
		var list diag.List
		in := brief.Input{Path: path, Text: "---\ntitle: T\norder: 2\n---\n"}
		fields, _ := splitMatter(in, &list)
		p := pageMatter(in, fields, &list)
		code := ""
		for _, d := range list.All() {
			code += string(d.Code)
		}
		if p.Address != want.address || code != want.code || p.Order != 2 {
			t.Errorf("%s: %s %s, want %s %s", path, p.Address, code, want.address, want.code)
		}
	}
}

// No text makes the readers of front matter panic, say that the text begins
// outside of it, or complain of a place that is not in it.
func FuzzMatter(f *testing.F) {
	for _, text := range []string{
		typicalMatter, "+++\ntitle = 'x'\n+++\n", "---\n...\n", "---", "+++\n", "title: x\ntopics: a, b\n\nText", " date 2021-12-03 Text", "---\ndate: 2021-12-03T10:00:00\nevents: [x, {date: 1}]\n---\n",
		"---\nname: \u200b\ntype: person\nborn: [1, [2]]\nnmae: {a: b}\n---\n",
	} {
		f.Add("content/articles/2021-12-03-a.md", text)
		f.Add("content/pages/a/b.txt", text)
	}
	f.Fuzz(func(t *testing.T, path, text string) {
		for _, split := range []func(brief.Input, *diag.List) (*tree.Node, int){splitMatter, wireMatter} {
			var list diag.List
			in := brief.Input{Path: path, Text: text}
			fields, body := split(in, &list)
			if body < 0 || body > len(text) {
				t.Fatalf("the text begins at %d of %d", body, len(text))
			}
			a := articleMatter(in, fields, &list)
			settleSlug(&a, &list)
			if a.Slug != "" && !brief.ValidSlug(a.Slug) {
				t.Fatalf("slug %q", a.Slug)
			}
			briefingMatter(in, fields, &list)
			storyMatter(in, fields, &list)
			entityMatter(in, fields, &list)
			if p := pageMatter(in, fields, &list); !strings.HasPrefix(p.Address, "/") || !strings.HasSuffix(p.Address, "/") {
				t.Fatalf("address %q", p.Address)
			}
			lines := 1 + strings.Count(text, "\n")
			for _, d := range list.All() {
				if d.Line < 1 || d.Line > lines || d.Column < 1 {
					t.Fatalf("no place in the text: %+v", d)
				}
			}
		}
	})
}
