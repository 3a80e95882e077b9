package render

import (
	"bytes"
	"strings"

	"gloss/generator/brief"
)

// filled reports whether there is anything in an extract.
func filled(x brief.Extract) bool { return x.To > x.From }

// The lengths at which a note is long, in bytes of its text: a margin of 22rem
// holds some 45 letters a line, and a note that needs more than a dozen lines
// pushes the next ones away from their passages.
const (
	longNote = 560
	leadNote = 160
)

// lead returns the blocks with which a note begins, and rest the blocks that
// a long note shows when it is opened. A note is divided between two blocks
// and only where each side is worth the trouble.
func lead(x brief.Extract) brief.Extract { x.To = divide(x); return x }

func rest(x brief.Extract) brief.Extract { x.From = divide(x); return x }

// divide returns the step between lead and rest; x.To where there is no rest.
func divide(x brief.Extract) int {
	if !filled(x) {
		return x.To
	}
	prose := x.Setting.Prose
	start, end := bounds(x)
	if end-start <= longNote {
		return x.To
	}
	depth := 0
	for i := x.From; i < x.To; i++ {
		switch step := prose.Steps[i]; step.Op {
		case brief.OpenBlock:
			depth++
		case brief.CloseBlock:
			depth--
			if at := int(step.At); depth == 0 && at-start >= leadNote && end-at >= leadNote {
				return i + 1
			}
		}
	}
	return x.To
}

// untilHeads returns the blocks of an extract before the headings that it ends
// with, and heads those headings.
func untilHeads(x brief.Extract) brief.Extract { x.To = headsAt(x); return x }

func heads(x brief.Extract) brief.Extract { x.From = headsAt(x); return x }

func headsAt(x brief.Extract) int {
	at := x.To
	for i := x.To - 1; i >= x.From; i-- {
		step := x.Setting.Prose.Steps[i]
		switch {
		case step.Op != brief.OpenBlock && step.Op != brief.CloseBlock:
			continue
		case !isHeading(x.Setting.Prose.Elements[step.Arg].Name):
			return at
		case step.Op == brief.OpenBlock:
			at = i
		}
	}
	return at
}

func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

// bounds returns where the words of an extract start and end.
func bounds(x brief.Extract) (start, end int) {
	prose := x.Setting.Prose
	end = len(prose.Text)
	if x.To < len(prose.Steps) {
		end = int(prose.Steps[x.To].At)
	}
	if x.From < len(prose.Steps) {
		start = int(prose.Steps[x.From].At)
	}
	return start, max(start, end)
}

// wordsOf returns the words of an extract without their markup.
func wordsOf(x brief.Extract) string {
	if !filled(x) {
		return ""
	}
	start, end := bounds(x)
	return x.Setting.Prose.Text[start:end]
}

// gist returns the beginning of an extract as plain words, at most so many
// letters of them, cut between two words where there are two.
func gist(x brief.Extract, most int) string {
	text, cut := beginning(strings.TrimSpace(wordsOf(x)), most)
	if cut {
		text += "…"
	}
	return text
}

// printGist prints what gist returns.
func printGist(b *bytes.Buffer, x brief.Extract, most int) {
	text, cut := beginning(strings.TrimSpace(wordsOf(x)), most)
	escapeText(b, text)
	if cut {
		b.WriteString("…")
	}
}

// beginning returns at most so many letters of a text, and whether there are
// more.
func beginning(text string, most int) (words string, cut bool) {
	for i := range text {
		if most > 0 {
			most--
			continue
		}
		text = text[:i]
		if blank := strings.LastIndexAny(text, " \n"); blank > 0 {
			text = text[:blank]
		}
		return strings.TrimRight(text, " \n,;:–—-"), true
	}
	return text, false
}

// evidence returns the uses of sources in a note, one for each source.
func evidence(n *brief.Note) []*brief.Use { return appendEvidence(nil, n) }

// appendEvidence appends the uses of sources in a note to an empty list.
func appendEvidence(uses []*brief.Use, n *brief.Note) []*brief.Use {
	if n.Text.Setting == nil {
		return uses
	}
	for _, items := range n.Text.Setting.Uses {
	next:
		for _, use := range items {
			if use == nil {
				continue
			}
			for _, seen := range uses {
				if seen.Source == use.Source {
					continue next
				}
			}
			uses = append(uses, use)
		}
	}
	return uses
}
