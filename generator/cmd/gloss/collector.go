package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
)

// collector collects memory while nobody waits, and keeps nobody waiting who
// comes while it does.
type collector struct {
	busy   atomic.Bool
	done   sync.WaitGroup
	before bool // it has collected before
}

// idle is told that nobody waits. The first time, what loading everything has
// left over goes back to the system; later it is worth the while only when a
// fair part of what may be used is.
func (c *collector) idle() {
	if c.before && !grown() || !c.busy.CompareAndSwap(false, true) {
		return
	}
	collect := runtime.GC
	if !c.before {
		collect = debug.FreeOSMemory
	}
	c.before = true
	c.done.Go(func() {
		defer c.busy.Store(false)
		collect()
	})
}

// wait returns when nothing is being collected any more.
func (c *collector) wait() { c.done.Wait() }

// grown reports whether the heap is on half its way to being collected.
func grown() bool {
	sizes := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sizes)
	live, now := sizes[0].Value.Uint64(), sizes[1].Value.Uint64()
	return now > live+live*heapGrowth/200
}
