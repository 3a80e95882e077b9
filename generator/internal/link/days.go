package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// day is one edition: a briefing with its articles in their order.
type day struct {
	*brief.Briefing
	from, to int // the places of its articles
}

// collectDays makes an edition of every date that has an article or a
// briefing.
func (s *Site) collectDays(list *diag.List) {
	byDate := map[brief.Date]*day{}
	articles := map[*day][]int{} // of the corpus
	for i := range s.corpus.Briefings {
		b := &s.corpus.Briefings[i]
		if b.Date.IsZero() {
			continue
		}
		if other, taken := byDate[b.Date]; taken {
			list.Add(diag.AddressTaken, diag.Pos(b.Pos), "put the two into one file, or correct the date of one",
				"the briefing of %s is already in %s", b.Date, other.Path)
			continue
		}
		byDate[b.Date] = &day{Briefing: b}
	}
	for i, a := range s.corpus.Articles {
		d := byDate[a.Date]
		if d == nil {
			d = &day{Briefing: &brief.Briefing{Date: a.Date}}
			byDate[a.Date] = d
		}
		articles[d] = append(articles[d], i)
	}
	for _, d := range byDate {
		s.days = append(s.days, d)
	}
	slices.SortFunc(s.days, func(a, b *day) int { return a.Date.Compare(b.Date) })
	for _, d := range s.days {
		own := articles[d]
		slices.SortFunc(own, func(i, j int) int {
			a, b := s.corpus.Articles[i], s.corpus.Articles[j]
			return cmp.Or(cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.Path, b.Path))
		})
		own = s.arrange(d, own, list)
		d.from = len(s.turns)
		s.turns = append(s.turns, own...)
		d.to = len(s.turns)
	}
	s.arrangeArticles()
	s.editions = make([]*day, len(s.articles))
	for _, d := range s.days {
		for i := d.from; i < d.to; i++ {
			s.editions[i] = d
		}
	}
	s.toArticle, s.toNotes = make([]brief.Anchor, len(s.articles)), make([]string, len(s.articles))
	for i, a := range s.articles {
		s.toNotes[i] = a.AnnotationsAddress()
		address := s.toNotes[i][:strings.LastIndexByte(s.toNotes[i], '/')+1] // they share memory
		s.toArticle[i] = brief.Anchor{Address: address, Title: a.Title, Date: a.Date}
	}
}

// arrange puts the articles of an edition that the briefing names first, in
// its order.
func (s *Site) arrange(d *day, own []int, list *diag.List) []int {
	var first []int
	for _, name := range d.Briefing.Articles {
		i := slices.IndexFunc(own, func(at int) bool { return isCalled(s.corpus.Articles[at], name.Text) })
		if i < 0 {
			var known []string
			for _, at := range own {
				known = append(known, s.corpus.Articles[at].Slug)
			}
			list.Add(diag.ArticleUnknown, diag.Pos(name.Pos), diag.DidYouMean(name.Text, known, "name it by its slug; an edition holds articles of its own date"),
				"no article of %s is called %q", d.Date, name.Text)
			continue
		}
		first = append(first, own[i])
		own = slices.Delete(own, i, i+1)
	}
	return append(first, own...)
}

// isCalled reports whether a name is one of an article's.
func isCalled(a *brief.Annotated, name string) bool {
	return name == a.Slug || name == a.Title || name == stem(a.Path) || name == a.Path
}

// addDays registers the pages of editions, months and years.
func (s *Site) addDays(list *diag.List) {
	seen := map[brief.Date]bool{}
	for i, d := range s.days {
		s.addOf(brief.BriefingPage, i, d.Date.Address(), d.Pos, list, func(s *Site, day int) any { return s.briefing(day) })
		for _, period := range []brief.Date{{Year: d.Date.Year, Month: d.Date.Month}, {Year: d.Date.Year}} {
			if !seen[period] {
				seen[period] = true
				s.add(brief.ArchivePage, period.Address(), brief.Pos{}, list, func(s *Site) any { return s.archive(period) })
			}
		}
	}
}

