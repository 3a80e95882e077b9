package main

import (
	"context"
	"errors"
	"fmt"

	"gloss/generator/internal/diag"
)

// The exit codes. A run that a signal ends leaves 128 and the number of the
// signal, as a shell does.
const (
	exitDone    = 0
	exitContent = 1 // the content has errors, or gloss diff found differences
	exitFailed  = 2 // misuse, or the machine failed
)

// errContent ends a run whose diagnostics have been printed.
var errContent = errors.New("the content has errors")

// misuse is a mistake in how the command was called.
type misuse struct {
	message string // lower case, no full stop
	hint    string // what would have been right
}

func (m *misuse) Error() string { return m.message }
func (m *misuse) Hint() string  { return m.hint }

// exit says why a run failed, unless that has been said, and returns the exit
// code.
func (p *program) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	var sig signalled
	if errors.As(context.Cause(ctx), &sig) {
		fmt.Fprintf(p.stderr, "gloss: %v\n", sig)
		return sig.code()
	}
	if errors.Is(err, errContent) || errors.Is(err, errDiffers) {
		return exitContent
	}
	fmt.Fprintf(p.stderr, "gloss: %s\n", diag.Visible(err.Error()))
	if hint := diag.HintOf(err); hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", diag.Visible(hint))
	}
	return exitFailed
}
