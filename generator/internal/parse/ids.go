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
	given := map[string]brief.Pos{}
	derived := map[string]int{}
	ids := make([]string, len(annotations))
	for i := range annotations {
		a := &annotations[i]
		if ids[i] = a.ID; !a.GivenID {
			ids[i] = deriveID(a)
			derived[ids[i]]++
			continue
		}
		first, taken := given[a.ID]
		if !taken {
			given[a.ID] = a.Pos
		} else {
			list.Add(diag.AnnotationID, diag.Pos(a.Pos), "give one of them another id", "the id #%s is taken by the annotation at %s:%d", a.ID, first.File, first.Line)
		}
	}
	seen := map[string]brief.Pos{}
	if len(derived) == 0 && len(given) == len(annotations) {
		return annotations, 0
	}
	kept = make([]brief.Annotation, 0, len(annotations))
	for i := range annotations {
		a := &annotations[i]
		id := ids[i]
		if a.GivenID {
			if given[id] != a.Pos {
				rejected++
				continue
			}
			kept = append(kept, *a)
			continue
		}
		if _, taken := given[id]; taken || derived[id] > 1 {
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
