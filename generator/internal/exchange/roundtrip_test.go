package exchange_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gloss/generator/brief"
	"gloss/generator/internal/anchor"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/exchange"
	"gloss/generator/internal/parse"
)

var parser = parse.New(func(string, string) []brief.Token { return nil })

// site is the settings that these tests share.
var site = &brief.Settings{
	BaseURL: "https://example.org/",
	Annotators: []brief.Annotator{
		{ID: "mk", Name: "Marta Kovač", URL: "https://example.org/marta"},
		{ID: "desk", Name: "Foreign desk"},
		{ID: "foreign", Name: "Foreign and defence"},
		{ID: "checks", Name: "Verification"},
		{ID: "language", Name: "Language"},
	},
	Kinds: brief.BuiltinKinds(),
}

// formats are the ways out that also lead in.
var formats = map[string]func(io.Writer, exchange.Article) error{
	"a.annotations.jsonld": func(w io.Writer, a exchange.Article) error {
		return exchange.WriteWebAnnotations(w, site, a)
	},
	"b.annotations.jsonld": func(w io.Writer, a exchange.Article) error {
		return exchange.WriteWebAnnotationPages(w, site, []exchange.Article{a})
	},
	"a.hypothesis.json": func(w io.Writer, a exchange.Article) error {
		return exchange.WriteHypothesis(w, site, []exchange.Article{a})
	},
	"a.annotations.md": func(w io.Writer, a exchange.Article) error {
		_, err := io.WriteString(w, exchange.AnnotationFile(a.Annotations, &a.Body))
		return err
	},
}

// anchored returns an article with annotations, as the flow makes them.
func anchored(article *brief.Article, annotations []brief.Annotation, list *diag.List) *brief.Annotated {
	kept, _ := parse.Identify(annotations, list)
	return &brief.Annotated{Article: article, Annotations: anchor.Article(article, kept, brief.Anchoring{}, list)}
}

// returned writes the annotations on an article in a format and reads them
// again.
func returned(t interface{ Fatal(...any) }, name string, a *brief.Annotated) (*brief.Annotated, string, []diag.Diagnostic) {
	var b bytes.Buffer
	if err := formats[name](&b, exchange.All(a)); err != nil {
		t.Fatal(err)
	}
	in := brief.Input{Path: name, Text: b.String()}
	var list diag.List
	if strings.HasSuffix(name, ".md") {
		annotations, _ := parser.Annotations(in, &list)
		return anchored(a.Article, annotations, &list), b.String(), list.All()
	}
	notes, _, _ := exchange.Read(in, &list)
	for i := range notes {
		notes[i].Text = parser.Note(notes[i].Body, notes[i].BodyPos, &list)
	}
	settled, _ := exchange.Settle(site, a.Article, notes, &list)
	return anchored(a.Article, settled, &list), b.String(), list.All()
}

// what is what has to come back of an annotation.
type what struct {
	ID, Kind, By, Date, Language, Status, Verdict, Claimant, Tags string
	Places                                                        []string
	Body, Words                                                   string
	Citations                                                     int
}

func whatIs(a *brief.Annotated) []what {
	var all []what
	for i := range a.Annotations {
		n := &a.Annotations[i]
		w := what{
			ID: n.ID, Kind: n.Kind, By: n.By, Date: n.Date.String(), Language: n.Language, Status: n.Status.String(),
			Verdict: n.Verdict, Claimant: n.Claimant, Tags: strings.Join(n.Tags, " "),
			Body: shape(&n.Body), Words: n.Body.Text, Citations: len(n.Body.Citations),
		}
		for j, p := range n.Placements {
			if p.Outcome == brief.Placed {
				w.Places = append(w.Places, fmt.Sprint(p.Outcome, p.Span))
			} else {
				w.Places = append(w.Places, fmt.Sprint(p.Outcome, strings.Join(strings.Fields(n.Targets[j].Passage()), " ")))
			}
		}
		all = append(all, w)
	}
	return all
}

// shape returns the markup of a text: what opens and closes where. Elements
// that hold nothing are nothing to a reader, and left out.
func shape(p *brief.Prose) string {
	var lines []string
	for _, s := range p.Steps {
		what := ""
		switch s.Op {
		case brief.OpenLink, brief.CloseLink:
			what = p.Links[s.Arg].Target + "#" + p.Links[s.Arg].Fragment
		case brief.Cite:
			for _, item := range p.Citations[s.Arg].Items {
				what += fmt.Sprint(item.Key, item.Around())
			}
		default:
			what = fmt.Sprint(p.Elements[s.Arg])
		}
		closing := s.Op == brief.CloseBlock || s.Op == brief.CloseInline
		if n := len(lines); closing && n > 0 && lines[n-1] == fmt.Sprint(s.Op-1, " ", s.At, " ", what) {
			lines = lines[:n-1]
			continue
		}
		lines = append(lines, fmt.Sprint(s.Op, " ", s.At, " ", what))
	}
	return strings.Join(lines, "\n")
}

// The annotations of the demonstration come back from every format.
func TestTheDemonstrationComesBack(t *testing.T) {
	files, err := filepath.Glob("../../../content/articles/2021/12/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no demonstration", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".annotations.md") || filepath.Ext(file) != ".md" && filepath.Ext(file) != ".txt" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list diag.List
		article := parser.Article(brief.Input{Path: filepath.Base(file), Text: string(text)}, &list)
		var annotations []brief.Annotation
		beside, _ := filepath.Glob(strings.TrimSuffix(file, filepath.Ext(file)) + "*.annotations.md")
		for _, other := range beside {
			text, err := os.ReadFile(other)
			if err != nil {
				t.Fatal(err)
			}
			more, _ := parser.Annotations(brief.Input{Path: other, Text: string(text)}, &list)
			annotations = append(annotations, more...)
		}
		want := anchored(&article, annotations, &list)
		for name := range formats {
			got, written, complaints := returned(t, name, want)
			if diff := cmp.Diff(whatIs(want), whatIs(got)); diff != "" {
				t.Errorf("%s as %s: (- want, + got)\n%s\n%.2000s\n%v", file, name, diff, written, complaints)
			}
		}
	}
}

