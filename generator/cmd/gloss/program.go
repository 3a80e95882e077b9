package main

import (
	"context"
	"io"
	"time"

	"gloss/generator/internal/diag"
)

// program is one run of the command, with everything outside it that it may
// touch.
type program struct {
	dir    string           // working directory
	stdin  io.Reader        // who is asked; nil when nobody sits at a terminal
	stdout *sticky          // for results
	inked  bool             // stdout may have colour
	stderr io.Writer        // for complaints and progress
	live   bool             // stderr is a terminal on which a line can be written over
	colour bool             // stderr may have colour
	now    func() time.Time // the clock, which nothing else reads

	site string // the --site flag
}

// run obeys the arguments and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = p.stdout.err
	}
	return p.exit(ctx, err)
}

// complain prints diagnostics on standard error.
func (p *program) complain(items []diag.Diagnostic) {
	_ = diag.Print(p.stderr, items, p.colour)
}

// sticky is a writer that remembers its first failure and writes nothing
// after it. Results are printed without a check at each line; the check is
// made once, before the exit code is chosen.
type sticky struct {
	w   io.Writer
	err error
}

func (s *sticky) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(b)
	s.err = err
	return n, err
}
