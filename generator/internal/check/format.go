package check

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"gloss/generator/internal/diag"
)

// JSON writes diagnostics as an array.
func JSON(w io.Writer, items []diag.Diagnostic) error {
	return encode(w, diag.Records(items))
}

func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// GitHub writes diagnostics as the commands that a workflow of GitHub turns
// into annotations of a pull request. Folder is where the site lies in the
// repository; empty for the repository itself.
func GitHub(w io.Writer, items []diag.Diagnostic, folder string) error {
	for _, d := range items {
		at := "file=" + property(path.Join(folder, d.File))
		if d.Line > 0 {
			at += fmt.Sprintf(",line=%d", d.Line)
		}
		if d.Column > 0 {
			at += fmt.Sprintf(",col=%d", d.Column)
		}
		message := d.Message
		if d.Hint != "" {
			message += "\nhint: " + d.Hint
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", d.Severity, at, property(string(d.Code)), escape.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

var escape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escape.Replace(s))
}

// The parts of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that a result needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string        `json:"id"`
		Short         sarifText     `json:"shortDescription"`
		Help          sarifText     `json:"help"`
		Configuration sarifSeverity `json:"defaultConfiguration"`
	}
	sarifSeverity struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// SARIF writes diagnostics for tools that show results of analyses. Folder is
// where the site lies in the repository; version is the program's.
func SARIF(w io.Writer, items []diag.Diagnostic, folder, version string) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "gloss", Version: version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    make([]sarifResult, len(items)),
	}
	index := map[diag.Code]int{}
	for _, e := range diag.Codes() {
		if !slices.ContainsFunc(items, func(d diag.Diagnostic) bool { return d.Code == e.Code }) {
			continue
		}
		index[e.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: string(e.Code), Short: sarifText{e.Cause}, Help: sarifText{e.Mend}, Configuration: sarifSeverity{e.Severity.String()},
		})
	}
	times := map[string]int{}
	for i, d := range items {
		key := baselineKey(d)
		times[key]++
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: path.Join(folder, d.File)}).EscapedPath(), "%SRCROOT%"}}
		if d.Line > 0 {
			at.Region = &sarifRegion{d.Line, d.Column}
		}
		run.Results[i] = sarifResult{
			RuleID: string(d.Code), RuleIndex: index[d.Code], Level: d.Severity.String(), Message: sarifText{message},
			Locations:    []sarifLocation{{at}},
			Fingerprints: map[string]string{"glossComplaint/v1": fmt.Sprintf("%x:%d", sha256.Sum256([]byte(key)), times[key])},
		}
	}
	return encode(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}
