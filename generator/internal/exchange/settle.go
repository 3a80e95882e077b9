package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// Settle makes annotations on an article of notes from elsewhere. Their kind
// is the one that a tag names, or else the first with their motivation, or
// else the site's first. Their annotator is one of the site's own who goes by
// the creator's id, name or address; a creator who matches nobody, or several,
// is complained of and the annotation is by nobody. Offsets are held against
// the text of the article where they are all there is to go by, or were
// counted in this very text. Notes that cannot be settled are counted as
// rejected, each with its complaint.
func Settle(settings *brief.Settings, article *brief.Article, notes []Note, list *diag.List) (annotations []brief.Annotation, rejected int) {
	s := settler{settings: settings, text: article.Body.Text, path: article.Path, list: list}
	for i := range notes {
		if a, ok := s.annotation(&notes[i]); ok {
			annotations = append(annotations, a)
		} else {
			rejected++
		}
	}
	return annotations, rejected
}

type settler struct {
	settings *brief.Settings
	text     string
	path     string
	list     *diag.List
	version  string // of the text, once somebody has asked for it
}

func (s *settler) annotation(n *Note) (brief.Annotation, bool) {
	a := brief.Annotation{
		ID: n.ID, GivenID: n.ID != "", Date: n.Date, Language: n.Language, Status: n.Status,
		Verdict: n.Verdict, Claimant: n.Claimant, Body: n.Text, Pos: n.Pos,
	}
	tags := slices.Clone(n.Tags)
	a.Kind = s.kind(n, &tags)
	for _, tag := range tags {
		if word := strings.Join(strings.FieldsFunc(tag, func(r rune) bool { return unicode.IsSpace(r) || r == ',' }), "-"); word != "" {
			a.Tags = append(a.Tags, word)
		}
	}
	a.By = s.annotator(n)
	ok := true
	for _, t := range n.Targets {
		good := s.target(&t)
		a.Targets = append(a.Targets, t)
		ok = ok && good
	}
	if len(n.Text.Steps) == 0 {
		s.list.Add(diag.AnnotationEmpty, diag.Pos(n.Pos), "give it a body with words", "the annotation says nothing")
	}
	return a, ok
}

// kind returns the kind of a note, and takes the tag that names it from the
// tags.
func (s *settler) kind(n *Note, tags *[]string) string {
	for i, tag := range *tags {
		for _, k := range s.settings.Kinds {
			if strings.EqualFold(tag, k.ID) || strings.EqualFold(tag, k.Label) {
				*tags = slices.Delete(*tags, i, i+1)
				return k.ID
			}
		}
	}
	for _, motivation := range append(slices.Clone(n.Motivations), "commenting") {
		for _, k := range s.settings.Kinds {
			if k.Motivation == motivation {
				return k.ID
			}
		}
	}
	return s.settings.Kinds[0].ID
}

// annotator returns the one annotator whom a creator can be, and nobody when
// there is none. What a file says about who wrote it proves nothing: it only
// chooses among those whom the site knows.
func (s *settler) annotator(n *Note) string {
	c := n.Creator
	if c.ID+c.Name+c.URL == "" {
		return ""
	}
	var matches, known []string
	for _, a := range s.settings.Annotators {
		known = append(known, a.ID)
		if goesBy(&a, c) {
			matches = append(matches, a.ID)
		}
	}
	if len(matches) == 1 {
		return matches[0]
	}
	name := c.Name
	if name == "" {
		name = c.ID
	}
	if len(matches) > 1 {
		s.list.Add(diag.ExchangeCreator, diag.Pos(c.Pos), "give the creator a name or address that only one of them has",
			"the creator %s may be any of the annotators %s; the note names nobody", tree.Shown(name), strings.Join(matches, ", "))
		return ""
	}
	hint := "add [annotators.ID] with a name or url like this to config.toml"
	if id := brief.Slug(name); id != "" && len(name) < 60 {
		hint = diag.DidYouMean(name, known, "add [annotators."+id+"] with a name or url like this to config.toml")
	}
	s.list.Add(diag.ExchangeCreator, diag.Pos(c.Pos), hint, "no annotator goes by %s; the note names nobody", tree.Shown(name))
	return ""
}

