package bibtex

import (
	"strings"
	"testing"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct{ latex, want string }{
		{`Sch{\"o}n`, "Schön"},
		{`Sch\"on`, "Schön"},
		{`{\'E}cole`, "École"},
		{`\'{\i}`, "í"},
		{`\v{C}apek`, "Čapek"},
		{`\c cedilla`, "çedilla"},
		{`{\aa}land \O{}resund`, "åland Øresund"},
		{`Stra{\ss}e`, "Straße"},
		{`\H{o}`, "ő"},
		{`{NATO} \& {the {EU}}`, "NATO & the EU"},
		{`50\,\% --- ` + "``quoted''" + ` 1--2`, "50\u2009% — “quoted” 1–2"},
		{`J.~R.`, "J.\u00a0R."},
		{`\emph{a} \textbf{b} {\it c} \enquote{d}`, "a b c “d”"},
		{`\url{https://x} \href{https://y}{z}`, "https://x z"},
		{`a\\b  c` + "\n" + `d`, "a b c d"},
		{`\LaTeX\ and \TeX{}`, "LaTeX and TeX"},
		{`Київ`, "Київ"},
	} {
		if got, unknown := decode(c.latex); got != c.want || len(unknown) > 0 {
			t.Errorf("%s: got %q %q, want %q", c.latex, got, unknown, c.want)
		}
	}
	if got, unknown := decode(`a \foo{b} c`); got != "a b c" || len(unknown) != 1 {
		t.Errorf("an unknown command: %q %q", got, unknown)
	}
}

// The parts of names, as BibTeXing has them.
func TestNames(t *testing.T) {
	type person = brief.Person
	for _, c := range []struct {
		name string
		want []person
	}{
		{"Jane Doe", []person{{Given: "Jane", Family: "Doe"}}},
		{"Doe, Jane", []person{{Given: "Jane", Family: "Doe"}}},
		{"Plato", []person{{Family: "Plato"}}},
		{"Ludwig van Beethoven", []person{{Given: "Ludwig", Particle: "van", Family: "Beethoven"}}},
		{"van Beethoven, Ludwig", []person{{Given: "Ludwig", Particle: "van", Family: "Beethoven"}}},
		{"Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", []person{{Given: "Charles Louis Xavier Joseph", Particle: "de la", Family: "Vallée Poussin"}}},
		{"de la Fontaine, Jean", []person{{Given: "Jean", Particle: "de la", Family: "Fontaine"}}},
		{"King, Jr., Martin Luther", []person{{Given: "Martin Luther", Family: "King", Suffix: "Jr."}}},
		{"{Human Rights Watch}", []person{{Literal: "Human Rights Watch"}}},
		{"{Barnes and Noble, Inc.} and Doe, Jane", []person{{Literal: "Barnes and Noble, Inc."}, {Given: "Jane", Family: "Doe"}}},
		{"Ford, {Jr.}, Henry AND Doe, J. and others", []person{{Given: "Henry", Family: "Ford", Suffix: "Jr."}, {Given: "J.", Family: "Doe"}}},
		{"given=Jean, family=Fontaine, prefix=de La", []person{{Given: "Jean", Particle: "de La", Family: "Fontaine"}}},
		{"{\\'E}mile Zola", []person{{Given: "Émile", Family: "Zola"}}},
		{"Doe,\n  Jane and\n  Roe, R.", []person{{Given: "Jane", Family: "Doe"}, {Given: "R.", Family: "Roe"}}},
	} {
		var list diag.List
		root := Read("@misc{a, author = {"+c.name+"}}", diag.Pos{File: "a.bib", Line: 1, Column: 1}, testCodes, &list)
		authors := root.Items[0].Get("author").Items
		if len(authors) != len(c.want) || len(list.All()) > 0 {
			t.Errorf("%s: %d names, want %d; %v", c.name, len(authors), len(c.want), list.All())
			continue
		}
		for i, want := range c.want {
			part := func(key string) string {
				if n := authors[i].Get(key); n != nil {
					return n.Text
				}
				return ""
			}
			got := person{Family: part("family"), Given: part("given"), Particle: part("non-dropping-particle"), Suffix: part("suffix"), Literal: part("literal")}
			if got != want {
				t.Errorf("%s: got %+v, want %+v", c.name, got, want)
			}
		}
	}
}

