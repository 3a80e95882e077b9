package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// usage is what one process took.
type usage struct {
	wall   time.Duration
	cpu    time.Duration
	memory int64              // most bytes at one time; 0 where the system does not say
	stages map[string]float64 // seconds; empty where the process does not say
}

// execute runs a command in a folder to its end.
func execute(ctx context.Context, dir string, command []string, report string) (usage, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, said.String())
	}
	used := usage{wall: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory: peak(cmd.ProcessState)}
	if report == "" {
		return used, nil
	}
	text, err := os.ReadFile(report)
	if err != nil {
		return usage{}, err
	}
	var told struct{ Seconds map[string]float64 }
	if err := json.Unmarshal(text, &told); err != nil {
		return usage{}, err
	}
	used.stages = told.Seconds
	return used, nil
}

// size counts the files in a folder, the pages among them, and their bytes.
func size(dir string) (files, pages int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		files++
		bytes += info.Size()
		if filepath.Ext(name) == ".html" {
			pages++
		}
		return nil
	})
	return files, pages, bytes, err
}
