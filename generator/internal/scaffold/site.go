package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"gloss/generator/brief"
)

// NewSite returns the files of a small site whose only edition is of the day.
// In their names, DATE stands for the day and MONTH for the folder of its
// month.
func NewSite(day brief.Date) ([]File, error) {
	const under = "templates/site"
	var files []File
	err := fs.WalkDir(templates, under, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fill(strings.TrimPrefix(name, "templates/"), struct{ Date brief.Date }{day})
		if err != nil {
			return err
		}
		name = strings.TrimSuffix(strings.TrimPrefix(name, under+"/"), ".txt")
		name = strings.NewReplacer("DATE", day.String(), "MONTH", folder(day), "dot-", ".").Replace(name)
		files = append(files, File{Path: path.Clean(name), Text: text})
		return nil
	})
	return files, err
}

// Empty makes sure that a folder is there and that nothing is in it.
func Empty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o755)
	case err != nil:
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return &Refusal{filepath.Base(dir) + " is not a folder", "name a folder that is empty or not there yet"}
		}
		return err
	case len(entries) > 0:
		return &Refusal{filepath.Base(dir) + " is not empty", "name a folder that is empty or not there yet"}
	}
	return nil
}