// What one field of an entry becomes, in CSL.
func TestFields(t *testing.T) {
	for _, c := range []struct{ entry, key, want string }{
		{"@online{a, title = {T}}", "type", "webpage"},
		{"@report{a, type = {Working paper}}", "genre", "Working paper"},
		{"@techreport{a, institution = {UN}}", "publisher", "UN"},
		{"@article{a, entrysubtype = {newspaper}}", "type", "article-newspaper"},
		{"@misc{a, entrysubtype = {speech}}", "type", "speech"},
		{"@ARTICLE(a, JOURNAL = \"The Times\")", "container-title", "The Times"},
		{"@article{a, number = 4}", "issue", "4"},
		{"@report{a, number = {S/1}}", "number", "S/1"},
		{"@misc{a, title = {A}, subtitle = {B}}", "title", "A: B"},
		{"@misc{a, title = {A?}, subtitle = {B}}", "title", "A? B"},
		{"@misc{a, pages = {4--7}}", "page", "4-7"},
		{"@misc{a, url = {https://x/a_b%20c}}", "URL", "https://x/a_b%20c"},
		{`@misc{a, howpublished = {\url{https://x/a\_b}}}`, "URL", "https://x/a_b"},
		{"@misc{a, date = {2021-11-30/2021-12-02}}", "issued", "2021-11-30/2021-12-02"},
		{"@misc{a, urldate = {2021-12}}", "accessed", "2021-12"},
		{"@misc{a, year = 2021}", "issued", "2021"},
		{"@misc{a, year = 2021, month = dec}", "issued", "2021-12"},
		{"@misc{a, year = {2021}, month = {December}}", "issued", "2021-12"},
		{"@misc{a, year = {2021}, month = 3}", "issued", "2021-03"},
		{"@misc{a, year = {2021}, month = dec # \"~3\"}", "issued", "2021-12-03"},
		{"@misc{a, year = {2021}, month = \"3~\" # dec}", "issued", "2021-12-03"},
		{"@misc{a, year = {2021}, month = 12, day = 3}", "issued", "2021-12-03"},
		{"@misc{a, langid = {ngerman}}", "language", "de"},
		{"@string{p = {UN}} @misc{a, publisher = p # { } # {Press}}", "publisher", "UN Press"},
		{"@misc{a, archive-url = {https://x}}", "archive-url", "https://x"},
	} {
		var list diag.List
		root := Read(c.entry, diag.Pos{File: "a.bib", Line: 1, Column: 1}, testCodes, &list)
		got := ""
		if n := root.Items[0].Get(c.key); n != nil {
			got = n.Text
		}
		if got != c.want || len(list.All()) > 0 {
			t.Errorf("%s: %s is %q, want %q; %v", c.entry, c.key, got, c.want, list.All())
		}
	}
}

// A part takes from the whole what is the whole's, and the title of it as the
// title of what it stands in.
func TestCrossref(t *testing.T) {
	text := `@inbook{part, crossref = {whole}, title = {Part}}
@book{whole, title = {Whole}, author = {Doe, Jane}, publisher = {P}, year = 2020, xdata = {more}}
@xdata{more, location = {Geneva}}
@misc{loop, title = {L}, xdata = {loop}}`
	var list diag.List
	root := Read(text, diag.Pos{File: "a.bib", Line: 1, Column: 1}, testCodes, &list)
	if len(root.Items) != 3 {
		t.Fatalf("%d items, want 3: xdata is none", len(root.Items))
	}
	for key, want := range map[string]string{"title": "Part", "container-title": "Whole", "publisher": "P", "publisher-place": "Geneva", "issued": "2020"} {
		if n := root.Items[0].Get(key); n == nil || n.Text != want {
			t.Errorf("%s is %v, want %s", key, n, want)
		}
	}
	if all := list.All(); len(all) != 1 || all[0].Line != 4 || !strings.Contains(all[0].Message, "loop") {
		t.Errorf("complaints: %v", all)
	}
	if root.Kind != tree.Sequence {
		t.Errorf("the root is %v", root.Kind)
	}
}
