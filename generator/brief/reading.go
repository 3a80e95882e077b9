package brief

// Annotated is an article with its annotations, and the order in which a
// reader meets them.
type Annotated struct {
	*Article
	Annotations []Anchored // those that are not published among them
	Reading     Reading
}

// Reading is the order in which a reader meets the notes and citations of an
// article: notes on the whole of it, then its text, in which a note is read at
// the end of its passage, then notes that have no place.
type Reading struct {
	Notes []int // indices of the annotations that readers see
	Cited []Cited
}

// Cited is one use of a source on a page.
type Cited struct {
	Source   *Source
	Number   int   // of the source on the page, from 1
	Nth      int   // which use of the source on the page this is, from 1
	Text     int   // what cites: InBody, the index of an annotation, or InFootnote and less
	Citation int32 // index into the citations of that text
	Item     int32 // index into the items of the citation
}

// What cites, when it is no annotation: the text itself, or its footnote i as
// InFootnote-i.
const (
	InBody     = -1
	InFootnote = -2
)

// Corpus is everything that a site is made of.
type Corpus struct {
	Articles  []*Annotated // by path
	Briefings []Briefing
	Entities  []Entity
	Stories   []Story
	Pages     []FreePage
	Sources   []*Source // by id
	Media     []File    // by path
}
