package tree

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxSalvage is how deep a broken entry is searched for its broken parts.
const maxSalvage = 6

// salvage reads what can be read of lines that are not YAML as a whole, and
// complains of what cannot. The lines are divided into entries, each of which
// begins where the first of them does; an entry that cannot be read by itself
// is divided again. If each of them can, then the problem is how they stand
// together, and the one that was found for the whole is complained of.
func (y yamlReader) salvage(lines []string, before int, whole *yamlProblem, depth int) *Node {
	node := &Node{Partial: true, Pos: y.place(before+1, 1)}
	entries := divide(lines)
	if len(entries) == 0 || depth == maxSalvage {
		y.report(whole)
		return node
	}
	if len(entries) == 1 {
		return y.salvageEntry(lines, before, whole, depth)
	}
	fields := mapping{Node: node}
	broken := false
	for _, e := range entries {
		text := lines[e.from:e.to]
		document, problem := y.parse(strings.Join(text, ""), before+e.from)
		part := (*Node)(nil)
		if problem != nil {
			broken = true
			part = y.salvage(text, before+e.from, problem, depth+1)
		} else {
			part = y.node(document, before+e.from)
		}
		y.join(&fields, part)
	}
	if !broken {
		y.report(whole)
	}
	return node
}

// salvageEntry reads what can be read of a single entry: "key:" or "- " with
// deeper lines below it.
func (y yamlReader) salvageEntry(lines []string, before int, whole *yamlProblem, depth int) *Node {
	node := &Node{Partial: true, Pos: y.place(before+1, 1)}
	head := 0
	for head < len(lines) && skippable(lines[head]) {
		head++
	}
	line := lines[head]
	indent := indentation(line)
	switch content := strings.TrimRight(line[indent:], " \n"); {
	case strings.HasPrefix(content, "- "):
		inner := append([]string(nil), lines...)
		inner[head] = line[:indent] + " " + line[indent+1:]
		node.Kind = Sequence
		node.Items = []*Node{y.salvage(inner, before, whole, depth+1)}
	case strings.HasSuffix(content, ":") && head+1 < len(lines):
		key, problem := y.parse(line, before+head)
		if problem != nil || key == nil || key.Content[0].Kind != yaml.MappingNode {
			y.report(whole)
			return node
		}
		named := y.node(key, before+head)
		if len(named.Fields) == 1 {
			named.Fields[0].Value = y.salvage(lines[head+1:], before+head+1, whole, depth+1)
		}
		named.Partial = true
		return named
	default:
		y.report(whole)
	}
	return node
}

// join adds what was read of one entry to what was read of those before it.
func (y yamlReader) join(to *mapping, part *Node) {
	switch {
	case part.Kind == Mapping && to.Kind != Sequence:
		to.Kind = Mapping
		for _, f := range part.Fields {
			to.add(f.Key, f.Pos, f.Value, y.complaints)
		}
	case part.Kind == Sequence && to.Kind != Mapping:
		to.Kind = Sequence
		to.Items = append(to.Items, part.Items...)
	}
}

// entry is a range of lines.
type entry struct{ from, to int }

// divide returns the entries of some lines: the first of an entry stands as
// far left as the leftmost line, and what follows stands deeper or closes a
// bracket. Blank lines and comments before the first entry belong to it.
func divide(lines []string) []entry {
	left := -1
	for _, line := range lines {
		if !skippable(line) {
			if indent := indentation(line); left < 0 || indent < left {
				left = indent
			}
		}
	}
	var entries []entry
	for i, line := range lines {
		if skippable(line) || indentation(line) > left || strings.ContainsRune("]}", rune(line[left])) {
			continue
		}
		if strings.HasPrefix(line[left:], "- ") && len(entries) > 0 && isBareKey(lines[entries[len(entries)-1].from], left) {
			continue // a list may stand as far left as its key
		}
		if len(entries) > 0 {
			entries[len(entries)-1].to = i
		}
		entries = append(entries, entry{i, len(lines)})
	}
	if len(entries) > 0 {
		entries[0].from = 0
	}
	return entries
}

// isBareKey reports whether a line says "key:" and nothing more.
func isBareKey(line string, left int) bool {
	return !strings.HasPrefix(line[left:], "-") && strings.HasSuffix(strings.TrimRight(line, " \n"), ":")
}

// skippable reports whether a line is blank or only a comment.
func skippable(line string) bool {
	rest := strings.TrimLeft(line, " \n")
	return rest == "" || rest[0] == '#'
}

// indentation returns how many blanks a line begins with.
func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
