package render

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"

	"gloss/generator/brief"
)

// expression is a part of a layout that has a value. Each way to ask for the
// value is there if values of the type can be asked for in this way.
type expression struct {
	of     reflect.Type        // of the value; nil where that may be one or another
	at     eval[reflect.Value] // where it stands in memory; nil for what functions make
	text   eval[string]        // of any type of string
	number eval[int]
	truth  eval[bool] // whether it counts as true, as template.IsTrue says
	print  step       // prints it, escaped as its type asks; nil for what is printed as text

	root eval[reflect.Value] // of a field: the struct that the path starts from, nil for the dot
	path []int
}

// eval works out a value.
type eval[T any] func(r *run, f *frame, dot reflect.Value) T

// placed is an expression for a value that stands in memory.
func placed(of reflect.Type, at eval[reflect.Value]) expression {
	e := expression{of: of, at: at}
	switch of.Kind() {
	case reflect.String:
		e.text = func(r *run, f *frame, dot reflect.Value) string { return at(r, f, dot).String() }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.number = func(r *run, f *frame, dot reflect.Value) int { return int(at(r, f, dot).Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		e.number = func(r *run, f *frame, dot reflect.Value) int { return int(at(r, f, dot).Uint()) }
	case reflect.Interface:
		panic(unable("an interface"))
	}
	truth := truthOf(of)
	e.truth = func(r *run, f *frame, dot reflect.Value) bool { return truth(at(r, f, dot)) }
	return e
}

// truthOf returns what tells whether a value of a type counts as true.
func truthOf(t reflect.Type) func(reflect.Value) bool {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Struct:
		return reflect.Value.IsValid
	}
	return func(v reflect.Value) bool { return !v.IsZero() }
}

// textual is an expression for text of a type that is made when it is asked for.
func textual[T ~string](text eval[T]) expression {
	return expression{
		of:    reflect.TypeFor[T](),
		text:  func(r *run, f *frame, dot reflect.Value) string { return string(text(r, f, dot)) },
		truth: func(r *run, f *frame, dot reflect.Value) bool { return text(r, f, dot) != "" },
	}
}

func numeric(number eval[int]) expression {
	return expression{
		of: reflect.TypeFor[int](), number: number,
		truth: func(r *run, f *frame, dot reflect.Value) bool { return number(r, f, dot) != 0 },
	}
}

func asked(truth eval[bool]) expression { return expression{of: truthType, truth: truth} }

// kept is the expression with a place: what is made when it is asked for is
// kept in the frame.
func (c *compiler) kept(e expression) expression {
	switch {
	case e.at != nil:
		return e
	case e.text != nil:
		text, slot := e.text, place(&c.texts, len(frame{}.texts))
		return placed(e.of, func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.texts[slot] = text(r, f, dot)
			return reflect.ValueOf(&f.texts[slot]).Elem()
		})
	case e.number != nil:
		number, slot := e.number, place(&c.numbers, len(frame{}.numbers))
		return placed(e.of, func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.numbers[slot] = number(r, f, dot)
			return reflect.ValueOf(&f.numbers[slot]).Elem()
		})
	case e.of == truthType:
		truth, slot := e.truth, place(&c.truths, len(frame{}.truths))
		return placed(e.of, func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.truths[slot] = truth(r, f, dot)
			return reflect.ValueOf(&f.truths[slot]).Elem()
		})
	}
	panic(unable("a value that cannot be kept"))
}

// commands compiles a pipeline: the value of each command is the last argument
// of the next.
func (c *compiler) commands(cmds []*parse.CommandNode) expression {
	var e expression
	for i, cmd := range cmds {
		var piped []expression
		if i > 0 {
			piped = []expression{e}
		}
		e = c.command(cmd, piped)
	}
	return e
}

func (c *compiler) command(cmd *parse.CommandNode, piped []expression) expression {
	name, function := cmd.Args[0].(*parse.IdentifierNode)
	if !function {
		if len(cmd.Args) > 1 || piped != nil {
			panic(unable("arguments of a method"))
		}
		return c.operand(cmd.Args[0])
	}
	var args []expression
	for _, arg := range cmd.Args[1:] {
		args = append(args, c.operand(arg))
	}
	return c.function(name.Ident, append(args, piped...))
}

func (c *compiler) operand(node parse.Node) expression {
	switch node := node.(type) {
	case *parse.DotNode:
		return c.dotValue()
	case *parse.StringNode:
		return textual(func(*run, *frame, reflect.Value) string { return node.Text })
	case *parse.NumberNode:
		if node.IsInt {
			n := int(node.Int64)
			return numeric(func(*run, *frame, reflect.Value) int { return n })
		}
	case *parse.BoolNode:
		return asked(func(*run, *frame, reflect.Value) bool { return node.True })
	case *parse.FieldNode:
		return c.members(c.dotValue(), node.Ident)
	case *parse.VariableNode:
		slot := c.variable(node.Ident[0])
		at := func(_ *run, f *frame, _ reflect.Value) reflect.Value { return f.variables[slot] }
		return c.members(placed(c.scope[slot].of, at), node.Ident[1:])
	case *parse.ChainNode:
		return c.members(c.operand(node.Node), node.Field)
	case *parse.PipeNode:
		if len(node.Decl) == 0 {
			return c.commands(node.Cmds)
		}
	case *parse.IdentifierNode:
		return c.function(node.Ident, nil)
	}
	panic(unable(fmt.Sprintf("%T", node)))
}

