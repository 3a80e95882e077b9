package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"gloss/generator/brief"
)

// summarise prints the table that closes a build.
func summarise(w io.Writer, r *report, took time.Duration) {
	notes := []string{
		fmt.Sprintf("%d placed", r.Annotations.Placed),
		fmt.Sprintf("%d moved", r.Annotations.Moved),
		fmt.Sprintf("%d orphaned", r.Annotations.Orphaned),
	}
	if r.Annotations.Ambiguous > 0 {
		notes = append(notes, fmt.Sprintf("%d ambiguous", r.Annotations.Ambiguous))
	}

	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "pages\t%s\n", byType(r.Pages))
	fmt.Fprintf(table, "annotations\t%s\n", strings.Join(notes, ", "))
	fmt.Fprintf(table, "sources\t%d of %d cited\n", r.Sources.Cited, r.Sources.Total)
	fmt.Fprintf(table, "files\t%d written, %d unchanged, %d removed\n", r.Files.Written, r.Files.Unchanged, r.Files.Removed)
	fmt.Fprintf(table, "time\t%.2f s\n", took.Seconds())
	_ = table.Flush() // its writer remembers
}

// byType returns the counts of pages in words, the most frequent type first.
func byType(pages map[brief.PageType]int) string {
	types := slices.SortedFunc(maps.Keys(pages), func(a, b brief.PageType) int {
		return cmp.Or(cmp.Compare(pages[b], pages[a]), cmp.Compare(a, b))
	})
	words := make([]string, len(types))
	total := 0
	for i, t := range types {
		words[i] = fmt.Sprintf("%d %s", pages[t], t)
		total += pages[t]
	}
	return fmt.Sprintf("%d: %s", total, strings.Join(words, ", "))
}

// heldBack says which articles a build left out, and what takes them in.
func heldBack(drafts, future int, now time.Time) string {
	var parts []string
	if drafts > 0 {
		parts = append(parts, count(drafts, "draft")+" (--drafts takes drafts in)")
	}
	if future > 0 {
		parts = append(parts, fmt.Sprintf("%s dated after %s (--future takes them in)",
			count(future, "article"), now.Format(time.DateOnly)))
	}
	return strings.Join(parts, ", ")
}

// complaints says how many errors and warnings there are.
func complaints(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, count(errors, "error"))
	}
	if warnings > 0 {
		parts = append(parts, count(warnings, "warning"))
	}
	return strings.Join(parts, ", ")
}

// count returns a number with its noun: 1 error, 2 errors.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
