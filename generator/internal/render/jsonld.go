package render

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"

	"gloss/generator/brief"
)

// The things of schema.org that a page is described with, in JSON-LD.
type (
	graph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}
	newsArticle struct {
		Type             string        `json:"@type"`
		ID               string        `json:"@id,omitempty"`
		Headline         string        `json:"headline"`
		Description      string        `json:"description,omitempty"`
		InLanguage       string        `json:"inLanguage,omitempty"`
		DatePublished    string        `json:"datePublished,omitempty"`
		DateModified     string        `json:"dateModified,omitempty"`
		MainEntityOfPage string        `json:"mainEntityOfPage,omitempty"`
		Image            string        `json:"image,omitempty"`
		Author           any           `json:"author,omitempty"`
		Publisher        *organisation `json:"publisher,omitempty"`
		Dateline         string        `json:"dateline,omitempty"`
		License          string        `json:"license,omitempty"`
		IsBasedOn        string        `json:"isBasedOn,omitempty"`
		Correction       []comment     `json:"correction,omitempty"`
		About            []thing       `json:"about,omitempty"`
		Mentions         []thing       `json:"mentions,omitempty"`
		Keywords         []string      `json:"keywords,omitempty"`
		Citation         []citedWork   `json:"citation,omitempty"`
	}
	comment struct {
		Type          string `json:"@type"`
		Text          string `json:"text"`
		DatePublished string `json:"datePublished,omitempty"`
		URL           string `json:"url,omitempty"`
	}
	thing struct {
		Type          string   `json:"@type"`
		ID            string   `json:"@id,omitempty"`
		Name          string   `json:"name"`
		URL           string   `json:"url,omitempty"`
		AlternateName []string `json:"alternateName,omitempty"`
		Description   string   `json:"description,omitempty"`
		SameAs        []string `json:"sameAs,omitempty"`
	}
	claimReview struct {
		Type          string        `json:"@type"`
		URL           string        `json:"url"`
		ClaimReviewed string        `json:"claimReviewed"`
		DatePublished string        `json:"datePublished,omitempty"`
		Author        *organisation `json:"author,omitempty"`
		ItemReviewed  claim         `json:"itemReviewed"`
		ReviewRating  rating        `json:"reviewRating"`
	}
	claim struct {
		Type       string `json:"@type"`
		Author     *party `json:"author,omitempty"`
		Appearance string `json:"appearance,omitempty"`
	}
	rating struct {
		Type          string `json:"@type"`
		AlternateName string `json:"alternateName"`
	}
	citedWork struct {
		Type          string  `json:"@type"`
		Name          string  `json:"name,omitempty"`
		URL           string  `json:"url,omitempty"`
		DatePublished string  `json:"datePublished,omitempty"`
		InLanguage    string  `json:"inLanguage,omitempty"`
		Author        []party `json:"author,omitempty"`
		Publisher     *party  `json:"publisher,omitempty"`
	}
	// party is a person or an organisation.
	party struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	organisation struct {
		Type                 string `json:"@type"`
		Name                 string `json:"name"`
		URL                  string `json:"url,omitempty"`
		Logo                 string `json:"logo,omitempty"`
		PublishingPrinciples string `json:"publishingPrinciples,omitempty"`
		CorrectionsPolicy    string `json:"correctionsPolicy,omitempty"`
	}
	webSite struct {
		Type        string        `json:"@type"`
		Name        string        `json:"name"`
		Description string        `json:"description,omitempty"`
		URL         string        `json:"url,omitempty"`
		InLanguage  string        `json:"inLanguage,omitempty"`
		Publisher   *organisation `json:"publisher,omitempty"`
	}
	breadcrumbList struct {
		Type     string  `json:"@type"`
		Elements []crumb `json:"itemListElement"`
	}
	crumb struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item"`
	}
)

