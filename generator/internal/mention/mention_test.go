package mention

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// The entities of the test sentences, with the names that their authors gave
// them.
var entities = map[string][]string{
	"nato": {"NATO", "North Atlantic Treaty Organization", "OTAN", "НАТО"}, "ukraine": {"Ukraine"}, "us": {"US", "U.S."},
	"biden": {"Joe Biden", "President Biden", "Mr Biden", "Biden", "J. Biden"}, "putin": {"Vladimir Putin", "Putin", "V. Putin", "Путин"},
	"lavrov": {"Sergei Lavrov", "Lavrov"}, "stoltenberg": {"Jens Stoltenberg"}, "zelensky": {"Володимир Зеленський", "Зеленський"},
	"minsk": {"Minsk agreements", "Minsk Protocol"}, "city": {"Minsk"}, "nordstream": {"Nord Stream 2"}, "nordstream1": {"Nord Stream"},
	"act": {"NATO–Russia Founding Act", "Founding Act"}, "newyork": {"New York"}, "york": {"York"}, "nyt": {"New York Times"},
	"kyiv": {"Kyiv", "Київ", "Києві"}, "kremlin": {"the Kremlin"}, "osce": {"OSCE"}, "may": {"May"}, "muller": {"Zoë Müller"},
	"callamard": {"Agnès Callamard"}, "zolc": {"Łukasz Żółć"}, "sanaa": {"Sanaa"}, "sana": {"Sana"},
}

func finder() (*Finder, []string) {
	var slugs []string
	for slug := range entities {
		slugs = append(slugs, slug)
	}
	slices.Sort(slugs)
	var names []Name
	for i, slug := range slugs {
		for _, name := range entities[slug] {
			names = append(names, Name{name, i})
		}
	}
	return New(names), slugs
}

// sentence is a line of the test set as a text, with what is to be found.
type sentence struct {
	prose brief.Prose
	want  []string
}

// read reads a line: [words=entity], or [more=entity;words] where the mention
// is a part of what the brackets hold; `code`, {link}, ⟦⟧ citation.
func read(line string) sentence {
	s := sentence{prose: brief.Prose{Elements: []brief.Element{{Name: "p"}, {Name: "code"}}, Links: make([]brief.Link, 1)}}
	p := &s.prose
	step := func(op brief.Op, arg int32) {
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Arg: arg, Op: op})
	}
	step(brief.OpenBlock, 0)
	code := false
	line = strings.ReplaceAll(line, `\n`, "\n")
	for line != "" {
		switch {
		case strings.HasPrefix(line, "["):
			inner, rest, _ := strings.Cut(line[1:], "]")
			words, entity, _ := strings.Cut(inner, "=")
			entity, part, partly := strings.Cut(entity, ";")
			if !partly {
				part = words
			}
			s.want = append(s.want, fmt.Sprintf("%d %s %s", len(p.Text), part, entity))
			p.Text += words
			line = rest
		case strings.HasPrefix(line, "`"):
			if code = !code; code {
				step(brief.OpenInline, 1)
			} else {
				step(brief.CloseInline, 1)
			}
			line = line[1:]
		case strings.HasPrefix(line, "{"):
			step(brief.OpenLink, 0)
			line = line[1:]
		case strings.HasPrefix(line, "}"):
			step(brief.CloseLink, 0)
			line = line[1:]
		case strings.HasPrefix(line, "⟦⟧"):
			step(brief.Cite, 0)
			line = line[len("⟦⟧"):]
		default:
			p.Text += line[:1]
			line = line[1:]
		}
	}
	step(brief.CloseBlock, 0)
	return s
}

// Precision and recall over the test set are both to be 0.98 at least.
func TestSentences(t *testing.T) {
	set, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	f, slugs := finder()
	search := f.Search()
	sentences, right, wrong, missed := 0, 0, 0, 0
	for line := range strings.Lines(string(set)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sentences++
		s := read(line)
		var got []string
		for _, m := range search.Prose(&s.prose) {
			got = append(got, fmt.Sprintf("%d %s %s", m.Start, m.Span().Of(s.prose.Text), slugs[m.ID]))
		}
		for _, g := range got {
			if slices.Contains(s.want, g) {
				right++
			} else {
				wrong++
				t.Logf("wrong: %q in %q", g, s.prose.Text)
			}
		}
		for _, w := range s.want {
			if !slices.Contains(got, w) {
				missed++
				t.Logf("missed: %q in %q", w, s.prose.Text)
			}
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d sentences, %d mentions: precision %.3f, recall %.3f", sentences, right+missed, precision, recall)
	if sentences < 60 || precision < 0.98 || recall < 0.98 {
		t.Errorf("%d sentences, precision %.3f, recall %.3f", sentences, precision, recall)
	}
}
