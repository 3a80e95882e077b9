package scaffold

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/generator/brief"
)

// Annotations returns a file of annotations for the article that the words
// name: its path, slug or title. The first sentence is quoted as an example.
// With an annotator the file is that annotator's own.
func (s *Site) Annotations(words, by string) (File, error) {
	article, err := s.Find(words)
	if err != nil {
		return File{}, err
	}
	name := article.Name + ".annotations.md"
	if by != "" {
		name = article.Name + "." + by + ".annotations.md"
	} else if annotators := s.Settings.Annotators; len(annotators) > 0 {
		by = annotators[0].ID
	}
	text, err := fill("annotations.txt", struct{ By, Quote string }{by, escape(opening(&article.Body))})
	return File{
		Path: name,
		Text: text,
		Next: "quote the passage, write the note, then take out {status=draft}",
	}, err
}

// Find returns the article that the words name: its path, slug or title. The
// error is a [*Refusal] when none goes by them, or several do.
func (s *Site) Find(words string) (*brief.Article, error) {
	clean := path.Clean(strings.ReplaceAll(words, `\`, "/"))
	var found []*brief.Article
	for _, a := range s.Articles {
		switch {
		case a.Path == clean || a.Name == clean:
			return a, nil
		case strings.HasSuffix(clean, "/"+a.Path), path.Base(a.Path) == words, path.Base(a.Name) == words,
			a.Slug == words, strings.EqualFold(a.Title, words), a.Address() == words:
			found = append(found, a)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &Refusal{"there is no article " + words, s.nearest(words)}
	}
	paths := make([]string, len(found))
	for i, a := range found {
		paths[i] = a.Path
	}
	return nil, &Refusal{
		fmt.Sprintf("%d articles go by %s", len(found), words),
		"write the path of one: " + strings.Join(paths, ", "),
	}
}

// nearest names an article whose slug shares the most words with what was
// asked for.
func (s *Site) nearest(words string) string {
	asked := strings.Split(brief.Slug(words), "-")
	best, most := "", 0
	for _, a := range s.Articles {
		shared := 0
		for _, word := range strings.Split(a.Slug, "-") {
			for _, w := range asked {
				if w == word {
					shared++
				}
			}
		}
		if shared > most {
			best, most = a.Slug, shared
		}
	}
	if best == "" {
		return "gloss list articles names them all"
	}
	return "did you mean " + best + "?"
}

// opening returns the first sentence of the first paragraph, cut at a word
// where it is long.
func opening(p *brief.Prose) string {
	line, _, _ := strings.Cut(p.Text[firstParagraph(p):], "\n")
	for i, r := range line {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune(".!?…", r) && strings.HasPrefix(line[end:], " ") && !abbreviates(line[:i]) {
			line = line[:end]
			break
		}
	}
	const most = 160
	if len(line) > most {
		line = line[:strings.LastIndexByte(line[:most], ' ')+1]
	}
	return strings.TrimSpace(line)
}

// firstParagraph returns where the first paragraph of a text begins; without
// one, where the text does.
func firstParagraph(p *brief.Prose) int {
	for _, step := range p.Steps {
		if step.Op == brief.OpenBlock && p.Elements[step.Arg].Name == "p" {
			return int(step.At)
		}
	}
	return 0
}

// abbreviates reports whether the full stop after these words is likely to
// belong to the last of them, such as Mr or J.
func abbreviates(before string) bool {
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return utf8.RuneCountInString(word) <= 3 && strings.ContainsFunc(word, unicode.IsUpper)
}

// escape returns words so that Markdown takes each character literally
// (CommonMark 0.31, "Backslash escapes").
func escape(words string) string {
	var b strings.Builder
	for _, r := range words {
		if strings.ContainsRune("\\`*_[]<>=~^@#&|{}$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
