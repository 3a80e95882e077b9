package anchor

import (
	"fmt"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
	"gloss/generator/internal/wording"
)

// complain reports a target that has no place, or several.
func (t *text) complain(target *brief.Target, a *answer, list *diag.List) {
	at := diag.Pos(target.Pos)
	switch a.Outcome {
	case brief.Ambiguous:
		list.Add(diag.AnnotationAmbiguous, at, "quote the words around the one that is meant and mark the passage: "+t.example(a.Places[0].Span),
			"“%s” stands %d times in %s:%s", clip(target.Passage()), len(a.Places), t.article.Path, t.listed(a.Places))
	case brief.Moved:
		t.complainMoved(target, a, list)
	default:
		t.complainOrphaned(target, a.reason, list)
	}
}

// maxListed is the most places that a message names.
const maxListed = 5

// listed returns a line for each place, with the words around it.
func (t *text) listed(places []brief.Place) string {
	var lines strings.Builder
	for i, place := range places {
		if i == maxListed {
			fmt.Fprintf(&lines, "\n  and %d more", len(places)-i)
			break
		}
		fmt.Fprintf(&lines, "\n  %s", t.context(place.Span))
	}
	return lines.String()
}

// complainMoved shows the candidate as a word diff, and says why the note does
// or does not stand there.
func (t *text) complainMoved(target *brief.Target, a *answer, list *diag.List) {
	best := a.Places[0]
	changes := wording.Diff(target.Passage(), best.Of(t.words), fold.String)
	shown := wording.Render(changes, wording.Plain, 8)
	if len(changes) == 1 && changes[0].Op == wording.Both {
		shown = t.context(best.Span) // it is what stands around the passage that changed
	}
	message := fmt.Sprintf("“%s” is not in the text of %s as quoted; a candidate scores %.2f:\n  %s",
		clip(target.Passage()), t.article.Path, best.Score, shown)
	if a.Shown {
		message += "\nthe note is placed there"
	} else {
		message += "\nthe note is not placed: " + a.reason
	}
	list.Add(diag.AnnotationMoved, diag.Pos(target.Pos), "gloss reanchor shows old and new wording, and with --write corrects the quote", "%s", message)
}

func (t *text) complainOrphaned(target *brief.Target, reason string, list *diag.List) {
	if len(target.Parts) == 0 {
		list.Add(diag.AnnotationOrphaned, diag.Pos(target.Pos), "add the words of the passage",
			"the target is known by its position only, and %s is not the text that it was counted in", t.article.Path)
		return
	}
	message := fmt.Sprintf("“%s” is not in the text of %s", clip(target.Passage()), t.article.Path)
	hint := "quote the article word for word as its reader sees it; case counts, quote marks and dashes do not"
	if reason != "" {
		message += "; " + reason
	}
	if t.onlyInAlt(target) {
		message += "; it stands only in the alternative text of a picture"
		hint = "quote words that a reader sees, such as the caption"
	}
	list.Add(diag.AnnotationOrphaned, diag.Pos(target.Pos), hint, "%s", message)
}

// onlyInAlt reports whether the words stand where a reader of the page does
// not see them.
func (t *text) onlyInAlt(target *brief.Target) bool {
	words := fold.String(target.Passage())
	for _, e := range t.article.Body.Elements {
		for _, attr := range e.Attrs {
			if e.Name == "img" && attr.Name == "alt" && strings.Contains(fold.String(attr.Value), words) {
				return true
			}
		}
	}
	return false
}

// context returns a passage with some words around it, the passage between ==.
func (t *text) context(s brief.Span) string {
	before, after := around(t.words, s, 32)
	return "…" + before + "==" + oneLine(s.Of(t.words)) + "==" + after + "…"
}

// example returns the passage with the fewest words before or after it that
// make it the only one, as a target would quote it.
func (t *text) example(s brief.Span) string {
	for reach := 8; reach < 400; reach *= 2 {
		before, after := around(t.words, s, reach)
		quoted := fold.String(before + s.Of(t.words) + after)
		if strings.Count(t.fold.Folded, strings.TrimSpace(quoted)) == 1 {
			return strings.TrimSpace(before + "==" + oneLine(s.Of(t.words)) + "==" + after)
		}
	}
	return t.context(s)
}

// around returns whole words before and after a span, about reach bytes of
// each, in one line.
func around(text string, s brief.Span, reach int) (before, after string) {
	from := max(0, s.Start-reach)
	if i := strings.LastIndexAny(text[:from], " \n"); from > 0 {
		from = i + 1
	}
	to := min(len(text), s.End+reach)
	if i := strings.IndexAny(text[to:], " \n"); i >= 0 {
		to += i
	} else {
		to = len(text)
	}
	return lines(text[from:s.Start]), lines(text[s.End:to])
}

func lines(s string) string   { return strings.ReplaceAll(s, "\n", " ") }
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip shortens a passage for a message, leaving out its middle.
func clip(words string) string {
	const most = 80
	r := []rune(oneLine(words))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most/2]) + " … " + string(r[len(r)-most/2:])
}
