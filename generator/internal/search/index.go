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
	"maps"
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
	Gist    string   // what a result shows; empty for the beginning of the first text
	Fields  []string // texts by field, after the title, which is field 0
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
	shards    []map[string][]posting
	starts    []map[string][]string
	rows      []row
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
	for n, term := range slices.Sorted(maps.Keys(x.shards[i])) {
		if n > 0 {
			out = append(out, ",\n"...)
		}
		out = append(appendString(out, term), ':', '[')
		out = appendPostings(out, x.shards[i][term])
		out = append(out, ']')
	}
	return append(out, "}\n"...)
}

// Start returns a shard of beginnings as JSON: for the first letters of terms
// the longer terms that begin with them, the most frequent first.
func (x *Index) Start(i int) []byte {
	x.once.Do(x.make)
	out := []byte("{")
	for n, start := range slices.Sorted(maps.Keys(x.starts[i])) {
		if n > 0 {
			out = append(out, ',')
		}
		out = append(appendString(out, start), ':')
		for k, term := range x.starts[i][start] {
			out = append(out, "[,"[min(k, 1)])
			out = appendString(out, term)
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
	found := make([]map[string]*[]posting, workers)
	x.rows = make([]row, x.documents)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			found[w] = x.collect(w*x.documents/workers, (w+1)*x.documents/workers)
		})
	}
	wait.Wait()
	x.shards = make([]map[string][]posting, x.Shards())
	for i := range x.shards {
		x.shards[i] = map[string][]posting{}
	}
	for _, terms := range found {
		for term, list := range terms {
			shard := x.shards[shardOf(term, len(x.shards))]
			shard[term] = append(shard[term], *list...) // documents stay in order: so are the parts
		}
	}
	x.begin()
	for _, shard := range x.shards {
		for term, list := range shard {
			shard[term] = best(list)
		}
	}
}

// begin gathers the terms by their beginnings.
func (x *Index) begin() {
	type frequent struct {
		term string
		n    int
	}
	all := map[string][]frequent{}
	for _, shard := range x.shards {
		for term, list := range shard {
			if s := start(term); s != term {
				all[s] = append(all[s], frequent{term, len(list)})
			}
		}
	}
	x.starts = make([]map[string][]string, x.Starts())
	for i := range x.starts {
		x.starts[i] = map[string][]string{}
	}
	for s, terms := range all {
		slices.SortFunc(terms, func(a, b frequent) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.term, b.term)) })
		shard := x.starts[shardOf(s, len(x.starts))]
		for _, f := range terms[:min(len(terms), completions)] {
			shard[s] = append(shard[s], f.term)
		}
	}
}

// collect gathers the terms of the documents from first up to, but not
// including, last.
func (x *Index) collect(first, last int) map[string]*[]posting {
	found := map[string]*[]posting{}
	for i := first; i < last; i++ {
		d := x.read(i)
		if d.Gist == "" && len(d.Fields) > 0 {
			d.Gist = d.Fields[0]
		}
		x.rows[i] = row{d.Sort, d.Title, d.Address, d.Date, gist(d.Gist)}
		for field, text := range append([]string{d.Title}, d.Fields...) {
			place := posting(i<<4 | field<<2)
			terms(text, func(term []byte) {
				list := found[string(term)]
				if list == nil {
					list = new([]posting)
					found[string(term)] = list
				}
				if n := len(*list); n > 0 && (*list)[n-1].place() == place.place() {
					if (*list)[n-1].times() < 3 {
						(*list)[n-1]++
					}
					return
				}
				*list = append(*list, place)
			})
		}
	}
	return found
}

// best returns the champions of a list, still in order.
func best(list []posting) []posting {
	if len(list) <= champions {
		return list
	}
	weight := func(p posting) uint32 {
		if p.place()&3 == 0 {
			return 4 // a word of the title
		}
		return p.times()
	}
	kept := slices.Clone(list)
	slices.SortStableFunc(kept, func(a, b posting) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(b, a)) // then the later document
	})
	kept = slices.Clone(kept[:champions])
	slices.Sort(kept)
	return kept
}
