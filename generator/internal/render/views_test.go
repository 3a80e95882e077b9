package render

import "gloss/generator/brief"

// sampleArticle is an article with notes of every kind, among them two that
// overlap, one on the whole, one that is long and one without a place.
func sampleArticle(r *Renderer) *brief.ArticleView {
	body := paragraphs(
		"Joe Biden used a question after a speech on jobs to say what he has in mind for Ukraine. Asked on Friday in the State Dining Room, he said that the measures in preparation would make it “very, very difficult” for Vladimir Putin to do what people fear. @2 He listed none of them.",
		"The appointment was nearly made. Yuri Ushakov, who advises the Kremlin on foreign policy, told reporters that preparations were well advanced and that the news would come once both capitals had confirmed it.",
		"# What Moscow asks",
		"Ukraine’s defence minister warned on Friday that Russia has placed more than 94,000 troops near Ukraine’s borders, and that an escalation was likeliest to be ready at the end of January. @1 He stressed that it was likely rather than bound to come.",
		"On 1 December he told a hall of new ambassadors what form the promise must take: it had to be “legal, juridical”, he said, because spoken commitments made to Russia in the past had not been kept.",
		"What the commitments were, and whether they were commitments, is an argument of thirty years’ standing. The documents of 1990 have been open to readers for some time, and the two sides still draw opposite conclusions from the same memoranda.",
		"# What Washington offers",
		"On the alliance itself there is little room to bargain. NATO declared in 2008 that Ukraine and Georgia “will become members”, and has never said when. Its secretary general warned in Riga on Tuesday that a new attack on Ukraine would be costly for Russia, and in the same statement said how little was known.",
		"The American answer so far has two parts. The first is a threat: Antony Blinken spoke in Stockholm on Thursday of “severe costs and consequences”. The second is an older formula. Fighting in the east of Ukraine is to be ended by carrying out the Minsk agreements, which the secretary of state again called the best way to resolve it.",
		"Kyiv adds a date. How many soldiers stand behind that sentence is the subject of tomorrow’s count.",
	)
	view := &brief.ArticleView{Frame: frameOf(r, brief.ArticlePage, "/2021/12/03/before-the-call/", "Before the call: what each side says it wants")}
	view.Article = &brief.Article{
		Title: view.Title, Dek: "The American and Russian presidents are arranging to speak by video. Most of what they will say has already been said in public.",
		Byline: "Gloss demonstration desk", Dateline: "Washington", Slug: "before-the-call", Date: day(2021, 12, 3), Updated: day(2021, 12, 6), Revision: "Added the confirmed date of the call.",
		Corrections: []brief.Dated{{Date: day(2021, 12, 4), Text: "An earlier version gave the wrong day for the ceremony of ambassadors."}},
		Events:      []brief.Event{{Date: day(2021, 11, 18), Text: "Vladimir Putin tells Russian diplomats to seek long-term security guarantees."}, {Date: day(2021, 12, 1), Text: "At a ceremony for new ambassadors, Vladimir Putin asks that the guarantees be legal ones."}},
		Canonical:   "https://news.example/before", Licence: "CC BY 4.0",
	}
	view.Minutes = 3
	view.Briefing = brief.Anchor{Address: "/2021/12/03/", Title: "Briefing of 3 December 2021"}
	view.Topics = []brief.Anchor{{Address: "/topics/diplomacy/", Title: "Diplomacy"}, {Title: "Security guarantees"}}
	view.Entities = []brief.Anchor{{Address: "/entities/nato/", Title: "NATO"}, {Address: "/entities/joe-biden/", Title: "Joe Biden"}}
	view.Previous = &brief.Anchor{Address: "/2021/12/03/stockholm-wire/", Title: "Blinken and Lavrov meet in Stockholm"}
	view.Next = &brief.Anchor{Address: "/2021/12/03/counting-troops/", Title: "Counting troops near a border: what the numbers mean"}
	annotate(view, body,
		remark{"context", "hist", "", "", []string{"The two presidents had last met in Geneva in June, and spoken by telephone in July. @4"}},
		remark{"context", "hist", "", "the State Dining Room", []string{"The question came after remarks on the November employment report."}},
		remark{"translation", "mk", "", "very, very difficult", []string{"Russian agencies rendered this as «крайне сложно», which is somewhat milder. @3"}},
		remark{"fact-check", "mk", "unproven", "more than 94,000 troops", []string{
			"The figure is Kyiv’s own. A US estimate of the same day allowed for 175,000. @1",
			"Neither number counts the same thing: the Ukrainian figure is of soldiers within some 200 km of the border, the American one of what could be gathered by early 2022. The American document put the number present at 70,000. @6",
			"Open sources cannot settle it. Satellite pictures show equipment and not people, and units that exercise in a place are not based there. What can be said is that both estimates rose within a month, that they rose for the same regions, and that no one who publishes them has said how the counting is done.",
		}},
		remark{"dispute", "hist", "", "Russia has placed more than 94,000 troops near Ukraine’s borders", []string{"Moscow says that troops within its own borders threaten nobody. @2"}},
		remark{"definition", "", "", "juridical", []string{"The Russian is «юридические», which means no more than legal; the transcript’s pair of words translates one."}},
		remark{"correction", "mk", "", "new ambassadors", []string{"This report first said consuls."}},
		remark{"update", "mk", "", "will become members", []string{"The promise was repeated at Brussels in June 2021. @5"}},
		remark{"weather", "hist", "", "Kyiv adds a date", []string{"The ground is frozen from January on, which is what the date is about."}},
		remark{"context", "hist", "", "words that are not there", []string{"A note on a sentence that has since been changed. @7"}},
	)
	return view
}

