package mention

import (
	"iter"

	"gloss/generator/brief"
)

// stretch is the words of one block, with what is closed to mentions in it.
type stretch struct {
	start, end int
	closed     []brief.Span
}

// stretches yields the blocks of a text in which names are looked for: all but
// headings, of tables too, and code. Closed are links and code among the words, and the places
// of citations, pictures and footnote marks. Markup that a name may not cross
// is for those who print it to mind.
func stretches(p *brief.Prose) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		var s stretch
		shut := 0 // open blocks in which nothing is looked for
		var open []int
		for _, step := range p.Steps {
			at := int(step.At)
			switch step.Op {
			case brief.OpenBlock, brief.CloseBlock:
				s.end = at
				if shut == 0 && s.end > s.start && !yield(s) {
					return
				}
				s = stretch{start: at, closed: s.closed[:0]}
				if silent[p.Elements[step.Arg].Name] {
					if step.Op == brief.OpenBlock {
						shut++
					} else {
						shut--
					}
				}
			case brief.OpenLink:
				open = append(open, at)
			case brief.OpenInline:
				if reserved(p.Elements[step.Arg].Name) {
					open = append(open, at)
				}
			case brief.CloseInline, brief.CloseLink:
				if step.Op == brief.CloseInline && !reserved(p.Elements[step.Arg].Name) {
					continue
				}
				if n := len(open); n > 0 {
					s.closed = append(s.closed, brief.Span{Start: open[n-1], End: at})
					open = open[:n-1]
				}
			default:
				s.closed = append(s.closed, brief.Span{Start: at, End: at})
			}
		}
	}
}

// silent are the blocks in which nothing is looked for.
var silent = map[string]bool{"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "th": true, "pre": true}

// reserved reports whether an inline element is closed to mentions.
func reserved(name string) bool { return name == "a" || name == "code" }
