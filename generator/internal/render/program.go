package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	"sync/atomic"
	"text/template/parse"

	"gloss/generator/brief"
)

// A program is a layout made ready to run. Package html/template works out
// where each value of a layout stands and which escaping it needs; running
// the outcome, it looks every name up again and calls every function through
// reflection, for an article page some four thousand allocations. A program
// does the same steps with the names looked up once, for each type of view
// that a template is given: then the type of everything in it is known.
//
// It knows the part of the template language that layouts are written in.
// What it does not know, and whatever goes wrong while it runs, it leaves to
// html/template, which prints the page or says what is wrong and where. So a
// program decides how fast a page is printed and never what is printed; a
// test holds the two against each other.
type program struct {
	set    *template.Template
	voice  *voice
	funcs  template.FuncMap
	prints map[string]any // see printings
	parts  sync.Map       // partKey → *part
	runs   sync.Pool      // of executions that have ended: *run
}

// part is a template for a dot of one type.
type part struct {
	compiled sync.Once
	print    step
	beyond   atomic.Bool // it holds something that only html/template can print
}

type partKey struct {
	name string
	dot  reflect.Type
}

// step prints a node of a template, given the dot.
type step func(r *run, f *frame, dot reflect.Value)

// run is one execution.
type run struct {
	out   *bytes.Buffer
	parts [3]string // of an address that is being printed
	depth int       // of templates that are being printed, each by the one before

	day     brief.Date    // that was printed last
	inWords template.HTML // that day

	first [8]frame // theirs
	more  []*frame // of those that are deeper
}

// maxCalls is how deep templates may call each other. One that calls itself
// without end is left to html/template, which says where.
const maxCalls = 1000

// errTooDeep ends an execution, and print recovers from it: unlike what is
// unable it says something of one view, and the next may be printed.
var errTooDeep = errors.New("templates that call each other")

// frame holds what one invocation of a template keeps: its variables, $
// first, and what functions made that has no place of its own.
type frame struct {
	variables [6]reflect.Value
	texts     [3]string
	numbers   [2]int
	truths    [1]bool
	extracts  [3]brief.Extract
	uses      []*brief.Use
}

// unable says that something is not a program's business.
type unable string

// compile returns the program of a voice's set of escaped templates.
func compile(set *template.Template, v *voice) *program {
	return &program{set: set, voice: v, funcs: v.functions(), prints: v.printings()}
}

// print runs a template for a view and reports whether it could. If it could
// not, nothing is printed.
func (p *program) print(name string, out *bytes.Buffer, view any) (done bool) {
	dot := reflect.ValueOf(view)
	if dot.Kind() != reflect.Pointer {
		return false
	}
	dot = dot.Elem()
	whole := p.part(name, dot.Type())
	if whole.beyond.Load() {
		return false
	}
	start := out.Len()
	defer func() {
		if reason := recover(); reason != nil {
			if _, always := reason.(unable); always {
				whole.beyond.Store(true)
			}
			out.Truncate(start)
			done = false
		}
	}()
	r, again := p.runs.Get().(*run)
	if !again {
		r = new(run)
	}
	r.out = out
	p.call(r, whole, dot)
	*r = run{} // nothing of the view lives on
	p.runs.Put(r)
	return true
}

// part returns the part for a template and a dot. It is compiled when it is
// first called: most of the templates that a layout names are for views of
// other types.
func (p *program) part(name string, dot reflect.Type) *part {
	key := partKey{name, dot}
	known, found := p.parts.Load(key)
	if !found {
		known, _ = p.parts.LoadOrStore(key, new(part))
	}
	one := known.(*part)
	one.compiled.Do(func() { // others, who found it, wait until it is
		c := compiler{program: p, dot: dot, scope: []variable{{"$", dot}}}
		t := p.set.Lookup(name)
		if t == nil || t.Tree == nil {
			one.print = c.beyond(unable("no template " + name))
			return
		}
		one.print = c.list(t.Tree.Root)
	})
	return one
}

// call runs a part with a frame of its own.
func (p *program) call(r *run, one *part, dot reflect.Value) {
	own := r.enter()
	own.variables[0] = dot
	one.print(r, own, dot)
	r.depth--
}

// enter returns the frame for an invocation.
func (r *run) enter() *frame {
	at := r.depth
	r.depth++
	switch {
	case at < len(r.first):
		return &r.first[at]
	case at > maxCalls:
		panic(errTooDeep)
	case at-len(r.first) == len(r.more):
		r.more = append(r.more, new(frame))
	}
	return r.more[at-len(r.first)]
}

// compiler makes the steps of one part.
type compiler struct {
	*program
	dot   reflect.Type
	scope []variable

	texts, numbers, truths, extracts, uses int // that are in use, of a frame's
}

// variable is a variable in scope, of which a frame holds the value at the
// same place.
type variable struct {
	name string
	of   reflect.Type
}

// beyond is the step in the place of what is not a program's business.
func (c *compiler) beyond(reason unable) step {
	return func(*run, *frame, reflect.Value) { panic(reason) }
}

func (c *compiler) list(list *parse.ListNode) step {
	if list == nil {
		return func(*run, *frame, reflect.Value) {}
	}
	scope := len(c.scope)
	var steps []step
	var text []byte // since the last step: words that are set into a layout divide its text
	printText := func() {
		if len(text) > 0 {
			made := text
			steps = append(steps, func(r *run, _ *frame, _ reflect.Value) { r.out.Write(made) })
			text = nil
		}
	}
	for _, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.CommentNode:
		case *parse.TextNode:
			text = append(text, node.Text...)
		default:
			printText()
			steps = append(steps, c.node(node))
		}
	}
	printText()
	c.scope = c.scope[:scope]
	if len(steps) == 1 {
		return steps[0]
	}
	return func(r *run, f *frame, dot reflect.Value) {
		for _, s := range steps {
			s(r, f, dot)
		}
	}
}

