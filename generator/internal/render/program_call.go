package render

import (
	"bytes"
	"html/template"
	"reflect"

	"gloss/generator/brief"
)

// function compiles a call: of what every template has, or of a function of
// layouts by the types of its arguments.
func (c *compiler) function(name string, args []expression) expression {
	switch name {
	case "not":
		one := asTruth(arg(args, 0, 1))
		return asked(func(r *run, f *frame, dot reflect.Value) bool { return !one(r, f, dot) })
	case "and", "or":
		return either(args, name == "or")
	case "eq", "ne", "gt":
		return comparison(name, arg(args, 0, 2), arg(args, 1, 2))
	case "len":
		return length(arg(args, 0, 1))
	case "index":
		list, at := arg(args, 0, 2), asNumber(arg(args, 1, 2))
		if list.at == nil || list.of.Kind() != reflect.Slice {
			panic(unable("index of what is no list"))
		}
		return placed(list.of.Elem(), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			return list.at(r, f, dot).Index(at(r, f, dot))
		})
	case "say":
		return c.say(args)
	}
	e := c.returned(c.funcs[name], args)
	if direct := c.prints[name]; direct != nil {
		e.print = printed(direct, args)
	}
	return e
}

// arg returns one of so many arguments.
func arg(args []expression, i, n int) expression {
	if len(args) != n {
		panic(unable("number of arguments"))
	}
	return args[i]
}

func asTruth(e expression) eval[bool] {
	if e.truth == nil {
		panic(unable("neither true nor false"))
	}
	return e.truth
}

func asText(e expression) eval[string] {
	if e.text == nil || e.of == htmlType || e.of == attrType {
		panic(unable("not text"))
	}
	return e.text
}

func asNumber(e expression) eval[int] {
	if e.number == nil {
		panic(unable("not a number"))
	}
	return e.number
}

// asStruct is a struct of a type, or what a pointer leads to.
func asStruct[T any](e expression) eval[*T] {
	if e.at == nil || pointed(e.of) != reflect.TypeFor[T]() {
		panic(unable("of another type"))
	}
	at := e.at
	return func(r *run, f *frame, dot reflect.Value) *T { return indirect(at(r, f, dot)).Addr().Interface().(*T) }
}

// asView is the view of a page.
func asView(e expression) eval[framed] {
	if e.at == nil || !reflect.PointerTo(pointed(e.of)).Implements(reflect.TypeFor[framed]()) {
		panic(unable("not a view"))
	}
	at := e.at
	return func(r *run, f *frame, dot reflect.Value) framed {
		return indirect(at(r, f, dot)).Addr().Interface().(framed)
	}
}

func either(args []expression, want bool) expression {
	truths := make([]eval[bool], len(args))
	for i, e := range args {
		truths[i] = asTruth(e)
	}
	return expression{truth: func(r *run, f *frame, dot reflect.Value) bool {
		for _, truth := range truths {
			if truth(r, f, dot) == want {
				return want
			}
		}
		return !want
	}}
}

func comparison(name string, a, b expression) expression {
	switch {
	case a.text != nil && b.text != nil && name != "gt":
		x, y, want := a.text, b.text, name == "eq"
		return asked(func(r *run, f *frame, dot reflect.Value) bool { return (x(r, f, dot) == y(r, f, dot)) == want })
	case a.number != nil && b.number != nil && name == "gt":
		x, y := a.number, b.number
		return asked(func(r *run, f *frame, dot reflect.Value) bool { return x(r, f, dot) > y(r, f, dot) })
	case a.number != nil && b.number != nil:
		x, y, want := a.number, b.number, name == "eq"
		return asked(func(r *run, f *frame, dot reflect.Value) bool { return (x(r, f, dot) == y(r, f, dot)) == want })
	}
	panic(unable("comparison"))
}

func length(e expression) expression {
	if e.text != nil {
		return numeric(func(r *run, f *frame, dot reflect.Value) int { return len(e.text(r, f, dot)) })
	}
	if e.at == nil || e.of.Kind() != reflect.Slice {
		panic(unable("length of what is no list"))
	}
	return numeric(func(r *run, f *frame, dot reflect.Value) int { return e.at(r, f, dot).Len() })
}

