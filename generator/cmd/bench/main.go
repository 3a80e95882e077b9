// Command bench measures how long Gloss takes to build made-up sites of
// several sizes, and how much memory, and the same of other generators where
// they are given, in turns with it.
//
//	go run ./generator/cmd/bench -n 100,1000,10000
//	go run ./generator/cmd/bench -n 1000 -hugo $(which hugo) -eleventy node_modules/.bin/eleventy
//
// It prints tables in Markdown. Times are medians of whole processes; where
// other work shares the machine, look at the ratios of one run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are what was asked for.
type options struct {
	sizes    []int
	runs     int
	dir      string // where sites are written and built
	gloss    string
	hugo     string // empty: not measured
	eleventy string // empty: not measured
	atMost   int    // the size up to which Eleventy is measured
	preview  bool
}

func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "gloss-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.dir)
	}
	// What Gloss keeps of its builds goes with the rest when all is done.
	if err := os.Setenv("GLOSS_CACHE", filepath.Join(o.dir, "builds")); err != nil {
		return err
	}
	if o.gloss == "" {
		o.gloss = filepath.Join(o.dir, "gloss")
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", o.gloss, "gloss/generator/cmd/gloss").CombinedOutput(); err != nil {
			return fmt.Errorf("building gloss: %w\n%s", err, out)
		}
	}
	var results []result
	for _, n := range o.sizes {
		measured, err := o.measure(ctx, n)
		if err != nil {
			return err
		}
		results = append(results, measured...)
	}
	printResults(os.Stdout, results)
	return nil
}

func parse(args []string) (*options, error) {
	o := new(options)
	flags := flag.NewFlagSet("bench", flag.ExitOnError)
	sizes := flags.String("n", "100,1000", "numbers of articles, separated by commas")
	flags.IntVar(&o.runs, "runs", 3, "how often each build is measured; the median counts")
	flags.StringVar(&o.dir, "dir", "", "an empty folder to write and build the sites in, and to leave them there (default: one that is removed)")
	flags.StringVar(&o.gloss, "gloss", "", "the program to measure (default: built from this module)")
	flags.StringVar(&o.hugo, "hugo", "", "the program of Hugo, to be measured in turns with Gloss")
	flags.StringVar(&o.eleventy, "eleventy", "", "the program of Eleventy, in the node_modules/.bin of a folder that has markdown-it and markdown-it-footnote too")
	flags.IntVar(&o.atMost, "eleventy-up-to", 1000, "the largest site that Eleventy is given")
	flags.BoolVar(&o.preview, "preview", false, "measure the preview too: from saving an article to its new text over HTTP")
	flags.Parse(args) // exits where it fails
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil || n < 2 {
			return nil, fmt.Errorf("-n %s: a site has 2 articles or more", *sizes)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.runs < 1 {
		return nil, fmt.Errorf("-runs %d: at least one", o.runs)
	}
	return o, nil
}
