package main

import (
	"context"
	"runtime/debug"
	"time"

	"gloss/generator"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/load"
	"gloss/generator/internal/watch"
)

// inputs are the files and folders that a site is made from.
var inputs = []string{"config.toml", "content", "layouts"}

// keep loads the site, and loads it again after every change, and when another
// day has come, until the context ends. Each site is given to show, with the
// paths that changed: none the first time, and "." when any may have.
func (p *program) keep(ctx context.Context, dir string, poll bool, options generator.Options, show func(site *generator.Site, changed []string)) error {
	ctx, stop := context.WithCancel(ctx)
	watcher := watch.Start(ctx, watch.Options{Dir: dir, Roots: inputs, Ignore: load.Ignored, Poll: poll, Say: p.note})
	defer watcher.Wait()
	defer stop()

	g, err := generator.New(dir, options)
	if err != nil {
		return err
	}
	defer g.Close()
	settle, undo := boundMemory()
	defer undo()
	var memory collector
	defer memory.wait()
	change := watch.Change{Everything: true}
	var tomorrow time.Time
	for first := true; ; first = false {
		var site *generator.Site
		paths := change.Paths
		if change.Everything {
			site, err = g.Load(ctx)
			if !first {
				paths = []string{"."}
			}
		} else {
			site, err = g.Reload(ctx, change.Paths)
		}
		switch {
		case err == nil:
			show(site, paths)
			tomorrow = site.Tomorrow()
		case first || ctx.Err() != nil:
			return err
		default:
			p.note("the site could not be read: " + diag.Visible(err.Error()))
			tomorrow = time.Time{} // it is asked again after the next change
		}
		settle()
		idle := time.After(idleForAWhile)
		for waiting := true; waiting; {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-idle:
				memory.idle()
			case <-p.untilAfter(tomorrow):
				if now := p.now(); !tomorrow.IsZero() && !now.Before(tomorrow) {
					change, waiting = watch.Change{}, false
				}
			case change = <-watcher.Changes():
				waiting = false
			}
		}
	}
}

// untilAfter returns a channel that tells when to look at the clock whether a
// moment has come: when it should have, and now and then, since a machine may
// have slept meanwhile or had its clock set.
func (p *program) untilAfter(moment time.Time) <-chan time.Time {
	if moment.IsZero() {
		return nil
	}
	return time.After(min(time.Minute, max(0, moment.Sub(p.now()))))
}

// The heap of a program that runs all day beside an editor should not be twice
// what it needs, and its collection should not come between a save and the
// page: memory is collected early, and while nobody waits.
const (
	heapGrowth    = 20        // per cent, before it is collected while somebody may wait
	loadGrowth    = 400       // when everything is loaded, most of which stays
	loadLimit     = 440 << 20 // and even then no more than this, if it can be helped
	idleForAWhile = 250 * time.Millisecond
)

// boundMemory sets the bounds for loading everything. It returns functions
// that set those for going on, and those that there were before.
func boundMemory() (settle, undo func()) {
	percent, limit := debug.SetGCPercent(loadGrowth), debug.SetMemoryLimit(loadLimit)
	settle = func() {
		debug.SetGCPercent(heapGrowth)
		debug.SetMemoryLimit(limit)
	}
	return settle, func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// writer writes sites to a folder, one after the other. While one is being
// written only the latest of those that come waits.
type writer struct {
	next chan *generator.Site
	done chan struct{}
}

// writing is one of the two ways in which a site is written to a folder.
type writing func(site *generator.Site, ctx context.Context, out string) (generator.Result, error)

// startWriter begins to write what it is given, until the context ends, and
// tells what came of each.
func startWriter(ctx context.Context, out string, write writing, tell func(*generator.Site, generator.Result, error)) *writer {
	w := &writer{next: make(chan *generator.Site, 1), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for {
			select {
			case <-ctx.Done():
				return
			case site := <-w.next:
				result, err := write(site, ctx, out)
				if ctx.Err() == nil {
					tell(site, result, err)
				}
			}
		}
	}()
	return w
}

func (w *writer) write(site *generator.Site) {
	select {
	case <-w.next: // nobody has begun with it
	default:
	}
	w.next <- site
}

func (w *writer) wait() { <-w.done }
