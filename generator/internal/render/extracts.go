package render

import (
	"cmp"
	"strings"
	"unicode/utf8"

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
// bytes of them, cut between two words.
func gist(x brief.Extract, most int) string {
	text := strings.TrimSpace(wordsOf(x))
	if len(text) <= most {
		return text
	}
	text = text[:most]
	for !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	if blank := strings.LastIndexAny(text, " \n"); blank > most/2 {
		text = text[:blank]
	}
	return strings.TrimRight(text, " \n,;:–—-") + " …"
}

// evidence returns the uses of sources in a note, one for each source.
func evidence(n *brief.Note) []*brief.Use {
	if n.Text.Setting == nil {
		return nil
	}
	var uses []*brief.Use
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

// Heights are estimated in lines of the text column, for the middle one of
// the three widths that the style sheet gives the margin.
const (
	lineBytes     = 62   // of the text column
	noteLineBytes = 50   // of a line in the margin
	noteLine      = 0.75 // the height of such a line
	noteFrame     = 3.0  // label, quotation and the gap to the next note
	entryLines    = 2.5  // of a source in the list at the end
	mostDrift     = 6    // lines that a note may stand below the end of its run
	slackLines    = 4    // of one step of slack, as the style sheet has it
	mostSlack     = 8    // steps
)

// slack returns, for each run, how much room is to be left below its text so
// that notes which hang in the margin one below the other stay near their
// passages and do not pass the end of the page. It is nil for a dense article,
// in which so much room would be needed that it must be exact: its notes stay
// in the flow.
func slack(view *brief.ArticleView) []int {
	steps := make([]int, len(view.Runs))
	drift := 0.0 // how far the notes so far reach below the end of the text so far
	text, room := 0.0, 0
	for i, run := range view.Runs {
		for _, n := range run.Notes {
			drift += noteHeight(n)
		}
		own := height(run.Block) + height(run.Plain)
		text += own
		drift = max(0, drift-own)
		limit := float64(mostDrift)
		if i == len(view.Runs)-1 {
			limit = entryLines * float64(len(view.Sources))
		}
		if drift > limit {
			steps[i] = min(mostSlack, int((drift-limit)/slackLines)+1)
			drift -= float64(steps[i] * slackLines)
			room += steps[i] * slackLines
		}
		if drift > limit {
			return nil
		}
	}
	if float64(room) > text*2/3 {
		return nil
	}
	return steps
}

func noteHeight(n *brief.Note) float64 {
	lines := 1 + len(wordsOf(lead(n.Text)))/noteLineBytes
	lines += max(0, len(n.Passages)-1) // one is in the frame
	small := len("Sources: , Name of the desk, 4 December 2021")
	for _, use := range evidence(n) {
		small += len(cmp.Or(use.ContainerTitle, use.Publisher, "Somebody")) + len(", ")
	}
	lines += 1 + small/noteLineBytes
	return noteFrame + noteLine*float64(lines)
}

func height(x brief.Extract) float64 {
	if !filled(x) {
		return 0
	}
	return 1.7 + float64(len(wordsOf(x))/lineBytes) // with the gap between paragraphs
}
