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
	return written(w, func(w *jsontext.Writer) { newPage(settings, a).write(w) })
}

// WriteWebAnnotationPages writes such a page for each of several articles, as
// one array.
func WriteWebAnnotationPages(w io.Writer, settings *brief.Settings, articles []Article) error {
	return written(w, func(w *jsontext.Writer) {
		w.Array()
		for _, a := range articles {
			newPage(settings, a).write(w)
		}
		w.EndArray()
	})
}

// written writes a document of JSON, straight into what is a buffer already.
func written(w io.Writer, write func(*jsontext.Writer)) error {
	b, direct := w.(*bytes.Buffer)
	if !direct {
		b = new(bytes.Buffer)
	}
	write(jsontext.New(b, "  "))
	b.WriteByte('\n')
	if direct {
		return nil
	}
	_, err := b.WriteTo(w)
	return err
}

// The terms of http://www.w3.org/ns/anno.jsonld that are written, and of
// schema.org, whose prefix that context defines, for what it has no words for.
// Their methods write them; the tags say the same to a test that holds what
// they write against encoding/json.
type (
	page struct {
		Context string       `json:"@context"`
		ID      string       `json:"id"`
		Type    string       `json:"type"`
		Items   []annotation `json:"items"`
	}
	annotation struct {
		ID         string     `json:"id"`
		Type       string     `json:"type"`
		Motivation string     `json:"motivation"`
		Creator    *agent     `json:"creator,omitempty"`
		Created    string     `json:"created,omitempty"`
		Status     string     `json:"schema:creativeWorkStatus,omitempty"`
		Rating     *rating    `json:"schema:reviewRating,omitempty"`
		Claim      *claim     `json:"schema:itemReviewed,omitempty"`
		Body       []body     `json:"body,omitempty"`
		Target     []resource `json:"target"`
	}
	agent struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Nickname string `json:"nickname"`
		Homepage string `json:"homepage,omitempty"`
	}
	rating struct {
		Type string `json:"type"`
		Name string `json:"schema:alternateName"`
	}
	claim struct {
		Type   string   `json:"type"`
		Author claimant `json:"schema:author"`
	}
	claimant struct {
		Name string `json:"schema:name"`
	}
	body struct {
		Type     string `json:"type"`
		Purpose  string `json:"purpose"`
		Value    string `json:"value"`
		Format   string `json:"format,omitempty"`
		Language string `json:"language,omitempty"`
	}
	resource struct {
		Type     string     `json:"type"`
		Source   string     `json:"source"`
		Selector []selector `json:"selector,omitempty"`
		State    *timeState `json:"state,omitempty"`
		Version  string     `json:"schema:version,omitempty"`
	}
	timeState struct {
		Type       string `json:"type"`
		SourceDate string `json:"sourceDate"`
	}
	selector struct {
		Type   string    `json:"type"`
		Exact  string    `json:"exact,omitempty"`
		Prefix string    `json:"prefix,omitempty"`
		Suffix string    `json:"suffix,omitempty"`
		Start  *int      `json:"start,omitempty"`
		End    *int      `json:"end,omitempty"`
		From   *selector `json:"startSelector,omitempty"`
		To     *selector `json:"endSelector,omitempty"`
		Finer  *selector `json:"refinedBy,omitempty"`
	}
)

// newPage returns the page of one article's annotations.
func newPage(settings *brief.Settings, a Article) *page {
	p := newExporter(settings, a)
	made := &page{
		Context: "http://www.w3.org/ns/anno.jsonld",
		ID:      absolute(settings, a.AnnotationsAddress()),
		Type:    "AnnotationPage",
		Items:   make([]annotation, len(a.Chosen)),
	}
	for i, chosen := range a.Chosen {
		made.Items[i] = p.annotation(&a.Annotations[chosen])
	}
	return made
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
	version  string // of the article's text
	edges    edges
}

func newExporter(settings *brief.Settings, a Article) *exporter {
	return &exporter{settings: settings, article: a.Annotated, version: brief.Version(a.Body.Text), edges: edgesOf(&a.Body)}
}

// motivation returns the motivation of a kind.
func (e *exporter) motivation(kind string) string {
	if k, ok := e.settings.Kind(kind); ok && k.Motivation != "" {
		return k.Motivation
	}
	return "commenting"
}

func (e *exporter) annotation(a *brief.Anchored) annotation {
	made := annotation{
		ID:         absolute(e.settings, e.article.Address()) + "#" + a.Fragment(),
		Type:       "Annotation",
		Motivation: e.motivation(a.Kind),
		Created:    moment(a.Date),
	}
	if by, ok := e.settings.Annotator(a.By); ok {
		made.Creator = &agent{
			ID:       absolute(e.settings, "/annotators/"+by.ID+"/"),
			Name:     by.Name,
			Nickname: by.ID,
			Homepage: by.URL,
		}
	}
	if a.Status != brief.Published {
		made.Status = a.Status.String()
	}
	if a.Verdict != "" {
		made.Rating = &rating{Type: "schema:Rating", Name: a.Verdict}
	}
	if a.Claimant != "" {
		made.Claim = &claim{Type: "schema:Claim", Author: claimant{Name: a.Claimant}}
	}
	if text := Markdown(&a.Body); text != "" || a.Language != "" {
		made.Body = append(made.Body, body{
			Type: "TextualBody", Purpose: made.Motivation, Value: strings.TrimSuffix(text, "\n"), Format: "text/markdown", Language: a.Language,
		})
	}
	for _, tag := range append([]string{a.Kind}, a.Tags...) {
		made.Body = append(made.Body, body{Type: "TextualBody", Purpose: "tagging", Value: tag})
	}
	for i := range a.Targets {
		made.Target = append(made.Target, e.target(a, i))
	}
	if len(a.Targets) == 0 {
		made.Target = []resource{e.resource()}
	}
	return made
}

// moment returns the first second of a day as XML Schema writes it.
func moment(date brief.Date) string {
	if date.IsZero() {
		return ""
	}
	return date.Time().Format("2006-01-02T15:04:05Z")
}

// resource returns the article as it stands: its address, the day of its text
// and the text's version.
func (e *exporter) resource() resource {
	date := e.article.Updated
	if date.IsZero() {
		date = e.article.Date
	}
	return resource{
		Type:    "SpecificResource",
		Source:  absolute(e.settings, e.article.Address()),
		State:   &timeState{Type: "TimeState", SourceDate: moment(date)},
		Version: e.version,
	}
}

// target returns the passage of one target with what it can be found by. A
// passage that has no place is given in the words it was quoted in.
func (e *exporter) target(a *brief.Anchored, i int) resource {
	made := e.resource()
	t, p := &a.Targets[i], a.Placements[i]
	if p.Outcome == brief.Placed {
		made.Selector = e.passage(p.Span)
		return made
	}
	made.Version, made.State = "", nil // it was no text that we have
	if t.Position != nil {
		made.Version = t.Position.Version
	}
	made.Selector = quotes(t)
	return made
}

// passage returns the selectors of a span: its words with their context, and
// its offsets in code points.
func (e *exporter) passage(span brief.Span) []selector {
	prose := &e.article.Body
	before, after := around(prose.Text, span, contextLength)
	start := utf8.RuneCountInString(prose.Text[:span.Start])
	end := start + utf8.RuneCountInString(span.Of(prose.Text))
	return []selector{
		{Type: "TextQuoteSelector", Exact: e.edges.words(prose.Text, span), Prefix: before, Suffix: after},
		{Type: "TextPositionSelector", Start: &start, End: &end},
	}
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
