package link

import (
	"cmp"
	"iter"
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// change is something that was corrected or updated: where it is said, for the
// words are only wanted of a few.
type change struct {
	date  brief.Date
	order int32 // the place of the article
	index int32 // of the correction or the annotation
	said  saidIn
}

// saidIn is where an article says that it was changed.
type saidIn uint8

const (
	inCorrections saidIn = iota // in front matter
	inRevision                  // in front matter
	inNote                      // in a note of the kind correction or update
)

// changesOf returns what an article says of how it was changed, without the
// article's place.
func changesOf(a *brief.Annotated) iter.Seq[change] {
	return func(yield func(change) bool) {
		for i, c := range a.Corrections {
			if !yield(change{date: c.Date, said: inCorrections, index: int32(i)}) {
				return
			}
		}
		if a.Revision != "" && !a.Updated.IsZero() && !yield(change{date: a.Updated, said: inRevision}) {
			return
		}
		for _, i := range a.Reading.Notes {
			n := &a.Annotations[i]
			if n.Kind != "correction" && n.Kind != "update" {
				continue
			}
			date := n.Date
			if date.IsZero() {
				date = a.Date
			}
			if !yield(change{date: date, said: inNote, index: int32(i)}) {
				return
			}
		}
	}
}

// collectChanges gathers what was corrected and updated, by date.
func (s *Site) collectChanges() []change {
	var changes []change
	for order, a := range s.articles {
		for c := range changesOf(a) {
			c.order = int32(order)
			changes = append(changes, c)
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int {
		if c := a.date.Compare(b.date); c != 0 {
			return c
		}
		if c := cmp.Compare(s.toArticle[a.order].Address, s.toArticle[b.order].Address); c != 0 {
			return c
		}
		return cmp.Compare(s.changedAt(a), s.changedAt(b))
	})
	return changes
}

// changedAt returns the address at which a change is said.
func (s *Site) changedAt(c change) string {
	if c.said == inNote {
		return s.noteAddress(int(c.order), s.articles[c.order].Annotations[c.index].Annotation)
	}
	return s.toArticle[c.order].Address + "#corrections"
}

// told puts a change into words.
func (s *Site) told(c change) brief.Change {
	a := s.articles[c.order]
	v := brief.Change{Date: c.date, Article: s.toArticle[c.order], Address: s.changedAt(c)}
	switch c.said {
	case inCorrections:
		v.Text = a.Corrections[c.index].Text
	case inRevision:
		v.Update, v.Text = true, a.Revision
	case inNote:
		n := &a.Annotations[c.index]
		v.Update, v.Text = n.Kind == "update", opening(n.Body.Text)
		if len(n.Targets) > 0 {
			_, first := n.First()
			v.Passage = passageWords(a, n, max(0, first))
		}
	}
	return v
}

// changesBetween returns what was changed after the edition before the one at
// an index and up to its own day, corrections first and each latest first.
// What the edition's own articles were changed in since is not news to it.
func (s *Site) changesBetween(i int) []brief.Change {
	if i == 0 {
		return nil
	}
	changes := s.changes()
	after := func(date brief.Date) int {
		n, _ := slices.BinarySearchFunc(changes, date, func(c change, d brief.Date) int {
			if c.date.Compare(d) <= 0 {
				return -1
			}
			return 1
		})
		return n
	}
	var between []brief.Change
	for _, c := range slices.Backward(changes[after(s.days[i-1].Date):after(s.days[i].Date)]) {
		if s.toArticle[c.order].Date.Compare(s.days[i].Date) < 0 {
			between = append(between, s.told(c))
		}
	}
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

// addCorrections registers the page of the corrections log and, where it is
// long, those of its years.
func (s *Site) addCorrections(list *diag.List) {
	s.add(brief.CorrectionsPage, logAddress, brief.Pos{}, list, func(s *Site) any { return s.corrections(0) })
	for _, year := range s.tally.changes {
		s.add(brief.CorrectionsPage, yearAddress(logAddress, year), brief.Pos{}, list, func(s *Site) any { return s.corrections(year) })
	}
}

// logAddress is where the corrections log is.
const logAddress = "/corrections/"

// corrections builds the view of the corrections log, latest first; of one
// year, or of the latest for 0.
func (s *Site) corrections(year int) any {
	v := &brief.CorrectionsView{Frame: s.noteFrame(brief.CorrectionsPage, logAddress, "", "", year), Year: year}
	v.Feeds = append(v.Feeds, correctionsFeeds...)
	changes := s.changes()
	if others := s.tally.changes; len(others) > 0 {
		latest := changes[len(changes)-1].date.Year
		v.Others = yearAnchors(logAddress, latest, others)
		changes = changesIn(changes, cmp.Or(year, latest))
	}
	for _, c := range slices.Backward(changes) {
		year := brief.Date{Year: c.date.Year}
		if n := len(v.Years); n == 0 || v.Years[n-1].Year != year {
			v.Years = append(v.Years, brief.LogYear{Year: year})
		}
		last := &v.Years[len(v.Years)-1]
		last.Items = append(last.Items, s.told(c))
	}
	return v
}

// changesIn returns those of a year.
func changesIn(changes []change, year int) []change {
	return inYear(changes, year, func(c change) int { return c.date.Year })
}

// correctionsFeeds are the feeds of the corrections log.
var correctionsFeeds = feedAnchors(brief.Anchor{Address: logAddress})

// changesFeed builds the view of a feed of corrections.
func (s *Site) changesFeed(address string) any {
	const most = 50
	v := &brief.FeedView{Site: s.frame, Address: address, Home: logAddress}
	changes := s.changes()
	for _, c := range slices.Backward(changes[max(0, len(changes)-most):]) {
		v.Changes = append(v.Changes, s.told(c))
	}
	return v
}
