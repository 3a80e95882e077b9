package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gloss/generator"
	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// report is what --report writes. Its keys are a contract with the scripts
// that read it.
type report struct {
	Pages       map[brief.PageType]int `json:"pages"` // pages of HTML
	Annotations annotationCounts       `json:"annotations"`
	Sources     sourceCounts           `json:"sources"`
	Files       fileCounts             `json:"files"`
	Diagnostics []diag.Record          `json:"diagnostics"`
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

// newReport returns what is to be told of a build.
func newReport(b *generator.Built) *report {
	r := &report{
		Pages:       b.Pages,
		Annotations: annotationCounts(b.Annotations),
		Sources:     sourceCounts(b.Sources),
		Files:       fileCounts(b.Files),
		Diagnostics: diag.Records(b.Diagnostics),
		Seconds:     map[string]float64{},
	}
	for _, stage := range b.Seconds {
		r.Seconds[stage.Name] += stage.Seconds
	}
	return r
}

// writeReport writes a report as JSON.
func writeReport(path string, r *report) error {
	var text bytes.Buffer
	if err := printJSON(&text, r); err != nil {
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
	for _, input := range inputs {
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
	write := replace
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		write = os.WriteFile
	}
	err := write(path, content, 0o644)
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		// The name that it has may be one of the moment.
		return diag.Hinted(fmt.Errorf("%s cannot be written: %w", path, at.Err), "name a file in a folder that is there and that you may write in")
	}
	return err
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
