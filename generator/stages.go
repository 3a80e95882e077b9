package generator

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/cite"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/link"
	"gloss/generator/internal/load"
	"gloss/generator/internal/parallel"
	"gloss/generator/internal/parse"
	"gloss/generator/internal/picture"
)

// parsed is what the inputs of a site became, each by itself, in the order of
// their paths.
type parsed struct {
	articles    []*input
	annotations []file
	rejected    int
	briefings   []brief.Briefing
	entities    []brief.Entity
	stories     []brief.Story
	pages       []brief.FreePage
	sources     []*brief.Source
	media       []brief.File
	rest        []*input // all that are neither articles nor annotations
	today       brief.Date
	empty       bool // there is no article, not even one that could not be read
}

// file is an input with its path.
type file struct {
	path string
	*input
}

// parseAll reads and parses every input that is not kept, several at a time.
// What comes out does not depend on which of them is finished first.
func (g *Generator) parseAll(ctx context.Context, entries []load.Entry, list *diag.List) (*parsed, error) {
	inputs := g.inputs(entries)
	var unread []int
	for i := range entries {
		if !inputs[i].fresh() {
			unread = append(unread, i)
		}
	}
	reader := g.folder.Reader()
	defer reader.Close()
	parallel.Each(len(unread), func(i int) {
		if ctx.Err() == nil {
			i = unread[i]
			inputs[i] = g.parse(reader, entries[i], inputs[i])
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g.keep(entries, inputs, unread)
	p := &parsed{empty: true}
	for i, entry := range entries {
		p.empty = p.empty && entry.Sort != load.Article
		p.add(entry.Path, inputs[i], list)
	}
	return p, nil
}

// inputs returns what is kept of entries, and nil for those of which nothing
// is.
func (g *Generator) inputs(entries []load.Entry) []*input {
	if k := &g.kept.inOrder; len(entries) > 0 && len(entries) == len(k.entries) && &entries[0] == &k.entries[0] {
		return slices.Clone(k.inputs)
	}
	inputs := make([]*input, len(entries))
	for i, entry := range entries {
		inputs[i] = g.kept.inputs[entry.Path]
	}
	return inputs
}

// keep keeps what was read, and lets go of files that are no more.
func (g *Generator) keep(entries []load.Entry, inputs []*input, read []int) {
	g.kept.inOrder.entries, g.kept.inOrder.inputs = entries, inputs
	if g.kept.inputs == nil {
		g.kept.inputs = make(map[string]*input, len(entries))
	}
	for _, i := range read {
		g.kept.inputs[entries[i].Path] = inputs[i]
	}
	if len(g.kept.inputs) > len(entries) {
		maps.DeleteFunc(g.kept.inputs, func(path string, _ *input) bool {
			_, found := slices.BinarySearchFunc(entries, path, func(e load.Entry, path string) int { return strings.Compare(e.Path, path) })
			return !found
		})
	}
}

// parse reads and parses one input. Where the text is what it was, the old
// input is the new one.
func (g *Generator) parse(reader *load.Reader, entry load.Entry, old *input) *input {
	in := &input{size: entry.Size, modified: entry.Modified}
	in.settled = time.Since(entry.Modified) > unsettled
	if entry.Sort == load.Media {
		in.noun = measured(g.folder, entry, &in.list)
		return in
	}
	text, digest, ok := reader.Read(entry.Path, &in.list)
	in.digest = digest
	if !ok {
		return in
	}
	if old != nil && old.noun != nil && old.digest == in.digest {
		old.size, old.modified, old.settled = in.size, in.modified, in.settled
		return old
	}
	switch entry.Sort {
	case load.Article:
		a := g.parser.Article(text, &in.list)
		in.noun = &a
	case load.Annotations:
		in.noun, in.rejected = g.parser.Annotations(text, &in.list)
	case load.Exchanged:
		in.noun, in.rejected = readExchanged(text, g.parser, &in.list)
	case load.Briefing:
		in.noun = g.parser.Briefing(text, &in.list)
	case load.Entity:
		in.noun = g.parser.Entity(text, &in.list)
	case load.Story:
		in.noun = g.parser.Story(text, &in.list)
	case load.Page:
		in.noun = g.parser.Page(text, &in.list)
	case load.Sources:
		in.noun = parse.Sources(text, &in.list)
	}
	return in
}

// add files what an input became.
func (p *parsed) add(path string, in *input, list *diag.List) {
	list.Append(in.list.All()...)
	p.rejected += in.rejected
	switch in.noun.(type) {
	case *brief.Article:
		p.articles = append(p.articles, in)
	case []brief.Annotation, []exchange.Note:
		p.annotations = append(p.annotations, file{path, in})
	default:
		p.rest = append(p.rest, in)
	}
	switch noun := in.noun.(type) {
	case brief.Briefing:
		p.briefings = append(p.briefings, noun)
	case brief.Entity:
		p.entities = append(p.entities, noun)
	case brief.Story:
		p.stories = append(p.stories, noun)
	case brief.FreePage:
		p.pages = append(p.pages, noun)
	case brief.File:
		p.media = append(p.media, noun)
	case []brief.Source:
		for j := range noun {
			p.sources = append(p.sources, &noun[j])
		}
	}
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
// where it is one, and complains of a drawing that is more than that. A file
// that cannot be opened complains when it is written.
func measured(folder *load.Folder, entry load.Entry, list *diag.List) brief.File {
	made := brief.File{Path: entry.Path, Size: entry.Size}
	if file, err := folder.OpenFile(entry.Path); err == nil {
		made.Width, made.Height, _ = picture.Size(file)
		file.Close()
	}
	if strings.EqualFold(path.Ext(entry.Path), ".svg") {
		if file, err := folder.OpenFile(entry.Path); err == nil {
			if what := picture.Script(file); what != "" {
				list.Add(diag.FileScript, diag.Pos{File: entry.Path}, "take it out: save the drawing as plain SVG",
					"the drawing holds %s; for whoever opens it by itself, that runs as a part of the site", what)
			}
			file.Close()
		}
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

// anchorAll gives every chosen article its annotations, anchored, and returns
// how many were rejected.
func (g *Generator) anchorAll(settings *brief.Settings, p *parsed, chosen []*input, list *diag.List) (rejected int) {
	if c := g.kept.claims; c == nil || !c.of(p) {
		g.kept.claims = p.claim()
	}
	claims := g.kept.claims
	rejected = p.unclaimed(claims, list)
	var fresh []*annotated
	at := 0
	for _, in := range chosen {
		for p.articles[at] != in {
			at++ // it is held back
		}
		own := claims.files[at]
		if a := in.article; a == nil || a.settings != settings || !slices.EqualFunc(a.files, own, func(file *input, i int) bool { return file == p.annotations[i].input }) {
			in.article = &annotated{article: in.noun.(*brief.Article), files: make([]*input, len(own)), settings: settings}
			for i, file := range own {
				in.article.files[i] = p.annotations[file].input
			}
			fresh = append(fresh, in.article)
		}
	}
	parallel.Each(len(fresh), func(i int) { fresh[i].anchor() })
	for _, in := range chosen {
		list.Append(in.article.list.All()...)
		rejected += in.article.rejected
	}
	return rejected
}

// anchor finds the passages of an article's annotations: first those that were
// written for it, then those that were made elsewhere.
func (a *annotated) anchor() {
	var written []brief.Annotation
	var exchanged []exchange.Note
	for _, in := range a.files {
		switch noun := in.noun.(type) {
		case []brief.Annotation:
			if written == nil {
				written = noun[:len(noun):len(noun)] // most articles have one file, which needs no copy
				continue
			}
			written = append(written, noun...)
		case []exchange.Note:
			exchanged = append(exchanged, noun...)
		}
	}
	known, unknown := link.Known(a.settings, written, &a.list)
	settled, unfit := exchange.Settle(a.settings, a.article, exchanged, &a.list)
	identified, twice := parse.Identify(append(known, settled...), &a.list)
	a.anchored = anchor.Article(a.article, identified, a.settings.Anchoring, &a.list)
	a.rejected = unknown + unfit + twice
}

// claims says which annotation files belong to which articles. It follows from
// their names.
type claims struct {
	articles []string // their names
	paths    []string // of annotation files
	files    [][]int  // of each article: annotation files by their places, by the names of what they annotate
	nobodys  []int    // annotation files without an article
}

// of reports whether claims are those of these articles and files.
func (c *claims) of(p *parsed) bool {
	return slices.EqualFunc(c.articles, p.articles, func(name string, in *input) bool { return name == in.noun.(*brief.Article).Name }) &&
		slices.EqualFunc(c.paths, p.annotations, func(path string, f file) bool { return path == f.path })
}

// claim finds the article of every annotation file. NAME.annotations.md comes
// before NAME.WHO.annotations.md.
func (p *parsed) claim() *claims {
	c := &claims{files: make([][]int, len(p.articles))}
	places := make(map[string]int, len(p.articles))
	for i, in := range p.articles {
		name := in.noun.(*brief.Article).Name
		places[name] = i
		c.articles = append(c.articles, name)
	}
	order := make([]int, len(p.annotations))
	for i, f := range p.annotations {
		order[i] = i
		c.paths = append(c.paths, f.path)
	}
	slices.SortStableFunc(order, func(i, j int) int { return strings.Compare(articleOf(c.paths[i]), articleOf(c.paths[j])) })
	for _, i := range order {
		name := articleOf(c.paths[i])
		at, found := places[name]
		if !found {
			at, found = places[strings.TrimSuffix(name, path.Ext(name))] // NAME.WHO
		}
		if found {
			c.files[at] = append(c.files[at], i)
		} else {
			c.nobodys = append(c.nobodys, i)
		}
	}
	for i, name := range c.articles {
		c.files[i] = c.files[places[name]] // NAME.md and NAME.txt
	}
	return c
}

// unclaimed complains of annotation files that have no article, and returns how
// many annotations are in them.
func (p *parsed) unclaimed(c *claims, list *diag.List) (rejected int) {
	for _, i := range c.nobodys {
		f := p.annotations[i]
		name := articleOf(f.path)
		list.Add(diag.AnnotationArticle, diag.Pos{File: f.path, Line: 1},
			diag.DidYouMean(path.Base(name), p.names(), "put it beside its article and name it after it: NAME.annotations.md"),
			"there is no article %s.md or %s.txt", name, path.Base(name))
		switch noun := f.noun.(type) {
		case []brief.Annotation:
			rejected += len(noun)
		case []exchange.Note:
			rejected += len(noun)
		}
	}
	return rejected
}

// names returns the names of the articles, without their folders.
func (p *parsed) names() []string {
	names := make([]string, len(p.articles))
	for i, in := range p.articles {
		names[i] = path.Base(in.noun.(*brief.Article).Name)
	}
	return names
}

// choose returns the articles that readers may see, and takes out of the rest
// what they may not: drafts and what is dated after today are held back,
// unless they were asked for.
func (s *Site) choose(p *parsed, list *diag.List) (chosen []*input) {
	p.today = s.today()
	for _, in := range p.articles {
		a := in.noun.(*brief.Article)
		switch {
		case a.Date.IsZero() || a.Slug == "":
			// There is an error already.
		case a.Draft && !s.options.Drafts:
			s.Held.Drafts++
		case s.future(a.Date):
			s.Held.Future++
		default:
			chosen = append(chosen, in)
		}
	}
	p.briefings = slices.DeleteFunc(p.briefings, func(b brief.Briefing) bool {
		return b.Draft && !s.options.Drafts || s.future(b.Date)
	})
	p.pages = slices.DeleteFunc(p.pages, func(page brief.FreePage) bool {
		return page.Draft && !s.options.Drafts
	})
	if p.empty {
		list.Add(diag.NoContent, diag.Pos{File: "content"}, "write one with gloss new article \"Title\"", "the site has no article")
	}
	return chosen
}

// future reports whether a date lies after today and is to be held back.
func (s *Site) future(date brief.Date) bool {
	if s.options.Future || s.options.Now.IsZero() {
		return false
	}
	return date.Compare(s.today()) > 0
}

// today returns the day that counts as today where the site is.
func (s *Site) today() brief.Date {
	now := s.options.Now.In(s.zone)
	return brief.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
}

// day returns when the day that counts as today begins where the site is, and
// when the next one does.
func (s *Site) day() (from, until time.Time) {
	today := s.today()
	from = time.Date(today.Year, time.Month(today.Month), today.Day, 0, 0, 0, 0, s.zone)
	return from, time.Date(today.Year, time.Month(today.Month), today.Day+1, 0, 0, 0, 0, s.zone)
}

// Tomorrow returns the moment at which the day that counts as today is over,
// and what is dated after it may come out; zero when nothing is held back for
// its date.
func (s *Site) Tomorrow() time.Time {
	if s.options.Future || s.options.Now.IsZero() {
		return time.Time{}
	}
	_, tomorrow := s.day()
	return tomorrow
}

// citeAll numbers the citations of every text and returns all that the site is
// made of. Annotations that readers do not see have no number, but what they
// cite counts as used.
func (g *Generator) citeAll(library *cite.Library, p *parsed, chosen []*input, list *diag.List) *brief.Corpus {
	corpus := g.rest(library, p, list)
	var fresh []*annotated
	for _, in := range chosen {
		if in.article.library != library {
			fresh = append(fresh, in.article)
		}
	}
	parallel.Each(len(fresh), func(i int) { fresh[i].cite(library, g.options.Drafts) })
	corpus.Articles = make([]*brief.Annotated, len(chosen))
	for i, in := range chosen {
		list.Append(in.article.cited.All()...)
		corpus.Articles[i] = in.article.reading
	}
	return corpus
}

// rest is what a site is made of apart from its articles. While it is made of
// the same inputs it is the same, in the same place.
type rest struct {
	inputs  []*input
	today   brief.Date
	library *cite.Library
	corpus  brief.Corpus
	list    diag.List
}

// rest returns a corpus without its articles.
func (g *Generator) rest(library *cite.Library, p *parsed, list *diag.List) *brief.Corpus {
	if r := g.kept.rest; r == nil || r.library != library || r.today != p.today || !slices.Equal(r.inputs, p.rest) {
		r = &rest{inputs: p.rest, today: p.today, library: library, corpus: brief.Corpus{
			Briefings: p.briefings, Entities: p.entities, Stories: p.stories, Pages: p.pages,
			Sources: library.Sources(), Media: p.media,
		}}
		citeRest(library, &r.corpus, &r.list)
		g.kept.rest = r
	}
	list.Append(g.kept.rest.list.All()...)
	corpus := g.kept.rest.corpus
	return &corpus
}

// citeRest numbers the citations of texts that are no articles.
func citeRest(library *cite.Library, corpus *brief.Corpus, list *diag.List) {
	for i := range corpus.Briefings {
		corpus.Briefings[i].Reading = library.Text(&corpus.Briefings[i].Body, corpus.Briefings[i].Pos.File, list)
	}
	for i := range corpus.Entities {
		corpus.Entities[i].Reading = library.Text(&corpus.Entities[i].Body, corpus.Entities[i].Pos.File, list)
	}
	for i := range corpus.Stories {
		corpus.Stories[i].Reading = library.Text(&corpus.Stories[i].Body, corpus.Stories[i].Pos.File, list)
	}
	for i := range corpus.Pages {
		corpus.Pages[i].Reading = library.Text(&corpus.Pages[i].Body, corpus.Pages[i].Pos.File, list)
	}
}

// cite numbers the citations of an article and of those of its annotations
// that are to be seen.
func (a *annotated) cite(library *cite.Library, drafts bool) {
	a.library, a.cited = library, diag.List{}
	a.reading = &brief.Annotated{Article: a.article, Annotations: a.anchored}
	a.reading.Reading = library.Article(&a.article.Body, a.article.Path, a.anchored, func(n *brief.Anchored) bool {
		return n.Status != brief.DraftStatus || drafts
	}, &a.cited)
}
