package brief

import "strings"

// PageType is a sort of page. The layouts file of the same name prints it.
type PageType string

// The types of pages and of the other files that a site consists of.
const (
	HomePage     PageType = "home"
	BriefingPage PageType = "briefing"
	ArchivePage  PageType = "archive" // a month or a year
	ArticlePage  PageType = "article"
	SourcesPage  PageType = "sources"
	SourcePage   PageType = "source"
	EntitiesPage PageType = "entities"
	EntityPage   PageType = "entity"
	TextPage     PageType = "page" // a free page
	NotFoundPage PageType = "404"
	RedirectPage PageType = "redirect" // at an address that something had before

	AnnotationsFile PageType = "annotations" // of one article, for other programs
	FeedFile        PageType = "feed"
	SitemapFile     PageType = "sitemap"
	RobotsFile      PageType = "robots"
	AssetFile       PageType = "asset" // style sheet, script
	MediaFile       PageType = "media" // a file published beside a page
	HostFile        PageType = "host"  // that hosts read, or whoever finds a hole: _headers, security.txt
)

// Page is one address of a site and what is to be seen there.
type Page struct {
	Address string // begins with a slash; a page of HTML ends with one, but for /404.html
	Type    PageType
	View    any  // the *XxxView of its type; nil for assets and media
	Media   File // for MediaFile: the file that is published as it is
}

// Frame is what every page of HTML has around its content. The view of each
// type of page begins with one.
type Frame struct {
	Site        *SiteView
	Type        PageType
	Address     string   // of this page: /2021/12/03/slug/
	Title       string   // of the content, without the site's title
	Description string   // one sentence for search engines and previews; may be empty
	Language    string   // BCP 47
	Direction   string   // ltr or rtl
	Canonical   string   // absolute address, or empty when the site's is not known
	Trail       []Anchor // from the home page to the parent of this page
	Feeds       []Anchor // feeds to discover from this page
	Annotations string   // address of an article's annotations for other programs; empty elsewhere
	Image       string   // absolute address of a picture for previews; may be empty
	ImageAlt    string
}

// Framed returns the frame: every view of a page of HTML has it.
func (f *Frame) Framed() *Frame { return f }

// SiteView is what is the same on every page.
type SiteView struct {
	Title       string
	Description string
	BaseURL     string // with a final slash; empty while it is not known
	Language    string
	Publisher   Publisher
	Menu        []Anchor // main navigation
	Footer      []Anchor // pages about the site
	StyleSheet  string   // address of the style sheet, fingerprinted
	Script      string   // address of the script, fingerprinted
	Icon        string   // address of the icon: browsers ask for /favicon.ico unasked
	Kinds       []Kind
	Policy      string // what pages may load: a Content-Security-Policy; empty when there is none
}

// Anchor is a link with its words.
type Anchor struct {
	Address string // relative to the site's root: /2021/12/03/
	Title   string // empty where the layouts say the date, or have words for the address, as for /sources/
	Date    Date   // for links to things that have one
}

// Setting is a prose set into one page: what its marks, citations and links
// became there.
type Setting struct {
	Prose    *Prose
	Regions  []Region // annotated stretches in order; none overlaps the next
	Refs     []Ref    // note references, ordered by At
	Uses     [][]*Use // for each citation of the prose, the use that each item is; nil where the source is not known
	Hrefs    []string // for each link of the prose, the address it leads to; empty where it leads nowhere
	Pictures []File   // for each link of the prose, the file that it is the picture of; nil for a prose without pictures
	Prefix   string   // for the fragments of this prose's own headings and footnotes, where one page shows several texts
}

// Region is a stretch of annotated text within one block, printed as one
// mark.
type Region struct {
	Span
	Segments []Segment // without gaps or overlaps, they make up the region
}

// Segment is a stretch of text that belongs to the same annotations from its
// start to its end.
type Segment struct {
	Span
	Notes []*Note // in the order of the page
}

