package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"path/filepath"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/internal/serve"
)

// serveFlags are the choices of gloss serve.
type serveFlags struct {
	addr   string
	open   bool
	drafts bool
	future bool
	poll   bool
	write  bool
	follow bool
}

func (p *program) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Show the site in a browser while it is being written",
		Long: `Show the site in a browser while it is being written.

What is saved is on the screen at once. A mistake is shown on the page, with its
place, until it is mended. Pages are made from memory: the output folder is not
touched, unless --write asks for it.`,
		Args: takes(),
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), f) },
	}
	c.Flags().SortFlags = false
	c.Flags().StringVar(&f.addr, "addr", "", "the `address` to listen on (default "+serve.DefaultAddress+", or the next port that is free)")
	c.Flags().BoolVar(&f.open, "open", false, "open the browser")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "take drafts in")
	c.Flags().BoolVar(&f.future, "future", false, "take in articles dated after today")
	c.Flags().BoolVar(&f.follow, "follow", false, "take the browser to the page that was edited")
	c.Flags().BoolVar(&f.write, "write", false, "write the output folder as well, after each change")
	c.Flags().BoolVar(&f.poll, "poll", false, "look at the files from time to time, where the system does not notify of changes")
	return c
}

// serve shows the site until it is interrupted.
func (p *program) serve(ctx context.Context, f serveFlags) error {
	dir, err := p.folder()
	if err != nil {
		return err
	}
	listener, moved, err := serve.Listen(f.addr)
	if err != nil {
		return cannotListen(f.addr, err)
	}
	if moved {
		p.note(serve.DefaultAddress + " is taken, so the preview moves on to the next port")
	}
	if !serve.Loopback(listener) {
		p.note("warning: whoever reaches this machine can read the preview, drafts among it")
	}
	host, _, _ := net.SplitHostPort(f.addr)
	server := serve.New(listener, serve.Options{Dir: dir, Host: host, Follow: f.follow})
	address := "http://" + listener.Addr().String() + "/"
	fmt.Fprintln(p.stdout, address)

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() {
		defer stop()
		served <- server.Serve(ctx, listener)
	}()
	if f.open {
		p.openBrowser(address)
	}

	screen := p.newScreen("preview of " + p.short(dir) + " at " + address)
	var out *writer
	if f.write {
		out = startWriter(ctx, filepath.Join(dir, "public"), (*generator.Site).Write, screen.written)
		defer out.wait()
	}
	err = p.keep(ctx, dir, f.poll, generator.Options{
		Drafts: f.drafts, Future: f.future, Clock: p.now, KeepSettings: true,
		Early: func(site *generator.Site) { server.Show(site, true) },
	}, func(site *generator.Site, changed []string) {
		screen.show(server.Show(site, false, changed...))
		if out != nil {
			out.write(site)
		}
	})
	stop()
	return cmp.Or(<-served, err)
}

// cannotListen says why an address cannot be listened on.
func cannotListen(address string, err error) error {
	if address == "" {
		return err
	}
	return &misuse{"cannot listen on " + address + ": " + err.Error(), "choose another address, or leave --addr out"}
}

// note says something in passing.
func (p *program) note(words string) { fmt.Fprintln(p.stderr, words) }
