package brief

// The types of the pages and files that tie a site together.
const (
	TopicsPage      PageType = "topics"
	TopicPage       PageType = "topic"
	StoriesPage     PageType = "stories"
	StoryPage       PageType = "story"
	AnnotatorsPage  PageType = "annotators"
	AnnotatorPage   PageType = "annotator"
	KindsPage       PageType = "kinds" // every kind of note
	KindPage        PageType = "kind"
	CorrectionsPage PageType = "corrections"
	TimelinePage    PageType = "timeline"
	SearchPage      PageType = "search"

	NewsSitemapFile PageType = "news-sitemap"
	SearchFile      PageType = "search-index"
)

// IndexView is what the layout of an index is given: of topics, stories,
// annotators and kinds of notes.
type IndexView struct {
	Frame
	Items []IndexItem
}

// IndexItem is one entry of an index.
type IndexItem struct {
	Anchor
	Text     string // in a sentence; may be empty
	Kind     *Kind  // of the notes, where it is a kind
	Articles int
	Notes    int
	Latest   Date // of the articles or notes
}

// TopicView is what the layout of a topic is given.
type TopicView struct {
	Frame
	Latest  []Card // latest first
	Earlier []Anchor
	Beside  []IndexItem // topics that share articles with it, the closest first
}

// StoryView is what the layout of a story is given.
type StoryView struct {
	Frame
	Story    *Story
	Body     Extract
	Sources  []*Entry
	Articles int
	Years    []TimelineYear
}

// TimelineView is what the layout of the site's timeline is given.
type TimelineView struct {
	Frame
	Years []TimelineYear // earliest first
}

// TimelineYear is what happened in one year.
type TimelineYear struct {
	Year  Date
	Items []TimelineItem
}

// TimelineItem is one line of a timeline: an event, an article, an edition.
type TimelineItem struct {
	Date    Date
	Sort    string   // event, article or briefing
	Text    string   // what happened; empty where the link says it
	Link    Anchor   // the article or edition; for an event, the article that tells of it
	Sources []Anchor // that an event is known from
}

// AnnotatorView is what the layout of an annotator is given.
type AnnotatorView struct {
	Frame
	Annotator *Annotator
	Kinds     []KindCount
	Notes     NoteList
}

// KindView is what the layout of a kind of notes is given.
type KindView struct {
	Frame
	Kind       *Kind
	Year       int // 0 for the latest notes
	Annotators []IndexItem
	Notes      NoteList
}

// NoteList is notes of several articles, latest first. Where they are many,
// each year has a page of its own.
type NoteList struct {
	Total    int
	Short    bool // so many that only their passages are shown
	Articles []NotesOn
	Years    []Anchor // pages of other years; none where one page holds all
}

// NotesOn is the notes on one article.
type NotesOn struct {
	Article Anchor
	Notes   []NoteItem
}

// NoteItem is a note in a list, away from its article.
type NoteItem struct {
	*Annotation
	Address   string // of the note
	Kind      *Kind
	Annotator *Annotator
	Words     string // the passage; empty where it is about the whole article
}

// Text returns the body of the note. Long lists do not show it, so it is made
// when a layout asks for it.
func (n NoteItem) Text() Extract {
	return Extract{Setting: &Setting{Prose: &n.Body}, To: len(n.Body.Steps)}
}

// CorrectionsView is what the layout of the corrections log is given. Where the
// log is long, each year has a page of its own.
type CorrectionsView struct {
	Frame
	Year   int       // 0 for the latest
	Years  []LogYear // latest first
	Others []Anchor  // pages of other years; none where one page holds all
}

// LogYear is one year of the corrections log.
type LogYear struct {
	Year  Date
	Items []Change
}

// Change is a dated change to what was published: a correction or an update,
// named in an article's front matter or made by a note.
type Change struct {
	Date    Date
	Update  bool // an update; otherwise a correction
	Text    string
	Article Anchor
	Address string // of the note, or of the article's log
	Passage string // that the note is about
}

// Thread is a story from the point of view of one of its articles.
type Thread struct {
	Story    Anchor
	Place    int // of the article among the story's, from 1
	Count    int
	Previous *Anchor
	Next     *Anchor
}

// RelatedArticle is an article with what another one has in common with it.
type RelatedArticle struct {
	Article  Anchor
	Sources  int
	Entities int
	Stories  int
}

// Passage is a stretch of a text with what stands around it.
type Passage struct {
	Before, Words, After string
}

// MentionsIn is the mentions of an entity in one article.
type MentionsIn struct {
	Article  Anchor
	Passages []Passage
	More     int // passages that are not shown
}

// SourceList is a way to look at the sources: by date, never cited, dead.
type SourceList struct {
	Name    string // by-publisher, by-date, uncited, dead
	Address string
	Count   int
}

// SearchView is what the layout of the search page is given.
type SearchView struct {
	Frame
	Library   string // address of the search library
	Script    string // address of the page's script
	Shards    int    // of the index: /search/terms/0.json …
	Starts    int    // and /search/starts/0.json …
	Documents int
	PerBlock  int      // documents in each of /search/titles/0.json …
	Years     []Anchor // archives, latest first
}

// SearchPart is one file of the search index: already encoded.
type SearchPart []byte

// NewsSitemapView is what the news sitemap is made from.
type NewsSitemapView struct {
	Site     *SiteView
	Articles []*Article // of the last two days that have any, latest first
}
