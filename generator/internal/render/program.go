package render

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A program is a layout made ready to run. Package html/template works out
// where each value of a layout stands and which escaping it needs; running
// the outcome, it looks every name up again and calls every function through
// reflection, for an article page some four thousand allocations. A program
// does the same steps with the names looked up once.
//
// It knows the part of the template language that layouts are written in.
// What it does not know, and whatever goes wrong while it runs, it leaves to
// html/template, which prints the page or says what is wrong and where. So a
// program decides how fast a page is printed and never what is printed; a
// test holds the two against each other.
type program struct {
	parts     map[string]step // by template
	set       *template.Template
	printings map[string]printing
	words     *words
	funcs     template.FuncMap
	slots     []string // variables in scope, while a template is compiled
}

// step prints a node of a template, given the dot.
type step func(r *run, frame *frame, dot value)

// eval works out an expression.
type eval func(r *run, frame *frame, dot value) value

// run is one execution.
type run struct {
	out  *bytes.Buffer
	free []*frame // that invocations have finished with
	args [mostArguments]value

	depth int // of templates that are being printed, each by the one before
}

// mostArguments is how many arguments functions that are called by name have.
const mostArguments = 3

// maxCalls is how deep templates may call each other. One that calls itself
// without end is left to html/template, which says where.
const maxCalls = 1000

// frame holds the variables of one invocation of a template, $ first.
type frame [6]value

// unable says that something is not a program's business.
type unable string

// compile returns the program of a voice's set of escaped templates, and nil
// when the named one holds something that only html/template can print.
func compile(set *template.Template, name string, v *voice) (p *program) {
	defer func() {
		if reason := recover(); reason != nil {
			if _, ok := reason.(unable); !ok {
				panic(reason)
			}
			p = nil
		}
	}()
	p = &program{parts: map[string]step{}, set: set, funcs: v.functions(), printings: v.printings(), words: v.words}
	p.template(name)
	return p
}

// print runs a template for a view and reports whether it could. If it could
// not, nothing is printed.
func (p *program) print(name string, out *bytes.Buffer, view any) (done bool) {
	start := out.Len()
	defer func() {
		if recover() != nil {
			out.Truncate(start)
			done = false
		}
	}()
	dot := value{ref: reflect.ValueOf(view)}
	p.parts[name](&run{out: out}, &frame{dot}, dot)
	return true
}

// template compiles a template unless it is, or is being, compiled.
func (p *program) template(name string) {
	if _, known := p.parts[name]; known {
		return
	}
	t := p.set.Lookup(name)
	if t == nil || t.Tree == nil {
		panic(unable("no template " + name))
	}
	p.parts[name] = nil
	outer := p.slots
	p.slots = []string{"$"}
	p.parts[name] = p.list(t.Tree.Root)
	p.slots = outer
}

func (p *program) list(list *parse.ListNode) step {
	if list == nil {
		return func(*run, *frame, value) {}
	}
	scope := len(p.slots)
	var steps []step
	for _, node := range list.Nodes {
		steps = append(steps, p.node(node))
	}
	p.slots = p.slots[:scope]
	if len(steps) == 1 {
		return steps[0]
	}
	return func(r *run, f *frame, dot value) {
		for _, s := range steps {
			s(r, f, dot)
		}
	}
}

func (p *program) node(node parse.Node) step {
	switch node := node.(type) {
	case *parse.TextNode:
		return func(r *run, _ *frame, _ value) { r.out.Write(node.Text) }
	case *parse.CommentNode:
		return func(*run, *frame, value) {}
	case *parse.ActionNode:
		return p.action(node)
	case *parse.IfNode:
		return p.branch(&node.BranchNode, false)
	case *parse.WithNode:
		return p.branch(&node.BranchNode, true)
	case *parse.RangeNode:
		return p.loop(node)
	case *parse.TemplateNode:
		return p.call(node)
	}
	panic(unable(fmt.Sprintf("%T", node)))
}

// action compiles {{…}}: a value that is printed, or kept in a variable.
func (p *program) action(node *parse.ActionNode) step {
	cmds := node.Pipe.Cmds
	if len(node.Pipe.Decl) > 0 {
		get := p.pipe(node.Pipe)
		slot := p.slot(node.Pipe)
		return func(r *run, f *frame, dot value) { f[slot] = get(r, f, dot) }
	}
	escape, known := escapers[cmds[len(cmds)-1].String()]
	if !known || len(cmds) < 2 {
		panic(unable("escaper " + node.String()))
	}
	if len(cmds) == 2 {
		if name, function := cmds[0].Args[0].(*parse.IdentifierNode); function {
			if direct := p.printings[name.Ident]; direct.escaper == cmds[1].String() {
				return p.printed(direct.print, cmds[0].Args[1:])
			}
		}
	}
	get := p.commands(cmds[:len(cmds)-1])
	return func(r *run, f *frame, dot value) { escape(r.out, get(r, f, dot)) }
}