// printJSONLD prints the script element that describes a page to search
// engines. Encoding escapes <, >, & and the line separators, so that no text
// can end the element. A page of which nothing is to be said has none.
func (v *voice) printJSONLD(b *bytes.Buffer, view framed) {
	var things []any
	frame := view.Framed()
	switch view := view.(type) {
	case *brief.ArticleView:
		things = append(things, v.newsArticle(view))
		things = append(things, v.claimReviews(view)...)
	case *brief.EntityView:
		things = append(things, v.entityThing(view.Entity, view.Description))
	case *brief.HomeView:
		things = append(things, webSite{
			Type: "WebSite", Name: frame.Site.Title, Description: frame.Site.Description,
			URL: frame.Site.BaseURL, InLanguage: frame.Site.Language, Publisher: publisher(frame.Site.Publisher),
		})
	}
	if list := v.breadcrumbs(view); list != nil {
		things = append(things, list)
	}
	if things == nil {
		return
	}
	b.WriteString(`<script type="application/ld+json">`)
	if err := json.NewEncoder(b).Encode(graph{"https://schema.org", things}); err != nil {
		panic(err) // of strings and structs of them only
	}
	b.Truncate(b.Len() - 1) // the encoder ends the line
	b.WriteString(`</script>`)
}

func (v *voice) newsArticle(view *brief.ArticleView) *newsArticle {
	a := view.Article
	t := &newsArticle{
		Type: "NewsArticle", ID: v.absolute(view.Address), Headline: a.Title, Description: view.Description,
		InLanguage: view.Language, DatePublished: a.Date.String(), DateModified: modified(a).String(),
		MainEntityOfPage: view.Canonical, Image: view.Image,
		Publisher: publisher(view.Site.Publisher), Dateline: a.Dateline, License: a.Licence,
	}
	if a.Clock != "" {
		t.DatePublished += "T" + a.Clock
	}
	if brief.IsAbsolute(a.Canonical) {
		t.IsBasedOn = a.Canonical
	}
	switch {
	case t.Publisher != nil && (a.Byline == "" || a.Byline == t.Publisher.Name):
		t.Author = t.Publisher
	case a.Byline != "":
		t.Author = party{"Person", a.Byline}
	}
	for _, c := range a.Corrections {
		t.Correction = append(t.Correction, comment{"CorrectionComment", c.Text, c.Date.String(), v.absolute(view.Address) + "#corrections"})
	}
	for n := range notesOf(view) {
		if n.Annotation.Kind == "correction" {
			text := strings.Join(strings.Fields(wordsOf(n.Text)), " ")
			t.Correction = append(t.Correction, comment{"CorrectionComment", text, n.Date.String(), v.absolute(n.Address)})
		}
	}
	for _, anchor := range view.Topics {
		t.Keywords = append(t.Keywords, anchor.Title)
	}
	for _, anchor := range view.Stories {
		t.About = append(t.About, thing{Type: "Thing", Name: anchor.Title, URL: v.absolute(anchor.Address)})
	}
	for _, e := range view.Mentioned {
		t.Mentions = append(t.Mentions, v.mentioned(e))
	}
	t.Citation = make([]citedWork, len(view.Sources))
	for i, e := range view.Sources {
		t.Citation[i] = citation(e.Source)
	}
	return t
}