// goesBy reports whether an annotator is who a creator claims to be.
func goesBy(a *brief.Annotator, c Creator) bool {
	same := func(x, y string) bool {
		return x != "" && strings.EqualFold(strings.TrimSuffix(x, "/"), strings.TrimSuffix(y, "/"))
	}
	return c.ID == a.ID || strings.HasSuffix(strings.TrimSuffix(c.ID, "/"), "/annotators/"+a.ID) ||
		same(c.Name, a.ID) || same(c.Name, a.Name) || same(c.ID, a.URL) || same(c.URL, a.URL)
}

// target holds the offsets of a target against the text. One that is nothing
// but offsets is given the words that stand there.
func (s *settler) target(t *brief.Target) bool {
	p := t.Position
	if p == nil || s.text == "" {
		return true
	}
	ours := p.Version != "" && p.Version == s.textVersion()
	words := len(t.Parts) > 0
	if !ours && (words || p.Version != "") {
		return true // a hint that does not count, or a passage of another text
	}
	span, ok := p.Span(s.text)
	if fault := s.fault(p, span, ok); fault != "" {
		s.list.Add(diag.ExchangeOffset, diag.Pos(t.Pos), "quote the words of the passage; "+counted(p.Unit),
			"the passage from %d to %d %s of %s", p.Start, p.End, fault, s.path)
		return false
	}
	if words {
		return true
	}
	t.Parts = []string{span.Of(s.text)}
	t.End = brief.Point{At: len(t.Parts[0])}
	t.Prefix, t.Suffix = around(s.text, span, contextLength)
	t.Divided = strings.Contains(t.Parts[0], "\n")
	if !ours {
		t.Position = brief.PositionOf(s.text, span, p.Unit)
		s.list.Add(diag.ExchangePosition, diag.Pos(t.Pos), "if these words are meant, add a TextQuoteSelector with exact, or let gloss import write the note",
			"the target says where, but not which words; %d to %d of %s is now “%s”", p.Start, p.End, s.path, tree.Shown(t.Parts[0]))
	}
	return true
}

func counted(unit brief.Unit) string {
	if unit == brief.UTF16 {
		return "offsets of Hypothesis count UTF-16 code units"
	}
	return "offsets of Web Annotations count code points"
}

// fault says why a position is none in the text; nothing when it is one.
func (s *settler) fault(p *brief.Position, span brief.Span, ok bool) string {
	length := brief.PositionOf(s.text, brief.Span{End: len(s.text)}, p.Unit).End
	switch {
	case p.End > length:
		return "is past the end of the text"
	case !ok, divides(s.text, span.Start), divides(s.text, span.End):
		return "begins or ends within a character"
	case strings.TrimSpace(span.Of(s.text)) == "":
		return "holds no words"
	}
	return ""
}

// divides reports whether an offset stands within what a reader sees as one
// character: before something that combines with what is before it (Unicode
// Standard Annex 29, rules GB9 and GB11, as far as words need them).
func divides(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	const joiner = '\u200d'
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return before == joiner || after == joiner || unicode.IsMark(after) || 0x1f3fb <= after && after <= 0x1f3ff
}

func (s *settler) textVersion() string {
	if s.version == "" {
		s.version = brief.Version(s.text)
	}
	return s.version
}

// contextLength is how many characters of context are written on each side of
// a quote: what Hypothesis writes, and enough to tell most places apart.
const contextLength = 32

// around returns a number of characters directly before and after a span.
func around(text string, span brief.Span, length int) (before, after string) {
	from, to := span.Start, span.End
	for n := 0; n < length && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	for n := 0; n < length && to < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	return text[from:span.Start], text[span.End:to]
}
