package main

import (
	"fmt"
	"strings"
	"time"

	"gloss/generator/internal/publish"
)

// bar is the line on a terminal that says how far a publication has come.
type bar struct {
	status status
	now    func() time.Time
	began  time.Time
	drawn  time.Time
}

func (p *program) newBar() *bar {
	return &bar{status: status{p.stderr, p.live}, now: p.now, began: p.now()}
}

// show draws the bar anew, ten times a second at most.
func (b *bar) show(done publish.Progress) {
	now := b.now()
	if !b.status.live || now.Sub(b.drawn) < 100*time.Millisecond && done.Steps < done.AllSteps {
		return
	}
	b.drawn = now
	const width = 24
	filled := width
	if done.AllSteps > 0 {
		filled = width * done.Steps / done.AllSteps
	}
	rate := ""
	if took := now.Sub(b.began).Seconds(); took > 0.5 {
		rate = ", " + size(int64(float64(done.Bytes)/took)) + "/s"
	}
	b.status.show(fmt.Sprintf("publishing [%s%s] %d of %d, %s of %s%s",
		strings.Repeat("#", filled), strings.Repeat("-", width-filled), done.Steps, done.AllSteps, size(done.Bytes), size(done.AllBytes), rate))
}

func (b *bar) clear() { b.status.clear() }
