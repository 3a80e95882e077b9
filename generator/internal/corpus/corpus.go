// Package corpus makes up sites of any size to measure on: articles of about
// 500 words with eight annotations, six citations and five entities each, and
// the same site as other generators would be given it, with footnotes in place
// of notes and taxonomies in place of entities and sources.
//
// Nothing in it is about anybody. The same number of articles gives the same
// bytes, on every machine.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// What each article has, whatever the size of the site.
const (
	notes     = 8
	citations = 6
	named     = 5
	topics    = 3
)

// Corpus is a made-up site of some number of articles.
type Corpus struct {
	Articles int
	Entities []Entity
	Sources  []Source // one for five articles, and fifty
}

// Entity is somebody or something that articles are about.
type Entity struct {
	ID   string
	Name string
	Type string // as in the front matter of an entity
}

// Source is a work that articles and notes cite.
type Source struct {
	ID, Title, Publisher, URL, Archive string
	Issued, Accessed                   time.Time
}

// Article is one made-up article with its notes.
type Article struct {
	ID       string
	Title    string
	Dek      string
	Date     time.Time
	Topics   []string
	Entities []int // of the corpus
	Sources  []int // of the corpus, in the order of the first citation
	Blocks   []Block
}

// Block is a heading, a quotation or a paragraph.
type Block struct {
	Sort  Sort
	Parts []Part
}

// Sort is what a block is.
type Sort int

// The sorts of blocks.
const (
	Paragraph Sort = iota
	Heading
	Quotation
)

// Part is a stretch of text. A note may be about it, and a source be cited at
// its end.
type Part struct {
	Text   string
	Note   *Note
	Source int // of the corpus; -1 where none is cited
}

// Note is what an annotator says of a passage.
type Note struct {
	Kind      string
	Annotator int // of Annotators
	Text      string
	See       int // the number of another article, which the note leads to; -1 for none
	Sources   []int
}

// New returns a corpus of n articles.
func New(n int) *Corpus {
	return &Corpus{Articles: n, Entities: entities(), Sources: sources(n/5 + 50)}
}

// ID returns the name of an article by its number, from 0.
func ID(article int) string { return fmt.Sprintf("a%06d", article) }

// Article returns an article by its number, from 0. Articles differ by their
// numbers alone, and are spread evenly over ten years.
func (c *Corpus) Article(number int) Article {
	r := rand.New(rand.NewPCG(uint64(c.Articles), uint64(number)))
	a := Article{
		ID:       ID(number),
		Date:     firstDay.AddDate(0, 0, number*days/c.Articles),
		Entities: c.some(r),
		Sources:  distinct(r, len(c.Sources), citations),
	}
	for _, topic := range distinct(r, len(Topics), topics) {
		a.Topics = append(a.Topics, Topics[topic])
	}
	w := c.writer(r, a.Entities)
	a.Title = w.title()
	a.Dek = w.sentence()
	for len(a.Blocks) < paragraphs {
		a.Blocks = append(a.Blocks, c.block(w, &a, number, len(a.Blocks)))
	}
	return a
}

const (
	paragraphs = 13 // with headings and a quotation among them
	days       = 3600
)

var firstDay = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// some returns the entities of an article. The first of them are named far
// more often than the last, as in the news.
func (c *Corpus) some(r *rand.Rand) []int {
	var chosen []int
	for len(chosen) < named {
		x := r.Float64()
		if i := int(x * x * float64(len(c.Entities))); !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// block returns the block of an article that follows the first few.
func (c *Corpus) block(w *writer, a *Article, number, before int) Block {
	switch before {
	case 4, 9:
		return Block{Heading, []Part{{w.heading(), nil, -1}}}
	case 6:
		return Block{Quotation, []Part{{w.sentence(), nil, -1}}}
	}
	parts := []Part{{w.sentence() + " ", nil, -1}}
	if len(a.Notes()) < notes {
		// A number of its own makes every passage the only one of its words.
		passage := w.passage(1000*(len(a.Notes())+1) + w.r.IntN(1000))
		parts = append(parts, Part{w.fill(pick(w.r, leads)), nil, -1},
			Part{passage, c.note(w, a, number), -1}, Part{", " + w.fill(pick(w.r, tails)) + " ", nil, -1})
	}
	last := Part{w.sentence(), nil, -1}
	if cited := a.cited(); cited < citations {
		last.Source = a.Sources[cited]
	}
	return Block{Paragraph, append(parts, last)}
}

func (c *Corpus) note(w *writer, a *Article, number int) *Note {
	free := c.writer(w.r, c.some(w.r))
	n := &Note{Kind: pick(w.r, Kinds), Annotator: w.r.IntN(len(Annotators)), See: -1}
	n.Text = free.sentence() + " " + free.sentence()
	words := strings.Fields(n.Text)
	words[2] = "*" + strings.Trim(words[2], ",.") + "*"
	n.Text = strings.Join(words, " ")
	if len(a.Notes()) == 3 && c.Articles > 1 {
		n.See = (number + 1 + w.r.IntN(c.Articles-1)) % c.Articles
	}
	n.Sources = []int{pick(w.r, a.Sources)}
	if w.r.IntN(3) == 0 {
		n.Sources = append(n.Sources, a.Sources[(slices.Index(a.Sources, n.Sources[0])+1)%citations])
	}
	return n
}

// Notes returns the notes of an article, in reading order.
func (a *Article) Notes() []*Note {
	var all []*Note
	for _, b := range a.Blocks {
		for _, p := range b.Parts {
			if p.Note != nil {
				all = append(all, p.Note)
			}
		}
	}
	return all
}

// cited returns how many sources the text cites so far.
func (a *Article) cited() (n int) {
	for _, b := range a.Blocks {
		for _, p := range b.Parts {
			if p.Source >= 0 {
				n++
			}
		}
	}
	return n
}

func sources(n int) []Source {
	all := make([]Source, n)
	everybody := &Corpus{Entities: entities()}
	for i := range all {
		r := rand.New(rand.NewPCG(0, uint64(i)))
		w := everybody.writer(r, everybody.some(r))
		s := &all[i]
		s.ID = fmt.Sprintf("s%06d", i)
		s.Title = w.title()
		s.Publisher = pick(r, publishers)
		s.Issued = firstDay.AddDate(0, 0, r.IntN(days))
		s.Accessed = s.Issued.AddDate(0, 0, 1+r.IntN(60))
		s.URL = fmt.Sprintf("https://news.example/%d/%s-%d", s.Issued.Year(), slug(s.Title), i)
		s.Archive = "https://archive.example/" + s.Accessed.Format("20060102") + "/" + s.URL
	}
	return all
}

func entities() []Entity {
	var all []Entity
	for i, first := range firstNames {
		for j := range 4 {
			name := first + " " + lastNames[(i+7*j)%len(lastNames)]
			all = append(all, Entity{slug(name), name, "person"})
		}
	}
	for _, name := range places {
		all = append(all, Entity{slug(name), name, "place"})
	}
	for _, of := range bodies {
		for _, what := range []string{"Office", "Agency", "Council", "Board"} {
			name := of + " " + what
			all = append(all, Entity{slug(name), name, "organisation"})
		}
	}
	// Mixed, so that each sort is among those named most.
	rand.New(rand.NewPCG(0, 0)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// distinct returns k different numbers below n, in random order.
func distinct(r *rand.Rand, n, k int) []int {
	var chosen []int
	for len(chosen) < k {
		if i := r.IntN(n); !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
