package parallel_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"gloss/generator/internal/parallel"
)

func TestEachIsCalledOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			calls := make([]atomic.Int64, n)
			parallel.Each(n, func(i int) { calls[i].Add(1) })
			for i := range calls {
				if got := calls[i].Load(); got != 1 {
					t.Errorf("%d is called %d times", i, got)
				}
			}
		})
	}
}
