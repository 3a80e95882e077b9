package brief

// Settings is what config.toml says about the site.
type Settings struct {
	Title       string
	Description string
	BaseURL     string // absolute, with a final slash; empty while it is not known
	Language    string // BCP 47
	TimeZone    string // IANA name, for dates that carry a time of day
	Publisher   Publisher
	Annotators  []Annotator // in the order of the file
	Kinds       []Kind      // the built-in ones, then the site's own, in the order of the file
	Anchoring   Anchoring
	Entities    LinkEntities
	Editor      Editor // of whoever previews the site; empty when none is set
	Check       Check
	Diff        Diff
	Publish     []Publication // in the order of the file
	Hosting     Hosting
	Security    Security
}

// Check says what gloss check demands beyond what a build does.
type Check struct {
	Source   []string          // kinds whose notes must cite a source
	Locator  []string          // kinds whose notes must say where in the source
	Severity map[string]string // by code: error, warning or off
}

// Diff says what gloss diff looks past.
type Diff struct {
	Ignore []string // CSS selectors of elements that are left out on both sides
}

// Hosting is what hosts and browsers are told about the published files.
type Hosting struct {
	Files       []string       // that hosts read: _headers, _redirects, .nojekyll, CNAME
	Headers     []HeaderRule   // the site's own, in the order of the file
	Unprotected bool           // pages have no Content-Security-Policy
	Allow       []PolicySource // what the policy lets pages load besides what the site itself needs
}

// HeaderRule sets headers of some of the published files.
type HeaderRule struct {
	For string   // a glob over addresses and files, from the root: /**/*.pdf
	Set []Header // an empty value takes the header away
	Pos Pos
}

// Header is one line of the head of a response.
type Header struct{ Name, Value string }

// PolicySource is a place that a directive of the Content-Security-Policy
// names, as it is written there: https://stats.example, 'self', data:.
type PolicySource struct{ Directive, Source string }

// Security says to whom holes in the site's security are told (RFC 9116). It
// is zero when the site does not say.
type Security struct {
	Contact         []string // addresses, the preferred one first
	Expires         Date     // the day from which the file is not to be relied on
	Encryption      string   // address of a key
	Acknowledgments string   // address of a page
	Policy          string   // likewise
	Languages       []string // BCP 47
	Pos             Pos      // of Expires
}

// Publisher is who answers for the site.
type Publisher struct {
	Name           string
	URL            string
	Logo           string // address of a picture
	PrinciplesURL  string
	CorrectionsURL string
}

// Annotator is somebody who writes annotations: a person, desk or role.
type Annotator struct {
	ID   string
	Name string
	Role string
	URL  string
}

// Kind is a sort of annotation.
type Kind struct {
	ID         string // fact-check
	Label      string // Fact-check
	Named      bool   // by the site's settings; others are named by each page in its language
	Underline  string // solid, double, thick, dotted, dashed, wavy, thin
	Motivation string // of the W3C Web Annotation vocabulary: assessing
}

// Own returns the label that the site's settings give a kind, and nothing for
// a kind that they leave to the language of the page.
func (k *Kind) Own() string {
	if k.Named {
		return k.Label
	}
	return ""
}

// Anchoring says how passages are found.
type Anchoring struct {
	AcceptMoved bool // a moved passage that is good enough is placed, with its warning
}

// LinkEntities says which mentions of an entity link to its page.
type LinkEntities string

// The choices of link_entities.
const (
	LinkFirst LinkEntities = "first"
	LinkAll   LinkEntities = "all"
	LinkNone  LinkEntities = "none"
)

// Kind returns the kind with the id, and false when the site has none.
func (s *Settings) Kind(id string) (*Kind, bool) {
	for i := range s.Kinds {
		if s.Kinds[i].ID == id {
			return &s.Kinds[i], true
		}
	}
	return nil, false
}

// Annotator returns the annotator with the id, and false when the site has
// none.
func (s *Settings) Annotator(id string) (*Annotator, bool) {
	for i := range s.Annotators {
		if s.Annotators[i].ID == id {
			return &s.Annotators[i], true
		}
	}
	return nil, false
}

// BuiltinKinds returns the kinds that every site has. Motivations are those of
// the Web Annotation Vocabulary (W3C Recommendation, 2017, section 3.3).
func BuiltinKinds() []Kind {
	return []Kind{
		{ID: "context", Label: "Context", Underline: "solid", Motivation: "commenting"},
		{ID: "fact-check", Label: "Fact-check", Underline: "double", Motivation: "assessing"},
		{ID: "correction", Label: "Correction", Underline: "thick", Motivation: "editing"},
		{ID: "definition", Label: "Definition", Underline: "dotted", Motivation: "describing"},
		{ID: "translation", Label: "Translation", Underline: "dashed", Motivation: "describing"},
		{ID: "dispute", Label: "Dispute", Underline: "wavy", Motivation: "questioning"},
		{ID: "update", Label: "Update", Underline: "thin", Motivation: "replying"},
	}
}
