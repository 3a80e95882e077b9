package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// maxHeadline is the most code points that a first line standing alone may
// have to be taken for the headline.
const maxHeadline = 120

// wire parses wire copy. Its text means itself: blank lines divide it into
// paragraphs, and that is all the markup there is.
func (p *Parser) wire(in *input) brief.Article {
	fields, body := wireMatter(in.Input, in.list)
	a := articleMatter(in.Input, fields, in.list)
	a.Wire = true
	paragraphs := paragraphs(in.Text[body:])
	if a.Title == "" && !fields.Partial && len(paragraphs) > 0 {
		first := paragraphs[0]
		a.Pos = in.at(body + strings.Index(in.Text[body:], strings.SplitN(first, "\n", 2)[0]))
		if isHeadline(first) && len(paragraphs) > 1 {
			a.Title, paragraphs = strings.Clone(first), paragraphs[1:]
		} else {
			a.Title = firstSentence(first)
			in.list.Add(diag.TitleGuessed, diag.Pos(a.Pos), "begin the file with a line such as title: … and a blank line",
				"there is no headline, so the first sentence serves as the title")
		}
	}
	if blank(a.Title) && !fields.Partial {
		in.list.Add(diag.TitleMissing, diag.Pos(a.Pos), "begin the file with title: … and a blank line", "the article has no title")
	}
	a.Body = in.literal(paragraphs)
	in.settle(&a, fields)
	return a
}

// paragraphs divides text at its blank lines.
func paragraphs(text string) []string {
	var found []string
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			found = append(found, strings.Join(lines, "\n"))
			lines = lines[:0]
		}
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimFunc(line, unicode.IsSpace); line == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return found
}

// literal returns paragraphs as a prose.
func (in *input) literal(paragraphs []string) brief.Prose {
	b := &builder{in: in}
	in.scratch.lend(b)
	for _, words := range paragraphs {
		i := b.open("p")
		b.words(words)
		b.close(i)
	}
	return b.finish()
}

// isHeadline reports whether a paragraph is one short line that does not end
// as a sentence does.
func isHeadline(paragraph string) bool {
	if strings.Contains(paragraph, "\n") || utf8.RuneCountInString(paragraph) > maxHeadline {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(paragraph, `"'”’)»`))
	return !strings.ContainsRune(".!…:;,", last)
}

// firstSentence returns a paragraph up to the end of its first sentence: a
// full stop, question or exclamation mark before white space and a capital,
// but not one after an initial or a short title such as Mr.
func firstSentence(paragraph string) string {
	words := oneLine(paragraph)
	for i, r := range words {
		if !strings.ContainsRune(".!?", r) {
			continue
		}
		end := i + 1 + len(words[i+1:]) - len(strings.TrimLeft(words[i+1:], `"'”’)»`))
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(words[end:], " "))
		if end == len(words) || words[end] == ' ' && (unicode.IsUpper(next) || unicode.IsPunct(next)) && !abbreviates(words[:i], r) {
			return strings.TrimSuffix(words[:end], ".")
		}
	}
	return words
}

// abbreviates reports whether a full stop after these words ends an
// abbreviation: an initial, or a word of a few letters that begins with a
// capital.
func abbreviates(before string, stop rune) bool {
	if stop != '.' {
		return false
	}
	last := before[strings.LastIndexAny(before, " .“\"(")+1:]
	first, _ := utf8.DecodeRuneInString(last)
	return utf8.RuneCountInString(last) <= 3 && unicode.IsUpper(first)
}
