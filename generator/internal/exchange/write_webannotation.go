package exchange

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/jsontext"
)

// Article is an article whose annotations are written.
type Article struct {
	*brief.Annotated
	Chosen []int // indices of its annotations, in the order to write them in
}

// All returns an article with all of its annotations.
func All(a *brief.Annotated) Article {
	article := Article{Annotated: a, Chosen: make([]int, len(a.Annotations))}
	for i := range article.Chosen {
		article.Chosen[i] = i
	}
	return article
}

// WriteWebAnnotations writes the annotations on an article as an
// AnnotationPage (Web Annotation Data Model, section 5.2), which is published
// beside the article's own page. The bytes depend on nothing but the article
// and the settings.
func WriteWebAnnotations(w io.Writer, settings *brief.Settings, a Article) error {
	return written(w, func(w *jsontext.Writer) { newExporter(settings, a).page(w, a.Chosen) })
}

// WriteWebAnnotationPages writes such a page for each of several articles, as
// one array.
func WriteWebAnnotationPages(w io.Writer, settings *brief.Settings, articles []Article) error {
	return written(w, func(w *jsontext.Writer) {
		w.Array()
		for _, a := range articles {
			newExporter(settings, a).page(w, a.Chosen)
		}
		w.EndArray()
	})
}

// usual is how many bytes the annotations on one article usually take.
const usual = 16 << 10

// written writes a document of JSON, straight into what is a buffer already.
func written(w io.Writer, write func(*jsontext.Writer)) error {
	b, direct := w.(*bytes.Buffer)
	if !direct {
		b = new(bytes.Buffer)
	}
	b.Grow(usual)
	write(jsontext.New(b, "  "))
	b.WriteByte('\n')
	if direct {
		return nil
	}
	_, err := b.WriteTo(w)
	return err
}

// absolute returns an address with the site's host, when that is known.
func absolute(settings *brief.Settings, address string) string {
	if settings.BaseURL == "" {
		return address
	}
	return settings.BaseURL + strings.TrimPrefix(address, "/")
}

// exporter makes things of the annotations on one article.
type exporter struct {
	settings *brief.Settings
	article  *brief.Annotated
	address  string // of the article, absolute when the site's host is known
	version  string // of the article's text
	day      string // of the article's text
	edges    edges  // of the article's text, once they are known
	counted  struct{ bytes, runes int }
	bodies   *planter
}

func newExporter(settings *brief.Settings, a Article) *exporter {
	day := a.Updated
	if day.IsZero() {
		day = a.Date
	}
	return &exporter{
		settings: settings, article: a.Annotated, address: absolute(settings, a.Address()),
		version: brief.Version(a.Body.Text), day: moment(day), bodies: newPlanter(),
	}
}

// page writes the AnnotationPage of some of the annotations. Its terms are
// those of http://www.w3.org/ns/anno.jsonld, and those of schema.org, whose
// prefix that context defines, for what it has no words for.
func (e *exporter) page(w *jsontext.Writer, chosen []int) {
	w.Object()
	w.Member("@context", "http://www.w3.org/ns/anno.jsonld")
	w.Member("id", absolute(e.settings, e.article.AnnotationsAddress()))
	w.Member("type", "AnnotationPage")
	w.Name("items")
	w.Array()
	for _, i := range chosen {
		e.annotation(w, &e.article.Annotations[i])
	}
	w.EndArray()
	w.EndObject()
}

func (e *exporter) annotation(w *jsontext.Writer, a *brief.Anchored) {
	motivation := e.motivation(a.Kind)
	w.Object()
	w.Name("id")
	w.Joined(e.address, "#", a.Fragment())
	w.Member("type", "Annotation")
	w.Member("motivation", motivation)
	if by, ok := e.settings.Annotator(a.By); ok {
		e.creator(w, by)
	}
	if !a.Date.IsZero() {
		w.Name("created")
		w.Joined(firstDay(a.Date), midnight)
	}
	if a.Status != brief.Published {
		w.Member("schema:creativeWorkStatus", a.Status.String())
	}
	if a.Verdict != "" {
		w.Name("schema:reviewRating")
		w.Object()
		w.Member("type", "schema:Rating")
		w.Member("schema:alternateName", a.Verdict)
		w.EndObject()
	}
	if a.Claimant != "" {
		w.Name("schema:itemReviewed")
		w.Object()
		w.Member("type", "schema:Claim")
		w.Name("schema:author")
		w.Object()
		w.Member("schema:name", a.Claimant)
		w.EndObject()
		w.EndObject()
	}
	w.Name("body")
	w.Array()
	e.body(w, a, motivation)
	tag(w, a.Kind)
	for _, words := range a.Tags {
		tag(w, words)
	}
	w.EndArray()
	w.Name("target")
	w.Array()
	for i := range a.Targets {
		e.target(w, a, i)
	}
	if len(a.Targets) == 0 {
		e.begin(w)
		e.state(w)
		w.EndObject()
	}
	w.EndArray()
	w.EndObject()
}

// motivation returns the motivation of a kind.
func (e *exporter) motivation(kind string) string {
	if k, ok := e.settings.Kind(kind); ok && k.Motivation != "" {
		return k.Motivation
	}
	return "commenting"
}