// sampleDense is an article whose notes need more room than its text.
func sampleDense(r *Renderer) *brief.ArticleView {
	view := &brief.ArticleView{Frame: frameOf(r, brief.ArticlePage, "/2021/12/03/dense/", "Forty notes on one text"), Minutes: 2}
	view.Article = &brief.Article{Title: view.Title, Slug: "dense", Date: day(2021, 12, 3)}
	kinds := []string{"context", "fact-check", "correction", "definition", "translation", "dispute", "update"}
	var lines []string
	var remarks []remark
	for i := range 13 {
		lines = append(lines, "In paragraph "+numerals[i]+" the first passage stands here, a second one follows at once, and the third ends it all. Some more words make the paragraph as long as paragraphs are.")
		for j, passage := range []string{"paragraph " + numerals[i] + " the first passage", numerals[i] + " the first passage stands here, a second one", numerals[i] + " the first passage stands here, a second one follows at once, and the third ends"} {
			remarks = append(remarks, remark{kinds[(i+j)%7], "mk", "", passage, []string{"A remark of some length on what has been said here, so that it needs several lines in the margin beside the text, and then one more. @1"}})
		}
	}
	annotate(view, paragraphs(lines...), remarks...)
	return view
}

var numerals = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"}

// sampleArabic is an article from right to left.
func sampleArabic(r *Renderer) *brief.ArticleView {
	view := &brief.ArticleView{Frame: frameOf(r, brief.ArticlePage, "/2021/12/03/arabic/", "قبل المكالمة: ماذا يريد كل طرف"), Minutes: 2}
	view.Language, view.Direction = "ar", "rtl"
	view.Article = &brief.Article{Title: view.Title, Slug: "arabic", Date: day(2021, 12, 3), Dek: "يستعد الرئيسان الأمريكي والروسي للحديث عبر الفيديو.", Language: "ar"}
	view.Briefing = brief.Anchor{Address: "/2021/12/03/", Date: day(2021, 12, 3)}
	annotate(view, paragraphs(
		"قال وزير الدفاع الأوكراني إن روسيا نشرت أكثر من 94 ألف جندي قرب الحدود الأوكرانية، وإن التصعيد قد يكون جاهزا في نهاية يناير. @1",
		"وأعلن حلف شمال الأطلسي عام 2008 أن أوكرانيا وجورجيا ستصبحان عضوين فيه، ولم يقل متى.",
	),
		remark{"fact-check", "mk", "", "أكثر من 94 ألف جندي", []string{"الرقم من كييف نفسها. @1"}},
		remark{"context", "hist", "", "ستصبحان عضوين", []string{"تكرر الوعد في بروكسل."}},
	)
	return view
}

func card(view *brief.ArticleView, sources int) brief.Card {
	c := brief.Card{Article: view.Article, Address: view.Address, Kinds: view.Kinds, NoteCount: view.NoteCount, Sources: sources}
	for _, run := range view.Runs {
		for _, n := range run.Notes {
			if c.Strongest == nil || n.Verdict != "" {
				c.Strongest = n
			}
		}
	}
	return c
}

