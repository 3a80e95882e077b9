package diff

import (
	"context"
	"strings"

	"gloss/generator/internal/markup"
	"gloss/generator/internal/parallel"
)

// A page that is gone from one address and a page that came at another are the
// same page, moved, when most of what they say is the same.
const (
	movedShare = 0.7  // of the lines of both that both have
	mostPairs  = 1e5  // pairs of pages that are looked at; beyond that a move is not looked for
	leastLines = 3    // a page that says less is like too many others
	mostLines  = 5000 // of a page that are looked at
)

var mainPart, _ = markup.Compile("main, [role=main], article, body")

// findMoves returns the new name of each page that was moved, by its old one.
func findMoves(ctx context.Context, r *Report, gone, come []string) (map[string]string, error) {
	moves := map[string]string{}
	if len(gone)*len(come) == 0 || len(gone)*len(come) > mostPairs {
		return moves, nil
	}
	before, err := allSayings(ctx, r.old, gone)
	if err != nil {
		return nil, err
	}
	after, err := allSayings(ctx, r.new, come)
	if err != nil {
		return nil, err
	}
	taken := make([]bool, len(come))
	for i, name := range gone {
		best, share := -1, movedShare
		for j := range come {
			if !taken[j] {
				if s := common(before[i], after[j]); s >= share && (best < 0 || s > share) {
					best, share = j, s
				}
			}
		}
		if best >= 0 {
			taken[best] = true
			moves[name] = come[best]
		}
	}
	return moves, nil
}

func allSayings(ctx context.Context, side *Side, names []string) ([]map[string]bool, error) {
	all := make([]map[string]bool, len(names))
	errs := make([]error, len(names))
	parallel.Each(len(names), func(i int) {
		if ctx.Err() == nil {
			all[i], errs[i] = sayings(side, names[i])
		}
	})
	for _, err := range append(errs, ctx.Err()) {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// sayings returns the stretches of text of a page's main part.
func sayings(side *Side, name string) (map[string]bool, error) {
	content, err := side.Read(name)
	if err != nil {
		return nil, err
	}
	root, err := markup.Parse(content)
	if err != nil {
		return nil, nil // it is compared as text, and found nowhere else
	}
	parts := mainPart.All(root)
	if len(parts) > 1 && parts[0].Data == "body" {
		parts = parts[1:] // a part within it
	}
	said := map[string]bool{}
	if len(parts) == 0 {
		return said, nil
	}
	for n := range parts[0].Descendants() {
		if n.Type == markup.Text && len(said) < mostLines {
			if s := strings.Join(strings.Fields(n.Data), " "); len(s) > 3 {
				said[s] = true
			}
		}
	}
	return said, nil
}

// common returns which share of what two pages say both say.
func common(a, b map[string]bool) float64 {
	if len(a) < leastLines && len(b) < leastLines {
		return 0
	}
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
