// Package search makes a full-text index that a browser can search without a
// server: it fetches the few parts that a query needs.
//
// Terms are divided among shards, the beginnings of terms among others, and
// the documents' titles among blocks. How many there are follows from the number of documents
// alone, so that their addresses are known before anything is read; the index
// itself is made when a part of it is first asked for.
package search

import (
	"cmp"
	"encoding/json"
	"runtime"
	"slices"
	"strconv"
	"sync"
)

// Document is something that can be found.
type Document struct {
	Sort    string // article, source, entity …
	Title   string
	Address string
	Date    string
	Gist    string     // what a result shows; empty for the beginning of the first text
	Fields  [][]string // by field the texts of it, after the title, which is field 0
}

// Fields are the names of a document's fields: its title, its text, the notes
// on it.
var Fields = []string{"title", "text", "notes"}

const (
	perShard   = 20 // documents for each shard of terms
	mostShards = 1024
	PerBlock   = 16 // documents of a block of titles

	// A term keeps the documents in which it is most frequent ("champion
	// lists": Manning, Raghavan & Schütze 2008, Introduction to Information
	// Retrieval, section 7.1.3), so that the words that are everywhere do not
	// fill the shards.
	champions = 400

	// A beginning keeps the terms that the most documents hold.
	completions = 30
)

// Index is the index of a number of documents.
type Index struct {
	documents int
	read      func(i int) Document
	once      sync.Once
	shards    [][]term  // each in the order of its terms
	starts    [][]start // each in the order of its beginnings
	rows      []row
}

// term is a term with the documents that hold it.
type term struct {
	word  string
	total int32     // how many documents and fields hold it
	last  posting   // of them the one that is being read
	list  []posting // of those before it the ones in which the term is most frequent, in order
}

// start is the beginning of terms, with the most frequent of them.
type start struct {
	letters string
	words   []string
}

// row is what a result shows of a document.
type row struct{ sort, title, address, date, gist string }

// posting is a document and field that holds a term, and how often, up to
// four: document<<4 | field<<2 | times-1.
type posting uint32

func (p posting) place() uint32 { return uint32(p) >> 2 }
func (p posting) times() uint32 { return uint32(p) & 3 }

// New returns the index of documents, which are read when it is first asked
// for a part.
func New(documents int, read func(i int) Document) *Index {
	return &Index{documents: documents, read: read}
}

// Documents returns how many documents there are.
func (x *Index) Documents() int { return x.documents }

// Shards returns how many shards of terms there are: a power of two.
func (x *Index) Shards() int {
	n := 1
	for n*perShard < x.documents && n < mostShards {
		n *= 2
	}
	return n
}

// Starts returns how many shards of beginnings there are: a power of two.
func (x *Index) Starts() int { return max(1, x.Shards()/8) }

// Blocks returns how many blocks of titles there are.
func (x *Index) Blocks() int { return (x.documents + PerBlock - 1) / PerBlock }

// Shard returns a shard as JSON: for each term and field a list of documents,
// each as 4 × the distance from the one before plus how often it is there,
// less one.
func (x *Index) Shard(i int) []byte {
	x.once.Do(x.make)
	out := []byte("{")
	for n, t := range x.shards[i] {
		if n > 0 {
			out = append(out, ",\n"...)
		}
		out = append(appendString(out, t.word), ':', '[')
		out = appendPostings(out, t.list)
		out = append(out, ']')
	}
	return append(out, "}\n"...)
}

// Start returns a shard of beginnings as JSON: for the first letters of terms
// the longer terms that begin with them, the most frequent first.
func (x *Index) Start(i int) []byte {
	x.once.Do(x.make)
	out := []byte("{")
	for n, s := range x.starts[i] {
		if n > 0 {
			out = append(out, ',')
		}
		out = append(appendString(out, s.letters), ':')
		for k, word := range s.words {
			out = append(out, "[,"[min(k, 1)])
			out = appendString(out, word)
		}
		out = append(out, ']')
	}
	return append(out, "}\n"...)
}

func appendPostings(out []byte, list []posting) []byte {
	for field := range Fields {
		if field > 0 {
			out = append(out, ',')
		}
		out = append(out, '[')
		before, first := uint32(0), true
		for _, p := range list {
			if int(p.place()&3) != field {
				continue
			}
			if !first {
				out = append(out, ',')
			}
			document := p.place() >> 2
			out = strconv.AppendUint(out, uint64(4*(document-before)+p.times()), 10)
			before, first = document, false
		}
		out = append(out, ']')
	}
	return out
}

// Block returns a block of titles as JSON: for each document its sort, title,
// address, date and gist.
func (x *Index) Block(i int) []byte {
	x.once.Do(x.make)
	out := []byte("[")
	for n, r := range x.rows[i*PerBlock : min(len(x.rows), (i+1)*PerBlock)] {
		if n > 0 {
			out = append(out, ",\n"...)
		}
		out = append(out, '[')
		for k, s := range []string{r.sort, r.title, r.address, r.date, r.gist} {
			if k > 0 {
				out = append(out, ',')
			}
			out = appendString(out, s)
		}
		out = append(out, ']')
	}
	return append(out, "]\n"...)
}

// appendString appends a string as JSON. Most are terms, in which nothing needs
// an escape.
func appendString(out []byte, s string) []byte {
	if isPlain(s) {
		return append(append(append(out, '"'), s...), '"')
	}
	encoded, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be encoded
	}
	return append(out, encoded...)
}