func sampleBriefing(r *Renderer) *brief.BriefingView {
	article := sampleArticle(r)
	view := &brief.BriefingView{Frame: frameOf(r, brief.BriefingPage, "/2021/12/03/", "")}
	view.Briefing = &brief.Briefing{Date: day(2021, 12, 3), Title: "Two presidents, one screen", Summary: "Washington and Moscow agree that there will be a conversation. What it can be about was said this week, in public, by both."}
	view.Trail = []brief.Anchor{{Address: "/"}, {Address: "/2021/", Date: brief.Date{Year: 2021}}, {Address: "/2021/12/", Date: brief.Date{Year: 2021, Month: 12}}}
	correction := article.Article.Corrections[0]
	view.Changes = []brief.Change{{Date: correction.Date, Text: correction.Text, Article: brief.Anchor{Address: article.Address, Title: article.Title}, Address: article.Address + "#corrections"}}
	view.Cards = []brief.Card{card(article, 7), card(sampleDense(r), 1), {Article: &brief.Article{Title: "Blinken and Lavrov meet in Stockholm", Date: day(2021, 12, 3), Dek: "A short report from the wire."}, Address: "/2021/12/03/stockholm-wire/"}}
	view.Previous = &brief.Anchor{Address: "/2021/12/02/", Date: day(2021, 12, 2)}
	view.Next = &brief.Anchor{Address: "/2021/12/04/", Date: day(2021, 12, 4)}
	return view
}

func sampleEditions() []brief.Edition {
	return []brief.Edition{
		{Address: "/2021/12/02/", Title: "A meeting in Stockholm", Date: day(2021, 12, 2), Articles: []brief.Anchor{{Address: "/2021/12/02/a/", Title: "What was said in the corridor"}, {Address: "/2021/12/02/b/", Title: "What the communiqué leaves out"}}, Notes: 14},
		{Address: "/2021/12/01/", Date: day(2021, 12, 1), Articles: []brief.Anchor{{Address: "/2021/12/01/a/", Title: "Letters of credence"}}, Notes: 1},
	}
}

// sample is a page to render, with the name of its golden file.
type sample struct {
	name string
	page brief.Page
}

