package render

import "gloss/generator/brief"

// linkedSamples are the pages that tie a site together.
func linkedSamples(r *Renderer, article *brief.ArticleView) []sample {
	frame := func(kind brief.PageType, address, title string) brief.Frame {
		f := frameOf(r, kind, address, title)
		f.Feeds = append(f.Feeds, brief.Anchor{Address: address + "feed.xml", Title: title}, brief.Anchor{Address: address + "feed.json", Title: title})
		return f
	}
	anchor := brief.Anchor{Address: article.Address, Title: article.Title, Date: article.Article.Date}
	item := brief.IndexItem{Anchor: brief.Anchor{Address: "/topics/diplomacy/", Title: "Diplomacy"}, Text: "Talks and letters.", Articles: 3, Notes: 2, Latest: day(2021, 12, 3)}
	kinds := brief.IndexItem{Anchor: brief.Anchor{Address: "/notes/context/", Title: "Context"}, Kind: kind("context"), Notes: 2}
	years := []brief.TimelineYear{{Year: brief.Date{Year: 2021}, Items: []brief.TimelineItem{
		{Date: day(2021, 12, 2), Sort: "event", Text: "Two ministers meet.", Link: anchor, Sources: []brief.Anchor{{Address: works[0].Address(), Title: "The White House"}}},
		{Date: day(2021, 12, 3), Sort: "article", Text: "What each side wants.", Link: anchor},
	}}}
	body := whole(paragraphs("Two presidents, one line."))
	note := brief.NoteItem{
		Annotation: &brief.Annotation{ID: "a", Kind: "fact-check", Verdict: "unproven", Date: day(2021, 12, 4), Body: *body.Setting.Prose}, Address: article.Address + "#note-a",
		Kind: kind("fact-check"), Annotator: &settings.Annotators[0], Words: "more than 94,000 troops",
	}
	notes := brief.NoteList{Total: 1, Articles: []brief.NotesOn{{Article: anchor, Notes: []brief.NoteItem{note}}}}
	short := notes
	short.Short, short.Years = true, []brief.Anchor{{Address: "/notes/fact-check/2020/", Date: brief.Date{Year: 2020}}}
	change := brief.Change{Date: day(2021, 12, 5), Text: "It was Thursday.", Article: anchor, Address: article.Address + "#corrections", Passage: "on Friday"}
	nato := &brief.Entity{Slug: "nato", Name: "NATO", Type: "organisation", Wikidata: "Q7184"}
	entity := &brief.EntityView{
		Frame: frame(brief.EntityPage, nato.Address(), nato.Name), Entity: nato, Earlier: []brief.Anchor{anchor},
		Notes: []brief.KindNotes{{Kind: kind("fact-check"), Notes: []brief.NoteItem{note}, More: 3}}, Years: years, Beside: []brief.IndexItem{item},
	}
	return []sample{
		{"entity-full", brief.Page{View: entity}},
		{"topics", brief.Page{View: &brief.IndexView{Frame: frame(brief.TopicsPage, "/topics/", ""), Items: []brief.IndexItem{item}}}},
		{"kinds", brief.Page{View: &brief.IndexView{Frame: frame(brief.KindsPage, "/notes/", ""), Items: []brief.IndexItem{kinds}}}},
		{"topic", brief.Page{View: &brief.TopicView{Frame: frame(brief.TopicPage, "/topics/diplomacy/", "Diplomacy"), Latest: []brief.Card{card(article, 7)}, Earlier: []brief.Anchor{anchor}, Beside: []brief.IndexItem{item}}}},
		{"story", brief.Page{View: &brief.StoryView{Frame: frame(brief.StoryPage, "/stories/call/", "The call"), Story: &brief.Story{Title: "The call", Summary: "How it came about."}, Body: body, Articles: 2, Years: years}}},
		{"timeline", brief.Page{View: &brief.TimelineView{Frame: frame(brief.TimelinePage, "/timeline/", ""), Years: years}}},
		{"annotator", brief.Page{View: &brief.AnnotatorView{Frame: frame(brief.AnnotatorPage, "/annotators/mk/", "Military desk"), Annotator: &settings.Annotators[0], Kinds: article.Kinds, Notes: notes}}},
		{"kind", brief.Page{View: &brief.KindView{Frame: frame(brief.KindPage, "/notes/fact-check/", "Fact-check"), Kind: kind("fact-check"), Annotators: []brief.IndexItem{item}, Notes: short}}},
		{"corrections", brief.Page{View: &brief.CorrectionsView{Frame: frame(brief.CorrectionsPage, "/corrections/", ""), Years: []brief.LogYear{{Year: brief.Date{Year: 2021}, Items: []brief.Change{change}}}}}},
		{"search", brief.Page{View: &brief.SearchView{Frame: frame(brief.SearchPage, "/search/", ""), Library: "/assets/js", Script: "/assets/js", Shards: 4, Starts: 1, Documents: 90, PerBlock: 16, Years: []brief.Anchor{{Address: "/2021/", Date: brief.Date{Year: 2021}}}}}},
		{"corrections-feed", brief.Page{View: &brief.FeedView{Site: site(r), Address: "/corrections/feed.xml", Home: "/corrections/", Changes: []brief.Change{change}}}},
		{"sitemap-news", brief.Page{View: &brief.NewsSitemapView{Site: site(r), Articles: []*brief.Article{article.Article}}}},
	}
}
