package render

import (
	"cmp"

	"gloss/generator/brief"
)

// Margin is how an article's notes share the margin beside its text.
type Margin struct {
	// Full says that the notes need nearly all of the margin. What is estimated
	// here is then not exact enough to let them hang freely: they stand in the
	// flow, and the text waits for them.
	Full bool
	Runs []MarginRun
}

// MarginRun is a run whose notes are divided: those that have room beside the
// text, and those after them, which stand below the annotated block in the
// column of the text.
type MarginRun struct {
	Block         brief.Extract
	Beside, Below []*brief.Note
	Plain         brief.Extract
}

// Heights are estimated in lines of the text column, for the middle one of
// the three widths that the style sheet gives the margin.
const (
	lineBytes  = 62   // of the text column
	blockGap   = 0.7  // after a block of the text
	noteLine   = 0.75 // the height of a line of a note
	entryLines = 2.5  // of a source in the list at the end

	mostFall  = 7.0 // lines that a note may begin below the end of its block
	mostDrift = 8.0 // lines that notes which hang freely may reach below their run
	mostGap   = 3.0 // lines that the text may wait for notes in the flow
	fullest   = 0.7 // of the margin, that notes which hang freely may take
)

// column is a place where notes are set: the bytes of a line, and the height
// of a note besides its own text.
type column struct{ bytes, frame float64 }

var (
	beside = column{bytes: 50, frame: 3.0} // label, quotation and the gap to the next note
	below  = column{bytes: 74, frame: 3.4} // the same with the padding of a card
)

// margin divides the notes of an article between the margin and the text
// column, so that no note stands far from its passage and the text has no
// holes beside a long row of notes.
func margin(view *brief.ArticleView) *Margin {
	stacks := stacksOf(view)
	m := &Margin{Runs: make([]MarginRun, len(view.Runs))}
	m.divide(view, stacks, true)
	text, notes := 0.0, 0.0
	for i, run := range m.Runs {
		s := stacks[i]
		text += s.block + s.textFrom(len(run.Beside)) + s.plain
		notes += s.inMargin[len(run.Beside)]
	}
	if notes > fullest*text {
		m.divide(view, stacks, false)
		m.Full = true
	}
	return m
}

// divide divides the notes of each run. Where notes hang freely, those of
// one run may reach down beside the text of the next, until the end of the
// list of sources.
func (m *Margin) divide(view *brief.ArticleView, stacks []stack, free bool) {
	drift := 0.0 // how far the notes so far reach below the end of the text so far
	for i, run := range view.Runs {
		room := mostGap
		if free {
			room = mostDrift
		}
		if free && i == len(view.Runs)-1 {
			room = entryLines * float64(len(view.Sources))
		}
		s := stacks[i]
		text := s.block + s.plain
		all := len(run.Notes)
		n := all
		for n > 0 {
			last, end := drift+s.inMargin[n-1], drift+s.inMargin[n]
			if last <= s.block+mostFall && end <= text+s.inText[all]-s.inText[n]+room {
				break
			}
			n--
		}
		m.Runs[i] = MarginRun{Block: run.Block, Beside: run.Notes[:n], Below: run.Notes[n:], Plain: run.Plain}
		if free {
			drift = max(0, drift+s.inMargin[n]-text-(s.inText[all]-s.inText[n]))
		}
	}
}

// stack is how high the parts of a run are: its blocks, and its first notes
// together, none to all, in either column.
type stack struct {
	block, plain     float64
	inMargin, inText []float64
}

// stacksOf estimates the heights of all runs of an article.
func stacksOf(view *brief.ArticleView) []stack {
	stacks := make([]stack, len(view.Runs))
	count := 0
	for _, run := range view.Runs {
		count += len(run.Notes) + 1
	}
	heights := make([]float64, 2*count)
	take := func(n int) []float64 {
		taken := heights[:n:n]
		heights = heights[n:]
		return taken
	}
	var uses []*brief.Use
	for i, run := range view.Runs {
		s := stack{block: height(run.Block), plain: height(run.Plain), inMargin: take(len(run.Notes) + 1), inText: take(len(run.Notes) + 1)}
		for k, n := range run.Notes {
			uses = appendEvidence(uses[:0], n)
			s.inMargin[k+1] = s.inMargin[k] + beside.height(n, uses)
			s.inText[k+1] = s.inText[k] + below.height(n, uses)
		}
		stacks[i] = s
	}
	return stacks
}

// textFrom returns how high the notes from the nth on are in the text column.
func (s stack) textFrom(n int) float64 { return s.inText[len(s.inText)-1] - s.inText[n] }

// height estimates the height of a note with the given evidence.
func (c column) height(n *brief.Note, evidence []*brief.Use) float64 {
	lines := 1 + int(float64(len(wordsOf(lead(n.Text))))/c.bytes)
	lines += max(0, len(n.Passages)-1) // one is in the frame
	small := len("Sources: , Name of the desk, 4 December 2021")
	for _, use := range evidence {
		small += len(cmp.Or(use.ContainerTitle, use.Publisher, "Somebody")) + len(", ")
	}
	lines += 1 + int(float64(small)/c.bytes)
	return c.frame + noteLine*float64(lines)
}

// height estimates the height of blocks of the text: the words between one
// start or end of a block and the next begin a line, and a gap follows each
// outer block.
func height(x brief.Extract) float64 {
	if !filled(x) {
		return 0
	}
	lines, depth := 0.0, 0
	from, _ := bounds(x)
	for _, step := range x.Setting.Prose.Steps[x.From:x.To] {
		if step.Op != brief.OpenBlock && step.Op != brief.CloseBlock {
			continue
		}
		at := int(step.At)
		if at > from+1 { // more than the line feed between two blocks
			lines += 1 + float64((at-from)/lineBytes)
		}
		from = at
		switch step.Op {
		case brief.OpenBlock:
			depth++
		case brief.CloseBlock:
			if depth--; depth == 0 {
				lines += blockGap
			}
		}
	}
	return lines
}
