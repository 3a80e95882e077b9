package render

import (
	"bytes"
	"slices"
	"sort"
	"strconv"

	"gloss/generator/brief"
)

// printExtract prints a part of a prose as HTML: its words and their markup,
// the passages that notes are about, references to the notes, and citations.
//
// A passage is one mark for each stretch of it in one block, divided into
// spans by the notes that a stretch belongs to. Passages and inline markup
// cross; since elements cannot, the markup is closed where a mark or span
// begins or ends, and opened again by the next words.
func (v *voice) printExtract(b *bytes.Buffer, x brief.Extract) {
	if !filled(x) {
		return
	}
	p := printer{voice: v, out: b, set: x.Setting, prose: x.Setting.Prose}
	p.at, p.end = bounds(x)
	p.out.Grow((p.end-p.at)*3/2 + 256) // half as much again for the markup, as a rule
	p.skip()
	for i := x.From; i < x.To; i++ {
		p.step = i
		step := p.prose.Steps[i]
		p.upTo(int(step.At), step)
		p.take(step)
	}
}

// printer prints one extract.
type printer struct {
	*voice
	out   *bytes.Buffer
	set   *brief.Setting
	prose *brief.Prose
	at    int // how far the text is printed
	end   int
	step  int // index of the step that is being printed

	open    []brief.Step // inline elements and links that are open, outermost first
	written int          // how many of them have been printed: the rest wait for words
	region  int          // index of the open region, or of the next
	inMark  bool
	depth   int // how many elements are open around the mark
	inSpan  int // 1 + the index of the open segment of the region; 0 for none
	ref     int // index of the next reference
}

// skip passes over the regions and references before the extract. An article
// is printed in as many extracts as it has annotated blocks.
func (p *printer) skip() {
	p.region = sort.Search(len(p.set.Regions), func(i int) bool { return p.set.Regions[i].End > p.at })
	if p.at > 0 {
		p.ref = sort.Search(len(p.set.Refs), func(i int) bool { return p.set.Refs[i].At > p.at })
	}
}

// upTo prints the text before a step that stands at an offset.
func (p *printer) upTo(offset int, next brief.Step) {
	for p.at < offset {
		stop := p.edge(offset)
		p.words(p.prose.Text[p.at:stop])
		p.at = stop
		p.leave(next, p.at < offset)
	}
	p.leave(next, false)
}

// edge opens the mark and span that begin at the present place, if any, and
// returns where the next edge is, offset at the latest.
func (p *printer) edge(offset int) int {
	if p.region == len(p.set.Regions) {
		return offset
	}
	region := &p.set.Regions[p.region]
	if p.at < region.Start {
		return min(offset, region.Start)
	}
	if !p.inMark {
		p.openMark(region)
	}
	for i, segment := range region.Segments {
		if p.at < segment.End {
			if p.inSpan != i+1 {
				p.openSpan(region, i)
			}
			return min(offset, segment.End)
		}
	}
	return min(offset, region.End)
}

// openMark opens a mark outside of the elements that end before it does, so
// that it need not be divided.
func (p *printer) openMark(region *brief.Region) {
	p.depth = len(p.open) - p.endingBefore(region.End)
	p.writeUpTo(p.depth)
	p.closeDownTo(p.depth)
	p.raw("<mark>")
	p.inMark = true
}

// endingBefore returns how many of the open elements close before an offset.
func (p *printer) endingBefore(offset int) int {
	closing, inner := 0, 0
	for _, s := range p.prose.Steps[p.step:] {
		if int(s.At) >= offset || closing == len(p.open) {
			break
		}
		switch s.Op {
		case brief.OpenInline, brief.OpenLink:
			inner++
		case brief.CloseInline, brief.CloseLink:
			if inner > 0 {
				inner--
			} else {
				closing++
			}
		}
	}
	return closing
}

func (p *printer) openSpan(region *brief.Region, i int) {
	p.closeDownTo(p.depth)
	if p.inSpan > 0 {
		p.raw("</span>")
	}
	p.raw(`<span class="`, p.segmentClass(region.Segments[i].Notes), `" data-n="`)
	for n, note := range region.Segments[i].Notes {
		if n > 0 {
			p.raw(" ")
		}
		escape(p.out, note.ID)
	}
	p.raw(`">`)
	p.inSpan = i + 1
}

