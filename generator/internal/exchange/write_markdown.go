package exchange

import (
	"io"
	"slices"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/fold"
	"gloss/generator/internal/markdown"
)

// AnnotationFile returns annotations as the text of an annotation file, to
// stand by itself or below what such a file holds already. Each says who has
// written it, even if it is nobody, so that a file's own front matter does not
// speak for it.
func AnnotationFile(annotations []brief.Anchored, text *brief.Prose) string {
	f := fileWriter{text: text, folded: fold.String(text.Text), edges: edgesOf(text)}
	var b strings.Builder
	for i := range annotations {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.annotation(&annotations[i]))
	}
	return b.String()
}

// fileWriter writes annotations on one text.
type fileWriter struct {
	text   *brief.Prose
	folded string
	edges  edges
}

// annotation returns one annotation: its heading, its targets, its body.
func (f *fileWriter) annotation(a *brief.Anchored) string {
	var b strings.Builder
	b.WriteString("## " + a.Kind + " {")
	attributes := make([]string, 0, 8)
	if a.GivenID {
		attributes = append(attributes, "#"+a.ID)
	}
	add := func(key, value string) { attributes = append(attributes, key+"="+attributeValue(value)) }
	add("by", a.By)
	for _, v := range []struct{ key, value string }{
		{"date", a.Date.String()}, {"lang", a.Language}, {"verdict", a.Verdict}, {"claimant", a.Claimant}, {"tags", strings.Join(a.Tags, " ")},
	} {
		if v.value != "" {
			add(v.key, v.value)
		}
	}
	if a.Status != brief.Published {
		add("status", a.Status.String())
	}
	b.WriteString(strings.Join(attributes, " ") + "}\n\n")
	for i := range a.Targets {
		b.WriteString(f.quote(&a.Targets[i], a.Placements[i]))
		b.WriteByte('\n')
	}
	body := Markdown(&a.Body)
	if strings.HasPrefix(body, ">") {
		b.WriteString("<!-- the note begins with a quote -->\n\n")
	}
	b.WriteString(body)
	return b.String()
}

// attributeValue returns a value with quotes where it needs them.
func attributeValue(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	plain := value != "" && strings.Trim(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	if plain {
		return value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
}

// quote returns a target as a block quote. Words of the author's own are
// quoted as they were. A target that came with more than words to go by, or is
// only offsets, is quoted as it reads where it was found, with as many words
// around it as tell it from others.
func (f *fileWriter) quote(t *brief.Target, p brief.Placement) string {
	native := t.Prefix+t.Suffix == "" && t.Position == nil && t.Literal == nil
	if !native && p.Outcome == brief.Placed {
		before, after := f.needed(p.Span)
		return quoteLines(marked(before, f.edges.words(f.text.Text, p.Span), after))
	}
	if native || p.Outcome == brief.Ambiguous {
		return quoteLines(markedParts(t, false))
	}
	before, after := wholeWords(t.Prefix, t.Suffix)
	return quoteLines(escaped(before) + markedParts(t, before+after != "") + escaped(after))
}

// needed returns the words around a passage that tell it from others that read
// the same under the fold; none when there are no others.
func (f *fileWriter) needed(span brief.Span) (before, after string) {
	words := span.Of(f.text.Text)
	for reach := contextLength; ; reach *= 2 {
		quoted := strings.TrimSpace(fold.String(before + words + after))
		if i := strings.Index(f.folded, quoted); i >= 0 && strings.LastIndex(f.folded, quoted) == i || reach > 4096 {
			return before, after
		}
		before, after = around(f.text.Text, span, reach)
		wholeBefore, wholeAfter := wholeWords(before, after)
		if len(before) < span.Start {
			before = wholeBefore
		}
		if span.End+len(after) < len(f.text.Text) {
			after = wholeAfter
		}
	}
}

// marked returns a passage with what stands around it, between == if there is
// anything.
func marked(before, words, after string) string {
	if before+after == "" {
		return escaped(words)
	}
	return escaped(before) + "==" + escaped(words) + "==" + escaped(after)
}

// edges are the offsets of a text at which blocks begin and end, in order.
type edges []int32

func edgesOf(p *brief.Prose) edges {
	var found edges
	for _, step := range p.Steps {
		if step.Op == brief.OpenBlock || step.Op == brief.CloseBlock || step.Op == brief.Void && p.Elements[step.Arg].Name == "hr" {
			found = append(found, step.At)
		}
	}
	return found
}

func (e edges) at(offset int) bool {
	_, found := slices.BinarySearch(e, int32(offset))
	return found
}

// words returns what a span of a text says, with line feeds only where one
// block ends and another begins.
func (e edges) words(text string, span brief.Span) string {
	words := []byte(span.Of(text))
	for i, c := range words {
		if c == '\n' && !e.at(span.Start+i) && !e.at(span.Start+i+1) {
			words[i] = ' '
		}
	}
	return string(words)
}

// wholeWords cuts context down to whole words: what may begin within a word
// before a passage, and end within one after it.
func wholeWords(before, after string) (string, string) {
	if i := strings.IndexAny(before, " \n"); i >= 0 {
		before = before[i+1:]
	} else {
		before = ""
	}
	return before, after[:max(0, strings.LastIndexAny(after, " \n"))]
}

// markedParts returns the parts of a quote with their gaps, the passage
// between == unless it is all there is and nothing asks for the marks.
func markedParts(t *brief.Target, marks bool) string {
	if len(t.Parts) == 0 {
		return ""
	}
	last := len(t.Parts) - 1
	all := t.Start == brief.Point{} && t.End == brief.Point{Part: last, At: len(t.Parts[last])}
	marks = marks || !all
	var b strings.Builder
	for i, part := range t.Parts {
		if i > 0 {
			b.WriteString(" […] ")
		}
		at := 0
		mark := func(p brief.Point) {
			if marks && p.Part == i {
				b.WriteString(escaped(part[at:p.At]))
				b.WriteString("==")
				at = p.At
			}
		}
		mark(t.Start)
		mark(t.End)
		b.WriteString(escaped(part[at:]))
	}
	return b.String()
}

func escaped(words string) string { return markdown.Escape(words, markdown.Exact) }

// quoteLines returns words as a block quote, each line of them a paragraph of
// its own.
func quoteLines(words string) string {
	var b strings.Builder
	first := true
	for line := range strings.SplitSeq(words, "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		if !first {
			b.WriteString(">\n")
		}
		first = false
		b.WriteString("> " + line + "\n")
	}
	if first {
		return "> \\[no words\\]\n"
	}
	return b.String()
}

// WriteMarkdown writes the annotations on articles as annotation files, one
// after the other. A comment before each says which file it is.
func WriteMarkdown(w io.Writer, articles []Article) error {
	for i, article := range articles {
		head := "<!-- " + article.Name + ".annotations.md -->\n\n"
		if i > 0 {
			head = "\n" + head
		}
		chosen := make([]brief.Anchored, len(article.Chosen))
		for j, index := range article.Chosen {
			chosen[j] = article.Annotations[index]
		}
		if _, err := io.WriteString(w, head+AnnotationFile(chosen, &article.Body)); err != nil {
			return err
		}
	}
	return nil
}
