package main

import (
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print a script that completes gloss commands in a shell",
		Long:      "Print a script that completes gloss commands in a shell: " + strings.Join(shells, ", ") + ".",
		Example:   "  source <(gloss completion bash)\n  gloss completion fish | source",
		Args:      takes("SHELL"),
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			switch root := c.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.stdout, true)
			case "zsh":
				return root.GenZshCompletion(p.stdout)
			case "fish":
				return root.GenFishCompletion(p.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.stdout)
			}
			return &misuse{"no completion for the shell " + args[0], "there is one for " + strings.Join(shells, ", ")}
		},
	}
}
