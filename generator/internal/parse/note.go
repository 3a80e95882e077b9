package parse

import (
	"strings"

	"github.com/yuin/goldmark/text"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Note parses the body of an annotation that came in a file of another format.
// Complaints about it, and whatever in it may be complained of later, stand at
// the one place where the body stands in that file.
func (p *Parser) Note(markdown string, at brief.Pos, list *diag.List) brief.Prose {
	if len(markdown) > maxBody {
		list.Add(diag.AnnotationLimit, diag.Pos(at), "shorten it, or make it an article of its own",
			"the annotation has %d bytes; the limit is %d", len(markdown), maxBody)
		return brief.Prose{}
	}
	markdown = brief.Printable(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(markdown))
	in := p.open(brief.Input{Path: at.File, Text: markdown}, list)
	defer p.close(in)
	in.within = &at
	if !withinLimits(in, 0) {
		return brief.Prose{}
	}
	src := in.scratch.bytes(markdown)
	b := p.newBuilder(in, src, 0, inset)
	b.blocks(p.notes.Parse(text.NewReader(src)).FirstChild(), nil)
	return b.finish()
}
