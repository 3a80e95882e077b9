package generator

import "time"

// stopwatch measures stages. What it says goes into reports and never into a
// page.
type stopwatch struct {
	last time.Time
	laps []Stage
}

func newStopwatch() *stopwatch { return &stopwatch{last: time.Now()} }

// lap ends a stage.
func (s *stopwatch) lap(name string) {
	now := time.Now()
	s.laps = append(s.laps, Stage{Name: name, Seconds: now.Sub(s.last).Seconds()})
	s.last = now
}
