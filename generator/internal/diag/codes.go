package diag

// Code names a sort of complaint. Codes are stable: they are never renamed,
// and one that is no longer made is not used again for something else.
type Code string

// Entry describes a code for the manual and for gloss help CODE.
type Entry struct {
	Code     Code
	Severity Severity
	Cause    string // when it is made
	Mend     string // what to do about it
}

// Severity returns how serious a complaint of this code is by default; of an
// unknown code, an error.
func (c Code) Severity() Severity {
	for i := range entries {
		if entries[i].Code == c {
			return entries[i].Severity
		}
	}
	return Error
}

// Codes returns the description of every code, in the order of the manual:
// by the stage that makes it.
func Codes() []Entry { return append([]Entry(nil), entries[:]...) }

// The codes. Their meanings are in the table below.
const (
	ConfigMissing Code = "config-missing"
	ConfigSyntax  Code = "config-syntax"
	ConfigKey     Code = "config-key"
	ConfigValue   Code = "config-value"
	ConfigSecret  Code = "config-secret"

	FileEncoding   Code = "file-encoding"
	FileUnreadable Code = "file-unreadable"
	FileSpecial    Code = "file-special"
	FileLink       Code = "file-link"
	FileSize       Code = "file-size"
	FileCase       Code = "file-case"
	FileUnknown    Code = "file-unknown"
	FileUnused     Code = "file-unused"
	FileMissing    Code = "file-missing"
	FileScript     Code = "file-script"
	NoContent      Code = "content-empty"

	FrontMatterUnclosed Code = "front-matter-unclosed"
	FrontMatterSyntax   Code = "front-matter-syntax"
	FrontMatterKey      Code = "front-matter-key"
	FrontMatterValue    Code = "front-matter-value"
	TitleMissing        Code = "title-missing"
	TitleGuessed        Code = "title-guessed"
	DateMissing         Code = "date-missing"
	SlugInvalid         Code = "slug-invalid"
	ArticleEmpty        Code = "article-empty"

	RawHTML           Code = "raw-html"
	UnsafeURL         Code = "unsafe-url"
	HiddenCharacter   Code = "hidden-character"
	HeadingAttributes Code = "heading-attributes"
	FootnoteUndefined Code = "footnote-undefined"
	FootnoteUnused    Code = "footnote-unused"
	FootnoteDuplicate Code = "footnote-duplicate"
	MarkupLimit       Code = "markup-limit"
	PictureAlt        Code = "picture-alt"

	AnnotationArticle   Code = "annotation-article"
	AnnotationStray     Code = "annotation-stray"
	AnnotationHeading   Code = "annotation-heading"
	AnnotationKind      Code = "annotation-kind"
	AnnotationBy        Code = "annotation-by"
	AnnotationAttribute Code = "annotation-attribute"
	AnnotationID        Code = "annotation-id"
	AnnotationTarget    Code = "annotation-target"
	AnnotationEmpty     Code = "annotation-empty"
	AnnotationDuplicate Code = "annotation-duplicate"
	AnnotationAmbiguous Code = "annotation-ambiguous"
	AnnotationMoved     Code = "annotation-moved"
	AnnotationOrphaned  Code = "annotation-orphaned"
	AnnotationLimit     Code = "annotation-limit"

	ExchangeSyntax   Code = "exchange-syntax"
	ExchangeValue    Code = "exchange-value"
	ExchangeOffset   Code = "exchange-offset"
	ExchangePosition Code = "exchange-position"
	ExchangeCreator  Code = "exchange-creator"
	ExchangeLost     Code = "exchange-lost"
	ExchangeArticle  Code = "exchange-article"

	SourceSyntax    Code = "source-syntax"
	SourceKey       Code = "source-key"
	SourceValue     Code = "source-value"
	SourceID        Code = "source-id"
	SourceDuplicate Code = "source-duplicate"
	SourceUnused    Code = "source-unused"
	SourceURL       Code = "source-url"
	SourceLatex     Code = "source-latex"

	CitationSyntax    Code = "citation-syntax"
	CitationUndefined Code = "citation-undefined"

	AddressTaken   Code = "address-taken"
	AliasInvalid   Code = "alias-invalid"
	AliasTaken     Code = "alias-taken"
	NameTaken      Code = "name-taken"
	LinkDangling   Code = "link-dangling"
	LinkAmbiguous  Code = "link-ambiguous"
	EntityUnknown  Code = "entity-unknown"
	StoryUnknown   Code = "story-unknown"
	ArticleUnknown Code = "article-unknown"

	HostLimit Code = "host-limit"

	LayoutSyntax Code = "layout-syntax"
	LayoutFails  Code = "layout-fails"

	AnnotationSource     Code = "annotation-source"
	AnnotationDraft      Code = "annotation-draft"
	AnnotationResolved   Code = "annotation-resolved"
	AnnotationUnanswered Code = "annotation-unanswered"
	AnnotationOutdated   Code = "annotation-outdated"
	CitationLocator      Code = "citation-locator"
	SourceUndated        Code = "source-undated"
	SourceDead           Code = "source-dead"
	DateFuture           Code = "date-future"
	PageLink             Code = "page-link"
	PageFragment         Code = "page-fragment"
	PageAlt              Code = "page-alt"
	PageTitle            Code = "page-title"
	PageID               Code = "page-id"
	PageHeading          Code = "page-heading"
	PageResidue          Code = "page-residue"
	PageMoved            Code = "page-moved"
	PagePolicy           Code = "page-policy"
	SecurityExpired      Code = "security-expired"

	OutputForeign Code = "output-foreign"
	OutputInput   Code = "output-input"
	OutputBusy    Code = "output-busy"
	OutputSwap    Code = "output-swap"

	PublishEmpty     Code = "publish-empty"
	PublishDeletions Code = "publish-deletions"
	PublishForeign   Code = "publish-foreign"
	PublishBusy      Code = "publish-busy"
	AddressLost      Code = "address-lost"
)

