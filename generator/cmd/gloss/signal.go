package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// signalled is the cause of a context that a signal cancelled.
type signalled struct{ syscall.Signal }

func (s signalled) Error() string {
	if s.Signal == syscall.SIGTERM {
		return "terminated"
	}
	return "interrupted"
}

func (s signalled) code() int { return 128 + int(s.Signal) }

// untilSignal returns a context that the first SIGINT or SIGTERM cancels, so
// that a build can remove its temporary files. The second one ends the program
// at once, in case the first is not heeded.
func untilSignal(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer signal.Stop(caught)
		select {
		case s := <-caught:
			if s, ok := s.(syscall.Signal); ok {
				cancel(signalled{s})
			}
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}
