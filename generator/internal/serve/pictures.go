package serve

import (
	"maps"
	"path"
	"slices"
	"strings"

	"gloss/generator"
	"gloss/generator/brief"
)

// pictures are the files beside pages that have changed while the site was
// served. A page that shows one is the same page as before, so that browsers
// have to be told. Pictures never change: a change makes others.
type pictures struct {
	turn int64            // of the last change; later ones have greater numbers, those of a later server as well
	last map[string]int64 // of the last change of each, by address
}

// after returns the pictures as they are when paths have changed.
func (p pictures) after(site *generator.Site, changed []string) pictures {
	if !slices.ContainsFunc(changed, func(file string) bool { return !textual(file) }) {
		return p
	}
	now := p
	for _, page := range site.Pages {
		if page.Type != brief.MediaFile || !slices.ContainsFunc(changed, func(file string) bool { return within(page.Media.Path, file) }) {
			continue
		}
		if now.turn == p.turn {
			now = pictures{turn: p.turn + 1, last: maps.Clone(p.last)}
		}
		if now.last == nil {
			now.last = map[string]int64{}
		}
		now.last[page.Address] = now.turn
	}
	return now
}

// within reports whether a path is another one or lies below it.
func within(name, folder string) bool {
	return name == folder || folder == "." || strings.HasPrefix(name, folder+"/")
}

// textual reports whether a file is one of those that most changes are of,
// which are no pictures.
func textual(file string) bool {
	return slices.Contains([]string{".md", ".txt", ".html", ".css", ".toml"}, path.Ext(file))
}

// since returns the addresses of what changed after a turn, in order.
func (p pictures) since(turn int64) []string {
	var found []string
	for address, changed := range p.last {
		if changed > turn {
			found = append(found, address)
		}
	}
	slices.Sort(found)
	return found
}
