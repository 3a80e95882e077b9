package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/disk"
)

// report is what --report writes. Its keys are a contract with the scripts
// that read it.
type report struct {
	Pages       map[brief.PageType]int `json:"pages"` // pages of HTML
	Annotations annotationCounts       `json:"annotations"`
	Sources     sourceCounts           `json:"sources"`
	Files       fileCounts             `json:"files"`
	Diagnostics []complaint            `json:"diagnostics"`
	Seconds     map[string]float64     `json:"seconds"` // by stage
}

// annotationCounts says what became of the annotations: the total is the sum
// of the rest.
type annotationCounts struct {
	Total     int `json:"total"`
	Placed    int `json:"placed"`
	Moved     int `json:"moved"`
	Ambiguous int `json:"ambiguous"`
	Orphaned  int `json:"orphaned"`
	Rejected  int `json:"rejected"`
}

type sourceCounts struct {
	Total int `json:"total"`
	Cited int `json:"cited"`
}

type fileCounts struct {
	Written   int `json:"written"`
	Unchanged int `json:"unchanged"`
	Removed   int `json:"removed"`
}

type complaint struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// newReport returns what is to be told of a build.
func newReport(b *generator.Built) *report {
	r := &report{
		Pages:       b.Pages,
		Annotations: annotationCounts(b.Annotations),
		Sources:     sourceCounts(b.Sources),
		Files:       fileCounts(b.Files),
		Diagnostics: make([]complaint, 0, len(b.Diagnostics)),
		Seconds:     map[string]float64{},
	}
	for _, d := range b.Diagnostics {
		at := d.Printed()
		r.Diagnostics = append(r.Diagnostics, complaint{
			at.File, at.Line, at.Column, d.Severity.String(), string(d.Code), d.Message, d.Hint,
		})
	}
	for _, stage := range b.Seconds {
		r.Seconds[stage.Name] += stage.Seconds
	}
	return r
}

// writeReport writes a report as JSON.
func writeReport(path string, r *report) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r); err != nil {
		return err
	}
	return deliver(path, text.Bytes())
}

// spares refuses to write a report over what the site is made from.
func (p *program) spares(dir, report string) error {
	if report == "" {
		return nil
	}
	file, err := disk.Real(p.path(report))
	if err != nil {
		return nil // the attempt to write it says why
	}
	for _, input := range []string{"config.toml", "content", "layouts"} {
		if at, err := disk.Real(filepath.Join(dir, input)); err == nil && disk.Holds(at, file) {
			return &misuse{"--report would write to " + input + ", which the site is made from: " + report, "name a file elsewhere, such as report.json"}
		}
	}
	return nil
}

// deliver writes a file so that whoever reads it finds the old one or the new
// one, whole. What is not a regular file, such as a pipe, is written to as it
// is.
func deliver(path string, content []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, content, 0o644)
	}
	return replace(path, content, 0o644)
}

// replace writes a file beside the one it replaces, and renames it when it is
// safely on the disk.
func replace(path string, content []byte, mode os.FileMode) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if _, err = temp.Write(content); err != nil {
		return err
	}
	if err = temp.Chmod(mode); err != nil {
		return err
	}
	if err = temp.Sync(); err != nil {
		return err
	}
	if err = temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
