package brief

// Article is a text that is annotated.
type Article struct {
	Path string // of its input
	Name string // Path without its extension; its annotations share it
	Slug string // last part of its address

	Title     string
	Dek       string // the line below the headline
	Byline    string
	Dateline  string
	Language  string // BCP 47; empty for the site's
	Date      Date   // the day of the edition that it belongs to
	Clock     string // time of day and offset as RFC 3339 writes them, when the date had one
	Updated   Date
	Canonical string // where it first appeared
	Licence   string
	Image     string // path relative to the input, or address
	ImageAlt  string
	Revision  string // a note of what changed
	Topics    []Name
	Stories   []Name
	Entities  []Name
	Former    []Name // addresses that it had before: /news/1234/

	Corrections []Dated
	Events      []Event
	Draft       bool
	Wire        bool // plain wire copy: its text was taken literally

	Body Prose
	Pos  Pos // where the complaint about the article as a whole points: its title
}

// Address returns the article's address: /2021/12/03/slug/.
func (a *Article) Address() string {
	var room [32 + MaxSlug]byte
	b := append(a.Date.appendTo(room[:0], '/', "/"), a.Slug...)
	return string(append(b, '/'))
}

// AnnotationsAddress returns the address of the article's annotations for
// other programs: /2021/12/03/slug/annotations.jsonld.
func (a *Article) AnnotationsAddress() string { return a.Address() + "annotations.jsonld" }

// Name is a name that an input gives to something else, with its place.
type Name struct {
	Text string
	Pos  Pos
}

// Dated is something said on a day, such as a correction.
type Dated struct {
	Date Date
	Text string
	Pos  Pos
}

// Event is something that happened, for timelines.
type Event struct {
	Date    Date
	Text    string
	Sources []Name // ids
	Pos     Pos
}

// Briefing is one edition: a day's gathering of articles.
type Briefing struct {
	Path     string // of its input; empty when it is made from the date
	Date     Date
	Title    string
	Summary  string
	Articles []Name // slugs or titles in order; empty for every article of the date
	Former   []Name // addresses that it had before
	Draft    bool
	Body     Prose
	Reading  Reading // of the body
	Pos      Pos
}

// Entity is a person, organisation, place, event or document with a page of
// its own.
type Entity struct {
	Path     string
	Slug     string
	Name     string
	Type     string // person, organisation, place, event, document
	Aliases  []Name
	Former   []Name // addresses that its page had before
	Wikidata string // Q and digits
	URL      string
	Facts    []Fact // further front matter, in the order of the file: born, founded, …
	Body     Prose
	Reading  Reading // of the body
	Pos      Pos
}

// Address returns the entity's address: /entities/slug/.
func (e *Entity) Address() string { return "/entities/" + e.Slug + "/" }

// Fact is one line of an entity's facts: its key and what it says.
type Fact struct {
	Key, Value string
}

// Story is a running thread of articles.
type Story struct {
	Path    string
	Slug    string
	Title   string
	Summary string
	Former  []Name // addresses that it had before
	Body    Prose
	Reading Reading // of the body
	Pos     Pos
}

// FreePage is a page that belongs to no day, such as "About".
type FreePage struct {
	Path        string
	Address     string // from its place below content/pages: /manual/annotations/
	Title       string
	Description string
	Language    string
	Order       int    // its place among its siblings; 0 for after those that have one
	Former      []Name // addresses that it had before
	Draft       bool
	Body        Prose
	Reading     Reading // of the body
	Pos         Pos
}
