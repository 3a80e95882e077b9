package diff

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"gloss/generator/internal/markup"
	"gloss/generator/internal/parallel"
)

// Options are the choices of a comparison.
type Options struct {
	Ignore []markup.Selector // elements that are left out on both sides
	Page   string            // a glob; only files whose name or address fits it
}

// Compare finds out what differs between two sides. The error says that a file
// could not be read.
func Compare(ctx context.Context, old, new *Side, options Options) (*Report, error) {
	stable := pairs(old.Names, new.Names)
	form := &Form{Ignore: options.Ignore, stable: stableNames(stable)}
	r := &Report{Old: old.Label, New: new.Label, form: form, old: old, new: new}
	g := gatherer{report: r, known: map[string]int{}}

	work := couples(old.Names, new.Names, stable, options.Page)
	gone, come := lone(work)
	moves, err := findMoves(ctx, r, gone, come)
	if err != nil {
		return nil, err
	}
	work = married(work, moves)

	// Some hundred files at a time, so that what has been compared can be let
	// go of before the rest is read.
	for batch := range slices.Chunk(work, 256) {
		results := make([]result, len(batch))
		parallel.Each(len(batch), func(i int) {
			if ctx.Err() == nil {
				results[i] = r.compare(batch[i])
			}
		})
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, result := range results {
			switch {
			case result.err != nil:
				return nil, result.err
			case result.same:
				r.Unchanged++
			default:
				g.page(result.page)
			}
		}
	}
	r.arrange()
	return r, nil
}

// couple is a file on both sides, or on one.
type couple struct{ old, new string }

// couples joins the names of two sides, by name.
func couples(old, new []string, stable map[string]string, pattern string) []couple {
	known := func(name string) string {
		if to, ok := stable[name]; ok {
			return to
		}
		return name
	}
	byName := map[string]*couple{}
	var names []string
	at := func(name string) *couple {
		c := byName[known(name)]
		if c == nil {
			c = &couple{}
			byName[known(name)] = c
			names = append(names, known(name))
		}
		return c
	}
	for _, name := range old {
		at(name).old = name
	}
	for _, name := range new {
		at(name).new = name
	}
	slices.Sort(names)
	var all []couple
	for _, name := range names {
		if pattern == "" || matches(pattern, name) {
			all = append(all, *byName[name])
		}
	}
	return all
}

// lone returns the pages that stand on one side only.
func lone(work []couple) (gone, come []string) {
	for _, c := range work {
		switch {
		case c.new == "" && isPage(c.old):
			gone = append(gone, c.old)
		case c.old == "" && isPage(c.new):
			come = append(come, c.new)
		}
	}
	return gone, come
}

// married returns the work with the two ends of each move made one couple.
func married(work []couple, moves map[string]string) []couple {
	came := map[string]bool{}
	for _, to := range moves {
		came[to] = true
	}
	var all []couple
	for _, c := range work {
		switch {
		case c.new == "" && moves[c.old] != "":
			all = append(all, couple{c.old, moves[c.old]})
		case c.old != "" || !came[c.new]:
			all = append(all, c)
		}
	}
	return all
}

// result is what comparing one file came to.
type result struct {
	page Page
	same bool
	err  error
}

func (r *Report) compare(c couple) result {
	p := Page{old: c.old, new: c.new, Status: Changed}
	switch {
	case c.new == "":
		p.Address, p.Status = r.address(c.old), Removed
		return result{page: p}
	case c.old == "":
		p.Address, p.Status = r.address(c.new), Added
		return result{page: p}
	}
	p.Address = r.address(c.new)
	if from := r.address(c.old); from != p.Address {
		p.From, p.Status = from, Moved
	}
	old, err := r.old.Read(c.old)
	if err != nil {
		return result{err: fmt.Errorf("%s: %w", r.Old, err)}
	}
	new, err := r.new.Read(c.new)
	if err != nil {
		return result{err: fmt.Errorf("%s: %w", r.New, err)}
	}
	if bytes.Equal(old, new) {
		return result{page: p, same: p.Status == Changed}
	}
	var wait sync.WaitGroup // a large page may be the only one
	wait.Go(func() { p.oldForm = r.form.Lines(c.old, old) })
	p.newForm = r.form.Lines(c.new, new)
	wait.Wait()
	p.Edits = edits(p.oldForm, p.newForm)
	return result{page: p, same: p.Status == Changed && len(p.Edits) == 0}
}

// address returns where a file is published, without its fingerprint when it
// is one that both sides have.
func (r *Report) address(name string) string {
	if r.form.stable == nil {
		return Address(name)
	}
	return r.form.rename(Address(name))
}
