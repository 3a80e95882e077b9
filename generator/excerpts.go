package generator

import (
	"strings"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/load"
)

// explain sorts diagnostics and gives each the line that it is about, as far
// as lines can tell it.
func explain(items []diag.Diagnostic, strict bool, line func(file string, n int) string) []diag.Diagnostic {
	if strict {
		items = diag.Strict(items)
	}
	items = diag.Sorted(items)
	for i := range items {
		if d := &items[i]; d.Line > 0 && d.Excerpt == "" && d.Code != diag.ConfigSecret {
			d.Excerpt = line(d.File, d.Line)
		}
	}
	return items
}

// reader returns a function that reads lines of the site's files. It holds the
// file that it read last: sorted diagnostics ask for one file after the other.
func reader(folder *load.Folder) func(file string, n int) string {
	var last string
	var lines []string
	return func(file string, n int) string {
		if file != last {
			last, lines = file, nil
			if in, ok := folder.Read(file, new(diag.List)); ok {
				lines = strings.Split(in.Text, "\n")
			}
		}
		if n > len(lines) {
			return ""
		}
		return lines[n-1]
	}
}

// explain is [explain] with the lines that are kept from earlier loads.
func (g *Generator) explain(items []diag.Diagnostic) []diag.Diagnostic {
	read := reader(g.folder)
	return explain(items, g.options.Strict, func(file string, n int) string {
		in := g.kept.inputs[file]
		if in == nil {
			return read(file, n)
		}
		line, known := in.lines[n]
		if !known {
			line = read(file, n)
			if in.lines == nil {
				in.lines = map[int]string{}
			}
			in.lines[n] = strings.Clone(line)
		}
		return line
	})
}
