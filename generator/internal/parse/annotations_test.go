package parse

import (
	"fmt"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// annotations parses an annotation file that begins with an empty front
// matter and returns what came of it, with the complaints.
func annotations(t *testing.T, text string) (found []brief.Annotation, rejected int, said string) {
	t.Helper()
	list := new(diag.List)
	in := brief.Input{Path: "content/articles/2021-12-03-a.annotations.md", Text: text}
	found, rejected = New(nil).Annotations(in, list)
	return found, rejected, complaints(list)
}

func TestAnnotation(t *testing.T) {
	found, _, said := annotations(t, `---
by: checks
---

<!-- what the desk asked for -->

## fact-check {#troops date="2021-12-04" verdict=unproven tags="army numbers" lang=en-GB claimant="O. Reznikov"}

> warned that Russia has placed ==more than
> 94,000 troops== near […] borders

The figure is *Kyiv's* own [@wapo, para. 2].

Another paragraph.

## context {by=foreign status=draft}

On the whole.
`)
	if said != "" || len(found) != 2 {
		t.Fatalf("%d annotations, complaints %s", len(found), said)
	}
	a := found[0]
	got := fmt.Sprintln(a.Kind, a.ID, a.GivenID, a.By, a.Date, a.Verdict, a.Tags, a.Language, a.Claimant, a.Status, a.Pos.Line)
	if want := "fact-check troops true checks 2021-12-04 unproven [army numbers] en-GB O. Reznikov published 7\n"; got != want {
		t.Errorf("is     %swanted %s", got, want)
	}
	if passage := a.Targets[0].Passage(); passage != "more than\n94,000 troops" {
		t.Errorf("the passage is %q", passage)
	}
	if body := show(&a.Body); body != "<p>The figure is <em>Kyiv’s</em> own{@wapo|para. 2}.</p>⏎<p>Another paragraph.</p>" {
		t.Errorf("the body is %s", body)
	}
	if b := found[1]; b.By != "foreign" || b.Status != brief.DraftStatus || len(b.Targets) != 0 {
		t.Errorf("the second is %+v", b)
	}
}

func TestTarget(t *testing.T) {
	for _, c := range []struct{ name, quote, parts, passage string }{
		{"a whole quote", "> a b", "a b", "a b"},
		{"a passage in context", "> a ==b== c", "a b c", "b"},
		{"a stretch left out", "> a […] ==b== [...] c", "a | b | c", "b"},
		{"a passage with a stretch left out", "> a ==b […] c== d", "a b | c d", "b […] c"},
		{"markup and entities", "> *a* &amp; [b](https://e.org) `c`", "a & b c", "a & b c"},
		{"escaped marks", `> a \==b\== \[…]`, "a ==b== […]", "a ==b== […]"},
		{"over paragraphs", "> a\n>\n> b", "a⏎b", "a⏎b"},
		{"a list", "> - a\n> - b", "a⏎b", "a⏎b"},
		{"lazy lines", "> a\nb", "a⏎b", "a⏎b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, _, said := annotations(t, "## context\n\n"+c.quote+"\n\nBody.\n")
			if said != "" || len(found) != 1 || len(found[0].Targets) != 1 {
				t.Fatalf("%+v, complaints %s", found, said)
			}
			target := found[0].Targets[0]
			flat := strings.NewReplacer("\n", "⏎")
			if got := flat.Replace(strings.Join(target.Parts, "|")); got != c.parts {
				t.Errorf("parts are  %q\nwanted     %q", got, c.parts)
			}
			if got := flat.Replace(target.Passage()); got != c.passage {
				t.Errorf("passage is %q\nwanted     %q", got, c.passage)
			}
		})
	}
}

func TestSeveralTargets(t *testing.T) {
	found, _, _ := annotations(t, "## context\n\n> a\n\n> b\n\nBody.\n\n> a quotation in it\n")
	if len(found) != 1 || len(found[0].Targets) != 2 {
		t.Fatalf("%+v", found)
	}
	if got := show(&found[0].Body); got != "<p>Body.</p>⏎<blockquote><p>a quotation in it</p></blockquote>" {
		t.Errorf("the body is %s", got)
	}
}

