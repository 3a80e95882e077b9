package link

import (
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Known returns the annotations whose kind and annotator the site knows, and
// complains of the others, which are counted as rejected.
func Known(settings *brief.Settings, annotations []brief.Annotation, list *diag.List) (known []brief.Annotation, rejected int) {
	var kinds, people []string
	for _, k := range settings.Kinds {
		kinds = append(kinds, k.ID)
	}
	for _, a := range settings.Annotators {
		people = append(people, a.ID)
	}
	for _, a := range annotations {
		ok := true
		if _, found := settings.Kind(a.Kind); !found {
			list.Add(diag.AnnotationKind, diag.Pos(a.Pos), diag.DidYouMean(a.Kind, kinds, "use "+kinds[0]+", or add [kinds."+brief.Slug(a.Kind)+"] to config.toml"),
				"there is no kind %q", a.Kind)
			ok = false
		}
		if _, found := settings.Annotator(a.By); !found && a.By != "" {
			list.Add(diag.AnnotationBy, diag.Pos(a.ByPos), diag.DidYouMean(a.By, people, "add [annotators."+brief.Slug(a.By)+"] with a name to config.toml"),
				"there is no annotator %q", a.By)
			ok = false
		}
		if ok {
			known = append(known, a)
		} else {
			rejected++
		}
	}
	return known, rejected
}