// notesOf yields the notes of an article in reading order.
func notesOf(view *brief.ArticleView) iter.Seq[*brief.Note] {
	return func(yield func(*brief.Note) bool) {
		for _, n := range view.About {
			if !yield(n) {
				return
			}
		}
		for _, run := range view.Runs {
			for _, n := range run.Notes {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// claimReviews returns what fact-checks with a verdict say (schema.org
// ClaimReview). Verdicts are words and not grades, so the rating has a name
// and no number.
func (v *voice) claimReviews(view *brief.ArticleView) []any {
	var reviews []any
	for n := range notesOf(view) {
		if n.Annotation.Kind != "fact-check" || n.Verdict == "" || len(n.Passages) == 0 {
			continue
		}
		r := claimReview{
			Type: "ClaimReview", URL: v.absolute(n.Address), ClaimReviewed: n.Passages[0], DatePublished: n.Date.String(),
			Author:       publisher(view.Site.Publisher),
			ItemReviewed: claim{Type: "Claim", Appearance: v.absolute(view.Address)},
			ReviewRating: rating{"Rating", n.Verdict},
		}
		if n.Claimant != "" {
			r.ItemReviewed.Author = claimant(n.Claimant, view.Mentioned)
		}
		reviews = append(reviews, r)
	}
	return reviews
}

// claimant returns who made a claim: an organisation where an entity of that
// name is one, else a person.
func claimant(name string, mentioned []*brief.Entity) *party {
	for _, e := range mentioned {
		if e.Name == name && e.Type == "organisation" {
			return &party{thingTypes[e.Type], name}
		}
	}
	return &party{"Person", name}
}

// thingTypes are the types of schema.org for the types of entities.
var thingTypes = map[string]string{"person": "Person", "organisation": "Organization", "place": "Place", "event": "Event", "document": "CreativeWork"}

// mentioned returns an entity as an article mentions it.
func (v *voice) mentioned(e *brief.Entity) thing {
	t := thing{Type: thingTypes[e.Type], Name: e.Name, URL: v.absolute(e.Address())}
	if t.Type == "" {
		t.Type = "Thing"
	}
	if e.Wikidata != "" {
		t.SameAs = []string{"http://www.wikidata.org/entity/" + e.Wikidata}
	}
	return t
}

// entityThing returns an entity as its own page describes it.
func (v *voice) entityThing(e *brief.Entity, description string) thing {
	t := v.mentioned(e)
	t.ID, t.Description = t.URL, description
	for _, a := range e.Aliases {
		t.AlternateName = append(t.AlternateName, a.Text)
	}
	if address, safe := brief.SafeURL(e.URL); safe && address != "" {
		t.SameAs = append(t.SameAs, address)
	}
	return t
}

func citation(s *brief.Source) citedWork {
	t := citedWork{Type: "CreativeWork", Name: s.Title, URL: s.Link(), DatePublished: s.Issued.String(), InLanguage: s.Language}
	for _, p := range s.Authors {
		kind := "Person"
		if p.Literal != "" {
			kind = "Organization" // CSL keeps literal names for those
		}
		t.Author = append(t.Author, party{kind, p.Full()})
	}
	if name := s.Publisher; name != "" {
		t.Publisher = &party{"Organization", name}
	} else if s.ContainerTitle != "" {
		t.Publisher = &party{"Organization", s.ContainerTitle}
	}
	return t
}

func publisher(p brief.Publisher) *organisation {
	if p.Name == "" {
		return nil
	}
	return &organisation{
		Type: "NewsMediaOrganization", Name: p.Name, URL: p.URL, Logo: p.Logo,
		PublishingPrinciples: p.PrinciplesURL, CorrectionsPolicy: p.CorrectionsURL,
	}
}

// breadcrumbs returns the way to the page. Search engines want it absolute, so
// there is none while the site's address is not known.
func (v *voice) breadcrumbs(view framed) *breadcrumbList {
	frame := view.Framed()
	if len(frame.Trail) == 0 || v.settings.BaseURL == "" {
		return nil
	}
	list := &breadcrumbList{Type: "BreadcrumbList"}
	for i, a := range append(frame.Trail[:len(frame.Trail):len(frame.Trail)], brief.Anchor{Address: frame.Address, Title: v.title(view)}) {
		list.Elements = append(list.Elements, crumb{"ListItem", i + 1, v.name(a), v.absolute(a.Address)})
	}
	return list
}

// modified returns the day on which an article last changed, as far as its
// content says: its update, its last correction, or its own day.
func modified(a *brief.Article) brief.Date {
	latest := a.Date
	if a.Updated.Compare(latest) > 0 {
		latest = a.Updated
	}
	for _, c := range a.Corrections {
		if c.Date.Compare(latest) > 0 {
			latest = c.Date
		}
	}
	return latest
}