// leave closes the span and mark that end at the present place, unless the
// next step closes an element within them first, and prints the references to
// the notes whose passages end here.
func (p *printer) leave(next brief.Step, more bool) {
	if p.inMark {
		region := &p.set.Regions[p.region]
		within := !more && len(p.open) > p.depth && (next.Op == brief.CloseInline || next.Op == brief.CloseLink)
		switch {
		case p.at >= region.End && !within:
			p.closeDownTo(p.depth)
			p.raw("</span></mark>")
			p.inMark, p.inSpan = false, 0
			p.region++
		case p.inSpan > 0 && p.at >= region.Segments[p.inSpan-1].End && p.at < region.End:
			p.closeDownTo(p.depth)
			p.raw("</span>")
			p.inSpan = 0
		case p.at >= region.End:
			return
		}
	}
	p.references()
}

// following returns the next step, if it stands at the present place.
func (p *printer) following() brief.Step {
	if i := p.step + 1; i < len(p.prose.Steps) && int(p.prose.Steps[i].At) == p.at {
		return p.prose.Steps[i]
	}
	return brief.Step{Op: brief.Void}
}

// references prints the references that are due. A link cannot stand in a
// link, so within one they wait for its end.
func (p *printer) references() {
	for ; !p.inLink() && p.ref < len(p.set.Refs) && p.set.Refs[p.ref].At <= p.at; p.ref++ {
		ref := &p.set.Refs[p.ref]
		p.raw(`<a class="ref `, p.noteClass(ref.Note.Kind), `" role="doc-noteref" href="#`, p.set.Prefix)
		escape(p.out, ref.Note.Fragment())
		p.raw(`" id="`, p.set.Prefix)
		escape(p.out, ref.Fragment)
		p.raw(`" aria-label="`)
		p.voice.words.print(p.out, escape, "note-reference", filling{number: ref.Note.Number, counts: true}, filling{text: p.voice.called(ref.Note.Kind)})
		p.raw(`">`)
		printNumber(p.out, ref.Note.Number)
		p.raw(`</a>`)
	}
}

// inLink reports whether what is printed now stands in a link.
func (p *printer) inLink() bool { return slices.ContainsFunc(p.open[:p.written], p.isLink) }

// writeUpTo prints the start tags of the outermost open elements that have not
// been printed yet.
func (p *printer) writeUpTo(depth int) {
	for ; p.written < depth; p.written++ {
		p.openTag(p.open[p.written])
	}
}

// closeDownTo prints the end tags of the open elements beyond a depth. They
// are opened again when there are words to stand in them.
func (p *printer) closeDownTo(depth int) {
	for ; p.written > depth; p.written-- {
		p.closeTag(p.open[p.written-1])
	}
}

// take prints a step.
func (p *printer) take(step brief.Step) {
	switch step.Op {
	case brief.OpenBlock:
		p.openBlock(&p.prose.Elements[step.Arg])
	case brief.CloseBlock:
		p.closeBlock(&p.prose.Elements[step.Arg])
	case brief.OpenInline, brief.OpenLink:
		p.open = append(p.open, step)
	case brief.CloseInline, brief.CloseLink:
		n := len(p.open) - 1
		p.closeDownTo(n)
		p.open = p.open[:n]
		p.depth = min(p.depth, n)
		p.leave(p.following(), false)
	case brief.Void:
		p.writeUpTo(len(p.open))
		p.element(&p.prose.Elements[step.Arg])
	case brief.Cite:
		p.writeUpTo(len(p.open))
		p.citation(int(step.Arg))
	case brief.FootnoteMark:
		p.writeUpTo(len(p.open))
		p.footnoteMark(int(step.Arg))
	}
}

// openBlock opens a block. A table gets a frame in which it scrolls by itself.
func (p *printer) openBlock(e *brief.Element) {
	if e.Name == "table" {
		p.raw(`<div class="scroll" role="region" tabindex="0" aria-label="`)
		escape(p.out, p.voice.words.say("table"))
		p.raw(`">`)
	}
	p.element(e)
}

func (p *printer) closeBlock(e *brief.Element) {
	p.raw("</", e.Name, ">")
	if e.Name == "table" {
		p.raw("</div>")
	}
}

// isLink reports whether a step opens a link that is printed as one.
func (p *printer) isLink(step brief.Step) bool {
	if step.Op == brief.OpenLink {
		return p.set.Hrefs != nil && p.set.Hrefs[step.Arg] != ""
	}
	return p.prose.Elements[step.Arg].Name == "a"
}