func samples(r *Renderer) []sample {
	article, briefing := sampleArticle(r), sampleBriefing(r)
	home := &brief.HomeView{Frame: frameOf(r, brief.HomePage, "/", ""), Latest: briefing, Recent: sampleEditions()}
	home.Trail, home.Description = nil, "Annotated briefings, with their sources."
	empty := &brief.HomeView{Frame: frameOf(r, brief.HomePage, "/", "")}
	empty.Trail = nil
	month := &brief.ArchiveView{Frame: frameOf(r, brief.ArchivePage, "/2021/12/", ""), Period: brief.Date{Year: 2021, Month: 12}, Editions: sampleEditions(), Previous: &brief.Anchor{Address: "/2021/11/", Date: brief.Date{Year: 2021, Month: 11}}}
	year := &brief.ArchiveView{Frame: frameOf(r, brief.ArchivePage, "/2021/", ""), Period: brief.Date{Year: 2021}, Editions: sampleEditions(), Months: []brief.Anchor{{Address: "/2021/11/", Date: brief.Date{Year: 2021, Month: 11}}, {Address: "/2021/12/", Date: brief.Date{Year: 2021, Month: 12}}}}
	sources := &brief.SourcesView{Frame: frameOf(r, brief.SourcesPage, "/sources/", ""), Total: len(works)}
	for _, w := range works {
		title := w.ContainerTitle
		if title == "" {
			title = w.Publisher
		}
		sources.Groups = append(sources.Groups, brief.SourceGroup{Title: title, Sources: []brief.SourceItem{{Source: w, Citations: len(sources.Groups)}}})
	}
	source := &brief.SourceView{Frame: frameOf(r, brief.SourcePage, works[1].Address(), works[1].Title), Source: works[1], CitedIn: []brief.CitingArticle{{
		Article: brief.Anchor{Address: article.Address, Title: article.Title, Date: article.Article.Date},
		Uses: []brief.CitingUse{
			{Address: article.Address + "#cite-kremlin-credence-1", Words: "would make it “very, very difficult” for Vladimir Putin to do what people fear."},
			{Address: article.Address + "#note-dispute-5", Words: "Russia has placed more than 94,000 troops near Ukraine’s borders", Kind: kind("dispute"), Locator: "para. 2"},
			{Address: article.Address + "#note-context-1", Kind: kind("context")},
		},
	}}}
	source.Trail = append(source.Trail, brief.Anchor{Address: "/sources/"})
	uncited := &brief.SourceView{Frame: frameOf(r, brief.SourcePage, works[7].Address(), works[7].Title), Source: works[7]}
	people := []*brief.Entity{{Slug: "joe-biden", Name: "Joe Biden", Type: "person"}, {Slug: "yuri-ushakov", Name: "Yuri Ushakov", Type: "person"}}
	nato := &brief.Entity{Slug: "nato", Name: "NATO", Type: "organisation", Aliases: []brief.Name{{Text: "North Atlantic Treaty Organization"}, {Text: "the alliance"}}, Wikidata: "Q7184", URL: "https://www.nato.int/", Facts: []brief.Fact{{Key: "founded", Value: "4 April 1949"}, {Key: "head_office", Value: "Brussels"}}}
	entities := &brief.EntitiesView{Frame: frameOf(r, brief.EntitiesPage, "/entities/", ""), Groups: []brief.EntityGroup{{Type: "person", Entities: people}, {Type: "organisation", Entities: []*brief.Entity{nato}}}}
	entity := &brief.EntityView{Frame: frameOf(r, brief.EntityPage, nato.Address(), nato.Name), Entity: nato, Body: whole(paragraphs("An alliance of, in 2021, thirty states.")), Mentions: []brief.MentionsIn{{Article: brief.Anchor{Address: article.Address, Title: article.Title, Date: article.Article.Date}, Passages: []brief.Passage{{Before: "A promise of ", Words: "NATO", After: " from 2008"}}, More: 2}}}
	page := &brief.TextView{
		Frame: frameOf(r, brief.TextPage, "/about/", "About"), Page: &brief.FreePage{Title: "About", Description: "What this is, and who answers for it."},
		Body: whole(paragraphs("This is a demonstration of annotated news.", "# How notes are made", "Each has an author, a date and its sources.")), Children: []brief.Anchor{{Address: "/about/kinds/", Title: "Kinds of notes"}, {Address: "/about/desks/", Title: "Our desks"}},
		Footnotes: []brief.FootnoteView{{Number: 1, Fragment: "fn-1", Backlinks: []string{"fnref-1", "fnref-1-2"}, Text: whole(paragraphs("A footnote of the author’s own."))}},
		Next:      &brief.Anchor{Address: "/contact/", Title: "Contact"},
	}
	moved := &brief.RedirectView{
		Frame: frameOf(r, brief.RedirectPage, "/old/über&alt/", ""),
		To:    brief.Anchor{Address: "/2021/12/03/über&neu/", Title: "What is <new> & \"quoted\""},
	}
	moved.Canonical = settings.BaseURL + moved.To.Address[1:]
	missing := &brief.NotFoundView{Frame: frameOf(r, brief.NotFoundPage, "/404.html", "")}
	missing.Canonical, missing.Trail = "", nil
	feed := &brief.FeedView{Site: site(r), Address: "/feed.xml", Home: "/", Articles: []*brief.ArticleView{article, sampleArabic(r)}}
	sitemap := &brief.SitemapView{Site: site(r), Pages: []brief.SitemapEntry{{Address: "/", Modified: day(2021, 12, 3)}, {Address: article.Address, Modified: day(2021, 12, 6)}, {Address: "/sources/"}}}
	return append([]sample{
		{"feed", brief.Page{View: feed}},
		{"sitemap", brief.Page{View: sitemap}},
		{"robots", brief.Page{View: site(r)}},
		{"article", brief.Page{View: article}},
		{"article-dense", brief.Page{View: sampleDense(r)}},
		{"article-arabic", brief.Page{View: sampleArabic(r)}},
		{"briefing", brief.Page{View: briefing}},
		{"home", brief.Page{View: home}},
		{"home-empty", brief.Page{View: empty}},
		{"archive-month", brief.Page{View: month}},
		{"archive-year", brief.Page{View: year}},
		{"sources", brief.Page{View: sources}},
		{"source", brief.Page{View: source}},
		{"source-uncited", brief.Page{View: uncited}},
		{"entities", brief.Page{View: entities}},
		{"entity", brief.Page{View: entity}},
		{"page", brief.Page{View: page}},
		{"404", brief.Page{View: missing}},
		{"redirect", brief.Page{View: moved}},
	}, linkedSamples(r, article)...)
}
