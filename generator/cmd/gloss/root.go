package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gloss/generator/internal/diag"
)

// root returns the tree of commands.
func (p *program) root() *cobra.Command {
	root := group(&cobra.Command{
		Use:   "gloss",
		Short: "Turn articles, the notes on them and their sources into a static site",
	},
		p.buildCommand(),
		p.checkCommand(),
		p.diffCommand(),
		p.publishCommand(),
		p.reanchorCommand(),
		p.serveCommand(),
		p.listCommand(),
		p.newCommand(),
		p.importCommand(),
		p.exportCommand(),
		p.versionCommand(),
		p.completionCommand(),
	)
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().StringVar(&p.site, "site", "",
		"the site's `folder` (default: at or above the working directory, the one with a config.toml)")
	root.PersistentFlags().BoolP("help", "h", false, "say what a command does")
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return emptyFlag(c) }
	root.SetUsageTemplate(usage)
	root.SetHelpTemplate("{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}\n\n{{end}}" + usage)
	root.SetHelpCommand(p.helpCommand())
	return root
}

// usage is how a command is called.
const usage = `usage: {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- if .HasAvailableSubCommands}}

commands:
{{- range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}}  {{.Short}}
{{- end}}{{end}}
{{- end}}
{{- if .HasExample}}

examples:
{{.Example}}
{{- end}}
{{- if .HasAvailableLocalFlags}}

flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}
{{- if .HasAvailableInheritedFlags}}

flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}
`

// group returns a command that does nothing but gather others.
func group(c *cobra.Command, under ...*cobra.Command) *cobra.Command {
	c.AddCommand(under...)
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(c, args[0])
		}
		c.PrintErrln(strings.TrimRight(c.UsageString(), "\n"))
		return &misuse{"no command given", ""}
	}
	return c
}

func unknownCommand(c *cobra.Command, name string) error {
	return &misuse{
		fmt.Sprintf("unknown command %s", strings.TrimPrefix(c.CommandPath()+" "+name, "gloss ")),
		diag.DidYouMean(name, names(c), c.CommandPath()+" --help lists the commands"),
	}
}

// names returns the names of the commands under one.
func names(c *cobra.Command) []string {
	var names []string
	for _, under := range c.Commands() {
		if under.IsAvailableCommand() || under.Name() == "help" {
			names = append(names, under.Name())
		}
	}
	return names
}

// flagError says in our words what cobra's flags complain about. A flag after
// a command that is unknown is unknown as well: the command is what matters.
func flagError(c *cobra.Command, err error) error {
	if before := c.Flags().Args(); c.HasSubCommands() && len(before) > 0 {
		return unknownCommand(c, before[0])
	}
	var (
		unknown *pflag.NotExistError
		lacking *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		list    = c.CommandPath() + " --help lists the flags"
	)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return &misuse{"unknown flag -" + name, list}
		}
		return &misuse{"unknown flag --" + name, diag.DidYouMean("--"+name, flags(c), list)}
	case errors.As(err, &lacking):
		return &misuse{"flag --" + lacking.GetFlag().Name + " needs a value", list}
	case errors.As(err, &invalid):
		var wrong *misuse
		if errors.As(invalid.Unwrap(), &wrong) {
			return &misuse{fmt.Sprintf("flag --%s: %s", invalid.GetFlag().Name, wrong.message), wrong.hint}
		}
		return &misuse{fmt.Sprintf("flag --%s cannot be %s", invalid.GetFlag().Name, invalid.GetValue()), list}
	}
	return &misuse{err.Error(), list}
}

// emptyFlag returns an error when a flag is given nothing, as a script does
// whose variable has no value: nobody means the default by that.
func emptyFlag(c *cobra.Command) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" && err == nil {
			err = &misuse{"flag --" + f.Name + " is given nothing", "give it a value, or leave it out"}
		}
	})
	return err
}

// flags returns the flags that a command takes.
func flags(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return names
}

// takes says which arguments a command needs. Where the last one ends in three
// dots it may be several words.
func takes(arguments ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, given []string) error {
		call := "write " + c.UseLine()
		if len(given) < len(arguments) {
			missing := strings.TrimSuffix(arguments[len(given)], "…")
			return &misuse{fmt.Sprintf("%s needs %s", c.CommandPath(), missing), call}
		}
		open := len(arguments) > 0 && strings.HasSuffix(arguments[len(arguments)-1], "…")
		if len(given) > len(arguments) && !open {
			return &misuse{fmt.Sprintf("%s does not know what to do with %s", c.CommandPath(), given[len(arguments)]), call}
		}
		return nil
	}
}
