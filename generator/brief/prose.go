package brief

// Prose is a text as its reader sees it, with the markup kept beside the
// words. Text is the words alone: entities and escapes are decoded, blocks are
// separated by one line feed, and citations, note references, pictures and
// footnote marks contribute nothing. Steps say, in reading order, which
// elements open and close and what stands between the words.
//
// A passage is a [Span] of Text, whatever markup it runs across. A Prose is
// never changed once it is made.
type Prose struct {
	Text      string
	Steps     []Step
	Elements  []Element  // what Open and Void steps refer to
	Citations []Citation // what Cite steps refer to
	Links     []Link     // what OpenLink steps refer to
	Footnotes []Footnote // what FootnoteMark steps refer to, in order of their first mark
}

// Op says what a step does.
type Op uint8

// The steps of a prose.
const (
	OpenBlock    Op = iota // Elements[Arg] opens; it is a block, or holds blocks
	CloseBlock             // Elements[Arg] closes
	OpenInline             // Elements[Arg] opens within a block
	CloseInline            // Elements[Arg] closes
	Void                   // Elements[Arg] stands here and holds nothing: br, hr, img
	OpenLink               // Links[Arg] opens within a block
	CloseLink              // Links[Arg] closes
	Cite                   // Citations[Arg] is made here
	FootnoteMark           // Footnotes[Arg] is referred to here
)

// Step is one step of the markup: what happens before the byte at Text[At].
type Step struct {
	At  int32 // byte offset into Text
	Arg int32 // index into the list that the Op names
	Op  Op
}

// Element is an HTML element with attributes that are safe to print once
// they are escaped: only names and attributes of an allow-list are made, and
// addresses have been checked with [SafeURL].
type Element struct {
	Name  string
	Attrs []Attr
	Src   int // of a picture: 1 + the index of the Link that its src leads to
}

// Attr is an attribute of an element; its value is not escaped.
type Attr struct {
	Name, Value string
}

// Link is a link to somewhere in the site whose address is known only when
// the whole site is: [[Target]], or a relative link to another input. In the
// text the link's words stand as any others do.
type Link struct {
	Target   string // a name, alias, title, slug, or a path relative to the input
	Fragment string // what follows the # of a relative link
	Wiki     bool   // written as [[Target]]
	Picture  bool   // the address of a picture, which is a Void step and never opens
	Bare     bool   // [[Target]] without words of its own
	Pos      Pos
}

// Token is a stretch of code with the class that it is coloured by.
type Token struct {
	Class string // empty for plain text
	Text  string
}

// Footnote is an author's own note at the foot of a text.
type Footnote struct {
	Label string // as written, without [^ and ]
	Body  Prose
}

// Span is a stretch of a prose's Text, in bytes: Text[Start:End].
type Span struct {
	Start, End int
}

// Of returns the words of the span.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Citation is one pair of brackets that cites: [see @a, p. 4; @b].
type Citation struct {
	Items []CiteItem
}

// CiteItem is one use of a source.
type CiteItem struct {
	Key   string     // the source's id
	Words *CiteWords // nil when there is nothing but the key
	Spot  Spot       // in the input of the text that cites
}

// CiteWords are the words of a citation around the key of a source.
type CiteWords struct {
	Prefix  string // before it: see
	Locator string // the place within the source, as written: p. 4
	Suffix  string // after it, no locator
}

// Around returns the words around the key.
func (c *CiteItem) Around() CiteWords {
	if c.Words == nil {
		return CiteWords{}
	}
	return *c.Words
}
