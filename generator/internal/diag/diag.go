// Package diag holds diagnostics: located complaints to the author, as data.
//
// A mistake in an input never stops a stage. The stage adds a [Diagnostic] to
// a [List] and goes on, so that one run shows every mistake there is. An error
// value means something else: that the machine failed.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says whether a diagnostic stops a build.
type Severity uint8

// The severities, mildest first.
const (
	Warning Severity = iota // shown; the build goes on, unless it is strict
	Error                   // shown; the old output stays as it is
)

// String returns the word that reports use: "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Pos is a place in an input.
type Pos struct {
	File   string // slash-separated, relative to the site's folder
	Line   int    // from 1; 0 when the complaint is about the file as a whole
	Column int    // from 1, in code points; 0 when the complaint is about the line
}

// Diagnostic is one located complaint.
type Diagnostic struct {
	Pos
	Severity Severity
	Code     Code
	Message  string // what is wrong: lower case, no full stop
	Hint     string // what would mend it
	Excerpt  string // the text of the line, when it is known
}

// List collects the diagnostics of one stage or one file. The zero value is
// ready to use. It is not safe for concurrent use: give each worker its own
// and join them with [List.Append].
type List struct {
	items []Diagnostic
}

// Add records a complaint with the severity that its code has by default.
func (l *List) Add(code Code, at Pos, hint, format string, args ...any) {
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	l.items = append(l.items, Diagnostic{
		Pos: at, Severity: code.Severity(), Code: code, Message: message, Hint: hint,
	})
}

// Append adds diagnostics that were collected elsewhere.
func (l *List) Append(more ...Diagnostic) { l.items = append(l.items, more...) }

// All returns what was collected, in the order of collection.
func (l *List) All() []Diagnostic { return l.items }

// Sorted returns the diagnostics by file, line, column, code and message, each
// one once.
func Sorted(items []Diagnostic) []Diagnostic {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(sorted)
}

// Count returns how many of the diagnostics are errors and how many warnings.
func Count(items []Diagnostic) (errors, warnings int) {
	for _, d := range items {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Strict returns the diagnostics with every warning made an error, as the
// --strict flag and publishing ask for.
func Strict(items []Diagnostic) []Diagnostic {
	strict := slices.Clone(items)
	for i := range strict {
		strict[i].Severity = Error
	}
	return strict
}
