package parse

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Identify gives every annotation on one article an id of its own, and
// complains of ids that two of them claim. Annotations that claim an id which
// is taken are left out, and counted.
//
// An id that the author did not give is made from what the annotation is: its
// kind and the words of its passage. Where that is not enough to tell two
// apart, a hash of who wrote what is added to both, so that neither depends on
// the order of the file.
//
// The given annotations stay as they are, and are returned themselves where
// nothing about them is new.
func Identify(annotations []brief.Annotation, list *diag.List) (kept []brief.Annotation, rejected int) {
	claims := make(map[string]claim, len(annotations))
	alone := true
	for i := range annotations {
		a := &annotations[i]
		id := derivedID(a)
		c := claims[id]
		alone = alone && c == claim{} && id == a.ID
		switch {
		case !a.GivenID:
			c.derived++
		case c.given == nil:
			c.given = a
		default:
			list.Add(diag.AnnotationID, diag.Pos(a.Pos), "give one of them another id", "the id #%s is taken by the annotation at %s:%d", id, c.given.Pos.File, c.given.Pos.Line)
		}
		claims[id] = c
	}
	if alone {
		return annotations, 0
	}
	seen := map[string]brief.Pos{}
	kept = make([]brief.Annotation, 0, len(annotations))
	for i := range annotations {
		a := &annotations[i]
		id := derivedID(a)
		c := claims[id]
		if a.GivenID {
			if c.given.Pos != a.Pos {
				rejected++
				continue
			}
			kept = append(kept, *a)
			continue
		}
		if c.given != nil || c.derived > 1 {
			id += "-" + digest(a.By, a.Date.String(), a.Body.Text, passages(a))
		}
		if first, twice := seen[id]; twice {
			list.Add(diag.AnnotationDuplicate, diag.Pos(a.Pos), "take one of them out", "the annotation stands already at %s:%d", first.File, first.Line)
			rejected++
			continue
		}
		seen[id] = a.Pos
		kept = append(kept, *a)
		kept[len(kept)-1].ID = id
	}
	return kept, rejected
}

// claim says who claims an id.
type claim struct {
	given   *brief.Annotation // the first whose author gave it
	derived int               // how many it is derived for
}

// derivedID returns the id that an annotation has by itself: the one that its
// author gave, or that was derived when it was parsed, or else is now.
func derivedID(a *brief.Annotation) string {
	if a.ID != "" {
		return a.ID
	}
	return deriveID(a)
}

// deriveID returns an id that says what it stands for.
func deriveID(a *brief.Annotation) string {
	const most = 48
	words := brief.Slug(passages(a))
	for len(words) > most {
		cut := strings.LastIndexByte(words, '-')
		if cut < 0 {
			words = digest(words)
			break
		}
		words = words[:cut]
	}
	kind := cmp.Or(brief.PathPart(a.Kind), "note")
	if words == "" {
		return kind
	}
	return kind + "-" + words
}

// passages returns the words of all targets, in one line: how a quote is
// divided into lines and paragraphs is not what it says.
func passages(a *brief.Annotation) string {
	if len(a.Targets) == 1 {
		return oneLine(a.Targets[0].Passage())
	}
	var all []string
	for i := range a.Targets {
		all = append(all, oneLine(a.Targets[i].Passage()))
	}
	return strings.Join(all, " ")
}

// digest returns eight characters that stand for some texts.
func digest(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}
