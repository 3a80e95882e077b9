package render

import "gloss/generator/brief"

func day(year, month, day int) brief.Date {
	return brief.Date{Year: year, Month: month, Day: day}
}

// works are sources of many types, in every state that an address can be in.
var works = []*brief.Source{
	{
		ID: "wapo-175k", Type: "article-newspaper", Language: "en-US",
		Title:   "Russia planning massive military offensive against Ukraine involving 175,000 troops, U.S. intelligence warns",
		Authors: []brief.Person{{Family: "Harris", Given: "Shane"}, {Family: "Sonne", Given: "Paul"}}, ContainerTitle: "The Washington Post",
		Issued: day(2021, 12, 3), URL: "https://www.washingtonpost.com/national-security/russia-ukraine-invasion/2021/12/03/98a3760e-546b-11ec-8769-2f4ecdf7a2ad_story.html",
		ArchiveURL: "https://web.archive.org/web/2021/https://www.washingtonpost.com/", ArchiveDate: day(2021, 12, 4), URLStatus: "live", Accessed: day(2021, 12, 4),
	},
	{
		ID: "kremlin-credence", Type: "speech", Title: "Ceremony for presenting foreign ambassadors’ letters of credence",
		Authors: []brief.Person{{Family: "Putin", Given: "Vladimir"}}, Event: "Grand Kremlin Palace", Publisher: "President of Russia", PublisherURL: "http://en.kremlin.ru/",
		Issued: day(2021, 12, 1), URL: "http://en.kremlin.ru/events/president/news/67250", URLStatus: "dead",
		ArchiveURL: "https://web.archive.org/web/20211201/http://en.kremlin.ru/events/president/news/67250", ArchiveDate: day(2021, 12, 1),
	},
	{
		ID: "svoboda-reznikov", Type: "broadcast", Language: "uk", Title: "Міністр оборони України: Наприкінці січня Росія буде готовою до можливої ескалації",
		Authors: []brief.Person{{Literal: "Радіо Свобода"}}, Publisher: "RFE/RL", Issued: day(2021, 12, 3), URL: "https://www.radiosvoboda.org/a/video-reznikov-eskalatsiya/31592796.html",
	},
	{
		ID: "nato-bucharest", Type: "treaty", Title: "Bucharest Summit Declaration", Publisher: "NATO", PublisherPlace: "Brussels", Number: "(2008) 049",
		Issued: day(2008, 4, 3), URL: "https://www.nato.int/cps/en/natolive/official_texts_8443.htm",
	},
	{
		ID: "sarotte", Type: "book", Title: "Not One Inch", Authors: []brief.Person{{Family: "Sarotte", Given: "M. E."}}, Edition: "1st", Publisher: "Yale University Press",
		PublisherPlace: "New Haven", Issued: brief.Date{Year: 2021}, ISBN: "978-0-300-25993-3", Page: "55–59",
	},
	{
		ID: "ap-offensive", Type: "article-newspaper", Title: "U.S. intelligence finds Russia planning Ukraine offensive", ContainerTitle: "Yahoo News", Agency: "Associated Press",
		Issued: brief.Date{Year: 2021, Month: 12}, URL: "https://news.yahoo.com/u-intelligence-finds-russia-planning-115103894.html", Via: "Yahoo",
	},
	{ID: "lost", Type: "webpage", Title: "A page that is gone", URL: "https://gone.example/", URLStatus: "dead"},
	{
		ID: "edited", Type: "report", Title: "A report with editors", Editors: []brief.Person{{Family: "Ng", Given: "A."}, {Family: "Beck", Given: "U.", Particle: "van der"}, {Literal: "The Unit"}},
		Publisher: "An Institute", Issued: day(2020, 1, 2), IssuedTo: day(2020, 1, 5), DOI: "10.1000/182", Genre: "Technical report", Number: "7",
	},
}
