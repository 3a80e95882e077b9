package cite

import (
	"fmt"
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// text makes a prose of one paragraph in which {a b} cites the sources a and b.
func text(words string) brief.Prose {
	var p brief.Prose
	for {
		before, rest, found := strings.Cut(words, "{")
		p.Text += before
		if !found {
			return p
		}
		keys, after, _ := strings.Cut(rest, "}")
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Arg: int32(len(p.Citations)), Op: brief.Cite})
		var c brief.Citation
		for _, key := range strings.Fields(keys) {
			c.Items = append(c.Items, brief.CiteItem{Key: key, Spot: brief.Spot{Line: 1, Column: int32(len(p.Text) + 1)}})
		}
		p.Citations = append(p.Citations, c)
		words = after
	}
}

// remark makes an annotation on a stretch of the text; without one it is on the
// whole, and with a negative start it has no place.
func remark(body string, span ...int) brief.Anchored {
	a := brief.Anchored{Annotation: &brief.Annotation{Body: text(body)}}
	for i := 0; i+1 < len(span); i += 2 {
		a.Targets = append(a.Targets, brief.Target{})
		a.Placements = append(a.Placements, brief.Placement{
			Shown: span[i] >= 0, Span: brief.Span{Start: span[i], End: span[i+1]},
		})
	}
	return a
}

func library(ids string, list *diag.List) *Library {
	var sources []*brief.Source
	for i, id := range strings.Fields(ids) {
		sources = append(sources, &brief.Source{ID: id, Pos: brief.Pos{File: "s", Line: i + 1, Column: 1}})
	}
	return NewLibrary(sources, list)
}

func everything(*brief.Anchored) bool { return true }

// TestReadingOrder: notes on the whole come first, a note is read where its
// passage ends, before a citation that stands there, and notes without a place
// come last. Sources are numbered as they are met.
func TestReadingOrder(t *testing.T) {
	body := text("0123456789{z}abcdef{y z}")
	annotations := []brief.Anchored{
		0: remark("{e}", -1, 0),        // no place
		1: remark("{d}", 11, 14),       // after z
		2: remark("{c}", 3, 10),        // ends where z is cited
		3: remark("{b}", 8, 10),        // so does this one, but it begins later
		4: remark("{a z}"),             // on the whole
		5: remark("{f}", 13, 16, 0, 2), // its second passage ends first
		6: remark("{g}", 12, 14),       // ends where 1 does, and begins later
	}
	list := new(diag.List)
	reading := library("a b c d e f g y z", list).Article(&body, "a", annotations, everything, list)
	var got []string
	for _, c := range reading.Cited {
		got = append(got, fmt.Sprintf("%d:%s%d", c.Number, c.Source.ID, c.Nth))
	}
	want := "1:a1 2:z1 3:f1 4:c1 5:b1 2:z2 6:d1 7:g1 8:y1 2:z3 9:e1"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("citations are %s\nwanted        %s", s, want)
	}
	if s := fmt.Sprint(reading.Notes); s != "[4 5 2 3 1 6 0]" {
		t.Errorf("notes are read in the order %s", s)
	}
	if len(list.All()) > 0 {
		t.Error(list.All())
	}
}

func TestUnseenNotesHaveNoNumber(t *testing.T) {
	body := text("words")
	annotations := []brief.Anchored{remark("{a}", 0, 5), remark("{b}", 0, 5)}
	reading := library("a b", new(diag.List)).Article(&body, "a", annotations, func(a *brief.Anchored) bool {
		return a == &annotations[1]
	}, new(diag.List))
	if len(reading.Notes) != 1 || len(reading.Cited) != 1 || reading.Cited[0].Source.ID != "b" {
		t.Errorf("%+v", reading)
	}
}

func TestFootnotesAreReadAtTheirFirstMark(t *testing.T) {
	body := text("One{a}")
	body.Footnotes = []brief.Footnote{{Label: "1", Body: text("{b}")}}
	mark := brief.Step{At: 1, Op: brief.FootnoteMark}
	body.Steps = []brief.Step{mark, body.Steps[0], mark}
	reading := library("a b", new(diag.List)).Text(&body, "a", new(diag.List))
	if len(reading.Cited) != 2 || reading.Cited[0].Source.ID != "b" || reading.Cited[0].Text != brief.InFootnote {
		t.Errorf("%+v", reading.Cited)
	}
}

func TestComplaints(t *testing.T) {
	list := new(diag.List)
	l := library("wapo-175k WAPO-175K kremlin kremlin unused", list)
	body := text("One{wapo-175 kremlin}")
	reading := l.Text(&body, "a", list)
	if len(reading.Cited) != 1 || reading.Cited[0].Item != 1 {
		t.Errorf("%+v", reading.Cited)
	}
	l.Unused(map[*brief.Source]int{reading.Cited[0].Source: 1}, list)
	var got []string
	for _, d := range diag.Sorted(list.All()) {
		got = append(got, fmt.Sprintf("%s:%d %s (%s)", d.File, d.Line, d.Code, d.Hint))
	}
	want := []string{
		"a:1 citation-undefined (did you mean @wapo-175k?)",
		"s:1 source-unused (cite it as [@wapo-175k] or take it out)",
		"s:2 source-duplicate (choose ids that differ in more than case and punctuation)",
		"s:4 source-duplicate (give one of them another id, or take one out)",
		"s:5 source-unused (cite it as [@unused] or take it out)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("complaints are\n%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
