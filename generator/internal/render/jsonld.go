package render

import (
	"bytes"
	"cmp"
	"iter"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/jsontext"
)

// description writes what a page is described with to search engines: things
// of schema.org, in JSON-LD.
type description struct {
	*jsontext.Writer
	*voice
}

// printJSONLD prints the script element that describes a page to search
// engines. Writing escapes <, >, & and the line separators, so that no text
// can end the element. A page of which nothing is to be said has none.
func (v *voice) printJSONLD(b *bytes.Buffer, view framed) {
	frame := view.Framed()
	crumbs := len(frame.Trail) > 0 && v.settings.BaseURL != "" // search engines want them absolute
	switch view.(type) {
	case *brief.ArticleView, *brief.EntityView, *brief.HomeView:
	default:
		if !crumbs {
			return
		}
	}
	b.WriteString(`<script type="application/ld+json">`)
	d := description{jsontext.New(b, ""), v}
	d.Object()
	d.Member("@context", "https://schema.org")
	d.Name("@graph")
	d.Array()
	switch view := view.(type) {
	case *brief.ArticleView:
		d.newsArticle(view)
		d.claimReviews(view)
	case *brief.EntityView:
		d.entity(view.Entity, view.Description)
	case *brief.HomeView:
		d.webSite(frame.Site)
	}
	if crumbs {
		d.breadcrumbs(view)
	}
	d.EndArray()
	d.EndObject()
	b.WriteString(`</script>`)
}

// thing begins a thing of a type.
func (d description) thing(sort string) {
	d.Object()
	d.Member("@type", sort)
}

// address writes the absolute form of an address, with a fragment or none.
func (d description) address(name, address, fragment string) {
	site, path := d.whereabouts(address)
	d.Name(name)
	d.Joined(site, path, fragment)
}

// list begins a list, unless it has been begun, and reports that it has.
func (d description) list(begun bool, name string) bool {
	if !begun {
		d.Name(name)
		d.Array()
	}
	return true
}

// endList ends a list that has been begun.
func (d description) endList(begun bool) {
	if begun {
		d.EndArray()
	}
}

func (d description) newsArticle(view *brief.ArticleView) {
	a := view.Article
	publisher := &view.Site.Publisher
	d.thing("NewsArticle")
	d.address("@id", view.Address, "")
	d.Member("headline", a.Title)
	d.Filled("description", view.Description)
	d.Filled("inLanguage", view.Language)
	if a.Clock != "" {
		d.Name("datePublished")
		d.Joined(a.Date.String(), "T", a.Clock)
	} else {
		d.Filled("datePublished", a.Date.String())
	}
	d.Filled("dateModified", modified(a).String())
	d.Filled("mainEntityOfPage", view.Canonical)
	d.Filled("image", view.Image)
	switch {
	case publisher.Name != "" && (a.Byline == "" || a.Byline == publisher.Name):
		d.publisher("author", publisher)
	case a.Byline != "":
		d.party("author", "Person", a.Byline)
	}
	d.publisher("publisher", publisher)
	d.Filled("dateline", a.Dateline)
	d.Filled("license", a.Licence)
	if brief.IsAbsolute(a.Canonical) {
		d.Filled("isBasedOn", a.Canonical)
	}
	d.corrections(view)
	some := false
	for _, anchor := range view.Stories {
		some = d.list(some, "about")
		d.thing("Thing")
		d.Member("name", anchor.Title)
		if anchor.Address != "" {
			d.address("url", anchor.Address, "")
		}
		d.EndObject()
	}
	d.endList(some)
	some = false
	for _, e := range view.Mentioned {
		some = d.list(some, "mentions")
		d.mentioned(e)
	}
	d.endList(some)
	some = false
	for _, anchor := range view.Topics {
		some = d.list(some, "keywords")
		d.String(anchor.Title)
	}
	d.endList(some)
	some = false
	for _, e := range view.Sources {
		some = d.list(some, "citation")
		d.citation(e.Source)
	}
	d.endList(some)
	d.EndObject()
}

// corrections writes the corrections of an article: those in its front matter,
// and notes that are some.
func (d description) corrections(view *brief.ArticleView) {
	some := false
	for _, c := range view.Article.Corrections {
		some = d.list(some, "correction")
		d.correction([]byte(c.Text), c.Date, view.Address, "#corrections")
	}
	for n := range notesOf(view) {
		if n.Annotation.Kind == "correction" {
			some = d.list(some, "correction")
			var line [1 << 10]byte
			d.correction(appendLine(line[:0], wordsOf(n.Text)), n.Date, n.Address, "")
		}
	}
	d.endList(some)
}

// appendLine appends words with one blank between each two of them.
func appendLine(b []byte, words string) []byte {
	for word := range strings.FieldsSeq(words) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, word...)
	}
	return b
}

