package diag

import (
	_ "embed" // the examples
	"strings"
)

// examples are diagnostics as the command printed them, one for each code, each
// below a line with its code. A test makes the file from the scripts.
//
//go:embed examples.txt
var examples string

// Example returns a diagnostic of the code as it is printed, and an empty text
// when there is none.
func (c Code) Example() string {
	_, after, found := strings.Cut("\n"+examples, "\n-- "+string(c)+" --\n")
	if !found {
		return ""
	}
	example, _, _ := strings.Cut(after, "\n-- ")
	return strings.TrimSuffix(example, "\n") + "\n"
}
