// Package serve shows a site to its author while it is being written. It is a
// guest of finished sites: it is handed one after the other, asks them for the
// pages that somebody looks at, and tells the browsers what is new on theirs.
//
// The preview's own script and style are in this package only and are set into
// pages as they are served. Nothing of it is ever in a page that is published.
package serve

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// Options say how a site is served.
type Options struct {
	Dir    string // the site's folder, for links to the author's editor
	Host   string // that the author gave, which browsers may then use
	Follow bool   // take browsers to the page that was edited last
	Limits Limits // zero for the usual ones
}

// Limits bound what somebody who is not the author can use up.
type Limits struct {
	Connections int // beyond which the one that has been idle longest is closed
	Streams     int // browsers that are told what is new
}

// Server serves the site that it was shown last.
type Server struct {
	options Options
	address string // host and port that it listens on
	state   atomic.Pointer[state]
	first   chan struct{} // closed when there is something to show
	showing sync.Mutex
	streams streams
}

// New returns a server for what a listener accepts.
func New(listener net.Listener, options Options) *Server {
	options.Limits.Connections = cmp.Or(options.Limits.Connections, 256)
	options.Limits.Streams = cmp.Or(options.Limits.Streams, 64)
	return &Server{
		options: options,
		address: listener.Addr().String(),
		first:   make(chan struct{}),
		streams: streams{most: options.Limits.Streams, open: map[*stream]bool{}},
	}
}

// Show replaces the site that is served. The paths that changed since the last
// one say which page to follow to; there may be none.
//
// A site may be shown early, while it is not known yet what is wrong with it
// as a whole: see [generator.Options]. Show returns what is wrong with it, and
// with its layouts as far as trying them shows.
func (s *Server) Show(site *generator.Site, early bool, changed ...string) []diag.Diagnostic {
	s.showing.Lock()
	defer s.showing.Unlock()
	old := s.state.Load()
	now := newState(site, early, changed, old)
	if old == nil {
		now.beside.turn = time.Now().UnixMilli()
	}
	if !early && s.options.Follow {
		now.follow = pageOf(site, changed)
	}
	s.state.Store(now)
	if old == nil {
		close(s.first)
	}
	s.streams.wake()
	if len(now.failed) == 0 {
		return site.Diagnostics
	}
	return now.diagnostics(nil)
}

// Serve serves until the context ends, and returns when every connection is
// closed and every goroutine has ended.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	within, cancel := context.WithCancel(ctx)
	defer cancel()
	crowd := newCrowd(s.options.Limits.Connections)
	var handlers sync.WaitGroup
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			handlers.Add(1)
			defer handlers.Done()
			s.handle(w, r)
		}),
		BaseContext:       func(net.Listener) context.Context { return within },
		ConnState:         crowd.note,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,

		DisableGeneralOptionsHandler: true,
		ErrorLog:                     silent,
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-within.Done()
		crowd.disperse()
		patience, end := context.WithTimeout(context.Background(), time.Second)
		defer end()
		if server.Shutdown(patience) != nil {
			server.Close()
		}
	}()
	err := server.Serve(listener)
	cancel()
	<-stopped
	handlers.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
