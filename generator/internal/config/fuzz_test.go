package config

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Whatever config.toml holds, there are settings: with a language and kinds,
// with IDs that can stand in addresses, with addresses that pages may link to.
// Every complaint has its place in the file and a hint.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"title = \"T\"\nbase_url = \"https://a.example/b/\"\nlanguage = \"uk\"\ntime_zone = \"Europe/Kyiv\"\nlink_entities = \"all\"\neditor = \"vscode\"\n[publisher]\nname = \"P\"\nurl = \"/about/\"\n[annotators.mk]\nname = \"M\"\nurl = \"mailto:a@b\"\n[kinds.context]\nlabel = \"C\"\nunderline = \"wavy\"\nmotivation = \"describing\"\n[anchoring]\nmoved = \"accept\"\n",
		"title = 1\ntitel = \"x\"\n[annotators]\nmk = 3\n[annotators.\"A b\"]\nnmae = \"x\"\n[check]\nsource = [\"context\"]\nlocator = \"x\"\n[check.severity]\nlink-dangling = \"warning\"\nnone = \"off\"\n[diff]\nignore = [\"p:nth-child(2)\", \"<<\"]\n",
		"base_url = \"javascript:alert(1)\"\n[publisher]\nlogo = \"//evil.example\"\nurl = \"java\\tscript:x\"\n", "[kinds.x]\n[kinds.x]\n", "a.b = 1\na = 2\n[[a]]\n", "title = \"\\u0000\"\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\r") || len(text) > 1<<16 {
			t.Skip("inputs are UTF-8, and their line ends are line feeds")
		}
		var list diag.List
		s := Read(brief.Input{Path: "config.toml", Text: text}, &list)
		if s.Language == "" || len(s.Kinds) == 0 {
			t.Fatalf("not whole: %+v", s)
		}
		links := []string{s.Publisher.URL, s.Publisher.Logo, s.Publisher.PrinciplesURL, s.Publisher.CorrectionsURL, s.BaseURL}
		for _, a := range s.Annotators {
			if links = append(links, a.URL); a.ID == "" || brief.PathPart(a.ID) != a.ID || a.Name == "" {
				t.Fatalf("annotator %+v", a)
			}
		}
		for _, k := range s.Kinds {
			if k.ID == "" || brief.PathPart(k.ID) != k.ID || k.Label == "" {
				t.Fatalf("kind %+v", k)
			}
		}
		for _, link := range links {
			if clean, safe := brief.SafeURL(link); !safe || clean != link {
				t.Fatalf("unsafe: %q", link)
			}
		}
		lines := strings.Split(text, "\n")
		for _, d := range list.All() {
			if d.Line < 1 || d.Line > len(lines) || d.Column < 1 || d.Column > 1+utf8.RuneCountInString(lines[d.Line-1]) || d.Hint == "" {
				t.Fatalf("no place or no hint: %+v", d)
			}
		}
	})
}
