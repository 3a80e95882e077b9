package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

func isBlock(name string) bool {
	switch name {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "table", "dl", "dt", "dd", "hr":
		return true
	}
	return false
}

// nothing is a block that reads as nothing. It keeps apart what would run
// together: two lists, or a quote of a note and the quotes of its passage.
const nothing = "<!-- -->"

// The methods that write blocks write lines, with a line feed after all but
// the last, and report whether there is any. A block that says nothing has
// none; a line may be empty.

// blocks writes sibling blocks; loose ones have an empty line between them.
// Inline nodes among them are a paragraph.
func (w *Writer) blocks(nodes []*Node, loose bool) bool {
	s := siblings{Writer: w, loose: loose}
	s.write(nodes)
	return s.begun
}

// siblings are blocks that follow each other.
type siblings struct {
	*Writer
	loose bool
	begun bool   // a block stands already
	last  string // its name
}

// write writes nodes: blocks, the paragraphs that inline nodes between blocks
// are, and what stands in elements that only hold blocks, such as div.
func (s *siblings) write(nodes []*Node) {
	for len(nodes) > 0 {
		switch n := nodes[0]; {
		case isBlock(n.Name):
			from := s.apart(n.Name)
			s.settle(from, n.Name, s.block(n))
			nodes = nodes[1:]
		case hasBlocks(n):
			s.write(n.Children)
			nodes = nodes[1:]
		default:
			to := slices.IndexFunc(nodes, func(n *Node) bool { return isBlock(n.Name) || hasBlocks(n) })
			if to < 0 {
				to = len(nodes)
			}
			from := s.apart("text")
			s.settle(from, "text", s.paragraph(nodes[:to]))
			nodes = nodes[to:]
		}
	}
}

// apart writes what stands between the last block and one of a name, and
// returns the offset that it begins at.
func (s *siblings) apart(name string) int {
	from := len(s.out)
	if !s.begun {
		return from
	}
	between := "\n"
	if s.loose {
		between = "\n\n"
	}
	s.out = append(s.out, between...)
	if isList(name) && isList(s.last) || name == "ol" && !s.loose {
		s.out = append(append(s.out, nothing...), between...)
	}
	return from
}

// settle takes back what was written to keep a block apart that says nothing.
func (s *siblings) settle(from int, name string, says bool) {
	if !says {
		s.out = s.out[:from]
		return
	}
	s.begun, s.last = true, name
}

func isList(name string) bool { return name == "ul" || name == "ol" || name == "dl" }

func hasBlocks(n *Node) bool {
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return isBlock(c.Name) || hasBlocks(c) })
}

func (w *Writer) block(n *Node) bool {
	switch n.Name {
	case "blockquote":
		from := len(w.out)
		if !w.blocks(n.Children, true) {
			return false
		}
		w.prefix(from, "> ", "> ")
		return true
	case "ul", "ol":
		return w.list(n)
	case "li":
		return w.list(&Node{Name: "ul", Children: []*Node{n}})
	case "pre":
		w.fenced(n)
		return true
	case "table":
		return w.table(n)
	case "dl":
		return w.definitions(n)
	case "dt", "dd":
		return w.definitions(&Node{Name: "dl", Children: []*Node{n}})
	case "hr":
		w.out = append(w.out, "***"...)
		return true
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return w.heading(n)
	}
	return w.paragraph(n.Children)
}

func (w *Writer) heading(n *Node) bool {
	from := len(w.out)
	w.out = append(append(w.out, "######"[:n.Name[1]-'0']...), ' ')
	words := len(w.out)
	w.inOneLine(n.Children)
	if len(w.out) == words {
		w.out = w.out[:from]
		return false
	}
	if last := len(w.out) - 1; w.out[last] == '#' {
		w.out = append(w.out[:last], `\#`...) // not a closing sequence
	}
	return true
}