// node compiles a node. One that cannot be compiled matters only where it is
// printed: a layout may ask for the type of a view before it goes on.
func (c *compiler) node(node parse.Node) (made step) {
	defer func() {
		if reason := recover(); reason != nil {
			why, ok := reason.(unable)
			if !ok {
				panic(reason)
			}
			made = c.beyond(why)
		}
	}()
	switch node := node.(type) {
	case *parse.ActionNode:
		return c.action(node)
	case *parse.IfNode:
		return c.branch(&node.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&node.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(node)
	case *parse.TemplateNode:
		return c.invocation(node)
	}
	panic(unable(fmt.Sprintf("%T", node)))
}

// action compiles {{…}}: a value that is printed, or kept in a variable.
func (c *compiler) action(node *parse.ActionNode) step {
	cmds := node.Pipe.Cmds
	if len(node.Pipe.Decl) > 0 {
		e := c.kept(c.commands(cmds))
		slot := c.slot(node.Pipe, e.of)
		return func(r *run, f *frame, dot reflect.Value) { f.variables[slot] = e.at(r, f, dot) }
	}
	last := len(cmds) - 1
	if last == 0 {
		panic(unable("without an escaper " + node.String()))
	}
	return escaped(cmds[last].String(), c.commands(cmds[:last]))
}

// slot returns the place of the one variable that a pipe declares. Values are
// kept where they stand, so that setting one again could change another.
func (c *compiler) slot(pipe *parse.PipeNode, of reflect.Type) int {
	if len(pipe.Decl) != 1 || pipe.IsAssign {
		panic(unable("declarations"))
	}
	return c.declare(pipe.Decl[0].Ident[0], of)
}

func (c *compiler) declare(name string, of reflect.Type) int {
	taken := len(c.scope)
	slot := place(&taken, len(frame{}.variables))
	c.scope = append(c.scope, variable{name, of})
	return slot
}

func (c *compiler) variable(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i].name == name {
			return i
		}
	}
	panic(unable("variable " + name))
}

// within compiles a list for a dot of a type.
func (c *compiler) within(list *parse.ListNode, dot reflect.Type) step {
	outer := c.dot
	c.dot = dot
	made := c.list(list)
	c.dot = outer
	return made
}

func (c *compiler) branch(node *parse.BranchNode, with bool) step {
	scope := len(c.scope)
	defer func() { c.scope = c.scope[:scope] }()
	e := c.commands(node.Pipe.Cmds)
	if len(node.Pipe.Decl) == 0 && !with {
		yes, no := c.list(node.List), c.list(node.ElseList)
		return func(r *run, f *frame, dot reflect.Value) {
			if e.truth(r, f, dot) {
				yes(r, f, dot)
			} else {
				no(r, f, dot)
			}
		}
	}
	e = c.kept(e)
	keep := -1
	if len(node.Pipe.Decl) > 0 {
		keep = c.slot(node.Pipe, e.of)
	}
	inner := c.dot
	if with {
		inner = pointed(e.of)
	}
	yes, no := c.within(node.List, inner), c.list(node.ElseList)
	truth := truthOf(e.of)
	return func(r *run, f *frame, dot reflect.Value) {
		v := e.at(r, f, dot)
		if keep >= 0 {
			f.variables[keep] = v
		}
		switch {
		case !truth(v):
			no(r, f, dot)
		case with:
			yes(r, f, indirect(v))
		default:
			yes(r, f, dot)
		}
	}
}

func (c *compiler) loop(node *parse.RangeNode) step {
	scope := len(c.scope)
	defer func() { c.scope = c.scope[:scope] }()
	over := c.commands(node.Pipe.Cmds)
	if node.Pipe.IsAssign {
		panic(unable("range that assigns"))
	}
	if over.of == nil || over.at == nil || over.of.Kind() != reflect.Slice {
		panic(unable("range over what is no list"))
	}
	index, element, number := -1, -1, 0
	for i, d := range node.Pipe.Decl {
		if i == len(node.Pipe.Decl)-1 {
			element = c.declare(d.Ident[0], over.of.Elem())
		} else {
			index = c.declare(d.Ident[0], reflect.TypeFor[int]())
			number = place(&c.numbers, len(frame{}.numbers))
		}
	}
	body, none := c.within(node.List, pointed(over.of.Elem())), c.list(node.ElseList)
	return func(r *run, f *frame, dot reflect.Value) {
		list := over.at(r, f, dot)
		n := list.Len()
		if n == 0 {
			none(r, f, dot)
			return
		}
		for i := range n {
			item := list.Index(i)
			if index >= 0 {
				f.numbers[number] = i
				f.variables[index] = reflect.ValueOf(&f.numbers[number]).Elem()
			}
			if element >= 0 {
				f.variables[element] = item
			}
			body(r, f, indirect(item))
		}
	}
}

// invocation compiles {{template "name" …}}.
func (c *compiler) invocation(node *parse.TemplateNode) step {
	if node.Pipe == nil || len(node.Pipe.Decl) > 0 {
		panic(unable("a template that is given nothing"))
	}
	e := c.kept(c.commands(node.Pipe.Cmds))
	p, dotType := c.program, pointed(e.of)
	found := sync.OnceValue(func() *part { return p.part(node.Name, dotType) })
	return func(r *run, f *frame, dot reflect.Value) {
		p.call(r, found(), indirect(e.at(r, f, dot)))
	}
}

// place returns the next place of a sort in a frame, of which there are only
// so many.
func place(taken *int, places int) int {
	if *taken == places {
		panic(unable("too much to keep"))
	}
	*taken++
	return *taken - 1
}
