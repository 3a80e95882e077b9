package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
)

// The manual's page of codes is made from the program: cause and mend from the
// table of codes, and examples from the scripts, where each of them is what the
// command printed. -update writes both anew.

const (
	codesPage    = "../content/pages/manual/diagnostics.md"
	examplesFile = "internal/diag/examples.txt"
)

func TestExamplesOfCodes(t *testing.T) {
	matchesGolden(t, examplesFile, examples(t))
}

func TestManualOfCodes(t *testing.T) {
	var b strings.Builder
	b.WriteString(codesHead)
	shown := parseExamples(examples(t))
	for _, e := range diag.Codes() {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n", e.Code, e.Code)
		fmt.Fprintf(&b, "%s: %s.\n\n", strings.ToUpper(e.Severity.String()[:1])+e.Severity.String()[1:], literally(e.Cause))
		fmt.Fprintf(&b, "Mend: %s.\n", literally(e.Mend))
		if example := shown[string(e.Code)]; example != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", example)
		}
	}
	matchesGolden(t, codesPage, b.String())
}

const codesHead = `---
title: Diagnostics
description: Every complaint that Gloss makes, with its cause, an example and how to mend it.
order: 140
---

A diagnostic has a place, a severity, a code and a message, then the line with a caret, then a hint.
` + "`gloss help CODE`" + ` prints what stands here. Codes are stable: they are never renamed. How serious
` + "`gloss check`" + ` takes each of them can be chosen in [config.toml](check.md).

A warning lets a build go on; an error keeps the old output as it was. With ` + "`--strict`" + ` a warning is an error.
`

// matchesGolden compares a text with a file, or writes it.
func matchesGolden(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		writeFile(t, name, want)
		return
	}
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s is not what the program says (%v); go test ./generator -update writes it anew", name, err)
	}
}

// printedDiagnostic matches a diagnostic as the command prints it.
var printedDiagnostic = regexp.MustCompile(`(?m)^\S.*: (?:error|warning)\[([a-z-]+)\]: .*\n(?:  .*\n)*hint: \S.*\n`)

// examples returns for each code the shortest diagnostic that a script expects,
// of the script that is named after the code where there is one, in the order
// of the codes.
func examples(t *testing.T) string {
	t.Helper()
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	slices.Sort(scripts)
	best, own := map[string]string{}, map[string]bool{}
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range printedDiagnostic.FindAllStringSubmatch(string(text), -1) {
			block, code := m[0], m[1]
			isOwn := filepath.Base(script) == code+".txtar"
			if best[code] == "" || isOwn && !own[code] || isOwn == own[code] && len(block) < len(best[code]) {
				best[code], own[code] = block, isOwn
			}
		}
	}
	var b strings.Builder
	for _, e := range diag.Codes() {
		if example := best[string(e.Code)]; example != "" {
			fmt.Fprintf(&b, "-- %s --\n%s", e.Code, example)
		}
	}
	return b.String()
}

// parseExamples reads what examples returns.
func parseExamples(text string) map[string]string {
	found := map[string]string{}
	code := ""
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			code = strings.TrimSuffix(name, " --\n")
			continue
		}
		found[code] += line
	}
	return found
}

// literally returns words as Markdown that reads the same.
func literally(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|^=@~$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "--", `\-\-`) // no dashes of a typographer
}