func (w *Writer) paragraph(inline []*Node) bool {
	from := len(w.out)
	w.inlines(inline)
	w.keep(from, trimmed(w.out[from:]))
	for line := range bytes.SplitSeq(w.take(from), []byte{'\n'}) {
		line = bytes.Trim(line, " \t")
		if len(line) == 0 || string(line) == `\` {
			continue
		}
		if len(w.out) > from {
			w.out = append(w.out, '\n')
		}
		w.guard(line)
	}
	return len(w.out) > from
}

// trimmed returns words without blanks at their ends, and without line breaks
// at the last, where a break is none.
func trimmed(words []byte) []byte {
	words = bytes.Trim(words, " \t\n")
	for breaks(words) {
		words = bytes.TrimRight(words[:len(words)-1], " \t\n")
	}
	return words
}

// breaks reports whether the backslash at the end of words is a line break,
// and not the second half of an escape.
func breaks(words []byte) bool {
	n := len(words) - len(bytes.TrimRight(words, `\`))
	return n%2 == 1
}

// list writes a list. It is tight unless an item holds a paragraph.
func (w *Writer) list(n *Node) bool {
	loose := false
	for _, item := range n.Children {
		loose = loose || slices.ContainsFunc(item.Children, func(c *Node) bool { return c.Name == "p" })
	}
	number := max(n.Start, 0)
	if n.Start == 0 {
		number = 1
	}
	start, items := len(w.out), 0
	for i, item := range n.Children {
		children := item.Children
		if item.Name != "li" {
			children = n.Children[i : i+1]
		}
		from := len(w.out)
		if items > 0 {
			w.out = append(w.out, '\n')
			if loose {
				w.out = append(w.out, '\n')
			}
		}
		words := len(w.out)
		if !w.blocks(children, loose) {
			w.out = w.out[:from]
			continue
		}
		if first, _, _ := bytes.Cut(w.out[words:], []byte{'\n'}); string(first) == "***" {
			w.insert(words, nothing+"\n\n") // a bullet would make another rule of it
		}
		bullet := "- "
		if n.Name == "ol" {
			bullet = strconv.Itoa(number) + ". "
			number++
		}
		w.prefix(words, bullet, strings.Repeat(" ", len(bullet)))
		items++
	}
	if loose && items == 1 {
		first, _, _ := bytes.Cut(w.out[start:], []byte{'\n'})
		w.out = append(w.out, "\n\n"...)
		for range bytes.IndexByte(first, ' ') + 1 {
			w.out = append(w.out, ' ')
		}
		w.out = append(w.out, nothing...)
	}
	return items > 0
}

// fenced writes a block of code (CommonMark, section 4.5).
func (w *Writer) fenced(n *Node) {
	fence := strings.Repeat("`", max(3, longest(n.Words, '`')+1))
	w.out = append(w.out, fence...)
	w.out = append(w.out, strings.Map(func(r rune) rune {
		if r == '`' || r <= ' ' {
			return -1
		}
		return r
	}, n.Language)...)
	w.out = append(w.out, '\n')
	if n.Words != "" {
		w.out = append(append(w.out, strings.TrimSuffix(n.Words, "\n")...), '\n')
	}
	w.out = append(w.out, fence...)
}

// longest returns the length of the longest run of a character.
func longest(s string, c byte) int {
	most, run := 0, 0
	for i := range len(s) {
		if s[i] == c {
			run++
			most = max(most, run)
		} else {
			run = 0
		}
	}
	return most
}

// prefix puts a prefix before each line that was written from an offset on,
// the first one's own before the first. Lines that hold nothing get no
// trailing blanks.
func (w *Writer) prefix(from int, first, rest string) {
	prefix := first
	for line := range bytes.SplitSeq(w.take(from), []byte{'\n'}) {
		if len(w.out) > from {
			w.out = append(w.out, '\n')
			prefix = rest
		}
		if len(line) == 0 {
			prefix = strings.TrimRight(prefix, " ")
		}
		w.out = append(append(w.out, prefix...), line...)
	}
}

// definitions writes a definition list (PHP Markdown Extra).
func (w *Writer) definitions(n *Node) bool {
	begun := false
	line := func() {
		if begun {
			w.out = append(w.out, '\n')
		}
		begun = true
	}
	for i, part := range n.Children {
		from, before := len(w.out), begun
		if part.Name == "dt" {
			w.inOneLine(part.Children)
			term := w.take(from)
			if len(term) == 0 {
				continue
			}
			if i > 0 && n.Children[i-1].Name == "dd" {
				line()
			}
			line()
			w.guard(term)
			continue
		}
		loose := slices.ContainsFunc(part.Children, func(c *Node) bool { return c.Name == "p" })
		if loose {
			line()
			from, before = len(w.out), begun
		}
		line()
		words := len(w.out)
		if !w.blocks(part.Children, loose) {
			w.out, begun = w.out[:from], before
			continue
		}
		w.prefix(words, ":   ", "    ")
	}
	return begun
}

// table writes a table (GFM, "Tables"). Its first row is the head.
func (w *Writer) table(n *Node) bool {
	rows := rowsOf(n)
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row.Children))
	}
	for i, row := range rows {
		if i > 0 {
			w.out = append(w.out, '\n')
		}
		w.row(columns, func(j int) {
			if j < len(row.Children) {
				w.inOneLine(row.Children[j].Children)
			}
		})
		if i > 0 {
			continue
		}
		w.out = append(w.out, '\n')
		w.row(columns, func(j int) {
			rule := "---"
			if j < len(row.Children) {
				switch row.Children[j].Align {
				case "center":
					rule = ":-:"
				case "right":
					rule = "--:"
				}
			}
			w.out = append(w.out, rule...)
		})
	}
	return len(rows) > 0
}

// row writes one line of a table.
func (w *Writer) row(columns int, cell func(column int)) {
	w.out = append(w.out, "| "...)
	for j := range columns {
		if j > 0 {
			w.out = append(w.out, " | "...)
		}
		cell(j)
	}
	w.out = append(w.out, " |"...)
}

func rowsOf(n *Node) []*Node {
	if n.Name == "tr" {
		return []*Node{n}
	}
	var rows []*Node
	for _, c := range n.Children {
		rows = append(rows, rowsOf(c)...)
	}
	return rows
}