// say compiles {{say "key" …}}: the words are printed as they are put together.
func (c *compiler) say(args []expression) expression {
	if len(args) == 0 || len(args) > 1+mostFillings {
		panic(unable("number of arguments"))
	}
	said, key := c.voice.words, asText(args[0])
	gaps := make([]eval[filling], len(args)-1)
	for i, e := range args[1:] {
		if text, number := e.text, e.number; number != nil {
			gaps[i] = func(r *run, f *frame, dot reflect.Value) filling {
				return filling{number: number(r, f, dot), counts: true}
			}
		} else {
			text = asText(e)
			gaps[i] = func(r *run, f *frame, dot reflect.Value) filling { return filling{text: text(r, f, dot)} }
		}
	}
	put := func(b *bytes.Buffer, write func(*bytes.Buffer, string), r *run, f *frame, dot reflect.Value) {
		var fill [mostFillings]filling
		for i, gap := range gaps {
			fill[i] = gap(r, f, dot)
		}
		said.print(b, write, key(r, f, dot), fill[:len(gaps)]...)
	}
	e := textual(func(r *run, f *frame, dot reflect.Value) string {
		var b bytes.Buffer
		put(&b, plain, r, f, dot)
		return b.String()
	})
	e.print = func(r *run, f *frame, dot reflect.Value) { put(r.out, escapeText, r, f, dot) }
	return e
}

// printed compiles a call of a function that prints what it would return.
func printed(function any, args []expression) step {
	switch print := function.(type) {
	case func(*bytes.Buffer, brief.Extract):
		x := asStruct[brief.Extract](arg(args, 0, 1))
		return func(r *run, f *frame, dot reflect.Value) { print(r.out, *x(r, f, dot)) }
	case func(*bytes.Buffer, brief.Extract, int):
		x, n := asStruct[brief.Extract](arg(args, 0, 2)), asNumber(arg(args, 1, 2))
		return func(r *run, f *frame, dot reflect.Value) { print(r.out, *x(r, f, dot), n(r, f, dot)) }
	case func(*bytes.Buffer, framed):
		view := asView(arg(args, 0, 1))
		return func(r *run, f *frame, dot reflect.Value) { print(r.out, view(r, f, dot)) }
	case func(*bytes.Buffer, string):
		text := asText(arg(args, 0, 1))
		return func(r *run, f *frame, dot reflect.Value) { print(r.out, text(r, f, dot)) }
	case func(*bytes.Buffer, ...string):
		if len(args) > len(run{}.parts) {
			panic(unable("number of arguments"))
		}
		texts := make([]eval[string], len(args))
		for i, e := range args {
			texts[i] = asText(e)
		}
		return func(r *run, f *frame, dot reflect.Value) {
			for i, text := range texts {
				r.parts[i] = text(r, f, dot)
			}
			print(r.out, r.parts[:len(texts)]...)
		}
	}
	panic(unable("a function that prints"))
}

