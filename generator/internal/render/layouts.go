package render

import (
	"fmt"
	"html/template"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// layoutsFolder is where a site keeps layouts of its own.
const layoutsFolder = "layouts/"

// readLayouts parses every file NAME.html as the template NAME. The functions
// only need their names here; [voice] binds them. The templates are never
// executed themselves: each language has a copy with its words set in.
func readLayouts(files fs.FS, list *diag.List) *template.Template {
	set := template.New("").Funcs((*voice)(nil).functions())
	names, _ := fs.Glob(files, "*.html")
	for _, name := range names {
		text := read(files, name, list)
		if _, err := set.New(strings.TrimSuffix(name, ".html")).Parse(text); err != nil {
			list.Append(layoutDiagnostic(diag.LayoutSyntax, err))
		}
	}
	return set
}

// LayoutError says that a layout is at fault, not the machine.
type LayoutError struct{ diag.Diagnostic }

// Error returns the message with its place.
func (e *LayoutError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

var (
	templateError   = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:"]+)(?::(\d+))?(?::(\d+))?: (.*)$`)
	unknownField    = regexp.MustCompile(`can't evaluate field (\w+) in type (\S+)`)
	unknownFunction = regexp.MustCompile(`function "(\w+)" not defined`)
)

// layoutDiagnostic reads the place out of an error of the template packages,
// which say it in words only, and adds what the writer may have meant.
func layoutDiagnostic(code diag.Code, err error) diag.Diagnostic {
	text := strings.Replace(err.Error(), "html/template:", "template: ", 1)
	d := diag.Diagnostic{Severity: code.Severity(), Code: code, Message: text, Pos: diag.Pos{File: layoutsFolder}}
	if m := templateError.FindStringSubmatch(text); m != nil {
		d.File = layoutsFolder + fileName(m[1])
		d.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			d.Column, _ = strconv.Atoi(m[3])
			d.Column++ // the packages count columns from 0
		}
		d.Message = m[4]
	}
	d.Hint = "the comment at the top of the built-in layout names the view that it is given"
	if m := unknownField.FindStringSubmatch(text); m != nil {
		d.Hint = diag.DidYouMean(m[1], fieldsOf(m[2]), d.Hint)
	}
	if m := unknownFunction.FindStringSubmatch(text); m != nil {
		d.Hint = diag.DidYouMean(m[1], functionNames(), "the functions are listed in the manual")
	}
	return d
}

func fileName(template string) string {
	if strings.Contains(template, ".") {
		return template
	}
	return template + ".html"
}

func functionNames() []string {
	var names []string
	for name := range (*voice)(nil).functions() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// fieldsOf returns the names of the fields and methods of a type that a view
// holds, by the name that template errors give it.
func fieldsOf(name string) []string {
	known := map[string]reflect.Type{}
	for _, view := range []any{
		brief.ArticleView{},
		brief.BriefingView{},
		brief.HomeView{},
		brief.ArchiveView{},
		brief.SourcesView{},
		brief.SourceView{},
		brief.EntitiesView{},
		brief.EntityView{},
		brief.TextView{},
		brief.NotFoundView{},
		brief.RedirectView{},
		brief.IndexView{},
		brief.TopicView{},
		brief.StoryView{},
		brief.TimelineView{},
		brief.AnnotatorView{},
		brief.KindView{},
		brief.CorrectionsView{},
		brief.SearchView{},
		Margin{},
	} {
		gather(reflect.TypeOf(view), known)
	}
	t := known[strings.TrimLeft(name, "*")]
	if t == nil {
		return nil
	}
	var fields []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			fields = append(fields, f.Name)
		}
	}
	for m := range reflect.PointerTo(t).Methods() {
		fields = append(fields, m.Name)
	}
	slices.Sort(fields)
	return fields
}

func gather(t reflect.Type, known map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		gather(t.Elem(), known)
	case reflect.Struct:
		if known[t.String()] != nil {
			return
		}
		known[t.String()] = t
		for f := range t.Fields() {
			gather(f.Type, known)
		}
	}
}
