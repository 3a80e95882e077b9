package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/generator/brief"
)

// timeline builds the view of the site's timeline: every event that an
// article dates.
func (s *Site) timeline() any {
	v := &brief.TimelineView{Frame: s.newFrame(brief.TimelinePage, "/timeline/", "", "", "", homeAnchor)}
	var items []brief.TimelineItem
	for order, a := range s.articles {
		for i := range a.Events {
			items = append(items, s.eventItem(order, i))
		}
	}
	v.Years = byYear(items)
	return v
}

// hasEvents reports whether any article dates an event.
func (s *Site) hasEvents() bool {
	return slices.ContainsFunc(s.articles, func(a *brief.Annotated) bool { return len(a.Events) > 0 })
}

// eventItem returns an event that the article at a place tells of.
func (s *Site) eventItem(order, index int) brief.TimelineItem {
	e := &s.articles[order].Events[index]
	item := brief.TimelineItem{Date: e.Date, Sort: "event", Text: e.Text, Link: s.toArticle[order]}
	for _, name := range e.Sources {
		if source := s.sourceOf[name.Text]; source != nil {
			item.Sources = append(item.Sources, brief.Anchor{Address: source.Address(), Title: cmp.Or(source.ContainerTitle, source.Publisher, source.Title, source.ID)})
		}
	}
	return item
}

// eventRank puts what happened before what was written of it.
var eventRank = map[string]int{"event": 0, "briefing": 1, "article": 2}

// byYear puts lines in order of time, each once, and divides them by year.
func byYear(items []brief.TimelineItem) []brief.TimelineYear {
	slices.SortStableFunc(items, func(a, b brief.TimelineItem) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(eventRank[a.Sort], eventRank[b.Sort]))
	})
	var years []brief.TimelineYear
	for _, item := range items {
		year := brief.Date{Year: item.Date.Year}
		n := len(years)
		if n == 0 || years[n-1].Year != year {
			years = append(years, brief.TimelineYear{Year: year})
			n++
		}
		if !told(years[n-1].Items, item) {
			years[n-1].Items = append(years[n-1].Items, item)
		}
	}
	return years
}

// told reports whether an event stands among those of its day already, in the
// same words: two articles may tell of it.
func told(items []brief.TimelineItem, item brief.TimelineItem) bool {
	if item.Sort != "event" {
		return false
	}
	for _, other := range slices.Backward(items) {
		if other.Date != item.Date {
			return false
		}
		if other.Sort == "event" && strings.EqualFold(other.Text, item.Text) {
			return true
		}
	}
	return false
}
