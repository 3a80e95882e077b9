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
	m := divideRuns(view, true)
	text, notes := 0.0, 0.0
	for _, run := range m.Runs {
		text += height(run.Block) + below.height(run.Below) + height(run.Plain)
		notes += beside.height(run.Beside)
	}
	if notes > fullest*text {
		m = divideRuns(view, false)
		m.Full = true
	}
	return m
}

// divideRuns divides the notes of each run. Where notes hang freely, those of
// one run may reach down beside the text of the next, until the end of the
// list of sources.
func divideRuns(view *brief.ArticleView, free bool) *Margin {
	m := &Margin{Runs: make([]MarginRun, len(view.Runs))}
	drift := 0.0 // how far the notes so far reach below the end of the text so far
	for i, run := range view.Runs {
		room := mostGap
		if free {
			room = mostDrift
		}
		if free && i == len(view.Runs)-1 {
			room = entryLines * float64(len(view.Sources))
		}
		block := height(run.Block)
		text := block + height(run.Plain)
		inMargin, inText := heights(run.Notes)
		all := len(run.Notes)
		n := all
		for n > 0 {
			last, end := drift+inMargin[n-1], drift+inMargin[n]
			if last <= block+mostFall && end <= text+inText[all]-inText[n]+room {
				break
			}
			n--
		}
		m.Runs[i] = MarginRun{Block: run.Block, Beside: run.Notes[:n], Below: run.Notes[n:], Plain: run.Plain}
		if free {
			drift = max(0, drift+inMargin[n]-text-(inText[all]-inText[n]))
		}
	}
	return m
}

// heights estimates how high the first notes of a row are together, none to
// all, in either column.
func heights(notes []*brief.Note) (inMargin, inText []float64) {
	inMargin, inText = make([]float64, len(notes)+1), make([]float64, len(notes)+1)
	for i := range notes {
		inMargin[i+1] = inMargin[i] + beside.height(notes[i:i+1])
		inText[i+1] = inText[i] + below.height(notes[i:i+1])
	}
	return inMargin, inText
}

// height estimates the height of notes one below the other.
func (c column) height(notes []*brief.Note) float64 {
	sum := 0.0
	for _, n := range notes {
		lines := 1 + int(float64(len(wordsOf(lead(n.Text))))/c.bytes)
		lines += max(0, len(n.Passages)-1) // one is in the frame
		small := len("Sources: , Name of the desk, 4 December 2021")
		for _, use := range evidence(n) {
			small += len(cmp.Or(use.ContainerTitle, use.Publisher, "Somebody")) + len(", ")
		}
		lines += 1 + int(float64(small)/c.bytes)
		sum += c.frame + noteLine*float64(lines)
	}
	return sum
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
