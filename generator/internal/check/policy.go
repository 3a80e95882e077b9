package check

import "gloss/generator/internal/diag"

// Judge gives diagnostics the severity that config.toml has for their code,
// and leaves out those that it switches off.
func Judge(items []diag.Diagnostic, severity map[string]string) []diag.Diagnostic {
	kept := make([]diag.Diagnostic, 0, len(items))
	for _, d := range items {
		switch severity[string(d.Code)] {
		case "off":
			continue
		case "error":
			d.Severity = diag.Error
		case "warning":
			d.Severity = diag.Warning
		}
		kept = append(kept, d)
	}
	return kept
}
