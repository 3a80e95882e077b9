package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"gloss/generator/internal/diag"
)

func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | CODE | codes]",
		Short: "Say what a command does, or what a diagnostic means",
		Example: "  gloss help build\n  gloss help annotation-ambiguous\n" +
			"  gloss help codes",
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(append(names(c.Root()), "codes"), codes()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, topic []string) error { return p.help(c.Root(), topic) },
	}
}

func (p *program) help(root *cobra.Command, topic []string) error {
	if len(topic) == 0 {
		return root.Help()
	}
	if len(topic) == 1 && topic[0] == "codes" {
		return p.listCodes()
	}
	for _, entry := range diag.Codes() {
		if len(topic) == 1 && topic[0] == string(entry.Code) {
			fmt.Fprintf(p.stdout, "%s[%s]\n\ncause: %s\nmend:  %s\n", entry.Severity, entry.Code, entry.Cause, entry.Mend)
			if example := entry.Code.Example(); example != "" {
				fmt.Fprintf(p.stdout, "\nexample:\n\n%s", example)
			}
			return nil
		}
	}
	c, rest, err := root.Find(topic)
	if err != nil || len(rest) > 0 {
		known := names(c)
		if c == root {
			known = append(append(known, "codes"), codes()...)
		}
		return &misuse{
			"no help on " + strings.Join(topic, " "),
			diag.DidYouMean(topic[len(topic)-len(rest)], known, "gloss help lists the commands, gloss help codes the diagnostics"),
		}
	}
	return c.Help()
}

// listCodes prints every code with its cause.
func (p *program) listCodes() error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, entry := range diag.Codes() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", entry.Code, entry.Severity, entry.Cause)
	}
	return w.Flush()
}

func codes() []string {
	var codes []string
	for _, entry := range diag.Codes() {
		codes = append(codes, string(entry.Code))
	}
	return codes
}
