package brief

// Source is a work that is cited: a CSL item (Citation Style Language 1.0.2,
// appendix "Items") with what archived web pages need beyond it, named as
// MediaWiki's citation templates name it.
type Source struct {
	ID    string
	Type  string // CSL type: article-newspaper, webpage, report, …
	Title string

	Authors    []Person
	Editors    []Person
	Translator []Person

	ContainerTitle string // the newspaper, site, journal or book it stands in
	Publisher      string
	PublisherPlace string
	PublisherURL   string
	Agency         string // news agency: Reuters
	Via            string // who delivers it, when that is not the publisher
	Event          string
	Genre          string
	Number         string
	Volume         string
	Issue          string
	Edition        string
	Section        string
	Page           string
	Language       string
	DOI, ISBN      string

	Issued      Date
	IssuedTo    Date // the end of a range
	Accessed    Date
	URL         string
	ArchiveURL  string
	ArchiveDate Date
	URLStatus   string // live, dead, unfit, usurped; empty for not said

	Quote       string // the words relied on
	Reliability string
	Abstract    string
	Note        string
	Pos         Pos
}

// Person is an author or editor: a person's name in parts, or a name that is
// printed as it stands, such as an organisation's.
type Person struct {
	Family, Given string
	Particle      string // van, de la: printed before the family name
	Suffix        string // Jr.
	Literal       string
}

// Full returns the name in reading order.
func (p Person) Full() string {
	if p.Literal != "" {
		return p.Literal
	}
	s := ""
	for _, part := range []string{p.Given, p.Particle, p.Family, p.Suffix} {
		if part != "" && s != "" {
			s += " "
		}
		s += part
	}
	return s
}

// Slug returns the last part of the source's address: its id, with what an
// address cannot hold replaced.
func (s *Source) Slug() string { return PathPart(s.ID) }

// Address returns the source's address: /sources/id/.
func (s *Source) Address() string { return "/sources/" + s.Slug() + "/" }

// Fragment returns the fragment of the source's entry on a page that cites
// it.
func (s *Source) Fragment() string { return "source-" + s.Slug() }

// Link returns the address that a reader should follow first: the work's own,
// or the archived copy when the work's own no longer leads to it.
func (s *Source) Link() string {
	if s.Dead() && s.ArchiveURL != "" {
		return s.ArchiveURL
	}
	return s.URL
}

// Dead reports whether the work's own address no longer leads to it.
func (s *Source) Dead() bool {
	return s.URLStatus == "dead" || s.URLStatus == "unfit" || s.URLStatus == "usurped"
}
