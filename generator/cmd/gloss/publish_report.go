package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/hosting"
	"gloss/generator/internal/publish"
)

// publishReport is what gloss publish says of a plan. Its keys in JSON are a
// contract with the scripts that read it.
type publishReport struct {
	Target    string           `json:"target"`
	Published bool             `json:"published"` // false with --dry-run
	Upload    publishCount     `json:"upload"`
	Update    publishCount     `json:"update"`
	Headers   publishCount     `json:"headers"`
	Delete    publishCount     `json:"delete"`
	Same      publishCount     `json:"same"`
	Types     map[string]int64 `json:"types"` // bytes to upload, by type of file
	Steps     []publishStep    `json:"steps"`
	Foreign   []string         `json:"foreign"`
	Lost      []string         `json:"lost"`
	Changed   []string         `json:"changed"`

	plan *publish.Plan
	base string // the site's address; empty while it is not known
}

type publishCount struct {
	Files int   `json:"files"`
	Bytes int64 `json:"bytes"`
}

type publishStep struct {
	Action publish.Action `json:"action"`
	Path   string         `json:"path"`
	Bytes  int64          `json:"bytes"`
	Why    string         `json:"why,omitempty"`
}

func (c *publishCount) add(bytes int64) {
	c.Files++
	c.Bytes += bytes
}

// fill counts what the plan holds.
func (r *publishReport) fill() {
	r.Upload, r.Update, r.Headers, r.Delete, r.Same = publishCount{}, publishCount{}, publishCount{}, publishCount{}, publishCount{}
	r.Types, r.Steps = map[string]int64{}, []publishStep{}
	counts := map[publish.Action]*publishCount{
		publish.Create: &r.Upload, publish.Replace: &r.Update, publish.Relabel: &r.Headers, publish.Delete: &r.Delete,
	}
	for _, s := range r.plan.Steps {
		counts[s.Action].add(s.Item.Size)
		if s.Action != publish.Delete {
			r.Types[typeOf(s.Item.Path)] += s.Item.Size
		}
		r.Steps = append(r.Steps, publishStep{s.Action, s.Item.Path, s.Item.Size, s.Why})
	}
	for _, item := range r.plan.Same {
		r.Same.add(item.Size)
	}
	r.Foreign, r.Lost = append([]string{}, r.plan.Foreign...), append([]string{}, r.plan.Lost...) // lists, never null
	r.Changed = append([]string{}, r.changed()...)
}

// changed returns the addresses that have changed as hosts and caches know
// them, with the site's own before them where it is known. What hosts read for
// themselves has none.
func (r *publishReport) changed() []string {
	var changed []string
	for _, address := range r.plan.Changed() {
		if hosting.Unserved(strings.TrimPrefix(address, "/")) {
			continue
		}
		address = (&url.URL{Path: address}).EscapedPath()
		if r.base != "" {
			address = r.base + strings.TrimPrefix(address, "/")
		}
		changed = append(changed, address)
	}
	return changed
}

// typeOf returns what sort of file a name is of: what follows its last dot,
// unless that is the one with which hidden files begin.
func typeOf(name string) string {
	return cmp.Or(strings.TrimPrefix(path.Ext(strings.TrimPrefix(path.Base(name), ".")), "."), "other")
}

func (r *publishReport) print(w io.Writer, format, what string) error {
	if format == "json" {
		return r.json(w)
	}
	return r.text(w, what)
}

func (r *publishReport) json(w io.Writer) error {
	r.fill()
	return printJSON(w, r)
}

// text prints each step, and the counts.
func (r *publishReport) text(w io.Writer, what string) error {
	for _, s := range r.plan.Steps {
		line := fmt.Sprintf("%-8s %s", s.Action, diag.Visible(s.Item.Path))
		if s.Why != "" {
			line += " (" + s.Why + ")"
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	if len(r.plan.Steps) > 0 {
		fmt.Fprintln(w)
	}
	return r.counts(w, what)
}

// counts prints the table that closes a plan or a publication.
func (r *publishReport) counts(w io.Writer, what string) error {
	r.fill()
	fmt.Fprintf(w, "%s %s\n", what, diag.Visible(r.Target))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range []struct {
		name  string
		count publishCount
	}{{"upload", r.Upload}, {"update", r.Update}, {"headers", r.Headers}, {"delete", r.Delete}, {"same", r.Same}} {
		if row.count.Files > 0 {
			fmt.Fprintf(table, "%s\t%s\t%s\n", row.name, count(row.count.Files, "file"), size(row.count.Bytes))
		}
	}
	if len(r.Foreign) > 0 {
		fmt.Fprintf(table, "not ours\t%s\tleft alone\n", count(len(r.Foreign), "file"))
	}
	if len(r.Types) > 0 {
		fmt.Fprintf(table, "to send\t%s\n", byBytes(r.Types))
	}
	return table.Flush()
}

// byBytes returns types of files in words, the largest first.
func byBytes(types map[string]int64) string {
	names := slices.SortedFunc(maps.Keys(types), func(a, b string) int {
		return cmp.Or(cmp.Compare(types[b], types[a]), cmp.Compare(a, b))
	})
	words := make([]string, len(names))
	for i, name := range names {
		words[i] = name + " " + size(types[name])
	}
	return strings.Join(words, ", ")
}

// size returns a number of bytes in words.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	case bytes < 1000_000_000:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}