// Ref is the place in a text from which a note is referred to.
type Ref struct {
	At       int    // byte offset into the prose's Text: the end of the passage
	Fragment string // id of the reference: ref-ID
	Note     *Note
}

// Extract is a part of a setting: the steps From up to, but not including, To.
type Extract struct {
	Setting  *Setting
	From, To int
}

// Note is an annotation as readers of one page see it.
type Note struct {
	*Annotation
	Number    int // in reading order on the page
	Kind      *Kind
	Annotator *Annotator // nil when nobody is named
	Passages  []string   // the words that each target stands on, or quotes where it has no place
	Backlinks []string   // fragments of the references to it; none for notes on the whole article
	Text      Extract    // the body
	Lost      Outcome    // why it could not be placed; Placed when it was
	Address   string     // of the article's page with the note's fragment: /2021/12/03/slug/#note-ID
}

// Fragment returns the note's fragment on its article's page: what its address
// ends in.
func (n *Note) Fragment() string {
	if i := strings.IndexByte(n.Address, '#'); i >= 0 {
		return n.Address[i+1:]
	}
	return n.Annotation.Fragment()
}

// Entry is a source in the list at the end of a page.
type Entry struct {
	*Source
	Number int // in reading order on the page
	Uses   []*Use
}

// Fragment returns the fragment of the entry, to which its uses lead.
func (e *Entry) Fragment() string {
	if len(e.Uses) > 0 {
		return e.Uses[0].Entry
	}
	return e.Source.Fragment()
}

// Use is one citation of a source on a page.
type Use struct {
	*Source
	Number   int    // of the source on this page
	Letter   string // a, b, c … among the uses on this page
	Fragment string // id of the citation: cite-ID-N
	Entry    string // id of the entry that it leads to: source-ID
	Locator  string
}

// KindCount says how many notes of a kind there are.
type KindCount struct {
	*Kind
	Count int
}

// Run is a stretch of an article's body: an annotated block, its notes, then
// the blocks up to the next annotated one. The first run may begin without an
// annotated block.
type Run struct {
	Block Extract // empty in a first run that begins with plain blocks
	Notes []*Note
	Plain Extract
}

// ArticleView is what the layout of an article is given.
type ArticleView struct {
	Frame
	Article   *Article
	About     []*Note // on the whole article; they are read first
	Runs      []Run
	Unplaced  []*Note // notes whose passage was not found in exactly one place
	Sources   []*Entry
	Footnotes []FootnoteView
	Kinds     []KindCount // of the notes on this page, in the site's order
	NoteCount int
	Minutes   int      // to read, rounded up
	Topics    []Anchor // Address is empty where there is no page
	Stories   []Anchor
	Entities  []Anchor
	Briefing  Anchor  // the edition it belongs to
	Previous  *Anchor // in the day's order; nil at the ends
	Next      *Anchor
	Threads   []Thread         // the stories that it belongs to
	Related   []RelatedArticle // the closest first
	Backlinks []Anchor         // articles that link to it by name
	Mentioned []*Entity        // that its text or front matter names
}

// AnnotationsView is what the file of an article's annotations is made from.
type AnnotationsView struct {
	Article *Annotated
	Notes   []int // indices of the annotations that readers see, in reading order
}

// FootnoteView is an author's own footnote on a page.
type FootnoteView struct {
	Number    int
	Fragment  string
	Backlinks []string
	Text      Extract
}

// Card is an article in a list.
type Card struct {
	*Article
	Address   string
	Kinds     []KindCount
	NoteCount int
	Sources   int
	Strongest *Note // the note that a reader should see first; nil when there is none
}

// BriefingView is what the layouts of a day's briefing and of the home page
// are given.
type BriefingView struct {
	Frame
	Briefing *Briefing
	Body     Extract // the edition's own text; may be empty
	Sources  []*Entry
	Changes  []Change // corrections and updates since the edition before
	Cards    []Card
	Previous *Anchor // the edition before; nil for the first
	Next     *Anchor
}

