package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
	"gloss/generator/internal/reanchor"
	"gloss/generator/internal/scaffold"
	"gloss/generator/internal/wording"
)

func (p *program) reanchorCommand() *cobra.Command {
	var write bool
	var format string
	formats := []string{"text", "json"}
	c := &cobra.Command{
		Use:   "reanchor [ARTICLE…] [flags]",
		Short: "Show the quotes whose words moved, and bring them up to date",
		Long: `Show every target that was not found in exactly one place, with its words as
quoted and as they read now. An article goes by its path, slug or title; without
one all of them are looked at.

With --write the quotes in the annotation files are corrected and nothing else
in them is changed. On a terminal each one is asked for; otherwise those are
taken that are well ahead of any other place, and the rest is left.`,
		Example: "  gloss reanchor\n  gloss reanchor --write leaders-to-talk\n  gloss reanchor --format json",
		RunE: func(c *cobra.Command, articles []string) error {
			if err := oneOf(format, formats); err != nil {
				return err
			}
			return p.reanchor(c.Context(), articles, write, format)
		},
	}
	c.Flags().BoolVar(&write, "write", false, "correct the quotes in the annotation files")
	addFormat(c, &format, formats)
	return c
}

// reanchor shows what moved and, if asked to, corrects it.
func (p *program) reanchor(ctx context.Context, names []string, write bool, format string) error {
	dir, site, err := p.load(ctx)
	if err != nil {
		return err
	}
	defer site.Close()
	articles, err := named(site, names)
	if err != nil {
		return err
	}
	items := reanchor.Items(articles)
	var files []generator.Requoted
	if write {
		chosen, err := p.choose(items, format)
		if err != nil {
			return err
		}
		if files, err = site.Requote(chosen); err != nil {
			return err
		}
		for _, file := range files {
			if err := rewrite(filepath.Join(dir, filepath.FromSlash(file.Path)), file); err != nil {
				return err
			}
		}
	}
	done := map[*brief.Target]int{} // 1 + the place that its file quotes now
	for _, file := range files {
		for _, c := range file.Done {
			done[c.Target] = 1 + c.Place
		}
	}
	switch {
	case format == "json":
		if err := p.printPlan(items, done); err != nil {
			return err
		}
	case !write || !p.asks():
		for i := range items {
			p.printItem(&items[i], done[items[i].Target])
		}
	}
	p.closing(items, files, write)
	if wrong := onlyErrors(site.Diagnostics); len(wrong) > 0 {
		p.complain(wrong)
		return errContent
	}
	return nil
}

// named returns the articles that go by some names, and all when there are
// none.
func named(site *generator.Site, names []string) ([]*brief.Annotated, error) {
	if len(names) == 0 {
		return site.Articles, nil
	}
	known := &scaffold.Site{Settings: site.Settings}
	for _, a := range site.Articles {
		known.Articles = append(known.Articles, a.Article)
	}
	var articles []*brief.Annotated
	for _, name := range names {
		wanted, err := known.Find(name)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(site.Articles, func(a *brief.Annotated) bool { return a.Article == wanted })
		if !slices.Contains(articles, site.Articles[i]) {
			articles = append(articles, site.Articles[i])
		}
	}
	return articles, nil
}

// asks reports whether there is somebody to ask.
func (p *program) asks() bool { return p.stdin != nil && p.live }

// choose returns the places that quotes should be corrected to: what the
// author chooses on a terminal, and elsewhere the candidates that are well
// ahead of any other place.
func (p *program) choose(items []reanchor.Item, format string) ([]reanchor.Choice, error) {
	var chosen []reanchor.Choice
	if format == "json" || !p.asks() {
		for i := range items {
			if it := &items[i]; it.Written() && it.Outcome == brief.Moved && it.Clear {
				chosen = append(chosen, reanchor.Choice{Item: it})
			}
		}
		return chosen, nil
	}
	answers := bufio.NewScanner(p.stdin)
	for i := range items {
		it := &items[i]
		p.printItem(it, 0)
		if !it.Written() {
			continue
		}
		place, more := p.ask(it, answers)
		if place >= 0 {
			chosen = append(chosen, reanchor.Choice{Item: it, Place: place})
		}
		if !more {
			break
		}
	}
	return chosen, answers.Err()
}

// ask asks which place a target should quote. It returns -1 for none, and false
// when no more should be asked.
func (p *program) ask(it *reanchor.Item, answers *bufio.Scanner) (int, bool) {
	quotable := func(place int) bool { _, ok := it.Wording(place); return ok }
	for {
		if len(it.Places) == 1 {
			fmt.Fprint(p.stderr, "correct the quote? y, n, or q to stop: ")
		} else {
			fmt.Fprintf(p.stderr, "which of the %d? its number, n for none, or q to stop: ", len(it.Places))
		}
		if !answers.Scan() {
			return -1, false
		}
		answer := strings.ToLower(strings.TrimSpace(answers.Text()))
		n, err := strconv.Atoi(answer)
		switch {
		case answer == "q":
			return -1, false
		case answer == "n":
			return -1, true
		case answer == "y" && len(it.Places) == 1:
			return 0, true
		case err == nil && n >= 1 && n <= len(it.Places) && quotable(n-1):
			return n - 1, true
		}
	}
}

