package exchange_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/parse"
)

// Inputs that make naive readers slow take a second for 100 KB at most, from
// the file to the page and back.
func TestHostileInputIsFast(t *testing.T) {
	const size = 100_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	html := func(s string) string {
		value, _ := json.Marshal(fill(s))
		return `{"type":"Annotation","body":{"type":"TextualBody","format":"text/html","value":` + string(value) + `},"target":"x"}`
	}
	plain := func(s string) string {
		value, _ := json.Marshal(fill(s))
		return `{"type":"Annotation","bodyValue":` + string(value) + `,"target":"x"}`
	}
	for name, text := range map[string]string{
		"nested lists":       fill("["),
		"nested objects":     fill(`{"a":`),
		"nested pages":       fill(`{"type":"AnnotationPage","items":[`),
		"nested bodies":      `{"type":"Annotation","target":"x","body":` + fill(`{"source":`),
		"refinements":        `{"type":"Annotation","target":{"selector":` + fill(`{"type":"TextQuoteSelector","exact":"a","refinedBy":`),
		"targets":            `{"type":"Annotation","target":["` + strings.Join(strings.Fields(fill("a ")), `","`) + `"]}`,
		"keys":               "{" + strings.TrimSuffix(fill(`"k":1,`), ",") + "}",
		"nested quotes":      html("<blockquote>"),
		"nested emphasis":    html("<b><i>"),
		"breaks":             html("a<br>"),
		"links":              html("<a href='https://example.org/'>x</a>"),
		"tags that open":     html("<"),
		"lists":              html("<ul><li>"),
		"plain asterisks":    plain("*a "),
		"plain lines":        plain("a\n"),
		"plain brackets":     plain("[a]("),
		"replies of replies": `{"rows":[{"id":"0","text":"x"}` + replies(size/60) + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			file := "a.annotations.jsonld"
			if strings.HasPrefix(text, `{"rows"`) {
				file = "a.hypothesis.json"
			}
			var list diag.List
			article := parser.Article(brief.Input{Path: "2021-12-03-a.md", Text: "---\ntitle: A\n---\n\nWords.\n"}, &list)
			notes, _, _ := exchange.Read(brief.Input{Path: file, Text: text}, &list)
			for i := range notes {
				notes[i].Text = parser.Note(notes[i].Body, notes[i].BodyPos, &list)
			}
			settled, _ := exchange.Settle(site, &article, notes, &list)
			a := anchored(&article, settled, &list)
			if err := exchange.WriteWebAnnotations(io.Discard, site, exchange.All(a)); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); took > time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func replies(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,{"id":"%d","text":"y","references":["0","%d"]}`, i+1, i)
	}
	return b.String()
}

// The same for files of sources.
func TestHostileSourcesAreFast(t *testing.T) {
	const size = 100_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, in := range map[string]brief.Input{
		"at signs":          {Path: "a.bib", Text: fill("@a")},
		"open comments":     {Path: "a.bib", Text: fill("@comment(\n")},
		"open entries":      {Path: "a.bib", Text: fill("@misc{a, t={\n")},
		"open quotes":       {Path: "a.bib", Text: fill("@misc{a, t=\"{\n")},
		"braces":            {Path: "a.bib", Text: "@misc{a, title={" + fill("{")},
		"pairs of braces":   {Path: "a.bib", Text: "@misc{a, title={" + fill("{}") + "}}"},
		"accents":           {Path: "a.bib", Text: "@misc{a, title={" + fill(`\'`) + "a}}"},
		"authors":           {Path: "a.bib", Text: "@misc{a, author={" + fill("A and ") + "}}"},
		"words of a name":   {Path: "a.bib", Text: "@misc{a, author={" + fill("a ") + "}}"},
		"fields":            {Path: "a.bib", Text: "@misc{a" + numbered(", f%d = 1") + "}"},
		"unknown types":     {Path: "a.bib", Text: numbered("@t%d{a}\n")},
		"unknown macros":    {Path: "a.bib", Text: numbered("@misc{a, title = m%d}\n")},
		"macros":            {Path: "a.bib", Text: numbered("@string{m%d = {x}}\n") + "@misc{a, title = mm}"},
		"put together":      {Path: "a.bib", Text: "@misc{a, title = {x}" + fill(" # {x}") + "}"},
		"references":        {Path: "a.bib", Text: references(40)},
		"lines that go on":  {Path: "a.ris", Text: "TY  - GEN\nAB  - a\n" + fill("b\n") + "ER  - \n"},
		"records alike":     {Path: "a.ris", Text: fill("TY  - GEN\nER  - \n")},
		"records in others": {Path: "a.ris", Text: fill("TY  - GENX\n")},
		"authors of one":    {Path: "a.ris", Text: "TY  - GEN\n" + fill("AU  - A, B\n") + "ER  - \n"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			parse.Sources(in, new(diag.List))
			if took := time.Since(began); took > time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// references returns entries that each take fields from many others.
func references(n int) string {
	var b strings.Builder
	for i := range n {
		var keys []string
		for j := range n {
			keys = append(keys, fmt.Sprint("k", (i+j+1)%n))
		}
		fmt.Fprintf(&b, "@xdata{k%d, f%d = {x}, xdata = {%s}}\n", i, i, strings.Join(keys, ","))
	}
	b.WriteString("@misc{a, title = {x}, xdata = {k0}}\n")
	return b.String()
}
