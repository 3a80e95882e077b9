// Package scaffold writes the files that an author starts from: a small site
// that explains itself, and single files of each kind, filled in as far as can
// be known. It never writes over a file that is there.
package scaffold

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"text/template"

	"gloss/generator/brief"
)

// Site is what new files are made to fit: a site as it stands.
type Site struct {
	Settings *brief.Settings
	Articles []*brief.Article // drafts among them
	Sources  []*brief.Source
}

// File is a file to be written.
type File struct {
	Path string // slash-separated, relative to the site's folder
	Text string
	Next string // what its author does next
}

// Refusal says why a file is not made.
type Refusal struct {
	message string // lower case, no full stop
	hint    string // what would be possible
}

func (r *Refusal) Error() string { return r.message }

// Hint says what would be possible.
func (r *Refusal) Hint() string { return r.hint }

// Write writes files into a site's folder, making folders as they are needed.
// A file that is there already is a [Refusal], and so is a path on which a
// link leads out of the site.
func Write(dir string, files ...File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, file := range files {
		if err := write(root, file); err != nil {
			return err
		}
	}
	return nil
}

func write(root *os.Root, file File) error {
	if err := root.MkdirAll(path.Dir(file.Path), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(file.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &Refusal{file.Path + " is there already", "edit it, or move it away first"}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(file.Text)
	return errors.Join(err, f.Close())
}

// Append adds text to the end of a file of the site, after an empty line, and
// makes the file when it is not there. What the file holds stays as it is.
func Append(dir string, file File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	before, err := root.ReadFile(file.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return write(root, file)
	}
	if err != nil {
		return err
	}
	gap := "\n"
	if len(before) > 0 && before[len(before)-1] != '\n' {
		gap = "\n\n"
	}
	f, err := root.OpenFile(file.Path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(gap + file.Text)
	return errors.Join(err, f.Close())
}

//go:embed templates
var templates embed.FS

// fill returns the template of a name with its blanks filled in.
func fill(name string, blanks any) (string, error) {
	text, err := templates.ReadFile("templates/" + name)
	if err != nil {
		return "", err
	}
	t, err := template.New(name).Funcs(template.FuncMap{"quote": quote}).Parse(string(text))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, blanks)
	return b.String(), err
}

// quote returns a string as YAML and TOML write it between double quotes:
// what JSON makes of a string means the same in both (YAML 1.2, section 1.3;
// TOML 1.0, "Basic strings").
func quote(s string) (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(s)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// slug returns words as the last part of an address, cut at a hyphen where
// they are too long for one.
func slug(words string) (string, error) {
	s := brief.Slug(words)
	for len(s) > maxSlug {
		cut := strings.LastIndexByte(s, '-')
		if cut < 0 {
			break
		}
		s = s[:cut]
	}
	if !brief.ValidSlug(s) {
		return "", &Refusal{
			fmt.Sprintf("no address can be made from %q", words),
			"choose words with a few letters or digits in them",
		}
	}
	return s, nil
}

// maxSlug keeps addresses that are made from titles short enough to read.
const maxSlug = 72
