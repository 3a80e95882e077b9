package link

import (
	"cmp"
	"slices"

	"gloss/generator/brief"
)

// collectChanges gathers what was corrected and updated, by date: what
// articles say of themselves in their front matter, and notes of the kinds
// correction and update.
func (s *Site) collectChanges() {
	for _, a := range s.articles {
		log := a.Address() + "#corrections"
		for _, c := range a.Corrections {
			s.changes = append(s.changes, brief.Change{Date: c.Date, Text: c.Text, Article: *articleAnchor(a), Address: log})
		}
		if a.Revision != "" && !a.Updated.IsZero() {
			s.changes = append(s.changes, brief.Change{Date: a.Updated, Update: true, Text: a.Revision, Article: *articleAnchor(a), Address: log})
		}
		for _, i := range a.Reading.Notes {
			n := &a.Annotations[i]
			if n.Kind != "correction" && n.Kind != "update" {
				continue
			}
			c := brief.Change{
				Date: n.Date, Update: n.Kind == "update", Text: opening(n.Body.Text),
				Article: *articleAnchor(a), Address: a.Address() + "#" + n.Fragment(),
			}
			if c.Date.IsZero() {
				c.Date = a.Date
			}
			if len(n.Targets) > 0 {
				_, first := n.First()
				c.Passage = passageWords(a, n, max(0, first))
			}
			s.changes = append(s.changes, c)
		}
	}
	slices.SortStableFunc(s.changes, func(a, b brief.Change) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Address, b.Address))
	})
}

// changesBetween returns what was changed after the edition before the one at
// an index and up to its own day, corrections first and each latest first.
// What the edition's own articles were changed in since is not news to it.
func (s *Site) changesBetween(i int) []brief.Change {
	if i == 0 {
		return nil
	}
	after := func(date brief.Date) int {
		n, _ := slices.BinarySearchFunc(s.changes, date, func(c brief.Change, d brief.Date) int {
			if c.Date.Compare(d) <= 0 {
				return -1
			}
			return 1
		})
		return n
	}
	between := slices.Clone(s.changes[after(s.days[i-1].Date):after(s.days[i].Date)])
	between = slices.DeleteFunc(between, func(c brief.Change) bool { return c.Article.Date.Compare(s.days[i].Date) >= 0 })
	slices.Reverse(between)
	slices.SortStableFunc(between, func(a, b brief.Change) int {
		switch {
		case a.Update == b.Update:
			return 0
		case a.Update:
			return 1
		}
		return -1
	})
	return between
}

// corrections builds the view of the corrections log, latest first.
func (s *Site) corrections() any {
	v := &brief.CorrectionsView{Frame: s.newFrame(brief.CorrectionsPage, "/corrections/", "", "", "", homeAnchor)}
	v.Feeds = append(v.Feeds, correctionsFeeds...)
	for _, c := range slices.Backward(s.changes) {
		year := brief.Date{Year: c.Date.Year}
		if n := len(v.Years); n == 0 || v.Years[n-1].Year != year {
			v.Years = append(v.Years, brief.LogYear{Year: year})
		}
		last := &v.Years[len(v.Years)-1]
		last.Items = append(last.Items, c)
	}
	return v
}

// correctionsFeeds are the feeds of the corrections log.
var correctionsFeeds = feedAnchors(brief.Anchor{Address: "/corrections/"})

// changesFeed builds the view of a feed of corrections.
func (s *Site) changesFeed(address string) any {
	const most = 50
	v := &brief.FeedView{Site: s.frame, Address: address, Home: "/corrections/"}
	v.Changes = slices.Clone(s.changes[max(0, len(s.changes)-most):])
	slices.Reverse(v.Changes)
	return v
}
