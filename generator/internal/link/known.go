package link

import (
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Known returns the annotations whose kind and annotator the site knows, and
// complains of the others, which are counted as rejected. Where all are known
// they are returned as they are, without a copy.
func Known(settings *brief.Settings, annotations []brief.Annotation, list *diag.List) (known []brief.Annotation, rejected int) {
	for i := range annotations {
		a := &annotations[i]
		ok := true
		if _, found := settings.Kind(a.Kind); !found {
			var kinds []string
			for _, k := range settings.Kinds {
				kinds = append(kinds, k.ID)
			}
			list.Add(diag.AnnotationKind, diag.Pos(a.Pos), diag.DidYouMean(a.Kind, kinds, "use "+kinds[0]+", or add [kinds."+brief.Slug(a.Kind)+"] to config.toml"),
				"there is no kind %q", a.Kind)
			ok = false
		}
		if _, found := settings.Annotator(a.By); !found && a.By != "" {
			var people []string
			for _, other := range settings.Annotators {
				people = append(people, other.ID)
			}
			list.Add(diag.AnnotationBy, diag.Pos(a.BySpot.In(a.Pos.File)), diag.DidYouMean(a.By, people, "add [annotators."+brief.Slug(a.By)+"] with a name to config.toml"),
				"there is no annotator %q", a.By)
			ok = false
		}
		switch {
		case !ok && rejected == 0:
			known = slices.Clone(annotations[:i])
			rejected++
		case !ok:
			rejected++
		case rejected > 0:
			known = append(known, *a)
		}
	}
	if rejected == 0 {
		return annotations, 0
	}
	return known, rejected
}
