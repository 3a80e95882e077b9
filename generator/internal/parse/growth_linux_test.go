package parse

import (
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// The time that a text takes grows with its length, whatever stands in it. Four
// times the text may take ten times as long (two and a half for each doubling,
// and half as much again for chance), where the square of the length would take
// sixteen; and 100 KB may take a second. What counts is the time of this thread
// on the processor, the least of several runs: other work on the machine is not
// among it.
func TestTimeGrowsWithLength(t *testing.T) {
	if testing.Short() {
		t.Skip("short runs are those of the race detector, which takes time of its own")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const short, long, runs = 10_000, 40_000, 5
	p := New(nil)
	took := func(text string) time.Duration {
		start := threadTime(t)
		p.Article(brief.Input{Path: "content/articles/2021-12-03-a.md", Text: "---\ntitle: A\n---\n" + text}, new(diag.List))
		p.Annotations(brief.Input{Path: "content/articles/a.annotations.md", Text: "## context\n\n> a\n\n" + text}, new(diag.List))
		return threadTime(t) - start
	}
	for name, make := range everyText() {
		less, more := make(short), make(long)
		a, b := took(less), took(more)
		slow := func() bool { return b > 10*a+2*time.Millisecond || b > 2*time.Second*long/100_000 }
		for i := 0; i < runs && slow(); i++ {
			a, b = min(a, took(less)), min(b, took(more))
		}
		if slow() {
			t.Errorf("%s: %d bytes take %v, %d take %v", name, short, a, long, b)
		}
		runtime.GC()
	}
}

// threadTime returns how long this thread has been on a processor.
func threadTime(t *testing.T) time.Duration {
	const threadClock = 3 // CLOCK_THREAD_CPUTIME_ID, clock_gettime(2)
	var now syscall.Timespec
	if _, _, err := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadClock, uintptr(unsafe.Pointer(&now)), 0); err != 0 {
		t.Fatal(err)
	}
	return time.Duration(now.Nano())
}
