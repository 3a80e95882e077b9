package check

import (
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// annotations checks what is written on one article.
func (s *Site) annotations(a *brief.Annotated, list *diag.List) {
	for i := range a.Annotations {
		n := &a.Annotations[i]
		at := diag.Pos(n.Pos)
		s.evidence(n, list)
		s.future(n.Date, at, "the annotation's date", list)
		switch n.Status {
		case brief.DraftStatus:
			list.Add(diag.AnnotationDraft, at, "take out status=draft when it is done", "readers do not see this %s yet", n.Kind)
			continue
		case brief.ResolvedStatus:
			list.Add(diag.AnnotationResolved, at, "take it out, or say in it how it was settled and publish it again", "this %s has been resolved, and readers still see it", n.Kind)
			continue
		}
		// Where a note stands on a passage, its words are still those that it was
		// written on; one whose passage was edited has its own complaint.
		if whole := len(n.Targets) == 0; whole && !a.Updated.IsZero() && !n.Date.IsZero() && n.Date.Compare(a.Updated) < 0 {
			list.Add(diag.AnnotationOutdated, at, "see that it still holds, and give it a new date",
				"this %s of %s is on the whole article, which was updated on %s", n.Kind, n.Date, a.Updated)
		}
		if s.questions(n.Kind) && !answered(a, i, s) {
			list.Add(diag.AnnotationUnanswered, at, "give it a verdict, answer it with a note on the same words, or mark it status=resolved",
				"nobody has answered this %s", n.Kind)
		}
	}
}

// evidence checks that a note cites what its kind demands.
func (s *Site) evidence(n *brief.Anchored, list *diag.List) {
	if slices.Contains(s.Settings.Check.Source, n.Kind) && len(n.Body.Citations) == 0 {
		list.Add(diag.AnnotationSource, diag.Pos(n.Pos), "cite what it rests on: [@id, p. 4]", "this %s cites no source", n.Kind)
	}
	if !slices.Contains(s.Settings.Check.Locator, n.Kind) {
		return
	}
	for _, c := range n.Body.Citations {
		for _, item := range c.Items {
			if item.Around().Locator == "" {
				list.Add(diag.CitationLocator, diag.Pos(item.Spot.In(n.Pos.File)), "add it: [@"+item.Key+", p. 4]", "this citation does not say where in %s", item.Key)
			}
		}
	}
}

// questions reports whether a kind of annotation asks to be answered.
func (s *Site) questions(kind string) bool {
	k, known := s.Settings.Kind(kind)
	return known && k.Motivation == "questioning"
}

// answered reports whether an annotation has an answer: a verdict of its own,
// or another annotation that readers see, that asks nothing itself, stands on
// some of the same words and is not older.
func answered(a *brief.Annotated, question int, s *Site) bool {
	q := &a.Annotations[question]
	if q.Verdict != "" {
		return true
	}
	for i := range a.Annotations {
		n := &a.Annotations[i]
		older := !n.Date.IsZero() && !q.Date.IsZero() && n.Date.Compare(q.Date) < 0
		if i != question && n.Status == brief.Published && !s.questions(n.Kind) && !older && meets(q, n) {
			return true
		}
	}
	return false
}

// meets reports whether two annotations stand on some of the same words.
func meets(a, b *brief.Anchored) bool {
	for _, p := range a.Placements {
		for _, q := range b.Placements {
			if p.Shown && q.Shown && p.Span.Start < q.Span.End && q.Span.Start < p.Span.End {
				return true
			}
		}
	}
	return false
}

// source checks one source.
func (s *Site) source(src *brief.Source, list *diag.List) {
	at := diag.Pos(src.Pos)
	if src.Issued.IsZero() && src.Accessed.IsZero() {
		list.Add(diag.SourceUndated, at, "add issued, or accessed for a page without a date", "nobody can tell from when %s is", src.ID)
	}
	if src.Dead() && src.ArchiveURL == "" {
		list.Add(diag.SourceDead, at, "add archive-url", "%s is %s, and no archived copy is named", src.ID, src.URLStatus)
	}
	s.future(src.Issued, at, "issued", list)
	s.future(src.Accessed, at, "accessed", list)
	s.future(src.ArchiveDate, at, "archive-date", list)
}

// articleDates checks the dates of an article.
func (s *Site) articleDates(a *brief.Article, list *diag.List) {
	s.future(a.Date, diag.Pos(a.Pos), "the article's date", list)
	s.future(a.Updated, diag.Pos(a.Pos), "updated", list)
	for _, c := range a.Corrections {
		s.future(c.Date, diag.Pos(c.Pos), "the correction's date", list)
	}
}

// future complains of a date that has not come. A partial date has come with
// its first day.
func (s *Site) future(date brief.Date, at diag.Pos, what string, list *diag.List) {
	if !s.Today.IsZero() && !date.IsZero() && date.Compare(s.Today) > 0 {
		list.Add(diag.DateFuture, at, "correct it", "%s is in the future: %s", what, date)
	}
}