// printed compiles a call that prints its outcome itself.
func (p *program) printed(print func(*bytes.Buffer, []value) error, nodes []parse.Node) step {
	if len(nodes) == 0 || len(nodes) > mostArguments {
		panic(unable("number of arguments"))
	}
	args := make([]eval, len(nodes))
	for i, node := range nodes {
		args[i] = p.operand(node)
	}
	return func(r *run, f *frame, dot value) {
		for i, arg := range args {
			r.args[i] = arg(r, f, dot)
		}
		if err := print(r.out, r.args[:len(args)]); err != nil {
			panic(err)
		}
	}
}

// slot returns the place of the one variable that a pipe declares or sets.
func (p *program) slot(pipe *parse.PipeNode) int {
	if len(pipe.Decl) != 1 {
		panic(unable("declarations"))
	}
	name := pipe.Decl[0].Ident[0]
	if pipe.IsAssign {
		return p.variable(name)
	}
	return p.declare(name)
}

func (p *program) declare(name string) int {
	p.slots = append(p.slots, name)
	if len(p.slots) > len(frame{}) {
		panic(unable("variables"))
	}
	return len(p.slots) - 1
}

func (p *program) variable(name string) int {
	for i := len(p.slots) - 1; i >= 0; i-- {
		if p.slots[i] == name {
			return i
		}
	}
	panic(unable("variable " + name))
}

func (p *program) branch(node *parse.BranchNode, with bool) step {
	scope := len(p.slots)
	get, keep := p.pipe(node.Pipe), -1
	if len(node.Pipe.Decl) > 0 {
		keep = p.slot(node.Pipe)
	}
	yes, no := p.list(node.List), p.list(node.ElseList)
	p.slots = p.slots[:scope]
	return func(r *run, f *frame, dot value) {
		v := get(r, f, dot)
		if keep >= 0 {
			f[keep] = v
		}
		switch {
		case !v.truth():
			no(r, f, dot)
		case with:
			yes(r, f, v)
		default:
			yes(r, f, dot)
		}
	}
}

func (p *program) loop(node *parse.RangeNode) step {
	scope := len(p.slots)
	get := p.pipe(node.Pipe)
	index, element := -1, -1
	if node.Pipe.IsAssign {
		panic(unable("range that assigns"))
	}
	for i, d := range node.Pipe.Decl {
		slot := p.declare(d.Ident[0])
		if i == len(node.Pipe.Decl)-1 {
			element = slot
		} else {
			index = slot
		}
	}
	body, none := p.list(node.List), p.list(node.ElseList)
	p.slots = p.slots[:scope]
	return func(r *run, f *frame, dot value) {
		over := get(r, f, dot)
		if over.sort != reflected {
			panic(unable("range over words or a number"))
		}
		list := indirect(over.ref)
		if !list.IsValid() {
			none(r, f, dot)
			return
		}
		if list.Kind() != reflect.Slice && list.Kind() != reflect.Array {
			panic(unable("range over " + list.Kind().String()))
		}
		if list.Len() == 0 {
			none(r, f, dot)
			return
		}
		for i := range list.Len() {
			item := value{ref: list.Index(i)}
			if index >= 0 {
				f[index] = ofNumber(i)
			}
			if element >= 0 {
				f[element] = item
			}
			body(r, f, item)
		}
	}
}

func (p *program) call(node *parse.TemplateNode) step {
	name := node.Name
	p.template(name)
	get := func(*run, *frame, value) value { return value{} }
	if node.Pipe != nil {
		get = p.pipe(node.Pipe)
	}
	return func(r *run, f *frame, dot value) {
		inner := get(r, f, dot)
		own := r.frame(inner)
		if r.depth++; r.depth > maxCalls {
			panic(unable("templates that call each other"))
		}
		p.parts[name](r, own, inner)
		r.depth--
		r.free = append(r.free, own)
	}
}

// frame returns a frame for an invocation with the given dot.
func (r *run) frame(dot value) *frame {
	n := len(r.free)
	if n == 0 {
		return &frame{dot}
	}
	f := r.free[n-1]
	r.free = r.free[:n-1]
	*f = frame{dot}
	return f
}
