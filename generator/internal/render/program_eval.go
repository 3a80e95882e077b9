package render

import (
	"fmt"
	"html/template"
	"reflect"
	"sync/atomic"
	"text/template/parse"

	"gloss/generator/brief"
)

func (p *program) pipe(pipe *parse.PipeNode) eval { return p.commands(pipe.Cmds) }

// commands compiles a pipeline: the value of each command is the last argument
// of the next.
func (p *program) commands(cmds []*parse.CommandNode) eval {
	var get eval
	for _, cmd := range cmds {
		get = p.command(cmd, get)
	}
	return get
}

func (p *program) command(cmd *parse.CommandNode, piped eval) eval {
	name, function := cmd.Args[0].(*parse.IdentifierNode)
	if !function {
		if len(cmd.Args) > 1 || piped != nil {
			panic(unable("arguments of a method"))
		}
		return p.operand(cmd.Args[0])
	}
	var args []eval
	for _, arg := range cmd.Args[1:] {
		args = append(args, p.operand(arg))
	}
	if piped != nil {
		args = append(args, piped)
	}
	return p.function(name.Ident, args)
}

func (p *program) operand(node parse.Node) eval {
	switch node := node.(type) {
	case *parse.DotNode:
		return func(_ *run, _ *frame, dot value) value { return dot }
	case *parse.StringNode:
		v := ofText(node.Text)
		return func(*run, *frame, value) value { return v }
	case *parse.NumberNode:
		if !node.IsInt {
			break
		}
		v := ofNumber(int(node.Int64))
		return func(*run, *frame, value) value { return v }
	case *parse.BoolNode:
		v := ofBool(node.True)
		return func(*run, *frame, value) value { return v }
	case *parse.FieldNode:
		return chain(func(_ *run, _ *frame, dot value) value { return dot }, node.Ident)
	case *parse.VariableNode:
		slot := p.variable(node.Ident[0])
		return chain(func(_ *run, f *frame, _ value) value { return f[slot] }, node.Ident[1:])
	case *parse.PipeNode:
		return p.pipe(node)
	case *parse.IdentifierNode:
		return p.function(node.Ident, nil)
	}
	panic(unable(fmt.Sprintf("%T", node)))
}

func chain(get eval, names []string) eval {
	for _, name := range names {
		get = member(get, name)
	}
	return get
}

// member compiles .Name. The way to the member of a type is looked up when a
// value of the type first comes, and kept; a place in a layout sees one type,
// or few.
func member(get eval, name string) eval {
	var known atomic.Pointer[way]
	return func(r *run, f *frame, dot value) value {
		ref := get(r, f, dot).ref
		if ref.Kind() == reflect.Interface {
			ref = ref.Elem()
		}
		if ref.Kind() == reflect.Pointer {
			ref = ref.Elem()
		}
		of, first := ref.Type(), known.Load()
		for to := first; to != nil; to = to.next {
			if to.of == of {
				return to.follow(ref)
			}
		}
		to := wayTo(of, name)
		to.next = first
		known.CompareAndSwap(first, to) // or it is looked up again
		return to.follow(ref)
	}
}

// way leads from a struct to one of its fields or methods.
type way struct {
	of     reflect.Type
	name   string
	fields []int
	method int  // of the pointer to the struct; -1 for a field
	next   *way // of another type, in the same place of a layout
}

func wayTo(t reflect.Type, name string) *way {
	if m, ok := reflect.PointerTo(t).MethodByName(name); ok {
		if m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
			panic(unable("arguments of a method"))
		}
		return &way{of: t, name: name, method: m.Index}
	}
	if t.Kind() == reflect.Struct {
		if field, ok := t.FieldByName(name); ok && field.IsExported() {
			return &way{of: t, name: name, fields: field.Index, method: -1}
		}
	}
	panic(unable("no " + name))
}

func (w *way) follow(ref reflect.Value) value {
	if w.method >= 0 {
		if !ref.CanAddr() {
			panic(unable("method of a copy"))
		}
		return w.call(ref.Addr())
	}
	for _, i := range w.fields {
		if ref.Kind() == reflect.Pointer {
			ref = ref.Elem()
		}
		ref = ref.Field(i)
	}
	return value{ref: ref}
}

// call calls the method of what a pointer leads to. Those that every page calls
// dozens of times are called by their names: a call through reflection costs
// ten times as much.
func (w *way) call(ref reflect.Value) value {
	switch w.name {
	case "Fragment":
		if x, ok := ref.Interface().(interface{ Fragment() string }); ok {
			return ofText(x.Fragment())
		}
	case "Address":
		if x, ok := ref.Interface().(interface{ Address() string }); ok {
			return ofText(x.Address())
		}
	case "IsZero":
		if x, ok := ref.Interface().(interface{ IsZero() bool }); ok {
			return ofBool(x.IsZero())
		}
	}
	return value{ref: ref.Method(w.method).Call(nil)[0]}
}

