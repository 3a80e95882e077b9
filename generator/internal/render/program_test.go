package render

import (
	"bytes"
	"slices"
	"sync"
	"testing"

	"gloss/generator/brief"
)

// A program prints what html/template prints, for every sample, and prints
// every sample: a layout that it cannot run would cost each page dearly.
func TestProgram(t *testing.T) {
	r := newRenderer(t)
	for _, s := range append(samples(r), hostileSamples(r)...) {
		view, ok := s.page.View.(framed)
		if !ok {
			continue
		}
		v := r.voice(view.Framed().Language)
		alike(t, s.name, v.base, view)
		if article, ok := view.(*brief.ArticleView); ok {
			alike(t, s.name+" in a feed", v.feedText, article)
			for _, entry := range article.Sources {
				alike(t, s.name+", source "+entry.ID, v.reference, entry.Source)
			}
		}
	}
}

// alike fails the test unless the program of a layout can print a view, and
// prints what html/template does.
func alike(t *testing.T, name string, l *layout, view any) {
	t.Helper()
	var fast, slow bytes.Buffer
	if p := l.fast(); p == nil || !p.print(l.name, &fast, view) {
		t.Errorf("%s: the program cannot print it", name)
		return
	}
	if err := execute(l.made, &slow, view); err != nil {
		t.Fatal(err)
	}
	compareText(t, name, fast.String(), slow.String())
}

// Layouts of a site's own may hold more than ours do: what a program can print
// it prints as html/template does, and the rest it leaves alone.
func TestProgramOfOwnLayouts(t *testing.T) {
	for _, c := range []struct {
		text string
		able bool
	}{
		{`{{.Title}} {{.Minutes}} <b title="{{.Title}}">{{len .Sources}}</b>`, true},
		{`{{if eq .Type "source"}}{{.CitedIn}}{{else}}{{.Article.Title}}{{end}}`, true}, // another type's field, which is not asked for
		{`{{if eq .Type "article"}}{{.CitedIn}}{{end}}`, false},
		{`{{range $i, $n := .About}}{{if gt $i 0}}, {{end}}{{$n.Number}} {{$n.ID}}{{else}}none{{end}}`, true},
		{`{{with $k := .Kinds}}{{range $k}}{{.Kind.Label}} {{.Count}} {{.ID}}{{end}}{{end}}`, true},
		{`{{$t := say "minutes" .Minutes}}{{$n := len .Sources}}{{$b := not .Updated}}{{$t}} {{$n}} {{if $b}}b{{end}}`, false}, // no field Updated
		{`{{$t := say "minutes" .Minutes}}{{$n := len .Sources}}{{$b := not .Briefing.Address}}{{$t}} {{$n}}{{if $b}}b{{end}}`, true},
		{`{{with or .Previous .Next}}{{.Title}}{{end}}`, false},
		{`{{with .Previous}}{{.Title}}{{else}}first{{end}} {{if and .Next (ne .Minutes 0) (not .Stories)}}{{name .Next}}{{end}}`, true},
		{`{{$last := 0}}{{range $i, $n := .About}}{{$last}}{{$last = $i}}{{end}}`, false},
		{`{{range .About}}{{.Status}}{{end}}`, false}, // it says itself in words
		{`{{printf "%05d" .Minutes}}`, false},
		{`<script>let title = {{.Title}}</script>`, false},
		{`{{index .Topics 0 | name}} {{(index .Topics 0).Address}} {{.Title | quoted}}`, true},
		{`{{with gist (index .Runs 0).Block 40}}{{.}}, {{len .}}{{end}} <p {{- lang "ar"}}>{{with date .Article.Date}}{{.}}{{end}}`, true},
		{`{{.Article.Date.Compare .Article.Updated}}`, false},
		{`{{with .Article.Date}}{{.Year}}-{{.String}}{{end}} {{.Article.Date.IsDay}}`, false},
		{`{{with .Article.Date}}{{.Year}} {{.Address}}{{end}}{{if .Article.Date.IsDay}} day{{end}}`, true},
		{`{{range .Site.Menu}}{{.Address}} {{end}}{{.Site.Publisher.Name}}{{$.Frame.Title}}`, true},
		{`{{define "own"}}{{.Number}}{{end}}{{range .About}}{{template "own" .}}{{end}}{{template "own"}}`, false},
	} {
		r, complaints := withLayout("article.html", c.text)
		if complaints != nil {
			t.Fatal(c.text, complaints)
		}
		v := r.voice("en")
		view := sampleArticle(r)
		var fast, slow bytes.Buffer
		fast.WriteString("before ")
		program := v.base.fast()
		if able := program.print("base", &fast, view); able != c.able {
			t.Errorf("%s: the program says %v", c.text, able)
		} else if !able && fast.String() != "before " {
			t.Errorf("%s: the program leaves %q", c.text, fast.String())
		}
		err := execute(v.base.made, &slow, view)
		if c.able && err == nil {
			compareText(t, c.text, fast.String(), "before "+slow.String())
		}
		if c.able && err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		var again bytes.Buffer
		if program.print("base", &again, view) != c.able {
			t.Errorf("%s: the second time is another", c.text)
		}
		if !program.print("base", &again, &brief.NotFoundView{Frame: frameOf(r, brief.NotFoundPage, "/404.html", "")}) {
			t.Errorf("%s: pages of other types are printed in the slow way", c.text)
		}
	}
}

// Several pages that are the first of their type to be printed, at once, are
// printed alike: who comes second waits until the layout is ready.
func TestProgramForSeveralAtOnce(t *testing.T) {
	for range 20 {
		r := newRenderer(t)
		all := samples(r)
		s := all[slices.IndexFunc(all, func(s sample) bool { _, ok := s.page.View.(*brief.ArticleView); return ok })]
		view := s.page.View.(framed)
		v := r.voice(view.Framed().Language)
		var pages [4]bytes.Buffer
		var wait sync.WaitGroup
		for i := range pages {
			wait.Go(func() {
				if p := v.base.fast(); p == nil || !p.print(v.base.name, &pages[i], view) {
					t.Errorf("%s: the program cannot print it", s.name)
				}
			})
		}
		wait.Wait()
		for i := range pages[1:] {
			if !bytes.Equal(pages[0].Bytes(), pages[1+i].Bytes()) {
				t.Fatalf("%s: two pages differ", s.name)
			}
		}
	}
}
