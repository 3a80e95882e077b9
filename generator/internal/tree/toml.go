package tree

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"gloss/generator/internal/diag"
)

// TOML reads a text as TOML 1.0. The text stands in a file and begins at the
// first column of a line there. After a line that cannot be read it goes on
// with the next one, so that every broken line is complained of and the others
// are returned.
func TOML(text string, at diag.Pos, codes Codes, list *diag.List) *Node {
	at.Column = 1
	t := &tomlReader{
		complaints: complaints{codes, list},
		cursor:     newCursor(text, at),
		text:       text,
		tables:     map[*Node]*tomlTable{},
	}
	root := &Node{Kind: Mapping, Pos: t.place(0)}
	t.root = t.table(root)
	t.current = t.root
	data := []byte(text)
	for from, broken := 0, 0; from < len(data); broken++ {
		from += t.read(data[from:], from, broken < maxBroken)
	}
	root.Partial = t.broken
	return root
}

// tomlReader reads one text.
type tomlReader struct {
	complaints
	cursor  cursor
	text    string
	base    int // byte offset of what the parser has been given
	parser  unstable.Parser
	root    *tomlTable
	current *tomlTable // what the last header names
	tables  map[*Node]*tomlTable
	broken  bool // something could not be read
}

// tomlTable is a table and how it came to be, which says who may add to it
// (TOML 1.0, "Table").
type tomlTable struct {
	mapping
	made made
}

type made uint8

const (
	implied made = iota // by the header of a table within it
	headed              // by its own header
	dotted              // by a dotted key
	inline              // in braces: it is complete
)

func (t *tomlReader) place(offset int) diag.Pos { return t.cursor.place(offset) }

func (t *tomlReader) table(n *Node) *tomlTable {
	table := t.tables[n]
	if table == nil {
		table = &tomlTable{mapping: mapping{Node: n}}
		t.tables[n] = table
	}
	return table
}

// read reads expressions from the data until its end or the first one that
// cannot be read, and returns where to go on.
func (t *tomlReader) read(data []byte, base int, complain bool) int {
	t.base = base
	t.parser.Reset(data)
	for t.parser.NextExpression() {
		switch e := t.parser.Expression(); e.Kind {
		case unstable.KeyValue:
			t.keyValue(t.current, e, 1)
		case unstable.Table, unstable.ArrayTable:
			t.header(e)
		}
	}
	err := t.parser.Error()
	if err == nil {
		return len(data)
	}
	t.broken = true
	at := 0
	problem := new(unstable.ParserError)
	if errors.As(err, &problem) {
		at = int(t.parser.Range(problem.Highlight).Offset)
	}
	for at > 0 && at < len(data) && !utf8.RuneStart(data[at]) { // the parser counts bytes
		at--
	}
	if complain {
		message, hint := explainTOML(err.Error(), string(data[at:]))
		t.syntax(t.place(base+at), hint, message)
	}
	next := strings.IndexByte(t.text[base+at:], '\n')
	if next < 0 {
		return len(data)
	}
	return at + next + 1
}

// header goes to the table that a header names: [a.b] or [[a.b]].
func (t *tomlReader) header(e *unstable.Node) {
	table := t.root
	depth := 0
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		name, at := string(key.Data), t.place(t.offset(key))
		f := table.find(name)
		depth++
		switch {
		case depth > MaxDepth:
			t.deep(at)
			t.current = t.nowhere()
			return
		case !keys.IsLast() && f == nil:
			table = t.newTable(table, name, at, implied)
		case !keys.IsLast():
			table = t.open(f)
		case e.Kind == unstable.ArrayTable:
			table = t.newItem(table, name, at, f)
		case f == nil:
			table = t.newTable(table, name, at, headed)
		case f.Value.Kind == Mapping && t.table(f.Value).made == implied:
			table = t.table(f.Value)
			table.made = headed
		default:
			t.twice(name, at, f.Pos)
			table = nil
		}
		if table == nil {
			if f != nil && !keys.IsLast() {
				t.twice(name, at, f.Pos)
			}
			table = t.nowhere()
			break
		}
	}
	t.current = table
}

// nowhere returns a table for what is read but belongs nowhere.
func (t *tomlReader) nowhere() *tomlTable { return t.table(&Node{Kind: Mapping}) }

// deep complains of a value that is nested too deep.
func (t *tomlReader) deep(at diag.Pos) {
	t.broken = true
	t.tooDeep(at)
}

// open returns the table that a field holds, the last one of a list of
// tables, and nil when it holds something else.
func (t *tomlReader) open(f *Field) *tomlTable {
	n := f.Value
	if n.Kind == Sequence && len(n.Items) > 0 && t.tables[n] != nil {
		n = n.Items[len(n.Items)-1]
	}
	if n.Kind != Mapping || t.table(n).made == inline {
		return nil
	}
	return t.table(n)
}

func (t *tomlReader) newTable(in *tomlTable, name string, at diag.Pos, how made) *tomlTable {
	table := t.table(&Node{Kind: Mapping, Pos: at})
	table.made = how
	in.add(name, at, table.Node, t.complaints)
	return table
}

// newItem adds a table to a list of tables.
func (t *tomlReader) newItem(in *tomlTable, name string, at diag.Pos, f *Field) *tomlTable {
	if f == nil {
		list := &Node{Kind: Sequence, Pos: at}
		t.table(list) // marks it as a list of tables
		in.add(name, at, list, t.complaints)
		f = in.find(name)
	}
	if f.Value.Kind != Sequence || t.tables[f.Value] == nil {
		t.twice(name, at, f.Pos)
		return nil
	}
	table := t.table(&Node{Kind: Mapping, Pos: at})
	table.made = headed
	f.Value.Items = append(f.Value.Items, table.Node)
	return table
}

