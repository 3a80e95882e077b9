package publish

import (
	"context"
	"sync"
)

// workers is how many calls to a store are made at once.
const workers = 16

// each does something for each of n, several at a time. After the first error
// nothing more is begun; what has begun is ended by the context, and each
// returns when all of it has.
func each(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	var group sync.WaitGroup
	for range min(n, workers) {
		group.Go(func() {
			for i := range next {
				if err := do(ctx, i); err != nil {
					stop(err)
					return
				}
			}
		})
	}
	for i := range n {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	group.Wait()
	return context.Cause(ctx)
}
