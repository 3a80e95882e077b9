package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// result is what one generator took for a site of one size.
type result struct {
	name                string
	articles            int
	full, again, edited []usage // one of each run
	files, pages        int
	bytes               int64
	saved               []time.Duration // in the preview, sorted
	serving             time.Duration   // from the start of the preview to its first page
}

func wall(u usage) float64   { return u.wall.Seconds() }
func cpu(u usage) float64    { return u.cpu.Seconds() }
func memory(u usage) float64 { return float64(u.memory) / (1 << 20) }

// median returns the middle one of what is asked of each of some runs.
func median(runs []usage, of func(usage) float64) float64 {
	values := make([]float64, len(runs))
	for i, run := range runs {
		values[i] = of(run)
	}
	slices.Sort(values)
	if n := len(values); n%2 == 0 {
		return (values[n/2-1] + values[n/2]) / 2
	}
	return values[len(values)/2]
}

// printResults prints tables in Markdown.
func printResults(w io.Writer, results []result) {
	fmt.Fprint(w, "| generator | articles | full build s | CPU s | peak MiB | nothing changed s | one edit s | pages | files | MB |\n",
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range results {
		fmt.Fprintf(w, "| %s | %d | %.2f | %.2f | %.0f | %.2f | %.2f | %d | %d | %.1f |\n", r.name, r.articles,
			median(r.full, wall), median(r.full, cpu), median(r.full, memory), median(r.again, wall), median(r.edited, wall),
			r.pages, r.files, float64(r.bytes)/1e6)
	}
	printRatios(w, results)
	printPreview(w, results)
	printStages(w, results)
	printGrowth(w, results)
}

// printRatios compares Gloss with each of the others at each size.
func printRatios(w io.Writer, results []result) {
	head := "\n| Gloss against | articles | wall | CPU | memory | nothing changed |\n|---|--:|--:|--:|--:|--:|\n"
	for _, ours := range results {
		for _, theirs := range results {
			if ours.name != "Gloss" || theirs.name == "Gloss" || ours.articles != theirs.articles {
				continue
			}
			ratio := func(kind func(result) []usage, of func(usage) float64) float64 {
				return median(kind(ours), of) / median(kind(theirs), of)
			}
			full, again := func(r result) []usage { return r.full }, func(r result) []usage { return r.again }
			fmt.Fprintf(w, "%s| %s | %d | %.2f | %.2f | %.2f | %.2f |\n", head, theirs.name, ours.articles,
				ratio(full, wall), ratio(full, cpu), ratio(full, memory), ratio(again, wall))
			head = ""
		}
	}
}

func printPreview(w io.Writer, results []result) {
	head := "\n| preview | articles | first page s | saved to served: median ms | 95 % ms | worst ms |\n|---|--:|--:|--:|--:|--:|\n"
	for _, r := range results {
		if len(r.saved) == 0 {
			continue
		}
		ms := func(share float64) float64 {
			return float64(r.saved[int(share*float64(len(r.saved)-1))].Microseconds()) / 1000
		}
		fmt.Fprintf(w, "%s| %s | %d | %.2f | %.0f | %.0f | %.0f |\n", head, r.name, r.articles, r.serving.Seconds(), ms(0.5), ms(0.95), ms(1))
		head = ""
	}
}

// printStages says where the time of Gloss goes.
func printStages(w io.Writer, results []result) {
	head := true
	for _, r := range results {
		if len(r.full) == 0 || r.full[0].stages == nil {
			continue
		}
		names := slices.Sorted(maps.Keys(r.full[0].stages))
		if head {
			fmt.Fprintf(w, "\n| seconds of a full build | %s |\n|--:|%s\n", strings.Join(names, " | "), strings.Repeat("--:|", len(names)))
			head = false
		}
		fmt.Fprintf(w, "| %d articles |", r.articles)
		for _, name := range names {
			fmt.Fprintf(w, " %.3f |", median(r.full, func(u usage) float64 { return u.stages[name] }))
		}
		fmt.Fprintln(w)
	}
}

// printGrowth says how time and memory grow with the number of articles: the
// exponent is the slope of the straight line through the logarithms, so that 1
// is twice the time for twice the articles.
func printGrowth(w io.Writer, results []result) {
	byName := map[string][]result{}
	for _, r := range results {
		byName[r.name] = append(byName[r.name], r)
	}
	head := "\n| growth, as exponents | wall | CPU | KiB for each further article |\n|---|--:|--:|--:|\n"
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		rows := byName[name]
		slices.SortFunc(rows, func(a, b result) int { return cmp.Compare(a.articles, b.articles) })
		if len(rows) < 2 {
			continue
		}
		last, before := rows[len(rows)-1], rows[len(rows)-2]
		further := (median(last.full, memory) - median(before.full, memory)) * 1024 / float64(last.articles-before.articles)
		fmt.Fprintf(w, "%s| %s | %.2f | %.2f | %.1f |\n", head, name, exponent(rows, wall), exponent(rows, cpu), further)
		head = ""
	}
}

// exponent fits y = c·n^e by least squares of the logarithms.
func exponent(rows []result, of func(usage) float64) float64 {
	var x, y, xx, xy float64
	for _, r := range rows {
		ln, lt := math.Log(float64(r.articles)), math.Log(median(r.full, of))
		x, y, xx, xy = x+ln, y+lt, xx+ln*ln, xy+ln*lt
	}
	n := float64(len(rows))
	return (n*xy - x*y) / (n*xx - x*x)
}
