package generator

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/load"
	"gloss/generator/internal/parse"
	"gloss/generator/internal/reanchor"
)

// Requoted is an annotation file with quotes that were brought up to date.
type Requoted struct {
	Path     string // slash-separated, relative to the site's folder
	Old, New []byte
	Done     []reanchor.Choice // those that the new content quotes
	Refused  []reanchor.Choice // those whose quote cannot be rewritten so that it is found
}

// Requote returns the annotation files of some choices as they would read with
// each chosen place quoted, by path. Nothing is written. A rewritten quote is
// tried before it counts: the file has to parse as it did but for this quote,
// and the quote has to stand in the article exactly where it was chosen to.
func (s *Site) Requote(choices []reanchor.Choice) ([]Requoted, error) {
	byFile := map[string][]reanchor.Choice{}
	for _, c := range choices {
		byFile[c.Target.Pos.File] = append(byFile[c.Target.Pos.File], c)
	}
	var files []Requoted
	for _, path := range slices.Sorted(maps.Keys(byFile)) {
		old, err := s.bytes(path)
		if err != nil {
			return nil, err
		}
		file := Requoted{Path: path, Old: old, New: old}
		// From the last quote to the first, so that the places of those to come
		// stay where they are.
		slices.SortStableFunc(byFile[path], func(a, b reanchor.Choice) int {
			return cmp.Or(cmp.Compare(b.Target.Pos.Line, a.Target.Pos.Line), cmp.Compare(b.Target.Pos.Column, a.Target.Pos.Column))
		})
		for _, c := range byFile[path] {
			s.requote(&file, c)
		}
		slices.Reverse(file.Done)
		slices.Reverse(file.Refused)
		files = append(files, file)
	}
	return files, nil
}

func (s *Site) bytes(path string) ([]byte, error) {
	file, err := s.folder.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// requote rewrites one quote, as carefully as it can be done.
func (s *Site) requote(file *Requoted, c reanchor.Choice) {
	if c.Selected() {
		span := c.Places[c.Place].Span
		now, rewritten := reanchor.RewriteSelector(string(file.New), c.Target, c.Article.Body.Text, span)
		if rewritten && s.selects(file, []byte(now), c) {
			file.New = []byte(now)
			file.Done = append(file.Done, c)
			return
		}
		file.Refused = append(file.Refused, c)
		return
	}
	words, ok := c.Wording(c.Place)
	for _, style := range []reanchor.Style{reanchor.Patch, reanchor.Fresh} {
		if !ok {
			break
		}
		now, rewritten := reanchor.Rewrite(string(file.New), c.Target, words, style)
		if rewritten && s.quotes(file, []byte(now), c) {
			file.New = []byte(now)
			file.Done = append(file.Done, c)
			return
		}
	}
	file.Refused = append(file.Refused, c)
}

// quotes reports whether the new content of a file quotes a chosen place, and
// is otherwise what it was.
func (s *Site) quotes(file *Requoted, now []byte, c reanchor.Choice) bool {
	parser := parse.New(highlight.Code)
	annotations := func(content []byte) []brief.Annotation {
		in, ok := load.Text(file.Path, content, new(diag.List))
		if !ok {
			return nil
		}
		all, _ := parser.Annotations(in, new(diag.List))
		return all
	}
	before, after := annotations(file.New), annotations(now)
	if len(before) != len(after) {
		return false
	}
	found := false
	for i := range after {
		a, b := &before[i], &after[i]
		if a.Kind != b.Kind || a.By != b.By || a.GivenID && a.ID != b.ID || a.Body.Text != b.Body.Text || len(a.Targets) != len(b.Targets) {
			return false
		}
		for j := range b.Targets {
			if b.Targets[j].Pos != c.Target.Pos {
				continue
			}
			if !stands(&b.Targets[j], c) {
				return false
			}
			found = true
		}
	}
	return found
}

// selects reports whether the new content of a file in JSON selects a chosen
// place, and is otherwise what it was.
func (s *Site) selects(file *Requoted, now []byte, c reanchor.Choice) bool {
	notes := func(content []byte) []exchange.Note {
		in, ok := load.Text(file.Path, content, new(diag.List))
		if !ok {
			return nil
		}
		all, _, _ := exchange.Read(in, new(diag.List))
		return all
	}
	before, after := notes(file.New), notes(now)
	if len(before) != len(after) {
		return false
	}
	found := false
	for i := range after {
		a, b := &before[i], &after[i]
		if a.ID != b.ID || a.Body != b.Body || a.Date != b.Date || !slices.Equal(a.Addresses, b.Addresses) || len(a.Targets) != len(b.Targets) {
			return false
		}
		for j := range b.Targets {
			switch {
			case a.Targets[j].Pos == c.Target.Pos:
				found = stands(&b.Targets[j], c)
			case !slices.Equal(a.Targets[j].Parts, b.Targets[j].Parts):
				return false
			}
		}
	}
	return found
}

// stands reports whether a target stands in the article exactly where it was
// chosen to.
func stands(target *brief.Target, c reanchor.Choice) bool {
	one := brief.Annotation{Targets: []brief.Target{*target}}
	placement := anchor.Article(c.Article.Article, []brief.Annotation{one}, brief.Anchoring{}, new(diag.List))[0].Placements[0]
	return placement.Outcome == brief.Placed && placement.Span == c.Places[c.Place].Span
}
