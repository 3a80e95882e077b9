// Package tree reads data files (YAML, TOML or JSON) as one tree in which
// every key and every value knows its line and column.
//
// Scalars keep the text that the author wrote: 1.10 stays 1.10, a date stays
// text, and no is a word until somebody asks for a yes or no. What cannot be
// read is complained of with its place; what can be read in spite of it is
// returned. A [Reader] then takes a mapping apart by its keys.
//
// The libraries that parse YAML and TOML enter the program here.
package tree

import (
	"gloss/generator/internal/diag"
)

// MaxDepth is the deepest nesting of lists and mappings that is read.
const MaxDepth = 100

// maxBroken is how many broken places of one text are complained of. After
// that many the text is of another kind.
const maxBroken = 20

// Kind says what a value is.
type Kind uint8

// The kinds of values.
const (
	Null     Kind = iota // nothing: an empty value, or null
	Scalar               // text, number, date or boolean
	Sequence             // a list
	Mapping              // keys with values
)

// String returns the word that complaints use.
func (k Kind) String() string { return [...]string{"nothing", "text", "a list", "a mapping"}[k] }

// Node is a value of a data file.
type Node struct {
	Kind    Kind
	Text    string  // of a scalar: quotes and escapes decoded, numbers and dates as written
	Plain   bool    // of a scalar: written without quotes, so that it may be a number, date or boolean
	Items   []*Node // of a sequence
	Fields  []Field // of a mapping, in the order of the file; no key comes twice
	Partial bool    // something in it could not be read: what seems missing may be there
	Pos     diag.Pos
}

// Field is one key of a mapping and its value.
type Field struct {
	Key   string
	Value *Node
	Pos   diag.Pos // of the key
}

// Get returns the value of a key, and nil when a mapping does not have it or
// the node is no mapping.
func (n *Node) Get(key string) *Node {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return n.Fields[i].Value
		}
	}
	return nil
}

// Codes are the codes of the complaints about one sort of file.
type Codes struct {
	Syntax diag.Code // it cannot be read
	Key    diag.Code // a key is unknown or comes twice
	Value  diag.Code // a value is not of the kind that its key wants
}

// complaints collects what is wrong with one text.
type complaints struct {
	codes Codes
	list  *diag.List
}

func (c complaints) syntax(at diag.Pos, hint, message string) {
	c.list.Add(c.codes.Syntax, at, hint, "%s", message)
}

func (c complaints) twice(key string, again, first diag.Pos) {
	c.list.Add(c.codes.Key, again, "take one of the two out", "%s is there already, in line %d", Shown(key), first.Line)
}

func (c complaints) tooDeep(at diag.Pos) {
	c.list.Add(c.codes.Syntax, at, "write it with less nesting", "lists and mappings are nested more than %d deep", MaxDepth)
}

// Shown returns a key or value as a message can show it: on one line, without
// control characters, and cut after 60 code points.
func Shown(text string) string {
	shown := make([]rune, 0, 61)
	for _, r := range text {
		if len(shown) == 60 {
			return string(append(shown, '…'))
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			r = '�'
		}
		shown = append(shown, r)
	}
	return string(shown)
}
