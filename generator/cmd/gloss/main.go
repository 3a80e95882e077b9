// Gloss is a static site generator for annotated news briefings.
//
// This package is the command: flags, wiring and exit codes. What a site is
// and how it is made is in package generator.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-isatty"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

// run runs the command on the machine itself: its folders, its clock, its
// terminal and its signals. Nothing below here reaches for any of them.
func run(args []string) (code int) {
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintf(os.Stderr, "gloss: %v\n", err)
		return exitFailed
	}
	ctx, stop := untilSignal(context.Background())
	defer stop()

	live := isatty.IsTerminal(os.Stderr.Fd()) && os.Getenv("TERM") != "dumb"
	p := &program{
		dir:    dir,
		stdout: &sticky{w: os.Stdout},
		stderr: os.Stderr,
		live:   live,
		colour: live && os.Getenv("NO_COLOR") == "",
		inked:  isatty.IsTerminal(os.Stdout.Fd()) && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == "",
		now:    time.Now,
	}
	if isatty.IsTerminal(os.Stdin.Fd()) {
		p.stdin = os.Stdin
	}
	return p.run(ctx, args)
}
