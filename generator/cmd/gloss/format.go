package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gloss/generator/internal/diag"
)

// addFormat adds the flag that chooses a format; the first is the default.
func addFormat(c *cobra.Command, format *string, formats []string) {
	c.Flags().StringVar(format, "format", formats[0], "the `format` to print it in: "+strings.Join(formats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// oneOf complains of a format that there is not.
func oneOf(format string, formats []string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return &misuse{"no such format: " + format, diag.DidYouMean(format, formats, "there are "+strings.Join(formats, ", "))}
}

// printJSON prints a value for programs, and so that people can read it.
func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
