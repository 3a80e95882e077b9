package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"gloss/generator/brief"
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

// report counts what a build came to.
func (o *outcome) report() *report {
	r := &report{
		Pages:       map[brief.PageType]int{},
		Files:       fileCounts{o.result.Written, o.result.Unchanged, o.result.Removed},
		Diagnostics: make([]complaint, 0, len(o.diagnostics)),
		Seconds:     map[string]float64{},
	}
	for _, page := range o.site.Pages {
		if strings.HasSuffix(page.Address, "/") || page.Type == brief.NotFoundPage || page.Type == brief.RedirectPage {
			r.Pages[page.Type]++
		}
	}
	r.Annotations.Rejected = o.site.Rejected
	r.Annotations.Total = o.site.Rejected
	for _, article := range o.site.Articles {
		for i := range article.Annotations {
			r.Annotations.add(article.Annotations[i].Outcome())
		}
	}
	r.Sources.Total = len(o.site.Sources)
	for _, source := range o.site.Sources {
		if source.Citations > 0 {
			r.Sources.Cited++
		}
	}
	for _, d := range o.diagnostics {
		at := d.Printed()
		r.Diagnostics = append(r.Diagnostics, complaint{
			at.File, at.Line, at.Column, d.Severity.String(), string(d.Code), d.Message, d.Hint,
		})
	}
	for _, stage := range o.site.Seconds {
		r.Seconds[stage.Name] += stage.Seconds
	}
	for _, stage := range o.result.Seconds {
		r.Seconds[stage.Name] += stage.Seconds
	}
	return r
}

func (c *annotationCounts) add(outcome brief.Outcome) {
	c.Total++
	switch outcome {
	case brief.Placed:
		c.Placed++
	case brief.Moved:
		c.Moved++
	case brief.Ambiguous:
		c.Ambiguous++
	case brief.Orphaned:
		c.Orphaned++
	}
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