// keyValue adds key = value to a table and returns the byte offset of the end
// of the value. A dotted key leads through tables.
func (t *tomlReader) keyValue(table *tomlTable, e *unstable.Node, depth int) int {
	var name string
	var at diag.Pos
	var end int
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		name, at = string(key.Data), t.place(t.offset(key))
		end = t.offset(key) + int(key.Raw.Length)
		if keys.IsLast() || table == nil {
			continue
		}
		if depth++; depth > MaxDepth {
			t.deep(at)
			table = nil
			continue
		}
		switch f := table.find(name); {
		case f == nil:
			table = t.newTable(table, name, at, dotted)
		case f.Value.Kind == Mapping && t.table(f.Value).made == dotted:
			table = t.table(f.Value)
		default:
			t.twice(name, at, f.Pos)
			table = nil
		}
	}
	start := t.skip(end, " \t=")
	value, end := t.value(e.Value(), start, depth)
	if table != nil {
		table.add(name, at, value, t.complaints)
	}
	return end
}

// value returns a value of the parser as one of ours, and the byte offset of
// its end. The value starts at a byte offset; the parser does not say where
// lists and inline tables do.
func (t *tomlReader) value(n *unstable.Node, start, depth int) (*Node, int) {
	node := &Node{Kind: Scalar, Pos: t.place(start)}
	if depth > MaxDepth {
		if depth == MaxDepth+1 {
			t.deep(node.Pos)
		}
		node.Kind, node.Partial = Null, true
		return node, start
	}
	switch n.Kind {
	case unstable.Array:
		node.Kind = Sequence
		end := start + 1
		for items := n.Children(); items.Next(); {
			var item *Node
			item, end = t.value(items.Node(), t.gap(end), depth+1)
			node.Items = append(node.Items, item)
			if item.Partial {
				node.Partial = true
				return node, end
			}
		}
		return node, t.gap(end) + 1
	case unstable.InlineTable:
		node.Kind = Mapping
		table := t.table(node)
		end := start + 1
		for fields := n.Children(); fields.Next(); {
			end = t.keyValue(table, fields.Node(), depth+1)
		}
		t.close(node)
		return node, t.gap(end) + 1
	}
	node.Text, node.Plain = string(n.Data), n.Kind != unstable.String
	return node, start + int(n.Raw.Length)
}

// close makes an inline table complete, with the tables that dotted keys made
// within it.
func (t *tomlReader) close(n *Node) {
	if n.Kind != Mapping {
		return
	}
	table := t.table(n)
	if table.made == inline {
		return
	}
	table.made = inline
	for i := range n.Fields {
		t.close(n.Fields[i].Value)
	}
}

// offset returns the byte offset of a key in the text.
func (t *tomlReader) offset(n *unstable.Node) int { return t.base + int(n.Raw.Offset) }

// gap returns the offset of what follows the blanks, commas and comments at
// an offset.
func (t *tomlReader) gap(at int) int {
	for {
		at = t.skip(at, " \t\n,")
		if at == len(t.text) || t.text[at] != '#' {
			return at
		}
		if n := strings.IndexByte(t.text[at:], '\n'); n >= 0 {
			at += n
		} else {
			at = len(t.text)
		}
	}
}

// skip returns the offset of what follows any of some characters.
func (t *tomlReader) skip(at int, any string) int {
	for at < len(t.text) && strings.IndexByte(any, t.text[at]) >= 0 {
		at++
	}
	return at
}

// explainTOML turns the parser's complaint into a message and a hint for
// authors. The text begins where the complaint points.
func explainTOML(complaint, text string) (message, hint string) {
	const quote = `write text in double quotes: key = "text"`
	line, _, _ := strings.Cut(text, "\n")
	first := Shown(strings.SplitN(line+" ", " ", 2)[0])
	switch {
	case strings.Contains(complaint, "expected '='"):
		return "an equals sign is missing after a key", "write key = value"
	case strings.Contains(complaint, "start of value"), strings.Contains(complaint, "expected keyword"):
		if line == "" {
			return "a value is missing", quote
		}
		return fmt.Sprintf("%s is not a value", first), quote
	case strings.Contains(complaint, "strings must be quoted"):
		return "text stands without quotes", quote
	case strings.Contains(complaint, "leading zeroes"), strings.Contains(complaint, "digit"), strings.Contains(complaint, "number"),
		strings.Contains(complaint, "radix"):
		return "this is no number", quote
	case strings.Contains(complaint, "start of key"):
		return "a key cannot begin here", "write key = value; put a key with blanks or accents into quotes"
	case strings.Contains(complaint, "nested"):
		return "lists and tables are nested too deep", "write them with less nesting"
	case strings.Contains(complaint, "array"):
		return "a list is not closed, or lacks a comma", `write ["one", "another"]`
	case strings.Contains(complaint, "inline table"):
		return "a table in braces is not closed, or lacks a comma", "write { key = value, key = value }"
	case strings.Contains(complaint, "close table name"), strings.Contains(complaint, "close array table"):
		return "the header of a table is not closed", "write [name], or [[name]] for an item of a list"
	case strings.Contains(complaint, "string"), strings.Contains(complaint, "quote"):
		return "a text in quotes is not closed in its line", `close it with the same mark; write \" for a quotation mark within it`
	case strings.Contains(complaint, "escape"):
		return "a backslash stands before something that it cannot escape", `write \\ for a backslash, or use single quotes`
	case strings.Contains(complaint, "newline"):
		return "something follows the end of the value", quote
	case strings.Contains(complaint, "date"), strings.Contains(complaint, "time"):
		return "this is no date", "write YYYY-MM-DD"
	case strings.Contains(complaint, "not end of input"):
		return "a value is missing", quote
	}
	return "this cannot be read as TOML", quote
}