// A quote of wire copy may hold signs that Markdown would take for markup; it
// is found as it is written, too.
func TestLiteralQuote(t *testing.T) {
	found, _, _ := annotations(t, "## context\n\n> 2*3*4 is ==<b>&amp;== c\n\nBody.\n")
	literal := found[0].Targets[0].Literal
	if literal == nil || literal.Parts[0] != "2*3*4 is <b>&amp; c" || literal.Passage() != "<b>&amp;" {
		t.Errorf("%+v", literal)
	}
}

func TestAnnotationComplaints(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		rejected         int
	}{
		{"text before the first", "Hello.\n\n## context\n\nBody.\n", "1:1 annotation-stray", 0},
		{"a title", "# Notes\n\n## context\n\nBody.\n", "1:3 annotation-stray", 0},
		{"no kind", "## {#a}\n\nBody.\n", "1:4 annotation-heading", 1},
		{"words for a heading", "## A fact check\n\nBody.\n", "1:4 annotation-heading", 1},
		{"a date without quotes", "## context {#a date=2021-12-04}\n\nBody.\n", "1:21 annotation-heading", 1},
		{"braces that are not closed", "## context {#a\n\nBody.\n", "1:15 annotation-heading", 1},
		{"curly quotes", "## context {verdict=“no”}\n\nBody.\n", "1:21 annotation-heading", 1},
		{"commas", "## context {#a, by=x}\n\nBody.\n", "1:15 annotation-heading", 1},
		{"two ids", "## context {#a #b}\n\nBody.\n", "1:16 annotation-heading", 1},
		{"a class", "## context {.a}\n\nBody.\n", "1:13 annotation-heading", 1},
		{"an unknown attribute", "## context {autor=x}\n\nBody.\n", "1:13 annotation-attribute", 1},
		{"no such day", "## context {date=\"2021-02-30\"}\n\nBody.\n", "1:13 annotation-attribute", 1},
		{"an unknown status", "## context {status=drat}\n\nBody.\n", "1:13 annotation-attribute", 1},
		{"one mark", "## context\n\n> a ==b c\n\nBody.\n", "3:3 annotation-target", 1},
		{"three marks", "## context\n\n> a ==b== ==c\n\nBody.\n", "3:3 annotation-target", 1},
		{"an empty passage", "## context\n\n> a ==== c\n\nBody.\n", "3:3 annotation-target", 1},
		{"nothing said", "## context\n\n> a b\n", "1:4 annotation-empty", 0},
		{"a footnote", "## context\n\nBody[^1].\n\n[^1]: No.\n", "3:5 footnote-undefined, 5:1 footnote-undefined", 0},
		{"every complaint at once", "x\n\n## context {a=1}\n\n> ==b\n\n## context {.c}\n\nd\n", "1:1 annotation-stray, 3:4 annotation-empty, 3:13 annotation-attribute, 5:3 annotation-target, 7:13 annotation-heading", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, rejected, said := annotations(t, c.text)
			if said != c.want || rejected != c.rejected {
				t.Errorf("complaints %s; %d rejected\nwanted     %s; %d", said, rejected, c.want, c.rejected)
			}
		})
	}
}

func TestIdentify(t *testing.T) {
	found, _, _ := annotations(t, `## context {#a}

Given.

## context

> a passage of words

First on it.

## context

> a passage of words

Second on it.

## dispute

> a passage of words

Third.

## dispute

> a passage of words

Third.

## context {#a}

Taken.

## update

On the whole.
`)
	list := new(diag.List)
	kept, rejected := Identify(found, list)
	var ids []string
	for _, a := range kept {
		ids = append(ids, a.ID)
	}
	if rejected != 2 || complaints(list) != "23:4 annotation-duplicate, 29:4 annotation-id" {
		t.Errorf("%d rejected, complaints %s", rejected, complaints(list))
	}
	if len(ids) != 5 || ids[0] != "a" || !strings.HasPrefix(ids[1], "context-a-passage-of-words-") || ids[1] == ids[2] || ids[4] != "update" {
		t.Errorf("ids are %q", ids)
	}
	// The order of a file does not matter to derived ids.
	found[1], found[2] = found[2], found[1]
	again, _ := Identify(found, new(diag.List))
	if again[1].ID != ids[2] || again[2].ID != ids[1] {
		t.Errorf("reordered, ids are %q and %q", again[1].ID, again[2].ID)
	}
}
