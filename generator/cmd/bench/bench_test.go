package main

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSmallSitesAreMeasured(t *testing.T) {
	if testing.Short() {
		t.Skip("the command is built")
	}
	t.Setenv("GLOSS_CACHE", t.TempDir())
	o := &options{runs: 2, dir: t.TempDir(), gloss: filepath.Join(t.TempDir(), "gloss")}
	if _, err := execute(context.Background(), ".", []string{"go", "build", "-o", o.gloss, "gloss/generator/cmd/gloss"}, ""); err != nil {
		t.Fatal(err)
	}
	measured, err := o.measure(context.Background(), 3)
	if err != nil {
		t.Fatal(err)
	}
	got := measured[0]
	if len(got.full) != 2 || len(got.again) != 2 || len(got.edited) != 2 || got.full[0].stages["parse"] <= 0 || got.again[0].stages["parse"] > 0 || got.pages < 3 || got.bytes == 0 {
		t.Errorf("measured %+v", got)
	}
	site := filepath.Join(o.dir, "gloss-site", "a000003")
	edits, err := filepath.Glob(filepath.Join(site, "content", "articles", "*", "*-a000001.md"))
	if err != nil || len(edits) != 1 {
		t.Fatal(edits, err)
	}
	if text, _ := os.ReadFile(edits[0]); strings.Count(string(text), "One more sentence.") != 2 {
		t.Errorf("the article was not edited in each run: %s", text)
	}
}

func TestGrowthIsTheSlopeOfTheLogarithms(t *testing.T) {
	var linear, square []result
	for _, n := range []int{100, 1000, 10000} {
		linear = append(linear, result{articles: n, full: []usage{{wall: time.Duration(n) * time.Millisecond}}})
		square = append(square, result{articles: n, full: []usage{{wall: time.Duration(n*n) * time.Microsecond}}})
	}
	if got := exponent(linear, wall); math.Abs(got-1) > 1e-9 {
		t.Errorf("twice the time for twice the articles has exponent %v", got)
	}
	if got := exponent(square, wall); math.Abs(got-2) > 1e-9 {
		t.Errorf("four times the time for twice the articles has exponent %v", got)
	}
}

func TestMedian(t *testing.T) {
	runs := []usage{{wall: 9 * time.Second}, {wall: time.Second}, {wall: 2 * time.Second}}
	if got := median(runs, wall); got != 2 {
		t.Errorf("the median of 9, 1 and 2 is %v", got)
	}
	if got := median(runs[:2], wall); got != 5 {
		t.Errorf("the median of 9 and 1 is %v", got)
	}
}