func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// make reads the documents, an equal part of them on each processor.
func (x *Index) make() {
	workers := runtime.GOMAXPROCS(0)
	found := make([]vocabulary, workers)
	x.rows = make([]row, x.documents)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			found[w] = x.collect(w*x.documents/workers, (w+1)*x.documents/workers)
		})
	}
	wait.Wait()
	all := &found[0]
	for w := range found[1:] {
		all.join(&found[1+w])
	}
	x.shards = make([][]term, x.Shards())
	kept := 0
	for i := range all.terms {
		t := &all.terms[i]
		t.list = best(t.list)
		kept += len(t.list)
	}
	lists := make([]posting, 0, kept) // of all terms: they live until the last part is asked for
	for i := range all.terms {
		t := &all.terms[i]
		lists = append(lists, t.list...)
		t.list = slices.Clip(lists[len(lists)-len(t.list):])
		shard := &x.shards[shardOf(t.word, len(x.shards))]
		*shard = append(*shard, *t)
	}
	for _, shard := range x.shards {
		slices.SortFunc(shard, func(a, b term) int { return cmp.Compare(a.word, b.word) })
	}
	x.begin(all.terms)
}

// begin gathers the terms by their beginnings.
func (x *Index) begin(terms []term) {
	longer := terms[:0]
	for _, t := range terms {
		if startOf(t.word) != t.word {
			longer = append(longer, t)
		}
	}
	slices.SortFunc(longer, func(a, b term) int {
		return cmp.Or(cmp.Compare(startOf(a.word), startOf(b.word)), cmp.Compare(b.total, a.total), cmp.Compare(a.word, b.word))
	})
	x.starts = make([][]start, x.Starts())
	for len(longer) > 0 {
		letters, n := startOf(longer[0].word), 1
		for n < len(longer) && startOf(longer[n].word) == letters {
			n++
		}
		s := start{letters, make([]string, min(n, completions))}
		for i := range s.words {
			s.words[i] = longer[i].word
		}
		shard := &x.starts[shardOf(letters, len(x.starts))]
		*shard = append(*shard, s)
		longer = longer[n:]
	}
}

// vocabulary is the terms of some documents.
type vocabulary struct {
	terms []term
	at    map[string]int32 // at which place in terms each is
}

// collect gathers the terms of the documents from first up to, but not
// including, last.
func (x *Index) collect(first, last int) vocabulary {
	v := vocabulary{at: map[string]int32{}}
	for i := first; i < last; i++ {
		d := x.read(i)
		if d.Gist == "" && len(d.Fields) > 0 {
			d.Gist = cmp.Or(d.Fields[0]...)
		}
		x.rows[i] = row{d.Sort, d.Title, d.Address, d.Date, gist(d.Gist)}
		v.add(posting(i<<4), d.Title)
		for field, texts := range d.Fields {
			for _, text := range texts {
				v.add(posting(i<<4|(1+field)<<2), text)
			}
		}
	}
	for i := range v.terms {
		v.terms[i].finish()
	}
	return v
}

// add adds the terms of a text that stands at a place. Places come in order.
func (v *vocabulary) add(place posting, text string) {
	terms(text, func(word []byte) {
		at, known := v.at[string(word)]
		if !known {
			at = int32(len(v.terms))
			v.terms = append(v.terms, term{word: string(word)})
			v.at[v.terms[at].word] = at
		}
		v.terms[at].add(place)
	})
}

// join adds the terms of documents that come after all of its own.
func (v *vocabulary) join(later *vocabulary) {
	for i := range later.terms {
		t := &later.terms[i]
		at, known := v.at[t.word]
		if !known {
			v.at[t.word] = int32(len(v.terms))
			v.terms = append(v.terms, *t)
			continue
		}
		own := &v.terms[at]
		own.total += t.total
		own.list = append(own.list, t.list...)
	}
}

// add adds a document and field that holds the term once more.
func (t *term) add(place posting) {
	switch {
	case t.total == 0:
	case t.last.place() != place.place():
		t.finish()
	case t.last.times() == 3:
		return
	default:
		t.last++
		return
	}
	t.last = place
	t.total++
}

// finish puts the last document into the list.
func (t *term) finish() {
	if len(t.list) == 2*champions {
		t.list = best(t.list) // what is not among the best of these is not among the best of more
	}
	t.list = append(t.list, t.last)
}

// weight says how much a document is about a term.
func (p posting) weight() int {
	if p.place()&3 == 0 {
		return 4 // a word of the title
	}
	return int(p.times())
}

// best cuts a list down to its champions: those of the greatest weight, and of
// the same weight the later documents. They stay in order.
func best(list []posting) []posting {
	if len(list) <= champions {
		return list
	}
	var counts [5]int // by weight
	for _, p := range list {
		counts[p.weight()]++
	}
	least, room := 4, champions // the least weight that is kept, and how many of it
	for counts[least] < room {
		room -= counts[least]
		least--
	}
	earlier := counts[least] - room // of the least weight: they go
	kept := list[:0]
	for _, p := range list {
		w := p.weight()
		switch {
		case w < least:
			continue
		case w == least && earlier > 0:
			earlier--
			continue
		}
		kept = append(kept, p)
	}
	return kept
}