func (p *printer) openTag(step brief.Step) {
	if step.Op == brief.OpenInline {
		p.element(&p.prose.Elements[step.Arg])
	} else if p.isLink(step) {
		p.raw(`<a`)
		p.printLink(p.out, "href", p.set.Hrefs[step.Arg])
		p.raw(`>`)
	}
}

func (p *printer) closeTag(step brief.Step) {
	if step.Op == brief.OpenInline {
		p.raw("</", p.prose.Elements[step.Arg].Name, ">")
	} else if p.isLink(step) {
		p.raw("</a>")
	}
}

// element prints an element's start tag.
func (p *printer) element(e *brief.Element) {
	p.raw("<", e.Name)
	for _, a := range e.Attrs {
		if a.Name == "href" {
			p.printLink(p.out, "href", a.Value)
			continue
		}
		p.raw(" ", a.Name, `="`)
		if a.Name == "id" {
			p.raw(p.set.Prefix)
		}
		escape(p.out, a.Value)
		p.raw(`"`)
	}
	if e.Src > 0 && p.set.Hrefs != nil {
		p.raw(` src="`, escapeAddress(p.address(p.set.Hrefs[e.Src-1])), `"`)
		if p.set.Pictures != nil && p.set.Pictures[e.Src-1].Width > 0 {
			file := &p.set.Pictures[e.Src-1]
			p.raw(` width="`, strconv.Itoa(file.Width), `" height="`, strconv.Itoa(file.Height), `"`)
		}
	}
	if e.Name == "img" {
		p.raw(` loading="lazy"`)
	}
	p.raw(">")
}

// citation prints a citation: in brackets, the number of each source in this
// page's list, which it leads to.
func (p *printer) citation(i int) {
	var uses []*brief.Use
	if p.set.Uses != nil {
		uses = p.set.Uses[i]
	}
	p.raw(`<span class="cite">[`)
	for n, item := range p.prose.Citations[i].Items {
		if n > 0 {
			p.raw("; ")
		}
		around := item.Around()
		if around.Prefix != "" {
			escape(p.out, around.Prefix)
			p.raw(" ")
		}
		if n < len(uses) && uses[n] != nil {
			use := uses[n]
			p.raw(`<a role="doc-noteref" href="#`, p.set.Prefix)
			escape(p.out, use.Entry)
			p.raw(`" id="`, p.set.Prefix)
			escape(p.out, use.Fragment)
			p.raw(`" aria-label="`)
			p.voice.words.print(p.out, escape, "source-reference", filling{number: use.Number, counts: true})
			p.raw(`">`)
			printNumber(p.out, use.Number)
			p.raw(`</a>`)
		} else {
			p.raw("?")
		}
		if around.Suffix != "" {
			p.raw(", ")
			escape(p.out, around.Suffix)
		}
	}
	p.raw(`]</span>`)
}

// footnoteMark prints a reference to an author's own footnote. References
// after the first to the same one are told apart by a number.
func (p *printer) footnoteMark(i int) {
	label := p.prose.Footnotes[i].Label
	n := 1
	for _, s := range p.prose.Steps[:p.step] {
		if s.Op == brief.FootnoteMark && int(s.Arg) == i {
			n++
		}
	}
	id := brief.FootnoteMarkFragment(label, n)
	p.raw(`<sup><a role="doc-noteref" href="#`, p.set.Prefix, brief.FootnoteFragment(label), `" id="`, p.set.Prefix, id, `" aria-label="`)
	p.voice.words.print(p.out, escape, "footnote-reference", filling{number: i + 1, counts: true})
	p.raw(`">†`, strconv.Itoa(i+1), `</a></sup>`)
}

func (p *printer) words(s string) {
	p.writeUpTo(len(p.open))
	escape(p.out, s)
}

func (p *printer) raw(parts ...string) {
	for _, s := range parts {
		p.out.WriteString(s)
	}
}

// escape writes words so that they mean themselves in HTML, in text as well as
// in a quoted attribute.
func escape(b *bytes.Buffer, s string) {
	last := 0
	for i := range len(s) {
		if entity := ofWords[s[i]]; entity != "" {
			b.WriteString(s[last:i])
			b.WriteString(entity)
			last = i + 1
		}
	}
	b.WriteString(s[last:])
}

var ofWords = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;"}
