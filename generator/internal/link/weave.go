package link

import "gloss/generator/brief"

// overlay is a link that is laid over a stretch of a text whose author did not
// write one.
type overlay struct {
	brief.Span
	href string
}

// weave returns a copy of a text with links laid over it, and the addresses
// that its links lead to. They become links like any other, so that whoever
// prints the text needs to know nothing of them: how links go together with
// passages and references is said in one place. The overlays are in order and
// neither overlap nor cross markup.
func weave(prose *brief.Prose, hrefs []string, overlays []overlay) (*brief.Prose, []string) {
	if len(overlays) == 0 {
		return prose, hrefs
	}
	woven := *prose
	woven.Links = append(prose.Links[:len(prose.Links):len(prose.Links)], make([]brief.Link, len(overlays))...)
	woven.Steps = make([]brief.Step, 0, len(prose.Steps)+2*len(overlays))
	addresses := make([]string, len(prose.Links), len(woven.Links))
	copy(addresses, hrefs)
	rest := prose.Steps
	for i, o := range overlays {
		arg := int32(len(prose.Links) + i)
		woven.Links[arg].Target = o.href
		addresses = append(addresses, o.href)
		n := 0
		for n < len(rest) && int(rest[n].At) <= o.Start {
			n++
		}
		woven.Steps = append(append(woven.Steps, rest[:n]...), brief.Step{At: int32(o.Start), Arg: arg, Op: brief.OpenLink})
		rest = rest[n:]
		for n = 0; n < len(rest) && int(rest[n].At) < o.End; {
			n++
		}
		woven.Steps = append(append(woven.Steps, rest[:n]...), brief.Step{At: int32(o.End), Arg: arg, Op: brief.CloseLink})
		rest = rest[n:]
	}
	woven.Steps = append(woven.Steps, rest...)
	return &woven, addresses
}

// crosses reports whether markup begins or ends within a span, so that no
// link can be laid over it.
func crosses(prose *brief.Prose, span brief.Span) bool {
	for _, step := range prose.Steps {
		if int(step.At) >= span.End {
			return false
		}
		if int(step.At) > span.Start {
			return true
		}
	}
	return false
}
