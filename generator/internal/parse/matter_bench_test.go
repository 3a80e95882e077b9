package parse

import (
	"fmt"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

const typicalMatter = `---
title: "Counting troops: four numbers and what each of them counts"
date: 2021-12-04
slug: counting-troops
dek: "Ninety-four thousand, seventy thousand: the figures do not contradict each other as much as they seem to."
byline: Demonstration desk
language: en-GB
topics: [Military, Intelligence]
stories: [troop-build-up]
entities: [Oleksii Reznikov, Ukraine, Donbas]
updated: 2021-12-06
---

Four figures were in circulation.
`

func BenchmarkArticleMatter(b *testing.B) {
	in := brief.Input{Path: "content/articles/2021-12-04-counting-troops.md", Text: typicalMatter}
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		fields, _ := splitMatter(in, &list)
		if a := articleMatter(in, fields, &list); a.Slug != "counting-troops" || len(list.All()) > 0 {
			b.Fatal(list.All())
		}
	}
}

// manySources returns a file of sources as Zotero exports it.
func manySources(n int) string {
	var s strings.Builder
	s.WriteString("[\n")
	for i := range n {
		if i > 0 {
			s.WriteString(",\n")
		}
		fmt.Fprintf(&s, `  {"id": "source-%d", "type": "article-newspaper", "title": "A title with <i>markup</i> and a number, %d",
    "container-title": "The Example Post", "URL": "https://example.org/2021/12/%d.html", "language": "en-GB",
    "author": [{"family": "Harris", "given": "S."}, {"family": "Sonne", "given": "P."}],
    "issued": {"date-parts": [["2021", 12, %d]]}, "accessed": {"date-parts": [["2021", 12, 6]]},
    "archive-url": "https://web.archive.org/web/2021/%d", "url-status": "live"}`, i, i, i, i%28+1, i)
	}
	s.WriteString("\n]\n")
	return s.String()
}

func BenchmarkSourcesJSON(b *testing.B) {
	in := brief.Input{Path: "content/sources/library.json", Text: manySources(2050)}
	b.SetBytes(int64(len(in.Text)))
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		if got := Sources(in, &list); len(got) != 2050 || len(list.All()) > 0 {
			b.Fatal(len(got), list.All())
		}
	}
}
