package markdown

import (
	"slices"
	"strconv"
	"strings"
)

var blockNames = map[string]bool{
	"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true,
	"ul": true, "ol": true, "li": true, "pre": true, "table": true, "dl": true, "dt": true, "dd": true, "hr": true,
}

// nothing is a block that reads as nothing. It keeps apart what would run
// together: two lists, or a quote of a note and the quotes of its passage.
const nothing = "<!-- -->"

// blocks returns the lines of sibling blocks; loose ones have an empty line
// between them. Inline nodes among them are a paragraph.
func (w *writer) blocks(nodes []*Node, loose bool) []string {
	var lines []string
	last := ""
	for _, n := range paragraphs(nodes) {
		more := w.block(n)
		if len(more) == 0 {
			continue
		}
		if len(lines) > 0 {
			if loose {
				lines = append(lines, "")
			}
			if isList(n.Name) && isList(last) || n.Name == "ol" && !loose {
				lines = append(lines, nothing)
				if loose {
					lines = append(lines, "")
				}
			}
		}
		lines = append(lines, more...)
		last = n.Name
	}
	return lines
}

func isList(name string) bool { return name == "ul" || name == "ol" || name == "dl" }

// paragraphs gathers the inline nodes between blocks, and takes apart the
// elements that only hold blocks, such as div.
func paragraphs(nodes []*Node) []*Node {
	var blocks []*Node
	var loose *Node
	for _, n := range nodes {
		switch {
		case blockNames[n.Name]:
			loose = nil
			blocks = append(blocks, n)
		case hasBlocks(n):
			loose = nil
			blocks = append(blocks, paragraphs(n.Children)...)
		default:
			if loose == nil {
				loose = &Node{Name: "text"}
				blocks = append(blocks, loose)
			}
			loose.Children = append(loose.Children, n)
		}
	}
	return blocks
}

func hasBlocks(n *Node) bool {
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return blockNames[c.Name] || hasBlocks(c) })
}

// block returns the lines of one block; none when it says nothing.
func (w *writer) block(n *Node) []string {
	switch n.Name {
	case "blockquote":
		return prefixed(w.blocks(n.Children, true), "> ", "> ")
	case "ul", "ol":
		return w.list(n)
	case "li":
		return w.list(&Node{Name: "ul", Children: []*Node{n}})
	case "pre":
		return fenced(n)
	case "table":
		return w.table(n)
	case "dl":
		return w.definitions(n)
	case "dt", "dd":
		return w.definitions(&Node{Name: "dl", Children: []*Node{n}})
	case "hr":
		return []string{"***"}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		words := strings.TrimSpace(w.inOneLine(n.Children))
		if words == "" {
			return nil
		}
		if strings.HasSuffix(words, "#") {
			words = words[:len(words)-1] + `\#` // not a closing sequence
		}
		return []string{strings.Repeat("#", int(n.Name[1]-'0')) + " " + words}
	}
	return w.paragraph(n.Children)
}

// paragraph returns the lines of a paragraph.
func (w *writer) paragraph(inline []*Node) []string {
	words := strings.Trim(w.inlines(inline), " \t\n")
	for breaks(words) { // at the end of a paragraph a break is none
		words = strings.TrimRight(words[:len(words)-1], " \t\n")
	}
	if words == "" {
		return nil
	}
	lines := strings.Split(words, "\n")
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " \t")
	}
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" || s == "\\" })
	for i := range lines {
		lines[i] = guard(lines[i])
	}
	return lines
}

// breaks reports whether the backslash at the end of words is a line break,
// and not the second half of an escape.
func breaks(words string) bool {
	n := len(words) - len(strings.TrimRight(words, `\`))
	return n%2 == 1
}

// list returns the lines of a list. It is tight unless an item holds a
// paragraph.
func (w *writer) list(n *Node) []string {
	loose := false
	for _, item := range n.Children {
		loose = loose || slices.ContainsFunc(item.Children, func(c *Node) bool { return c.Name == "p" })
	}
	number := max(n.Start, 0)
	if n.Start == 0 {
		number = 1
	}
	var lines []string
	items := 0
	for _, item := range n.Children {
		children := item.Children
		if item.Name != "li" {
			children = []*Node{item}
		}
		inner := w.blocks(children, loose)
		if len(inner) == 0 {
			continue
		}
		if startsWithNothing(inner) {
			inner = append([]string{nothing, ""}, inner...)
		}
		bullet := "- "
		if n.Name == "ol" {
			bullet = strconv.Itoa(number) + ". "
			number++
		}
		if loose && items > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, prefixed(inner, bullet, strings.Repeat(" ", len(bullet)))...)
		items++
	}
	if loose && items == 1 && len(lines) > 0 {
		lines = append(lines, "", strings.Repeat(" ", strings.IndexByte(lines[0], ' ')+1)+nothing)
	}
	return lines
}

// startsWithNothing reports whether an item's first line is one that a bullet
// would change the meaning of.
func startsWithNothing(lines []string) bool { return lines[0] == "***" }

// fenced returns a block of code (CommonMark, section 4.5).
func fenced(n *Node) []string {
	fence := strings.Repeat("`", max(3, longest(n.Words, '`')+1))
	lines := []string{fence + strings.Map(func(r rune) rune {
		if r == '`' || r <= ' ' {
			return -1
		}
		return r
	}, n.Language)}
	if code := strings.TrimSuffix(n.Words, "\n"); n.Words != "" {
		lines = append(lines, strings.Split(code, "\n")...)
	}
	return append(lines, fence)
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

// prefixed puts a prefix before each line, the first one's own before the
// first. Lines that hold nothing get no trailing blanks.
func prefixed(lines []string, first, rest string) []string {
	for i := range lines {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		lines[i] = strings.TrimRight(prefix, " ") + strings.Repeat(" ", len(prefix)-len(strings.TrimRight(prefix, " "))) + lines[i]
		if lines[i] == prefix {
			lines[i] = strings.TrimRight(prefix, " ")
		}
	}
	return lines
}

// definitions returns a definition list (PHP Markdown Extra).
func (w *writer) definitions(n *Node) []string {
	var lines []string
	for i, part := range n.Children {
		switch part.Name {
		case "dt":
			if words := strings.TrimSpace(w.inOneLine(part.Children)); words != "" {
				if i > 0 && n.Children[i-1].Name == "dd" {
					lines = append(lines, "")
				}
				lines = append(lines, guard(words))
			}
		default:
			loose := slices.ContainsFunc(part.Children, func(c *Node) bool { return c.Name == "p" })
			if loose {
				lines = append(lines, "")
			}
			lines = append(lines, prefixed(w.blocks(part.Children, loose), ":   ", "    ")...)
		}
	}
	return lines
}

// table returns a table (GFM, "Tables"). Its first row is the head.
func (w *writer) table(n *Node) []string {
	rows := rowsOf(n)
	if len(rows) == 0 {
		return nil
	}
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row.Children))
	}
	var lines []string
	for i, row := range rows {
		cells := make([]string, columns)
		rule := make([]string, columns)
		for j := range columns {
			rule[j] = "---"
			if j < len(row.Children) {
				cells[j] = strings.TrimSpace(w.inOneLine(row.Children[j].Children))
				switch row.Children[j].Align {
				case "center":
					rule[j] = ":-:"
				case "right":
					rule[j] = "--:"
				}
			}
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			lines = append(lines, "| "+strings.Join(rule, " | ")+" |")
		}
	}
	return lines
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
