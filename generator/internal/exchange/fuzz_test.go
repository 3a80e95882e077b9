package exchange_test

import (
	"io"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
)

var seeds = []string{
	`{"type":"Annotation","motivation":"assessing","creator":{"name":"Desk"},"created":"2021-12-04T00:00:00Z","body":[{"type":"TextualBody","value":"<p>a <b>b</b></p>","format":"text/html"},{"value":"dispute","purpose":"tagging"}],"target":{"source":"u","selector":[{"type":"TextQuoteSelector","exact":"the border","prefix":"near ","suffix":"."},{"type":"TextPositionSelector","start":3,"end":9}]}}`,
	`{"type":"AnnotationPage","items":[{"type":"Annotation","bodyValue":"x","target":{"source":"u","selector":{"type":"RangeSelector","startSelector":{"type":"TextQuoteSelector","exact":"troops"},"endSelector":{"type":"TextPositionSelector","start":30,"end":31}}}}]}`,
	`{"type":"AnnotationCollection","first":{"type":"AnnotationPage","items":["a"],"next":"b"}}`,
	`{"type":"Annotation","target":{"source":"u","selector":{"type":"TextQuoteSelector","exact":"a […] b","refinedBy":{"type":"TextPositionSelector","start":2,"end":8}}}}`,
	`{"type":"Annotation","bodyValue":"p","target":{"selector":{"type":"TextPositionSelector","start":0,"end":4}}}`,
	`{"rows":[{"id":"a","user":"acct:x@y","uri":"u","text":"*t*","tags":["context","lang:uk"],"target":[{"selector":[{"type":"TextPositionSelector","start":50,"end":55}]}]},{"id":"b","references":["a"],"text":"> r"},{"id":"c","references":["b","c"]}]}`,
	`[{"id":"a","uri":"u","user":"","references":["a"]}]`,
	strings.Repeat("[", 300), `{"rows":[{"target":`, `{"type":"Annotation","target":{"selector":{"refinedBy":{"refinedBy":{}}}}}`,
}

// Whatever a file holds: nothing breaks, each annotation comes out or is
// counted, each of those left out has a complaint, and what comes out can be
// written and read again.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	var quiet diag.List
	article := parser.Article(brief.Input{Path: "2021-12-03-a.md", Text: "---\ntitle: A\n---\n\nSome 94,000 *troops* near the border. 😀 The border is long.\n\nA second paragraph.\n"}, &quiet)
	f.Fuzz(func(t *testing.T, text string, hypothesis bool) {
		name := "a.annotations.jsonld"
		if hypothesis {
			name = "a.hypothesis.json"
		}
		var list diag.List
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r", ""), "")
		notes, rejected, _ := exchange.Read(brief.Input{Path: name, Text: text}, &list)
		if rejected > 0 && len(list.All()) == 0 {
			t.Error("something is left out without a word")
		}
		for i := range notes {
			notes[i].Text = parser.Note(notes[i].Body, notes[i].BodyPos, &list)
		}
		before := len(list.All())
		settled, unfit := exchange.Settle(site, &article, notes, &list)
		if len(settled)+unfit != len(notes) {
			t.Errorf("%d notes came in, %d and %d out", len(notes), len(settled), unfit)
		}
		if unfit > 0 && len(list.All()) == before {
			t.Error("a note is left out without a word")
		}
		for _, d := range list.All() {
			if d.Line < 1 || d.Column < 1 {
				t.Errorf("a complaint without a place: %v", d)
			}
		}
		a := anchored(&article, settled, &list)
		for _, write := range formats {
			if err := write(io.Discard, exchange.All(a)); err != nil {
				t.Error(err)
			}
		}
		if err := exchange.WriteCSV(io.Discard, site, []exchange.Article{exchange.All(a)}); err != nil {
			t.Error(err)
		}
		_, written, complaints := returned(t, "a.annotations.jsonld", a)
		for _, d := range complaints {
			if d.Code == diag.ExchangeSyntax || d.Code == diag.ExchangeValue {
				t.Errorf("what was written cannot be read: %v\n%s", d, written)
			}
		}
	})
}