// returned compiles a call of a function for what it returns.
func (c *compiler) returned(function any, args []expression) expression {
	switch call := function.(type) {
	case func() template.HTMLAttr:
		if len(args) == 0 {
			return textual(func(*run, *frame, reflect.Value) template.HTMLAttr { return call() })
		}
	case func(string) string:
		return textual(of(call, asText(arg(args, 0, 1))))
	case func(string) template.HTML:
		return textual(of(call, asText(arg(args, 0, 1))))
	case func(string) template.HTMLAttr:
		return textual(of(call, asText(arg(args, 0, 1))))
	case func(string) bool:
		return asked(of(call, asText(arg(args, 0, 1))))
	case func(string, string) string:
		return textual(ofTwo(call, asText(arg(args, 0, 2)), asText(arg(args, 1, 2))))
	case func(...string) template.HTMLAttr:
		texts := allText(args)
		return textual(func(r *run, f *frame, dot reflect.Value) template.HTMLAttr { return call(texts(r, f, dot)...) })
	case func(string, ...string) bool:
		if len(args) > 0 {
			first, rest := asText(args[0]), allText(args[1:])
			return asked(func(r *run, f *frame, dot reflect.Value) bool { return call(first(r, f, dot), rest(r, f, dot)...) })
		}
	case func(int, reflect.Value) bool:
		if list := arg(args, 1, 2); list.at != nil {
			return asked(ofTwo(call, asNumber(args[0]), list.at))
		}
	case func(*brief.Kind) string:
		return textual(of(call, asStruct[brief.Kind](arg(args, 0, 1))))
	case func(*brief.Source) (template.HTML, error):
		source := asStruct[brief.Source](arg(args, 0, 1))
		return textual(func(r *run, f *frame, dot reflect.Value) template.HTML {
			html, err := call(source(r, f, dot))
			if err != nil {
				panic(err)
			}
			return html
		})
	case func(brief.Date) string:
		return textual(of(byValue(call), asStruct[brief.Date](arg(args, 0, 1))))
	case func(brief.Date) template.HTML:
		date := asStruct[brief.Date](arg(args, 0, 1))
		return textual(func(r *run, f *frame, dot reflect.Value) template.HTML {
			if d := *date(r, f, dot); d != r.day { // most notes of an article are of its day
				r.day, r.inWords = d, call(d)
			}
			return r.inWords
		})
	case func(brief.Anchor) string:
		return textual(of(byValue(call), asStruct[brief.Anchor](arg(args, 0, 1))))
	case func(brief.Extract) template.HTML:
		return textual(of(byValue(call), asStruct[brief.Extract](arg(args, 0, 1))))
	case func(brief.Extract) bool:
		return asked(of(byValue(call), asStruct[brief.Extract](arg(args, 0, 1))))
	case func(brief.Extract, int) string:
		return textual(ofTwo(func(x *brief.Extract, n int) string { return call(*x, n) }, asStruct[brief.Extract](arg(args, 0, 2)), asNumber(arg(args, 1, 2))))
	case func(brief.Extract) brief.Extract:
		x, slot := asStruct[brief.Extract](arg(args, 0, 1)), place(&c.extracts, len(frame{}.extracts))
		return placed(reflect.TypeFor[brief.Extract](), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.extracts[slot] = call(*x(r, f, dot))
			return reflect.ValueOf(&f.extracts[slot]).Elem()
		})
	case func(*brief.Note) []*brief.Use: // once for each note: the list is the frame's
		note := asStruct[brief.Note](arg(args, 0, 1))
		place(&c.uses, 1)
		return placed(reflect.TypeFor[[]*brief.Use](), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.uses = appendEvidence(f.uses[:0], note(r, f, dot))
			return reflect.ValueOf(&f.uses).Elem()
		})
	case func(framed) string:
		return textual(of(call, asView(arg(args, 0, 1))))
	case func(framed) template.HTML:
		return textual(of(call, asView(arg(args, 0, 1))))
	case func(framed) []brief.Anchor:
		view := asView(arg(args, 0, 1))
		return placed(reflect.TypeFor[[]brief.Anchor](), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			anchors := call(view(r, f, dot))
			return reflect.ValueOf(&anchors).Elem()
		})
	case func(*brief.ArticleView) *Margin:
		view := asStruct[brief.ArticleView](arg(args, 0, 1))
		return placed(reflect.TypeFor[*Margin](), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(call(view(r, f, dot)))
		})
	}
	panic(unable("a function of another kind"))
}

// of and ofTwo are calls of functions of one argument and of two.
func of[A, T any](call func(A) T, a eval[A]) eval[T] {
	return func(r *run, f *frame, dot reflect.Value) T { return call(a(r, f, dot)) }
}

func ofTwo[A, B, T any](call func(A, B) T, a eval[A], b eval[B]) eval[T] {
	return func(r *run, f *frame, dot reflect.Value) T { return call(a(r, f, dot), b(r, f, dot)) }
}

// byValue is a function of what a pointer leads to.
func byValue[A, T any](call func(A) T) func(*A) T { return func(a *A) T { return call(*a) } }

func allText(args []expression) eval[[]string] {
	texts := make([]eval[string], len(args))
	for i, e := range args {
		texts[i] = asText(e)
	}
	return func(r *run, f *frame, dot reflect.Value) []string {
		made := make([]string, len(texts))
		for i, text := range texts {
			made[i] = text(r, f, dot)
		}
		return made
	}
}
