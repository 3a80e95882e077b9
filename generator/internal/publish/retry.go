package publish

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"
)

// Patience says how often a call that failed is made again, and how long is
// waited before.
type Patience struct {
	Attempts int           // in all
	First    time.Duration // before the second attempt; doubled for each one after
	Most     time.Duration

	// Jitter returns numbers from 0 to 1: what part of the time is waited,
	// so that publishers whom one trouble has hit do not come back together.
	Jitter func() float64
}

// Usual is the patience with hosts on the network: some 30 seconds.
func Usual(jitter func() float64) Patience {
	return Patience{Attempts: 7, First: 500 * time.Millisecond, Most: 16 * time.Second, Jitter: jitter}
}

// Patient returns a store that makes a call again when its error is temporary.
// For somebody to be there at all it does not wait: see [ErrUnreachable].
func Patient(store Store, p Patience) Store { return &patient{store: store, patience: p} }

type patient struct {
	store    Store
	patience Patience
	answered atomic.Bool // somebody was there, once
}

// try makes a call until it succeeds, fails for good, or patience ends.
func try[T any](ctx context.Context, s *patient, call func() (T, error)) (T, error) {
	p := s.patience
	wait := p.First
	for attempt := 1; ; attempt++ {
		result, err := call()
		if !errors.Is(err, ErrUnreachable) {
			s.answered.Store(true)
		}
		if err == nil || !errors.Is(err, ErrTemporary) || attempt >= p.Attempts || !s.answered.Load() {
			return result, err
		}
		timer := time.NewTimer(wait/2 + time.Duration(p.Jitter()*float64(wait/2)))
		select {
		case <-ctx.Done():
			timer.Stop()
			return result, context.Cause(ctx)
		case <-timer.C:
		}
		wait = min(2*wait, p.Most)
	}
}

func (s *patient) List(ctx context.Context) (*Listing, error) {
	return try(ctx, s, func() (*Listing, error) { return s.store.List(ctx) })
}

func (s *patient) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	return try(ctx, s, func() (io.ReadCloser, error) { return s.store.Open(ctx, path) })
}

func (s *patient) Stat(ctx context.Context, path string) (Object, error) {
	return try(ctx, s, func() (Object, error) { return s.store.Stat(ctx, path) })
}

func (s *patient) Put(ctx context.Context, path string, upload Upload) (string, error) {
	return try(ctx, s, func() (string, error) { return s.store.Put(ctx, path, upload) })
}

func (s *patient) Delete(ctx context.Context, path string) error {
	_, err := try(ctx, s, func() (struct{}, error) { return struct{}{}, s.store.Delete(ctx, path) })
	return err
}

func (s *patient) Close() error { return s.store.Close() }