// printItem shows one target: where it stands, and what it quotes beside what
// the article says. Of a target that was corrected only the place is shown that
// it quotes now, given from 1.
func (p *program) printItem(it *reanchor.Item, done int) {
	ink := wording.Plain
	if p.inked {
		ink = wording.Ink{Old: "\x1b[31;9m", OldEnd: "\x1b[0m", New: "\x1b[32m", NewEnd: "\x1b[0m"}
	}
	state := it.Outcome.String()
	if it.Outcome == brief.Ambiguous {
		state += fmt.Sprintf(", %d places", len(it.Places))
	}
	if done > 0 {
		state += ", corrected"
	}
	if !it.Written() {
		state += "; it is more than one quote in JSON, which is not rewritten"
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", diag.Pos(it.Target.Pos), state)
	for i := range it.Places {
		if done > 0 && i != done-1 {
			continue
		}
		words, ok := it.Wording(i)
		if !ok {
			continue
		}
		changes := wording.Diff(diag.Visible(it.Old()), diag.Visible(words), fold.String)
		line := wording.Render(changes, ink, 8)
		if len(it.Places) > 1 {
			line = fmt.Sprintf("%d  %s", i+1, line)
		}
		if it.Outcome == brief.Moved {
			line += fmt.Sprintf("  (%.2f)", it.Places[i].Score)
		}
		fmt.Fprintf(p.stdout, "  %s\n", line)
	}
}

// planned is a target in the plan that --format json prints.
type planned struct {
	File    string         `json:"file"`
	Line    int            `json:"line"`
	Column  int            `json:"column"`
	Article string         `json:"article"`
	ID      string         `json:"id"`
	Outcome string         `json:"outcome"`
	Quote   string         `json:"quote"`
	Places  []plannedPlace `json:"places"`
	Clear   bool           `json:"clear"`   // the first place is well ahead of any other
	Written int            `json:"written"` // number of the place that the file quotes now, from 1; 0 for none
}

type plannedPlace struct {
	Quote   string  `json:"quote"`
	Passage string  `json:"passage"`
	Score   float64 `json:"score"`
}

func (p *program) printPlan(items []reanchor.Item, done map[*brief.Target]int) error {
	plan := make([]planned, 0, len(items))
	for i := range items {
		it := &items[i]
		entry := planned{
			File: it.Target.Pos.File, Line: it.Target.Pos.Line, Column: it.Target.Pos.Column,
			Article: it.Article.Path, ID: it.Annotation.ID, Outcome: it.Outcome.String(),
			Quote: it.Old(), Places: []plannedPlace{}, Clear: it.Clear, Written: done[it.Target],
		}
		for j, place := range it.Places {
			words, _ := it.Wording(j)
			entry.Places = append(entry.Places, plannedPlace{words, place.Of(it.Article.Body.Text), float64(int(place.Score*100+0.5)) / 100})
		}
		plan = append(plan, entry)
	}
	return printJSON(p.stdout, plan)
}

// closing says how it stands, and what can be done about the rest.
func (p *program) closing(items []reanchor.Item, files []generator.Requoted, write bool) {
	done := 0
	for _, file := range files {
		done += len(file.Done)
		for _, c := range file.Refused {
			fmt.Fprintf(p.stderr, "%s: this quote cannot be rewritten safely; correct it by hand\n", diag.Pos(c.Target.Pos))
		}
	}
	switch rest := len(items) - done; {
	case len(items) == 0:
		fmt.Fprintln(p.stderr, "every quote stands in its article in exactly one place, or in none at all")
	case !write:
		fmt.Fprintf(p.stderr, "%s; gloss reanchor --write corrects quotes\n", count(len(items), "target"))
	case rest > 0:
		fmt.Fprintf(p.stderr, "%s corrected, %d left; on a terminal gloss reanchor --write asks about each\n", count(done, "quote"), rest)
	default:
		fmt.Fprintf(p.stderr, "%s corrected\n", count(done, "quote"))
	}
}

// rewrite puts new content into a file that still holds the old, with the
// permissions that it has.
func rewrite(path string, file generator.Requoted) error {
	if bytes.Equal(file.Old, file.New) {
		return nil
	}
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if now, err := os.ReadFile(path); err != nil {
		return err
	} else if !bytes.Equal(now, file.Old) {
		return errors.New(file.Path + " was changed meanwhile; run gloss reanchor again")
	}
	return replace(path, file.New, info.Mode().Perm())
}
