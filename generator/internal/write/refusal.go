package write

import (
	"fmt"
	"strings"

	"gloss/generator/internal/diag"
)

// refusal is why an output folder is left as it is: complaints to the author
// on their way up, as an error.
type refusal struct{ complaints []complaint }

type complaint struct {
	code          diag.Code
	file          string // relative to the output folder; empty for the folder as a whole
	message, hint string
}

func refuse(code diag.Code, hint, format string, args ...any) *refusal {
	return &refusal{[]complaint{{code: code, message: fmt.Sprintf(format, args...), hint: hint}}}
}

func (r *refusal) Error() string {
	messages := make([]string, len(r.complaints))
	for i, c := range r.complaints {
		messages[i] = c.message
	}
	return strings.Join(messages, "; ")
}

// diagnostics returns the complaints, located in the output folder of the
// given name.
func (r *refusal) diagnostics(out string) []diag.Diagnostic {
	var list diag.List
	for _, c := range r.complaints {
		at := diag.Pos{File: out}
		if c.file != "" {
			at.File = out + "/" + c.file
		}
		list.Add(c.code, at, c.hint, "%s", c.message)
	}
	return list.All()
}