var entries = [...]Entry{
	{ConfigMissing, Error, "the site has no config.toml", "run gloss in a site's folder, name it with --site, or make one with gloss new site"},
	{ConfigSyntax, Error, "config.toml is not TOML", "mend the line; strings need quotes"},
	{ConfigKey, Error, "config.toml has a key that Gloss does not know, or one twice", "correct the spelling or take the line out"},
	{ConfigValue, Error, "a value in config.toml cannot be used", "write a value of the kind that the hint names"},
	{ConfigSecret, Error, "a key or a password stands in config.toml, where everybody who sees the site's files reads it", "take it out, and if it was ever shared, replace it: credentials come from the environment and from each host's own tools"},

	{FileEncoding, Error, "an input is not valid UTF-8", "save the file as UTF-8"},
	{FileUnreadable, Error, "an input cannot be read", "check the file's permissions"},
	{FileSpecial, Error, "an input is not a regular file", "put a regular file in its place"},
	{FileLink, Error, "a symbolic link leads out of the site, into a circle or nowhere", "copy the file into the site"},
	{FileSize, Error, "an input is larger than Gloss reads", "split the file"},
	{FileCase, Error, "two files have names that differ only in case or in Unicode form", "rename one: other systems take them for the same file"},
	{FileUnknown, Warning, "a file stands where nothing reads it", "move it, rename it or take it out"},
	{FileUnused, Warning, "a picture or other file is on no page", "refer to it from a text beside it, or take it out"},
	{FileMissing, Error, "a text refers to a file that is not there", "correct the path, which starts at the text's own folder"},
	{FileScript, Warning, "a drawing holds a script, or what brings one in, which runs as a part of the site for whoever opens the drawing by itself", "take it out: save the drawing as plain SVG"},
	{NoContent, Warning, "the site has no article", "write one with gloss new article"},

	{FrontMatterUnclosed, Error, "front matter has no closing line", "close it with a line that holds the same --- or +++"},
	{FrontMatterSyntax, Error, "front matter is not YAML or TOML", "mend the line; put text with a colon into quotes"},
	{FrontMatterKey, Error, "front matter has a key that Gloss does not know, or one twice", "correct the spelling or take the line out"},
	{FrontMatterValue, Error, "a value in front matter cannot be used", "write a value of the kind that the hint names"},
	{TitleMissing, Error, "a text has no title", "add a title to its front matter"},
	{TitleGuessed, Warning, "wire copy has no headline, so its first sentence serves", "add a header line such as title: …"},
	{DateMissing, Error, "an article or briefing has no date", "begin the file's name with YYYY-MM-DD- or add date to its front matter"},
	{SlugInvalid, Error, "a slug cannot be part of an address", "use lower-case letters, digits and single hyphens"},
	{ArticleEmpty, Warning, "a text has a title but no words", "write it, or mark it as a draft"},

	{RawHTML, Warning, "a text holds HTML, which is shown as it is written", "write Markdown instead"},
	{UnsafeURL, Warning, "a link has an address that pages must not link to; its words are shown without it", "use http, https, mailto or a relative address"},
	{HiddenCharacter, Warning, "a name holds an invisible or direction-changing character, or a text a control character", "take the character out"},
	{HeadingAttributes, Warning, "a heading has attributes that are not used", "keep the id; take out the rest"},
	{FootnoteUndefined, Error, "a footnote is referred to but not written", "write it as [^label]: text"},
	{FootnoteUnused, Warning, "a footnote is written but not referred to", "refer to it as [^label] or take it out"},
	{FootnoteDuplicate, Error, "two footnotes have the same label", "give one of them another label"},
	{MarkupLimit, Error, "a text has more markup than Gloss parses", "simplify or split the paragraph that the message names"},
	{PictureAlt, Warning, "a picture has no alternative text", "say in a few words what it shows: ![words](file)"},

	{AnnotationArticle, Error, "an annotation file has no article", "name it after its article: NAME.annotations.md"},
	{AnnotationStray, Error, "text in an annotation file belongs to no annotation", "put it below a heading such as ## context"},
	{AnnotationHeading, Error, "an annotation's heading cannot be read", "write ## kind {#id by=who date=\"2021-12-04\"}"},
	{AnnotationKind, Error, "an annotation has a kind that the site does not know", "use a built-in kind or add [kinds.ID] to config.toml"},
	{AnnotationBy, Error, "an annotation is by somebody whom the site does not know", "add [annotators.ID] to config.toml"},
	{AnnotationAttribute, Error, "an attribute of an annotation is unknown or has a value that cannot be used", "see the hint"},
	{AnnotationID, Error, "two annotations on one article have the same id", "give one of them another id"},
	{AnnotationTarget, Error, "a target's == marks do not enclose one passage", "put one pair of == around the words that the note is about"},
	{AnnotationEmpty, Warning, "an annotation says nothing", "write its body below the quote"},
	{AnnotationDuplicate, Error, "an annotation stands twice, word for word", "take one of them out"},
	{AnnotationAmbiguous, Warning, "a target's words stand in the article more than once", "quote more words around it, with == around the passage itself"},
	{AnnotationMoved, Warning, "a target's words are not in the article, but words like them are", "quote the article as it reads now; gloss reanchor does it"},
	{AnnotationOrphaned, Warning, "a target's words are not in the article", "quote the article as it reads now"},
	{AnnotationLimit, Error, "an annotation is larger than Gloss reads", "shorten it"},

	{ExchangeSyntax, Error, "a file of annotations from elsewhere cannot be read", "mend the place that the message names, or export the file again"},
	{ExchangeValue, Error, "an annotation from elsewhere has a value that cannot be used", "see the hint"},
	{ExchangeOffset, Error, "an annotation from elsewhere has offsets that no passage has", "quote the words of the passage; offsets count characters from 0"},
	{ExchangePosition, Warning, "an annotation from elsewhere says where its passage stands, but not its words", "look whether the words that stand there now are meant, and quote them"},
	{ExchangeCreator, Warning, "an annotation from elsewhere is by somebody whom the site does not know; the note names nobody", "add [annotators.ID] to config.toml with the name or url that the message gives"},
	{ExchangeArticle, Error, "an annotation from elsewhere is about a page that is no article of the site", "name the article with --article, or take the annotation out"},
	{ExchangeLost, Warning, "something in an annotation from elsewhere has no counterpart here, and is left out", "see the hint"},

	{SourceSyntax, Error, "a file of sources cannot be read", "mend the place that the message names"},
	{SourceKey, Warning, "a source has a field that Gloss does not know", "correct the spelling; what is not known is not shown"},
	{SourceValue, Error, "a field of a source has a value that cannot be used", "see the hint"},
	{SourceID, Error, "a source has no id", "give it an id to cite it by"},
	{SourceDuplicate, Error, "two sources have the same id", "give one of them another id, or take one out"},
	{SourceUnused, Warning, "a source is never cited", "cite it as [@id] or take it out"},
	{SourceLatex, Warning, "a source in BibTeX holds a LaTeX command that Gloss does not know", "write the character that it stands for"},
	{SourceURL, Warning, "a source has an address that pages must not link to; it is left out", "use an http or https address"},

	{CitationSyntax, Error, "a citation cannot be read", "write [@id], [@id, p. 4] or [see @a; @b, ch. 2]"},
	{CitationUndefined, Error, "a citation names a source that is not there", "correct the id or add the source to content/sources"},

	{AddressTaken, Error, "two pages have the same address", "give one of them another slug or date"},
	{AliasInvalid, Error, "an alias is no address in the site", "write the path that it had, such as /news/1234/"},
	{AliasTaken, Error, "an alias is the address of a page, or an alias of another text", "take it out of one of the two"},
	{NameTaken, Error, "two entities have the same name or alias", "take the alias from one of them"},
	{LinkDangling, Error, "a link in the site leads nowhere", "correct the name or path"},
	{LinkAmbiguous, Error, "a [[name]] fits several pages", "write the slug, or a path relative to the file"},
	{EntityUnknown, Warning, "front matter names an entity that is not there", "correct the name or make it with gloss new entity"},
	{StoryUnknown, Warning, "front matter names a story that is not there", "correct the name or add it to content/stories"},
	{ArticleUnknown, Error, "a briefing names an article that is not there", "correct the slug"},

	{HostLimit, Warning, "a file for hosts says more than hosts read, or what they would misread", "see the hint"},

	{LayoutSyntax, Error, "a layout is not a template", "mend the line that the message names"},
	{LayoutFails, Error, "a layout asks for something that its view does not have", "mend the field or function that the message names"},

	{AnnotationSource, Warning, "a note of a kind that must cite a source cites none", "cite what it rests on, or take the kind out of source in [check]"},
	{AnnotationDraft, Warning, "an annotation is a draft, which readers do not see", "finish it and take out status=draft"},
	{AnnotationResolved, Warning, "an annotation is marked as resolved, and readers still see it", "take it out, or say in it how it was settled"},
	{AnnotationUnanswered, Warning, "a dispute has no answer", "give it a verdict, add a note on the same words that is not older, or mark it status=resolved"},
	{AnnotationOutdated, Warning, "an annotation on a whole article is older than the last update of the article", "see that it still holds, and give it a new date"},
	{CitationLocator, Warning, "a citation in a note of a kind that must say where in the source does not", "add the page or paragraph, or take the kind out of locator in [check]"},
	{SourceUndated, Warning, "a source says neither when it was issued nor when it was looked at", "add issued or accessed"},
	{SourceDead, Warning, "a source's address no longer leads to it, and no archived copy is named", "add archive-url"},
	{DateFuture, Warning, "a date has not come yet", "correct it"},
	{PageLink, Error, "a link on a page leads to no page of the site", "correct the address in the text or layout"},
	{PageFragment, Error, "a link leads to a fragment that its page does not have", "correct the fragment in the text or layout"},
	{PageAlt, Warning, "a picture on a page has no alternative text", "add alt to the layout; an ornament has an empty one"},
	{PageTitle, Warning, "a page has the title of another one, or none", "give one of them another title"},
	{PageID, Error, "two elements of a page have the same id", "change one of them in the layout"},
	{PageHeading, Warning, "a heading skips a level", "write one # less, or mend the layout"},
	{PageResidue, Error, "a page holds what a program prints when something went wrong", "see which layout or text makes it"},

	{PageMoved, Warning, "a link leads to an address that something had before", "write the address that it has now"},
	{PagePolicy, Error, "a page asks for what the Content-Security-Policy of the site forbids, so browsers will refuse it", "allow it in [hosting.allow], or take it out"},
	{SecurityExpired, Warning, "security.txt is no longer to be relied on", "see that it still holds, and set expires in [security] to a later day"},

	{OutputForeign, Error, "the output folder holds files that Gloss did not write, or is a file itself", "choose an empty folder with --out"},
	{OutputInput, Error, "the output folder is one that inputs are read from", "choose another folder with --out"},
	{OutputBusy, Error, "another build is writing to the output folder", "wait until it has finished"},
	{OutputSwap, Error, "with --swap, the output folder cannot be exchanged as a whole", "build without --swap"},

	{PublishEmpty, Error, "a site without files was to be published, which would delete the one that is there", "build the site first, or look at what --from names"},
	{PublishDeletions, Error, "publishing would delete more files than it may", "look at them with --dry-run; if it is meant, raise max_delete or use --max-delete"},
	{PublishForeign, Error, "publishing would replace files that Gloss has not published, or it cannot be told which it has", "publish to an empty place; if the files may be replaced, use --adopt"},
	{PublishBusy, Error, "somebody else is publishing to the same place, or has done so meanwhile", "wait until it has finished, and run it again"},
	{AddressLost, Warning, "an article that was published has no page any more, and nothing leads from its address to another", "readers have linked to it: give the article its old slug, or name the old address in its aliases"},
}
