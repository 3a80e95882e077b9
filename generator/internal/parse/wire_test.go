package parse

import (
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

func TestWire(t *testing.T) {
	for _, c := range []struct{ name, file, text, title, slug, date, body, said string }{
		{
			"a header", "content/articles/2021-12-03-wire.txt",
			"title: Talks *begin*\ndek: At last\n\nFirst <b>line</b>\nsecond.\n\n  Indented.\n",
			"Talks *begin*", "wire", "2021-12-03", "<p>First <b>line</b>⏎second.</p>⏎<p>Indented.</p>", "",
		},
		{
			"a headline", "content/articles/2021-12-03.txt",
			"Ministers meet in the north\n\nThey met. They left.\n",
			"Ministers meet in the north", "ministers-meet-in-the-north", "2021-12-03", "<p>They met. They left.</p>", "",
		},
		{
			"an agency's opening", "content/articles/cable.txt",
			" date 2021-12-03 Mr. Holm of the U.S. office met nobody. He left.\n\nNothing more.\n",
			"Mr. Holm of the U.S. office met nobody", "cable", "2021-12-03",
			"<p>Mr. Holm of the U.S. office met nobody. He left.</p>⏎<p>Nothing more.</p>", "1:18 title-guessed",
		},
		{
			"one sentence", "content/articles/2021-12-03-x.txt", "He said so.\n",
			"He said so", "x", "2021-12-03", "<p>He said so.</p>", "1:1 title-guessed",
		},
		{
			"a sentence cut in two stays two paragraphs", "content/articles/2021-12-03-x.txt",
			"title: T\n\nHe left without going\n\ninto detail.\n",
			"T", "x", "2021-12-03", "<p>He left without going</p>⏎<p>into detail.</p>", "",
		},
		{"nothing", "content/articles/2021-12-03-x.txt", "", "", "x", "2021-12-03", "", "1:1 article-empty, 1:1 title-missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := new(diag.List)
			a := New(nil).Article(brief.Input{Path: c.file, Text: c.text}, list)
			if a.Title != c.title || a.Slug != c.slug || a.Date.String() != c.date || !a.Wire {
				t.Errorf("title %q slug %q date %s", a.Title, a.Slug, a.Date)
			}
			if got := show(&a.Body); got != c.body {
				t.Errorf("is     %s\nwanted %s", got, c.body)
			}
			if got := complaints(list); got != c.said {
				t.Errorf("complaints %s\nwanted     %s", got, c.said)
			}
		})
	}
}
