package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"sync"
	"text/template/parse"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// voice renders pages in one language: the layouts with the words of that
// language set into them. It keeps what is the same wherever it is printed.
type voice struct {
	*Renderer
	language   string
	words      *words
	base       *layout
	redirect   *layout
	reference  *layout
	feedText   *layout
	references memo[*brief.Source, template.HTML]
	dates      memo[brief.Date, dateWords]
	kinds      map[*brief.Kind]*kindWords // of the site's settings
}

// voice returns the voice for pages in a language. Its words are in the same
// language where there is a catalogue for it, otherwise in the site's, and
// failing that in English.
func (r *Renderer) voice(language string) *voice {
	if v, found := r.voices.Load(language); found {
		return v.(*voice)
	}
	v, _ := r.voices.LoadOrStore(language, r.newVoice(language))
	return v.(*voice)
}

func (r *Renderer) newVoice(language string) *voice {
	v := &voice{Renderer: r, language: language, words: r.catalogues["en"]}
	for _, l := range []string{language, base(language), r.settings.Language, base(r.settings.Language)} {
		if w := r.catalogues[l]; w != nil {
			v.words = w
			break
		}
	}
	v.kinds = map[*brief.Kind]*kindWords{}
	for i := range r.settings.Kinds {
		kind := &r.settings.Kinds[i]
		v.kinds[kind] = v.kindWords(kind)
	}
	set, err := r.layouts.Clone()
	if err != nil {
		panic(err) // only after an execution, and the original is never executed
	}
	set.Funcs(v.functions())
	for _, t := range set.Templates() {
		if t.Tree != nil {
			v.settle(t.Tree.Root)
		}
	}
	sound := sync.OnceValue(func() bool { return v.check() == nil })
	programs := sync.OnceValue(func() *program { return compile(set, v) })
	entered := func(name string) *layout {
		return &layout{name, set.Lookup(name), sync.OnceValue(func() *program {
			if !sound() {
				return nil
			}
			return programs()
		})}
	}
	v.base, v.redirect, v.reference, v.feedText = entered("base"), entered("redirect"), entered("reference"), entered("feed")
	return v
}

// layout is one of the layouts that are executed by themselves.
type layout struct {
	name string
	made *template.Template // nil where it could not be read
	fast func() *program    // nil where html/template alone can print it
}

// settle puts the words themselves in the place of every {{say "key"}}: they
// are the same on every page, and a template's action costs a thousand times
// what its text does.
func (v *voice) settle(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			if key, ok := saying(node); ok {
				text := template.HTMLEscapeString(v.words.say(key))
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: node.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			v.settle(node.List)
			v.settle(node.ElseList)
		case *parse.RangeNode:
			v.settle(node.List)
			v.settle(node.ElseList)
		case *parse.WithNode:
			v.settle(node.List)
			v.settle(node.ElseList)
		}
	}
}

// saying returns the key of {{say "key"}}.
func saying(node *parse.ActionNode) (string, bool) {
	if len(node.Pipe.Decl) > 0 || len(node.Pipe.Cmds) != 1 || len(node.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, ok := node.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	if !ok || name.Ident != "say" {
		return "", false
	}
	key, ok := node.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return key.Text, true
}

// check escapes the layouts and returns what html/template finds wrong with
// them. That the execution itself fails, for want of a view, is no matter.
func (v *voice) check() error {
	for _, l := range []*layout{v.base, v.redirect, v.reference, v.feedText} {
		if l.made == nil {
			continue
		}
		var wrong *template.Error
		if err := l.made.Execute(new(bytes.Buffer), nil); errors.As(err, &wrong) {
			return wrong
		}
	}
	return nil
}

// page executes the layouts for one view. A redirect has one of its own, with
// nothing around it: it must work whatever a site's layouts make of the rest.
func (v *voice) page(w *bytes.Buffer, view framed) error {
	if _, leads := view.(*brief.RedirectView); leads {
		return v.redirect.print(w, view)
	}
	return v.base.print(w, view)
}

// print executes a layout.
func (l *layout) print(w *bytes.Buffer, view any) error {
	if p := l.fast(); p != nil && p.print(l.name, w, view) {
		return nil
	}
	return execute(l.made, w, view)
}

func execute(t *template.Template, w *bytes.Buffer, view any) error {
	if t == nil {
		return &LayoutError{diag.Diagnostic{
			Pos:  diag.Pos{File: layoutsFolder},
			Code: diag.LayoutFails, Severity: diag.LayoutFails.Severity(),
			Message: "a layout that every page needs is not a template",
			Hint:    "mend the layouts that are complained about",
		}}
	}
	if err := t.Execute(bounded{w}, view); err != nil {
		var inner *LayoutError // of a layout within a layout, which is nearer to the mistake
		if errors.As(err, &inner) {
			return inner
		}
		return &LayoutError{layoutDiagnostic(diag.LayoutFails, err)}
	}
	return nil
}

// maxPage is the most bytes that html/template may make of a page: a loop that
// a layout does not end would take all memory there is.
const maxPage = 256 << 20

// bounded refuses what goes beyond maxPage.
type bounded struct{ page *bytes.Buffer }

func (b bounded) Write(text []byte) (int, error) {
	if b.page.Len()+len(text) > maxPage {
		return 0, &LayoutError{diag.Diagnostic{
			Pos:  diag.Pos{File: layoutsFolder},
			Code: diag.LayoutFails, Severity: diag.LayoutFails.Severity(),
			Message: fmt.Sprintf("a page has more than %d MiB", maxPage>>20),
			Hint:    "look for a range that goes over a large number",
		}}
	}
	return b.page.Write(text)
}

// fragment executes a layout that makes a part of a page.
func fragment(l *layout, view any) (template.HTML, error) {
	var b bytes.Buffer
	if err := l.print(&b, view); err != nil {
		return "", err
	}
	return template.HTML(bytes.TrimSpace(b.Bytes())), nil
}

// cite returns the full reference of a source, as the layout "reference" puts
// it into words. It is the same on every page.
func (v *voice) cite(s *brief.Source) (template.HTML, error) {
	if html, found := v.references.get(s); found {
		return html, nil
	}
	html, err := fragment(v.reference, s)
	if err != nil {
		return "", fmt.Errorf("reference: %w", err)
	}
	v.references.put(s, html)
	return html, nil
}

// dateWords is a date in words, alone and within a time element.
type dateWords struct {
	words   string
	element template.HTML
}

// date returns a date in words within a time element.
func (v *voice) date(d brief.Date) template.HTML { return v.dateWords(d).element }

// day returns a date in words.
func (v *voice) day(d brief.Date) string { return v.dateWords(d).words }

func (v *voice) dateWords(d brief.Date) dateWords {
	if d.IsZero() {
		return dateWords{}
	}
	if said, found := v.dates.get(d); found {
		return said
	}
	said := dateWords{words: v.words.date(d)}
	said.element = template.HTML(`<time datetime="` + d.String() + `">` + template.HTMLEscapeString(said.words) + `</time>`)
	v.dates.put(d, said)
	return said
}
