package render

import (
	"encoding/json"
	"html/template"

	"gloss/generator/brief"
)

// thing is one item of JSON-LD in the vocabulary of schema.org. Its fields are
// those of NewsArticle, BreadcrumbList and the things within them.
type thing struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type,omitempty"`
	ID      string `json:"@id,omitempty"`

	Graph []thing `json:"@graph,omitempty"`

	Name                 string  `json:"name,omitempty"`
	Headline             string  `json:"headline,omitempty"`
	Description          string  `json:"description,omitempty"`
	URL                  string  `json:"url,omitempty"`
	InLanguage           string  `json:"inLanguage,omitempty"`
	DatePublished        string  `json:"datePublished,omitempty"`
	DateModified         string  `json:"dateModified,omitempty"`
	MainEntityOfPage     string  `json:"mainEntityOfPage,omitempty"`
	Image                string  `json:"image,omitempty"`
	Author               *thing  `json:"author,omitempty"`
	Authors              []thing `json:"creator,omitempty"`
	Publisher            *thing  `json:"publisher,omitempty"`
	Logo                 string  `json:"logo,omitempty"`
	PublishingPrinciples string  `json:"publishingPrinciples,omitempty"`
	CorrectionsPolicy    string  `json:"correctionsPolicy,omitempty"`
	Correction           string  `json:"correction,omitempty"`
	DateLine             string  `json:"dateline,omitempty"`
	License              string  `json:"license,omitempty"`
	IsBasedOn            string  `json:"isBasedOn,omitempty"`
	Citation             []thing `json:"citation,omitempty"`
	Elements             []thing `json:"itemListElement,omitempty"`
	Position             int     `json:"position,omitempty"`
	Item                 string  `json:"item,omitempty"`
}

// jsonLD returns the script element that describes a page to search engines.
// Encoding escapes <, >, & and the line separators, so that no text can end
// the element. A page of which nothing is to be said has none.
func (v *voice) jsonLD(view framed) (template.HTML, error) {
	var graph []thing
	frame := view.Framed()
	switch view := view.(type) {
	case *brief.ArticleView:
		graph = append(graph, v.newsArticle(view))
	case *brief.HomeView:
		graph = append(graph, thing{
			Type: "WebSite", Name: frame.Site.Title, Description: frame.Site.Description,
			URL: frame.Site.BaseURL, InLanguage: frame.Site.Language, Publisher: publisher(frame.Site.Publisher),
		})
	}
	if list := v.breadcrumbs(view); list != nil {
		graph = append(graph, *list)
	}
	if graph == nil {
		return "", nil
	}
	encoded, err := json.Marshal(thing{Context: "https://schema.org", Graph: graph})
	if err != nil {
		return "", err
	}
	return template.HTML(`<script type="application/ld+json">` + string(encoded) + `</script>`), nil
}

func (v *voice) newsArticle(view *brief.ArticleView) thing {
	a := view.Article
	t := thing{
		Type: "NewsArticle", ID: v.absolute(view.Address), Headline: a.Title, Description: view.Description,
		InLanguage: view.Language, DatePublished: a.Date.String(), DateModified: modified(a).String(),
		MainEntityOfPage: view.Canonical, Image: view.Image,
		Publisher: publisher(view.Site.Publisher), DateLine: a.Dateline, License: a.Licence,
	}
	if a.Clock != "" {
		t.DatePublished += "T" + a.Clock
	}
	if brief.IsAbsolute(a.Canonical) {
		t.IsBasedOn = a.Canonical
	}
	if a.Byline != "" {
		t.Author = &thing{Type: "Person", Name: a.Byline}
	} else {
		t.Author = t.Publisher
	}
	for _, c := range a.Corrections {
		if t.Correction != "" {
			t.Correction += " "
		}
		t.Correction += c.Text
	}
	for _, e := range view.Sources {
		t.Citation = append(t.Citation, citation(e.Source))
	}
	return t
}

func citation(s *brief.Source) thing {
	t := thing{Type: "CreativeWork", Name: s.Title, URL: s.Link(), DatePublished: s.Issued.String(), InLanguage: s.Language}
	for _, p := range s.Authors {
		t.Authors = append(t.Authors, thing{Type: "Person", Name: p.Full()})
	}
	if name := s.Publisher; name != "" {
		t.Publisher = &thing{Type: "Organization", Name: name}
	} else if s.ContainerTitle != "" {
		t.Publisher = &thing{Type: "Organization", Name: s.ContainerTitle}
	}
	return t
}

func publisher(p brief.Publisher) *thing {
	if p.Name == "" {
		return nil
	}
	return &thing{
		Type: "NewsMediaOrganization", Name: p.Name, URL: p.URL, Logo: p.Logo,
		PublishingPrinciples: p.PrinciplesURL, CorrectionsPolicy: p.CorrectionsURL,
	}
}

// breadcrumbs returns the way to the page. Search engines want it absolute, so
// there is none while the site's address is not known.
func (v *voice) breadcrumbs(view framed) *thing {
	frame := view.Framed()
	if len(frame.Trail) == 0 || v.settings.BaseURL == "" {
		return nil
	}
	list := &thing{Type: "BreadcrumbList"}
	for i, a := range append(frame.Trail[:len(frame.Trail):len(frame.Trail)], brief.Anchor{Address: frame.Address, Title: v.title(view)}) {
		list.Elements = append(list.Elements, thing{Type: "ListItem", Position: i + 1, Name: v.name(a), Item: v.absolute(a.Address)})
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