func (e *exporter) creator(w *jsontext.Writer, by *brief.Annotator) {
	w.Name("creator")
	w.Object()
	w.Name("id")
	w.Joined(absolute(e.settings, "/"), "annotators/", by.ID, "/")
	w.Member("name", by.Name)
	w.Member("nickname", by.ID)
	w.Filled("homepage", by.URL)
	w.EndObject()
}

// body writes what an annotation says, unless it is nothing.
func (e *exporter) body(w *jsontext.Writer, a *brief.Anchored, motivation string) {
	text := e.bodies.markdown(&a.Body)
	if len(text) == 0 && a.Language == "" {
		return
	}
	w.Object()
	w.Member("type", "TextualBody")
	w.Member("purpose", motivation)
	w.Name("value")
	w.Bytes(bytes.TrimSuffix(text, []byte{'\n'}))
	w.Member("format", "text/markdown")
	w.Filled("language", a.Language)
	w.EndObject()
}

func tag(w *jsontext.Writer, words string) {
	w.Object()
	w.Member("type", "TextualBody")
	w.Member("purpose", "tagging")
	w.Member("value", words)
	w.EndObject()
}

// moment returns the first second of a day as XML Schema writes it, and
// nothing when there is no day.
func moment(date brief.Date) string {
	if date.IsZero() {
		return ""
	}
	return firstDay(date) + midnight
}

const midnight = "T00:00:00Z"

// firstDay returns the first day that a date may mean.
func firstDay(date brief.Date) string {
	date.Month, date.Day = max(1, date.Month), max(1, date.Day)
	return date.String()
}

// begin begins the resource that a target is: a part of the article.
func (e *exporter) begin(w *jsontext.Writer) {
	w.Object()
	w.Member("type", "SpecificResource")
	w.Member("source", e.address)
}

// state writes which text of the article is meant: its day and its version.
func (e *exporter) state(w *jsontext.Writer) {
	w.Name("state")
	w.Object()
	w.Member("type", "TimeState")
	w.Member("sourceDate", e.day)
	w.EndObject()
	w.Member("schema:version", e.version)
}

// target writes the passage of one target with what it can be found by. A
// passage that has no place is given in the words it was quoted in, which are
// of no text that we have.
func (e *exporter) target(w *jsontext.Writer, a *brief.Anchored, i int) {
	t, p := &a.Targets[i], &a.Placements[i]
	e.begin(w)
	w.Name("selector")
	w.Array()
	if p.Outcome == brief.Placed {
		quote := e.quote(p.Span)
		quote.write(w)
		e.position(w, p.Span)
		w.EndArray()
		e.state(w)
	} else {
		for _, s := range quotes(t) {
			s.write(w)
		}
		w.EndArray()
		if t.Position != nil {
			w.Filled("schema:version", t.Position.Version)
		}
	}
	w.EndObject()
}

// quote returns the selector of a span by its words, with their context.
func (e *exporter) quote(span brief.Span) selector {
	text := e.article.Body.Text
	before, after := around(text, span, contextLength)
	words := span.Of(text)
	if strings.Contains(words, "\n") {
		if e.edges == nil {
			e.edges = edgesOf(&e.article.Body)
		}
		words = e.edges.words(text, span)
	}
	return selector{Type: "TextQuoteSelector", Exact: words, Prefix: before, Suffix: after}
}

// position writes the selector of a span by its offsets in code points.
func (e *exporter) position(w *jsontext.Writer, span brief.Span) {
	text := e.article.Body.Text
	if span.Start < e.counted.bytes {
		e.counted.bytes, e.counted.runes = 0, 0
	}
	start := e.counted.runes + utf8.RuneCountInString(text[e.counted.bytes:span.Start])
	e.counted.bytes, e.counted.runes = span.Start, start // passages mostly follow each other
	w.Object()
	w.Member("type", "TextPositionSelector")
	w.Name("start")
	w.Number(start)
	w.Name("end")
	w.Number(start + utf8.RuneCountInString(span.Of(text)))
	w.EndObject()
}

// quotes returns the selectors that say what a target says, without a text to
// hold it against. Where its passage ends before words that are only named, it
// is a range; where it is a part of the quote, the quote is refined.
func quotes(t *brief.Target) []selector {
	if len(t.Parts) == 0 {
		return []selector{{Type: "TextPositionSelector", Start: &t.Position.Start, End: &t.Position.End}}
	}
	whole := strings.Join(t.Parts, gap)
	start, end := offsetIn(t.Parts, t.Start), offsetIn(t.Parts, t.End)
	if t.End.At == 0 && t.End.Part > 0 {
		from := selector{Type: "TextQuoteSelector", Exact: whole[start : end-len(gap)], Prefix: t.Prefix + whole[:start]}
		to := selector{Type: "TextQuoteSelector", Exact: whole[end:]}
		return []selector{{Type: "RangeSelector", From: &from, To: &to}}
	}
	quote := selector{Type: "TextQuoteSelector", Exact: whole, Prefix: t.Prefix, Suffix: t.Suffix}
	if end-start < len(whole) {
		quote.Finer = &selector{Type: "TextQuoteSelector", Exact: whole[start:end], Prefix: whole[:start], Suffix: whole[end:]}
	}
	return []selector{quote}
}

// offsetIn returns where a point stands in the text that parts and the gaps
// between them are.
func offsetIn(parts []string, p brief.Point) int {
	at := p.At
	for _, part := range parts[:p.Part] {
		at += len(part) + len(gap)
	}
	return at
}
