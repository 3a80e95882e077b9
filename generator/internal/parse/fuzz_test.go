package parse

import (
	"testing"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// sound fails when a prose is not what package brief says that one is: steps
// in order, on character boundaries, each closing what was opened last.
func sound(t *testing.T, p *brief.Prose) {
	t.Helper()
	if !utf8.ValidString(p.Text) {
		t.Fatalf("the text is not UTF-8: %q", p.Text)
	}
	last := int32(0)
	var open []brief.Step
	for _, s := range p.Steps {
		if s.At < last || int(s.At) > len(p.Text) || int(s.At) < len(p.Text) && !utf8.RuneStart(p.Text[s.At]) {
			t.Fatalf("step %+v after %d in %q", s, last, p.Text)
		}
		last = s.At
		switch s.Op {
		case brief.OpenBlock, brief.OpenInline, brief.OpenLink:
			open = append(open, s)
		case brief.CloseBlock, brief.CloseInline, brief.CloseLink:
			if len(open) == 0 || open[len(open)-1].Arg != s.Arg || open[len(open)-1].Op+1 != s.Op {
				t.Fatalf("step %+v closes what is not open: %+v", s, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("left open: %+v", open)
	}
	for i := range p.Footnotes {
		sound(t, &p.Footnotes[i].Body)
	}
}

// placed fails when a complaint has no place in the file, or no hint.
func placed(t *testing.T, list *diag.List) {
	t.Helper()
	for _, d := range list.All() {
		if d.File == "" || d.Line < 1 || d.Column < 1 || d.Hint == "" || d.Message == "" {
			t.Fatalf("%+v", d)
		}
	}
}

func FuzzArticle(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: A\ndate: 2021-12-03\n---\n\nA *b* [@c, p. 4] [[d|e]] ==f== `g`[^1]\n\n[^1]: h\n",
		"# a {#b}\n\n| a | b |\n|--|--|\n| c |\n\n- a\n  1. b\n\n> c\n\n```go\nd\n```\n",
		"[a](javascript:b) <c> <!-- d --> ![e](f \"g\")\n\nh\n: i\n",
		"+++\ntitle=1\n+++\n[^a]: b[^a]\n[^a]\n", "[a [@b] c](https://d)\n[[e]] [see @f; @g", "\\[@a] &amp;&#0;&lt",
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	p := New(nil)
	f.Fuzz(func(t *testing.T, text string, wire bool) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			t.Skip()
		}
		name := "content/articles/2021-12-03-a.md"
		if wire {
			name = "content/articles/2021-12-03-a.txt"
		}
		list := new(diag.List)
		a := p.Article(brief.Input{Path: name, Text: text}, list)
		sound(t, &a.Body)
		placed(t, list)
	})
}

func FuzzAnnotations(f *testing.F) {
	for _, seed := range []string{
		"---\nby: a\n---\n\n## context {#b date=\"2021-12-04\"}\n\n> c ==d== […] e\n\nf [@g]\n",
		"## context\n> - a ==b\n> c==\n\n## x {y='z\\'}\n\n> [...]\n", "a\n\n##\n\n## b {", "## a\n\n> ==b==\n\n> `c`\nd\n===\n",
	} {
		f.Add(seed)
	}
	p := New(nil)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			t.Skip()
		}
		list := new(diag.List)
		found, _ := p.Annotations(brief.Input{Path: "content/articles/a.annotations.md", Text: text}, list)
		kept, _ := Identify(found, list)
		ids := map[string]bool{}
		for i := range kept {
			a := &kept[i]
			sound(t, &a.Body)
			if a.ID == "" || ids[a.ID] {
				t.Fatalf("the id %q is empty or taken", a.ID)
			}
			ids[a.ID] = true
			for j := range a.Targets {
				if target := &a.Targets[j]; target.Passage() == "" || target.Literal != nil && target.Literal.Passage() == "" {
					t.Fatalf("an empty passage in %+v", target)
				}
			}
		}
		placed(t, list)
	})
}
