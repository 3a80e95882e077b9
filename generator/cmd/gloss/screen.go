package main

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"time"

	"gloss/generator"
	"gloss/generator/internal/diag"
)

// screen is where a command that goes on says what is wrong now. On a terminal
// it is drawn over, so that what was mended is gone; elsewhere each state is
// printed after the last, if it is another one.
type screen struct {
	p      *program
	header string

	mu    sync.Mutex
	items []diag.Diagnostic
	notes []string // said since the last state
	drawn bool
}

func (p *program) newScreen(header string) *screen { return &screen{p: p, header: header} }

// show says what is wrong now.
func (s *screen) show(items []diag.Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.drawn && slices.Equal(items, s.items) {
		return
	}
	s.items, s.drawn = slices.Clone(items), true
	s.draw()
}

// note adds a line below, until the next change.
func (s *screen) note(words string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.p.live {
		s.notes = []string{words}
		s.draw()
		return
	}
	s.p.note(words)
}

// written tells in a line what came of writing the site, and when.
func (s *screen) written(site *generator.Site, result generator.Result, err error) {
	errors, _ := diag.Count(site.Diagnostics)
	switch {
	case err != nil:
		s.note("the output folder could not be written: " + diag.Visible(err.Error()))
	case len(result.Diagnostics) > 0:
		s.show(diag.Sorted(slices.Concat(site.Diagnostics, result.Diagnostics)))
	case errors > 0:
		s.note("the output folder was left as it was")
	default:
		s.note(fmt.Sprintf("%s %d written, %d unchanged, %d removed",
			s.p.now().Format(time.TimeOnly), result.Written, result.Unchanged, result.Removed))
	}
}

// most is how many diagnostics are drawn on a terminal, which shows no more.
const most = 8

func (s *screen) draw() {
	var b bytes.Buffer
	items := s.items
	if s.p.live {
		b.WriteString("\x1b[H\x1b[2J\x1b[3J" + diag.Visible(s.header) + "\n\n")
		slices.SortStableFunc(items, func(a, b diag.Diagnostic) int { return int(b.Severity) - int(a.Severity) })
		items = items[:min(most, len(items))]
	}
	_ = diag.Print(&b, items, s.p.colour)
	if len(items) > 0 {
		b.WriteString("\n")
	}
	if more := len(s.items) - len(items); more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}
	errors, warnings := diag.Count(s.items)
	words := complaints(errors, warnings)
	if words == "" {
		words = "no complaints"
	}
	fmt.Fprintln(&b, words)
	for _, note := range s.notes {
		fmt.Fprintln(&b, note)
	}
	_, _ = s.p.stderr.Write(b.Bytes())
}
