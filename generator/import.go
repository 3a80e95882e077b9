package generator

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/csl"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/highlight"
	"gloss/generator/internal/parse"
)

// Imported is what a file from elsewhere becomes: files of the site, which are
// not yet written.
type Imported struct {
	Files       []ImportedFile // by path
	Known       int            // annotations that the site has already, and that are in no file
	Rejected    int            // annotations that could not be read
	Diagnostics []diag.Diagnostic
}

// ImportedFile is one file of the site that an import makes or adds to.
type ImportedFile struct {
	Path  string // slash-separated, relative to the site's folder
	Text  string // to write, or to append if the file is there and may grow
	Grows bool   // it is a file of annotations: more can be appended
	Count int    // annotations or sources in Text
}

// Import turns a file of annotations into annotation files for the articles
// that it is about, or a file of sources into one of CSL-YAML. Annotations
// that the site has already are left out, so that a file can be imported again
// when it has grown. An article takes all annotations of the file; nil asks
// the addresses of their targets.
//
// The input's path is what complaints name; its ending says the format.
func (s *Site) Import(in brief.Input, article *brief.Annotated) Imported {
	var list diag.List
	var made Imported
	if sources := path.Ext(in.Path); slices.Contains([]string{".bib", ".ris", ".yaml", ".yml"}, sources) {
		made = s.importSources(in, &list)
	} else if notes, rejected, ok := exchange.Read(in, &list); ok {
		made = s.importNotes(notes, article, &list)
		made.Rejected += rejected
	} else {
		made = s.importSources(in, &list)
	}
	made.Diagnostics = quoteLines(diag.Sorted(list.All()), in)
	return made
}

// quoteLines gives each diagnostic about an input the line that it is about.
func quoteLines(items []diag.Diagnostic, in brief.Input) []diag.Diagnostic {
	lines := strings.Split(in.Text, "\n")
	for i := range items {
		if d := &items[i]; d.File == in.Path && d.Line > 0 && d.Line <= len(lines) {
			d.Excerpt = lines[d.Line-1]
		}
	}
	return items
}

// importSources makes a file of CSL-YAML of one in any format of sources.
func (s *Site) importSources(in brief.Input, list *diag.List) Imported {
	read := parse.Sources(in, list)
	taken := map[string]brief.Pos{}
	for _, known := range s.Sources {
		taken[known.ID] = known.Pos
	}
	sources := make([]*brief.Source, len(read))
	for i := range read {
		source := &read[i]
		sources[i] = source
		if first, twice := taken[source.ID]; twice {
			list.Add(diag.SourceDuplicate, diag.Pos(source.Pos), "give it another id, or take it out of one of the two files",
				"the source %s stands already at %s:%d", source.ID, first.File, first.Line)
		}
		taken[source.ID] = source.Pos
	}
	if len(sources) == 0 {
		return Imported{}
	}
	base := strings.TrimSuffix(path.Base(in.Path), path.Ext(in.Path))
	return Imported{Files: []ImportedFile{{
		Path:  "content/sources/" + cmp.Or(brief.Slug(base), "imported") + ".yaml",
		Text:  csl.YAML(sources),
		Count: len(sources),
	}}}
}

// importNotes makes annotation files of notes from elsewhere.
func (s *Site) importNotes(notes []exchange.Note, only *brief.Annotated, list *diag.List) Imported {
	parser := parse.New(highlight.Code)
	finder := exchange.NewFinder(s.Settings, s.Articles)
	byArticle := map[*brief.Annotated][]exchange.Note{}
	var made Imported
	for i := range notes {
		n := &notes[i]
		n.Text = parser.Note(n.Body, n.BodyPos, list)
		article := only
		if index, ok := finder.Find(n); article == nil && ok {
			article = s.Articles[index]
		}
		if article == nil {
			list.Add(diag.ExchangeArticle, diag.Pos(n.Pos), "name the article with --article",
				"no article of the site is at %s", cmp.Or(diag.Visible(strings.Join(n.Addresses, ", ")), "no address"))
			made.Rejected++
			continue
		}
		byArticle[article] = append(byArticle[article], *n)
	}
	for _, article := range s.Articles {
		settled, rejected := exchange.Settle(s.Settings, article.Article, byArticle[article], list)
		made.Rejected += rejected
		news := slices.DeleteFunc(settled, func(a brief.Annotation) bool { return isKnown(article, &a) })
		made.Known += len(settled) - len(news)
		if len(news) == 0 {
			continue
		}
		made.Files = append(made.Files, ImportedFile{
			Path:  article.Name + ".annotations.md",
			Text:  exchange.AnnotationFile(anchor.Article(article.Article, news, s.Settings.Anchoring, list), &article.Body),
			Grows: true,
			Count: len(news),
		})
	}
	return made
}

// isKnown reports whether an article has an annotation already: one with the
// same id, or of the same kind that says the same of the same words.
func isKnown(article *brief.Annotated, a *brief.Annotation) bool {
	return slices.ContainsFunc(article.Annotations, func(b brief.Anchored) bool {
		if a.GivenID {
			return a.ID == b.ID
		}
		return a.Kind == b.Kind && a.By == b.By && a.Body.Text == b.Body.Text && len(a.Targets) == len(b.Targets) &&
			(len(a.Targets) == 0 || sameWords(a.Targets[0].Passage(), b.Targets[0].Passage()))
	})
}

func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