// function compiles a call.
func (p *program) function(name string, args []eval) eval {
	one := func(f func(value) value) eval {
		if len(args) != 1 {
			panic(unable("arguments of " + name))
		}
		arg := args[0]
		return func(r *run, fr *frame, dot value) value { return f(arg(r, fr, dot)) }
	}
	switch name {
	case "not":
		return one(func(v value) value { return ofBool(!v.truth()) })
	case "len":
		return one(func(v value) value {
			if v.sort != reflected {
				return ofNumber(len(v.text))
			}
			return ofNumber(indirect(v.ref).Len())
		})
	case "and", "or":
		return func(r *run, f *frame, dot value) (v value) {
			for _, arg := range args {
				if v = arg(r, f, dot); v.truth() == (name == "or") {
					break
				}
			}
			return v
		}
	case "eq", "ne", "gt":
		return p.comparison(name, args)
	case "index":
		if len(args) != 2 {
			break
		}
		return func(r *run, f *frame, dot value) value {
			return value{ref: indirect(args[0](r, f, dot).ref).Index(args[1](r, f, dot).plain().n)}
		}
	}
	switch f := p.funcs[name].(type) {
	case func(brief.Extract) template.HTML:
		return one(func(v value) value { return ofHTML(f(*of[brief.Extract](v))) })
	case func(brief.Extract) bool:
		return one(func(v value) value { return ofBool(f(*of[brief.Extract](v))) })
	case func(brief.Date) template.HTML:
		return one(func(v value) value { return ofHTML(f(*of[brief.Date](v))) })
	case func(*brief.Source) (template.HTML, error):
		return one(func(v value) value {
			reference, err := f(of[brief.Source](v))
			if err != nil {
				panic(err)
			}
			return ofHTML(reference)
		})
	case func(*brief.Kind) string:
		return one(func(v value) value { return ofText(f(of[brief.Kind](v))) })
	case func(brief.Anchor) string:
		return one(func(v value) value { return ofText(f(*of[brief.Anchor](v))) })
	case func(string) template.HTMLAttr:
		return one(func(v value) value { return ofAttr(f(v.words())) })
	case func() template.HTMLAttr:
		return func(*run, *frame, value) value { return ofAttr(f()) }
	case func(...string) template.HTMLAttr:
		return func(r *run, fr *frame, dot value) value {
			var parts [3]string
			for i, arg := range args {
				parts[i] = arg(r, fr, dot).words()
			}
			return ofAttr(f(parts[:len(args)]...))
		}
	case func(brief.Extract) brief.Extract:
		return one(func(v value) value { x := f(*of[brief.Extract](v)); return value{ref: reflect.ValueOf(&x).Elem()} })
	case func(*brief.Note) []*brief.Use:
		return one(func(v value) value { return value{ref: reflect.ValueOf(f(of[brief.Note](v)))} })
	case func(string, string) string:
		if len(args) != 2 {
			panic(unable("arguments of " + name))
		}
		return func(r *run, fr *frame, dot value) value {
			return ofText(f(args[0](r, fr, dot).words(), args[1](r, fr, dot).words()))
		}
	case func(string) string:
		return one(func(v value) value { return ofText(f(v.words())) })
	case func(string) bool:
		return one(func(v value) value { return ofBool(f(v.words())) })
	case func(framed) string:
		return one(func(v value) value { return ofText(f(v.view())) })
	case func(framed) []brief.Anchor:
		return one(func(v value) value { return value{ref: reflect.ValueOf(f(v.view()))} })
	case func(framed) (template.HTML, error):
		return one(func(v value) value {
			html, err := f(v.view())
			if err != nil {
				panic(err)
			}
			return ofHTML(html)
		})
	case func(string, ...any) string:
		return func(r *run, fr *frame, dot value) value {
			key := args[0](r, fr, dot).words()
			if len(args) == 2 && name == "say" {
				if v := args[1](r, fr, dot).plain(); v.sort == isNumber {
					return ofText(p.words.count(key, v.n))
				}
			}
			fill := make([]any, 0, 2)
			for _, arg := range args[1:] {
				switch v := arg(r, fr, dot).plain(); v.sort {
				case isText:
					fill = append(fill, v.text)
				case isNumber:
					fill = append(fill, v.n)
				default:
					panic(unable("filling"))
				}
			}
			return ofText(f(key, fill...))
		}
	case nil:
		panic(unable("function " + name))
	default:
		return byReflection(reflect.ValueOf(f), args)
	}
}

func (p *program) comparison(name string, args []eval) eval {
	if len(args) != 2 {
		panic(unable("arguments of " + name))
	}
	return func(r *run, f *frame, dot value) value {
		a, b := args[0](r, f, dot).plain(), args[1](r, f, dot).plain()
		if a.sort != b.sort || a.sort != isText && a.sort != isNumber || a.sort == isText && name == "gt" {
			panic(unable("comparison"))
		}
		switch name {
		case "eq":
			return ofBool(a.text == b.text && a.n == b.n)
		case "ne":
			return ofBool(a.text != b.text || a.n != b.n)
		}
		return ofBool(a.n > b.n)
	}
}

// of returns the struct that a value is or leads to.
func of[T any](v value) *T {
	ref := v.ref
	if ref.Kind() == reflect.Pointer {
		return ref.Interface().(*T)
	}
	if ref.CanAddr() {
		return ref.Addr().Interface().(*T)
	}
	t := ref.Interface().(T)
	return &t
}

// view returns a value that has to be the view of a page.
func (v value) view() framed {
	view, ok := v.ref.Interface().(framed)
	if !ok {
		panic(unable("not a view"))
	}
	return view
}

// words returns a value that has to be text.
func (v value) words() string {
	if v = v.plain(); v.sort != isText {
		panic(unable("not text"))
	}
	return v.text
}

// byReflection compiles a call of a function of any type.
func byReflection(f reflect.Value, args []eval) eval {
	t := f.Type()
	if t.IsVariadic() && len(args) < t.NumIn()-1 || !t.IsVariadic() && len(args) != t.NumIn() {
		panic(unable("number of arguments"))
	}
	return func(r *run, fr *frame, dot value) value {
		in := make([]reflect.Value, len(args))
		for i, arg := range args {
			in[i] = arg(r, fr, dot).reflection()
		}
		out := f.Call(in)
		if len(out) > 1 && !out[1].IsNil() {
			panic(out[1].Interface())
		}
		return value{ref: out[0]}
	}
}