// Whatever annotations on whatever article: what goes out comes in as it was.
func TestAnnotationsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list diag.List
		article := parser.Article(brief.Input{Path: "2021-12-03-a.md", Text: "---\ntitle: A\n---\n\n" + drawText(t, "article")}, &list)
		var file strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "annotations") {
			file.WriteString(drawAnnotation(t, article.Body.Text))
		}
		annotations, _ := parser.Annotations(brief.Input{Path: "a.annotations.md", Text: file.String()}, &list)
		want := anchored(&article, annotations, &list)
		if len(want.Annotations) < len(annotations) {
			t.Skip("an annotation stands twice, and one of the two is left out")
		}
		for name := range formats {
			got, written, complaints := returned(t, name, want)
			if diff := cmp.Diff(whatIs(want), whatIs(got)); diff != "" {
				t.Fatalf("%s: (- want, + got)\n%s\nfile:\n%s\nwritten:\n%s\n%v", name, diff, file.String(), written, complaints)
			}
		}
	})
}

// words are what texts are made of: plain ones, and those that look like
// markup or are written in other ways.
var words = []string{
	"troops", "near", "the", "border", "94,000", "Kyiv’s", "said", "it’s", "“quoted”", "snake_case", "a*b", `\*starred\*`, `\_low\_`,
	"😀", "naïve", "e\u0301", "Київ", "1\\.", `\# no`, `\> no`, "&amp;", "&lt;b&gt;", `\[not a link\]`, "`code`", "``a`b``", "*em*", "**strong**", "***both***",
	"[link](https://example.org/a_(b)?c=1&d=2)", "C--D", `\"straight\"`, `don\'t`, "x==", "a == b", "x|y", `\<b\>`, "end.", "why?", `\=`, `\-`, `\+`, `\.\.\.`, `\~~~`, `\:`, `\---`, `3\)`,
	"*a*b", "*a.*", "**b!**", "\\\\", "!", "<https://example.org>", "*one*.*two*",
}

func drawLine(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(t, label), " ")
}

func drawText(t *rapid.T, label string) string {
	var b strings.Builder
	for range rapid.IntRange(1, 5).Draw(t, label) {
		switch rapid.IntRange(0, 9).Draw(t, "block") {
		case 0:
			b.WriteString("- " + drawLine(t, "item") + "\n- " + drawLine(t, "item") + "\n")
		case 1:
			b.WriteString("2. " + drawLine(t, "item") + "\n\n   " + drawLine(t, "more") + "\n3. " + drawLine(t, "item") + "\n")
		case 2:
			b.WriteString("> " + drawLine(t, "quote") + "\n>\n> " + drawLine(t, "quote") + "\n")
		case 3:
			b.WriteString("```go\nfunc a() {\n\n\treturn `x`\n}\n```\n")
		case 4:
			b.WriteString("### " + drawLine(t, "heading") + "\n")
		case 5:
			b.WriteString(drawLine(t, "line") + "\\\n" + drawLine(t, "line") + "\n" + drawLine(t, "line") + "\n")
		default:
			b.WriteString(drawLine(t, "line") + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func drawAnnotation(t *rapid.T, text string) string {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	var b strings.Builder
	b.WriteString("## " + pick("kind", "context", "fact-check", "correction", "translation", "update") + " {")
	b.WriteString(pick("id", "", "#one ", "#two-b "))
	b.WriteString(pick("by", "", "by=mk ", "by=desk "))
	b.WriteString(pick("date", "", `date="2021-12-04" `))
	b.WriteString(pick("lang", "", `lang=uk `, `lang="en-GB" `))
	b.WriteString(pick("status", "", "status=resolved "))
	b.WriteString(pick("verdict", "", "verdict=unproven ", `verdict="half \"true\"" `))
	b.WriteString(pick("claimant", "", `claimant="O. Reznikov: minister" `))
	b.WriteString(pick("tags", "", `tags="one two" `))
	b.WriteString("}\n\n")
	fields := strings.Fields(text)
	for range rapid.IntRange(0, 2).Draw(t, "targets") {
		if len(fields) == 0 {
			break
		}
		i := rapid.IntRange(0, len(fields)-1).Draw(t, "from")
		n := rapid.IntRange(1, min(8, len(fields)-i)).Draw(t, "words")
		var quoted []string
		for _, w := range fields[i : i+n] {
			quoted = append(quoted, strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "<", `\<`, ">", `\>`, "=", `\=`, "&", `\&`, "#", `\#`, "-", `\-`, "+", `\+`, `"`, `\"`, `'`, `\'`, ".", `\.`, ":", `\:`, "~", `\~`, "|", `\|`).Replace(w))
		}
		from := rapid.IntRange(0, n-1).Draw(t, "passage from")
		to := rapid.IntRange(from, n-1).Draw(t, "passage to")
		if rapid.Bool().Draw(t, "context") {
			quoted[from] = "==" + quoted[from]
			quoted[to] += "=="
		}
		b.WriteString("> " + strings.Join(quoted, " ") + "\n\n")
	}
	b.WriteString(strings.ReplaceAll(drawText(t, "body"), "\n### ", "\n#### "))
	b.WriteString(pick("citation", "", "As said [@a; see @b-2021, p. 4].\n\n", "[@{x y}, ch. 2, and more] says *so [@a]*.\n\n"))
	return b.String()
}
