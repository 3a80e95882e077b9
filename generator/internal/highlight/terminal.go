package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
	"github.com/alecthomas/chroma/v2/lexers"
)

// TerminalDiff returns a unified diff with the escape sequences that colour it
// on a terminal. The colours are of the sixteen that every terminal has and
// that its owner has chosen. What it is given must be safe to print already.
func TerminalDiff(diff string) string {
	style, err := chroma.NewStyle("gloss", chroma.StyleEntries{
		chroma.GenericDeleted:    "#7f0000", // red
		chroma.GenericInserted:   "#007f00", // green
		chroma.GenericSubheading: "#007f7f", // cyan
		chroma.GenericHeading:    "bold",
	})
	if err != nil {
		return diff
	}
	tokens, err := lexers.Get("diff").Tokenise(nil, diff)
	if err != nil {
		return diff
	}
	var b strings.Builder
	if err := formatters.TTY16.Format(&b, style, tokens); err != nil {
		return diff
	}
	return b.String()
}
