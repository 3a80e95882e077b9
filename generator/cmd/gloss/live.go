package main

import (
	"context"
	"runtime/debug"

	"gloss/generator"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/load"
	"gloss/generator/internal/watch"
)

// inputs are the files and folders that a site is made from.
var inputs = []string{"config.toml", "content", "layouts"}

// keep loads the site, and loads it again after every change until the context
// ends. Each site is given to show, with the paths that changed.
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
	defer boundMemory()()
	change := watch.Change{Everything: true}
	for first := true; ; first = false {
		var site *generator.Site
		if change.Everything {
			site, err = g.Load(ctx)
		} else {
			site, err = g.Reload(ctx, change.Paths)
		}
		switch {
		case err == nil:
			show(site, change.Paths)
		case first || ctx.Err() != nil:
			return err
		default:
			p.note("the site could not be read: " + diag.Visible(err.Error()))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case change = <-watcher.Changes():
		}
	}
}

// boundMemory has memory collected earlier than usual: a program that runs all
// day beside an editor should not take twice what it needs. It returns a
// function that undoes it.
func boundMemory() func() {
	before := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(before) }
}

// writer writes sites to a folder, one after the other. While one is being
// written only the latest of those that come waits.
type writer struct {
	next chan *generator.Site
	done chan struct{}
}

// startWriter begins to write what it is given, until the context ends, and
// tells what came of each.
func startWriter(ctx context.Context, out string, tell func(*generator.Site, generator.Result, error)) *writer {
	w := &writer{next: make(chan *generator.Site, 1), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for {
			select {
			case <-ctx.Done():
				return
			case site := <-w.next:
				result, err := site.Write(ctx, out)
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