// HomeView is what the layout of the home page is given.
type HomeView struct {
	Frame
	Latest *BriefingView // nil for a site without editions
	Recent []Edition
}

// Edition is a briefing in a list.
type Edition struct {
	Address  string
	Title    string
	Summary  string
	Date     Date
	Articles []Anchor
	Notes    int
}

// ArchiveView is what the layout of a month or a year is given.
type ArchiveView struct {
	Frame
	Period   Date      // a year, or a year and a month
	Months   []Anchor  // of a year; Title is empty, Date says which
	Editions []Edition // latest first
	Previous *Anchor
	Next     *Anchor
}

// SourcesView is what the layout of the index of sources is given.
type SourcesView struct {
	Frame
	Groups []SourceGroup
	Total  int
	List   string       // by-publisher, by-date, uncited or dead
	Lists  []SourceList // the ways to look at them
}

// SourceGroup is the sources of one publisher or of one year.
type SourceGroup struct {
	Title   string
	Year    Date
	Sources []SourceItem
}

// SourceItem is a source in a list, with how often it is cited.
type SourceItem struct {
	*Source
	Citations int
}

// SourceView is what the layout of a source is given.
type SourceView struct {
	Frame
	Source  *Source
	CitedIn []CitingArticle
}

// CitingArticle is an article that cites a source, with each of its uses.
type CitingArticle struct {
	Article Anchor
	Uses    []CitingUse
}

// CitingUse is one use of a source, in its context.
type CitingUse struct {
	Address string // of the use: the note, or the citation in the text
	Words   string // the passage that the note is about, or the words before the citation
	Kind    *Kind  // of the note; nil when the article's own text cites
	Locator string
}

// EntitiesView is what the layout of the index of entities is given.
type EntitiesView struct {
	Frame
	Groups []EntityGroup
}

// EntityGroup is the entities of one type.
type EntityGroup struct {
	Type     string
	Entities []*Entity
}

// EntityView is what the layout of an entity is given.
type EntityView struct {
	Frame
	Entity   *Entity
	Body     Extract
	Sources  []*Entry
	Earlier  []Anchor       // articles that name it too
	Mentions []MentionsIn   // latest first
	Notes    []KindNotes    // about it
	Beside   []IndexItem    // entities that articles name together with it
	Years    []TimelineYear // what happened
}

// KindNotes is notes of one kind.
type KindNotes struct {
	Kind  *Kind
	Notes []NoteItem
	More  int // notes that are not shown
}

// TextView is what the layout of a free page is given.
type TextView struct {
	Frame
	Page      *FreePage
	Body      Extract
	Sources   []*Entry
	Footnotes []FootnoteView
	Children  []Anchor // pages below this one
	Previous  *Anchor  // among its siblings
	Next      *Anchor
}

// RedirectView is what the layout of a redirect is given. Its Canonical is the
// address that it leads to.
type RedirectView struct {
	Frame
	To Anchor
}

// Redirect is an address that something had before, with the one it has now.
type Redirect struct{ From, To string }

// HostText is the content of a file that hosts read.
type HostText string

// NotFoundView is what the layout of 404.html is given.
type NotFoundView struct {
	Frame
}

// FeedView is what a feed is made from.
type FeedView struct {
	Site     *SiteView
	Address  string
	Title    string
	Home     string         // address of the page that it belongs to
	Articles []*ArticleView // latest first; without what leads to other articles
	Changes  []Change       // of the corrections feed, which has no articles; latest first
}

// SitemapView is what the sitemap is made from.
type SitemapView struct {
	Site  *SiteView
	Pages []SitemapEntry
}

// SitemapEntry is a page that search engines should know.
type SitemapEntry struct {
	Address  string
	Modified Date // zero when it is not known
}
