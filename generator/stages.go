package generator

import (
	"context"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/cite"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/link"
	"gloss/generator/internal/load"
	"gloss/generator/internal/parse"
	"gloss/generator/internal/picture"
)

// parsed is what the inputs of a site became, each by itself, in the order of
// their paths.
type parsed struct {
	articles    []brief.Article
	annotations map[string][]brief.Annotation // by the name of their article
	exchanged   map[string][]exchange.Note    // made elsewhere, by the name of their article
	files       map[string][]string           // of either: their paths, by the name of their article
	rejected    int
	briefings   []brief.Briefing
	entities    []brief.Entity
	stories     []brief.Story
	pages       []brief.FreePage
	sources     []*brief.Source
	media       []brief.File
	empty       bool // there is no article, not even one that could not be read
}

// parseAll reads and parses every input, several at a time. What comes out
// does not depend on which of them is finished first.
func parseAll(ctx context.Context, folder *load.Folder, entries []load.Entry, parser *parse.Parser, list *diag.List) (*parsed, error) {
	type result struct {
		noun     any
		rejected int
		list     diag.List
	}
	results := make([]result, len(entries))
	each(len(entries), func(i int) {
		if ctx.Err() != nil {
			return
		}
		r := &results[i]
		if entries[i].Sort == load.Media {
			r.noun = measured(folder, entries[i])
			return
		}
		in, ok := folder.Read(entries[i].Path, &r.list)
		if !ok {
			return
		}
		switch entries[i].Sort {
		case load.Article:
			r.noun = parser.Article(in, &r.list)
		case load.Annotations:
			r.noun, r.rejected = parser.Annotations(in, &r.list)
		case load.Exchanged:
			r.noun, r.rejected = readExchanged(in, parser, &r.list)
		case load.Briefing:
			r.noun = parser.Briefing(in, &r.list)
		case load.Entity:
			r.noun = parser.Entity(in, &r.list)
		case load.Story:
			r.noun = parser.Story(in, &r.list)
		case load.Page:
			r.noun = parser.Page(in, &r.list)
		case load.Sources:
			r.noun = parse.Sources(in, &r.list)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p := &parsed{annotations: map[string][]brief.Annotation{}, exchanged: map[string][]exchange.Note{}, files: map[string][]string{}, empty: true}
	for i, entry := range entries {
		p.empty = p.empty && entry.Sort != load.Article
		list.Append(results[i].list.All()...)
		p.rejected += results[i].rejected
		switch noun := results[i].noun.(type) {
		case brief.Article:
			p.articles = append(p.articles, noun)
		case []brief.Annotation:
			name := articleOf(entry.Path)
			p.annotations[name] = append(p.annotations[name], noun...)
			p.files[name] = append(p.files[name], entry.Path)
		case []exchange.Note:
			name := articleOf(entry.Path)
			p.exchanged[name] = append(p.exchanged[name], noun...)
			p.files[name] = append(p.files[name], entry.Path)
		case brief.Briefing:
			p.briefings = append(p.briefings, noun)
		case brief.Entity:
			p.entities = append(p.entities, noun)
		case brief.Story:
			p.stories = append(p.stories, noun)
		case brief.FreePage:
			p.pages = append(p.pages, noun)
		case []brief.Source:
			for j := range noun {
				p.sources = append(p.sources, &noun[j])
			}
		case brief.File:
			p.media = append(p.media, noun)
		}
	}
	return p, nil
}

// readExchanged reads annotations that were made elsewhere, and parses their
// bodies.
func readExchanged(in brief.Input, parser *parse.Parser, list *diag.List) ([]exchange.Note, int) {
	notes, rejected, _ := exchange.Read(in, list)
	for i := range notes {
		notes[i].Text = parser.Note(notes[i].Body, notes[i].BodyPos, list)
	}
	return notes, rejected
}

// measured returns a file that is published, with the size of its picture
// where it is one. A file that cannot be opened complains when it is written.
func measured(folder *load.Folder, entry load.Entry) brief.File {
	made := brief.File{Path: entry.Path, Size: entry.Size}
	if file, err := folder.OpenFile(entry.Path); err == nil {
		made.Width, made.Height, _ = picture.Size(file)
		file.Close()
	}
	return made
}

// articleOf returns the name of the article that an annotation file belongs
// to: NAME.annotations.md and NAME.WHO.annotations.md both belong to NAME,
// which may have dots of its own.
func articleOf(file string) string {
	for _, ending := range []string{".annotations.md", exchange.WebAnnotationEnding, exchange.HypothesisEnding} {
		if name, ok := strings.CutSuffix(file, ending); ok {
			return name
		}
	}
	return file
}

// anchorAll gives every article of the corpus its annotations, anchored, and
// returns how many were rejected.
func anchorAll(settings *brief.Settings, p *parsed, corpus *brief.Corpus, list *diag.List) (rejected int) {
	owners := p.claim(list)
	rejected = p.rejected
	written := gather(p.annotations, owners)
	exchanged := gather(p.exchanged, owners)
	lists := make([]diag.List, len(corpus.Articles))
	counts := make([]int, len(corpus.Articles))
	each(len(corpus.Articles), func(i int) {
		a := corpus.Articles[i]
		known, unknown := link.Known(settings, written[a.Name], &lists[i])
		settled, unfit := exchange.Settle(settings, a.Article, exchanged[a.Name], &lists[i])
		kept, twice := parse.Identify(append(known, settled...), &lists[i])
		a.Annotations = anchor.Article(a.Article, kept, settings.Anchoring, &lists[i])
		counts[i] = unknown + unfit + twice
	})
	for i := range lists {
		list.Append(lists[i].All()...)
		rejected += counts[i]
	}
	return rejected
}

// gather puts what stands under the names of annotation files under the names
// of their articles.
func gather[T any](byName map[string][]T, owners map[string]string) map[string][]T {
	found := make(map[string][]T, len(byName))
	for _, name := range sortedKeys(byName) {
		if owner, ok := owners[name]; ok {
			found[owner] = append(found[owner], byName[name]...)
		}
	}
	return found
}

// claim finds the article of every annotation file, and complains of those
// that have none.
func (p *parsed) claim(list *diag.List) (owners map[string]string) {
	articles := make(map[string]bool, len(p.articles))
	var names []string
	for i := range p.articles {
		articles[p.articles[i].Name] = true
		names = append(names, path.Base(p.articles[i].Name))
	}
	owners = make(map[string]string, len(p.files))
	for _, name := range sortedKeys(p.files) {
		owner := name
		if !articles[owner] {
			owner = strings.TrimSuffix(name, path.Ext(name)) // NAME.WHO
		}
		if articles[owner] {
			owners[name] = owner
			continue
		}
		for _, file := range p.files[name] {
			list.Add(diag.AnnotationArticle, diag.Pos{File: file, Line: 1},
				diag.DidYouMean(path.Base(name), names, "put it beside its article and name it after it: NAME.annotations.md"),
				"there is no article %s.md or %s.txt", name, path.Base(name))
		}
		p.rejected += len(p.annotations[name]) + len(p.exchanged[name])
	}
	return owners
}

// choose makes a corpus of what readers may see: drafts and what is dated
// after today are held back, unless they were asked for.
func (s *Site) choose(p *parsed, list *diag.List) *brief.Corpus {
	corpus := &brief.Corpus{Entities: p.entities, Stories: p.stories, Media: p.media}
	for i := range p.articles {
		a := &p.articles[i]
		switch {
		case a.Date.IsZero() || a.Slug == "":
			// There is an error already.
		case a.Draft && !s.options.Drafts:
			s.Held.Drafts++
		case s.future(a.Date):
			s.Held.Future++
		default:
			corpus.Articles = append(corpus.Articles, &brief.Annotated{Article: a})
		}
	}
	for _, b := range p.briefings {
		if (!b.Draft || s.options.Drafts) && !s.future(b.Date) {
			corpus.Briefings = append(corpus.Briefings, b)
		}
	}
	for _, page := range p.pages {
		if !page.Draft || s.options.Drafts {
			corpus.Pages = append(corpus.Pages, page)
		}
	}
	if p.empty {
		list.Add(diag.NoContent, diag.Pos{File: "content"}, "write one with gloss new article \"Title\"", "the site has no article")
	}
	return corpus
}

// future reports whether a date lies after today and is to be held back.
func (s *Site) future(date brief.Date) bool {
	if s.options.Future || s.options.Now.IsZero() {
		return false
	}
	now := s.options.Now.In(s.zone)
	return date.Compare(brief.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}) > 0
}

// citeAll numbers the citations of every text. Annotations that readers do not
// see have no number, but what they cite counts as used.
func citeAll(library *cite.Library, corpus *brief.Corpus, options Options, list *diag.List) {
	lists := make([]diag.List, len(corpus.Articles))
	each(len(corpus.Articles), func(i int) {
		a := corpus.Articles[i]
		a.Reading = library.Article(&a.Body, a.Annotations, func(n *brief.Anchored) bool {
			return n.Status != brief.DraftStatus || options.Drafts
		}, &lists[i])
	})
	for i := range lists {
		list.Append(lists[i].All()...)
	}
	for i := range corpus.Briefings {
		corpus.Briefings[i].Reading = library.Text(&corpus.Briefings[i].Body, list)
	}
	for i := range corpus.Entities {
		corpus.Entities[i].Reading = library.Text(&corpus.Entities[i].Body, list)
	}
	for i := range corpus.Stories {
		corpus.Stories[i].Reading = library.Text(&corpus.Stories[i].Body, list)
	}
	for i := range corpus.Pages {
		corpus.Pages[i].Reading = library.Text(&corpus.Pages[i].Body, list)
	}
	corpus.Sources = library.Sources()
}

// each calls work for 0 … n-1, as many at a time as there are processors.
func each(n int, work func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