func (d *day) anchor() *brief.Anchor {
	return &brief.Anchor{Address: d.Date.Address(), Title: d.Title, Date: d.Date}
}

// briefing builds the view of the edition at an index.
func (s *Site) briefing(i int) *brief.BriefingView {
	d := s.days[i]
	month := brief.Date{Year: d.Date.Year, Month: d.Date.Month}
	v := &brief.BriefingView{
		Frame: s.newFrame(brief.BriefingPage, d.Date.Address(), d.Title, described(d.Summary, d.Body.Text), "",
			homeAnchor, periodAnchor(month)),
		Briefing: d.Briefing,
		Changes:  s.changesBetween(i),
	}
	v.Body, v.Sources = s.plainText(&d.Body, &d.Briefing.Reading)
	for order := d.from; order < d.to; order++ {
		v.Cards = append(v.Cards, s.card(order))
	}
	if i > 0 {
		v.Previous = s.days[i-1].anchor()
	}
	if i+1 < len(s.days) {
		v.Next = s.days[i+1].anchor()
	}
	return v
}

// home builds the view of the home page.
func (s *Site) home() any {
	v := &brief.HomeView{Frame: s.newFrame(brief.HomePage, "/", "", s.settings.Description, "")}
	const recent = 10
	if n := len(s.days); n > 0 {
		v.Latest = s.briefing(n - 1)
		for i := n - 2; i >= 0 && i >= n-1-recent; i-- {
			v.Recent = append(v.Recent, s.edition(s.days[i]))
		}
	}
	return v
}

func (s *Site) edition(d *day) brief.Edition {
	e := brief.Edition{Address: d.Date.Address(), Title: d.Title, Summary: d.Summary, Date: d.Date}
	e.Articles = make([]brief.Anchor, 0, d.to-d.from)
	for order := d.from; order < d.to; order++ {
		to := s.toArticle[order]
		e.Articles = append(e.Articles, brief.Anchor{Address: to.Address, Title: to.Title})
		e.Notes += len(s.articles[order].Reading.Notes)
	}
	return e
}

// archive builds the view of a month or a year.
func (s *Site) archive(period brief.Date) any {
	v := &brief.ArchiveView{Period: period}
	trail := []brief.Anchor{homeAnchor}
	if period.Month > 0 {
		trail = append(trail, periodAnchor(brief.Date{Year: period.Year}))
	}
	v.Frame = s.newFrame(brief.ArchivePage, period.Address(), "", "", "", trail...)
	within := func(d *day) brief.Date {
		of := brief.Date{Year: d.Date.Year}
		if period.Month > 0 {
			of.Month = d.Date.Month
		}
		return of
	}
	from, _ := slices.BinarySearchFunc(s.days, period, func(d *day, p brief.Date) int { return within(d).Compare(p) })
	to := from
	for to < len(s.days) && within(s.days[to]) == period {
		to++
	}
	if from > 0 {
		before := periodAnchor(within(s.days[from-1]))
		v.Previous = &before
	}
	if to < len(s.days) {
		after := periodAnchor(within(s.days[to]))
		v.Next = &after
	}
	v.Editions = make([]brief.Edition, 0, to-from)
	for _, d := range slices.Backward(s.days[from:to]) {
		v.Editions = append(v.Editions, s.edition(d))
		month := brief.Date{Year: d.Date.Year, Month: d.Date.Month}
		if n := len(v.Months); period.Month == 0 && (n == 0 || v.Months[n-1].Date != month) {
			v.Months = append(v.Months, periodAnchor(month))
		}
	}
	return v
}

// periodAnchor returns the link to the archive of a month or a year.
func periodAnchor(period brief.Date) brief.Anchor {
	return brief.Anchor{Address: period.Address(), Date: period}
}