// dotValue is the dot: a field of nothing.
func (c *compiler) dotValue() expression {
	e := placed(c.dot, func(_ *run, _ *frame, dot reflect.Value) reflect.Value { return dot })
	e.path = []int{}
	return e
}

func (c *compiler) members(e expression, names []string) expression {
	for _, name := range names {
		e = c.member(e, name)
	}
	return e
}

// member compiles .Name: a method, or else a field.
func (c *compiler) member(e expression, name string) expression {
	if e.at == nil {
		panic(unable("a member of what has no place"))
	}
	of := pointed(e.of)
	if m, ok := reflect.PointerTo(of).MethodByName(name); ok {
		return c.method(e.at, m)
	}
	if of.Kind() != reflect.Struct {
		panic(unable("no " + name))
	}
	field, ok := of.FieldByName(name)
	if !ok || !field.IsExported() {
		panic(unable("no " + name))
	}
	if e.path == nil {
		root := e.at
		e.root = func(r *run, f *frame, dot reflect.Value) reflect.Value { return indirect(root(r, f, dot)) }
	}
	return fieldAt(field.Type, e.root, append(e.path[:len(e.path):len(e.path)], field.Index...))
}

// fieldAt is the field at the end of a path. Most fields are the dot's own.
func fieldAt(of reflect.Type, root eval[reflect.Value], path []int) expression {
	at := func(r *run, f *frame, dot reflect.Value) reflect.Value { return root(r, f, dot).FieldByIndex(path) }
	if root == nil {
		at = func(_ *run, _ *frame, dot reflect.Value) reflect.Value { return dot.FieldByIndex(path) }
	}
	own := root == nil && len(path) == 1
	if own {
		i := path[0]
		at = func(_ *run, _ *frame, dot reflect.Value) reflect.Value { return dot.Field(i) }
	}
	e := placed(of, at)
	e.root, e.path = root, path
	if own && of.Kind() == reflect.String {
		i := path[0]
		e.text = func(_ *run, _ *frame, dot reflect.Value) string { return dot.Field(i).String() }
	}
	return e
}

// method compiles the call of a method of what stands at a place. Those that
// every page calls dozens of times are called by their names: a call through
// reflection costs ten times as much.
func (c *compiler) method(at eval[reflect.Value], m reflect.Method) expression {
	if m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
		panic(unable("arguments of a method"))
	}
	whole := func(r *run, f *frame, dot reflect.Value) reflect.Value { return indirect(at(r, f, dot)).Addr() }
	called := func(r *run, f *frame, dot reflect.Value) reflect.Value {
		return whole(r, f, dot).Method(m.Index).Call(nil)[0]
	}
	switch m.Type.Out(0) {
	case reflect.TypeFor[string]():
		switch m.Name {
		case "Fragment":
			return textual(func(r *run, f *frame, dot reflect.Value) string {
				return whole(r, f, dot).Interface().(interface{ Fragment() string }).Fragment()
			})
		case "Address":
			return textual(func(r *run, f *frame, dot reflect.Value) string {
				return whole(r, f, dot).Interface().(interface{ Address() string }).Address()
			})
		}
		return textual(func(r *run, f *frame, dot reflect.Value) string { return called(r, f, dot).String() })
	case reflect.TypeFor[bool]():
		if m.Name == "IsZero" {
			return asked(func(r *run, f *frame, dot reflect.Value) bool {
				return whole(r, f, dot).Interface().(interface{ IsZero() bool }).IsZero()
			})
		}
		return asked(func(r *run, f *frame, dot reflect.Value) bool { return called(r, f, dot).Bool() })
	}
	if m.Name == "Text" && m.Type.Out(0) == reflect.TypeFor[brief.Extract]() {
		slot := place(&c.extracts, len(frame{}.extracts))
		return placed(m.Type.Out(0), func(r *run, f *frame, dot reflect.Value) reflect.Value {
			f.extracts[slot] = whole(r, f, dot).Interface().(interface{ Text() brief.Extract }).Text()
			return reflect.ValueOf(&f.extracts[slot]).Elem()
		})
	}
	return placed(m.Type.Out(0), called)
}

// pointed returns the type that a pointer leads to, and others as they are;
// indirect the same for values. What a pointer leads to is the dot.
func pointed(t reflect.Type) reflect.Type {
	if t == nil {
		panic(unable("a value of no type"))
	}
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func indirect(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Pointer {
		return v.Elem()
	}
	return v
}

var (
	htmlType  = reflect.TypeFor[template.HTML]()
	truthType = reflect.TypeFor[bool]()
	attrType  = reflect.TypeFor[template.HTMLAttr]()
)