func (d description) correction(text []byte, date brief.Date, address, fragment string) {
	d.thing("CorrectionComment")
	d.Name("text")
	d.Bytes(text)
	d.Filled("datePublished", date.String())
	d.address("url", address, fragment)
	d.EndObject()
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

// claimReviews writes what fact-checks with a verdict say (schema.org
// ClaimReview). Verdicts are words and not grades, so the rating has a name
// and no number.
func (d description) claimReviews(view *brief.ArticleView) {
	for n := range notesOf(view) {
		if n.Annotation.Kind != "fact-check" || n.Verdict == "" || len(n.Passages) == 0 {
			continue
		}
		d.thing("ClaimReview")
		d.address("url", n.Address, "")
		d.Member("claimReviewed", n.Passages[0])
		d.Filled("datePublished", n.Date.String())
		d.publisher("author", &view.Site.Publisher)
		d.Name("itemReviewed")
		d.thing("Claim")
		if n.Claimant != "" {
			d.party("author", claimantType(n.Claimant, view.Mentioned), n.Claimant)
		}
		d.address("appearance", view.Address, "")
		d.EndObject()
		d.Name("reviewRating")
		d.thing("Rating")
		d.Member("alternateName", n.Verdict)
		d.EndObject()
		d.EndObject()
	}
}

// claimantType returns the type of who made a claim: an organisation where an
// entity of that name is one, else a person.
func claimantType(name string, mentioned []*brief.Entity) string {
	for _, e := range mentioned {
		if e.Name == name && e.Type == "organisation" {
			return thingTypes[e.Type]
		}
	}
	return "Person"
}

// thingTypes are the types of schema.org for the types of entities.
var thingTypes = map[string]string{"person": "Person", "organisation": "Organization", "place": "Place", "event": "Event", "document": "CreativeWork"}

// beginEntity begins the thing that an entity is.
func (d description) beginEntity(e *brief.Entity) {
	if sort := thingTypes[e.Type]; sort != "" {
		d.thing(sort)
	} else {
		d.thing("Thing")
	}
}

// mentioned writes an entity as an article mentions it.
func (d description) mentioned(e *brief.Entity) {
	d.beginEntity(e)
	d.Member("name", e.Name)
	d.address("url", e.Address(), "")
	d.sameAs(e.Wikidata, "")
	d.EndObject()
}

// entity writes an entity as its own page describes it.
func (d description) entity(e *brief.Entity, text string) {
	d.beginEntity(e)
	d.address("@id", e.Address(), "")
	d.Member("name", e.Name)
	d.address("url", e.Address(), "")
	some := false
	for _, a := range e.Aliases {
		some = d.list(some, "alternateName")
		d.String(a.Text)
	}
	d.endList(some)
	d.Filled("description", text)
	address, safe := brief.SafeURL(e.URL)
	if !safe {
		address = ""
	}
	d.sameAs(e.Wikidata, address)
	d.EndObject()
}

// sameAs writes where else a thing is described: its item of Wikidata and an
// address, where there are any.
func (d description) sameAs(item, address string) {
	some := false
	if item != "" {
		some = d.list(some, "sameAs")
		d.Joined("http://www.wikidata.org/entity/", item)
	}
	if address != "" {
		some = d.list(some, "sameAs")
		d.String(address)
	}
	d.endList(some)
}

func (d description) citation(s *brief.Source) {
	d.thing("CreativeWork")
	d.Filled("name", s.Title)
	d.Filled("url", s.Link())
	d.Filled("datePublished", s.Issued.String())
	d.Filled("inLanguage", s.Language)
	some := false
	for _, p := range s.Authors {
		some = d.list(some, "author")
		sort := "Person"
		if p.Literal != "" {
			sort = "Organization" // CSL keeps literal names for those
		}
		d.thing(sort)
		d.Member("name", p.Full())
		d.EndObject()
	}
	d.endList(some)
	if name := cmp.Or(s.Publisher, s.ContainerTitle); name != "" {
		d.party("publisher", "Organization", name)
	}
	d.EndObject()
}

// party writes a person or an organisation.
func (d description) party(role, sort, name string) {
	d.Name(role)
	d.thing(sort)
	d.Member("name", name)
	d.EndObject()
}

// publisher writes who answers for the site, where that is said.
func (d description) publisher(role string, p *brief.Publisher) {
	if p.Name == "" {
		return
	}
	d.Name(role)
	d.thing("NewsMediaOrganization")
	d.Member("name", p.Name)
	d.Filled("url", p.URL)
	d.Filled("logo", p.Logo)
	d.Filled("publishingPrinciples", p.PrinciplesURL)
	d.Filled("correctionsPolicy", p.CorrectionsURL)
	d.EndObject()
}

func (d description) webSite(site *brief.SiteView) {
	d.thing("WebSite")
	d.Member("name", site.Title)
	d.Filled("description", site.Description)
	d.Filled("url", site.BaseURL)
	d.Filled("inLanguage", site.Language)
	d.publisher("publisher", &site.Publisher)
	d.EndObject()
}

// breadcrumbs writes the way to the page.
func (d description) breadcrumbs(view framed) {
	frame := view.Framed()
	d.thing("BreadcrumbList")
	d.Name("itemListElement")
	d.Array()
	for i, a := range frame.Trail {
		d.crumb(i+1, d.name(a), a.Address)
	}
	d.crumb(len(frame.Trail)+1, d.name(brief.Anchor{Address: frame.Address, Title: d.title(view)}), frame.Address)
	d.EndArray()
	d.EndObject()
}

func (d description) crumb(position int, name, address string) {
	d.thing("ListItem")
	d.Name("position")
	d.Number(position)
	d.Member("name", name)
	d.address("item", address, "")
	d.EndObject()
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
