package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gloss/generator/internal/diag"
)

// judge returns the absolute path of the output folder, without symbolic
// links. It refuses a folder in which writing could do harm: the site's own or
// one around it, an input or one within or around an input, the root of the
// file system, and the user's home or one around it.
func judge(site, out string, inputs []string) (string, error) {
	real, err := resolve(out)
	if err != nil {
		return "", fmt.Errorf("output folder: %w", err)
	}
	no := func(format string, args ...any) (string, error) {
		return "", refuse(diag.OutputInput, "choose a folder of its own, such as public, with --out",
			"the output folder "+format, args...)
	}

	if real == filepath.Dir(real) {
		return no("is the root of the file system")
	}
	for part := range strings.SplitSeq(filepath.ToSlash(real), "/") {
		if strings.EqualFold(part, ".git") {
			return no("belongs to a Git repository")
		}
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" {
		if home, err = resolve(home); err == nil && holds(real, home) {
			return no("is or holds your home folder")
		}
	}
	realSite, err := resolve(site)
	if err != nil {
		return "", fmt.Errorf("site's folder: %w", err)
	}
	if holds(real, realSite) {
		return no("is or holds the site's own folder")
	}
	for _, input := range inputs {
		path := input
		if !filepath.IsAbs(path) {
			path = filepath.Join(realSite, path)
		}
		path, err := resolve(path)
		if err != nil {
			return "", fmt.Errorf("input: %w", err)
		}
		switch {
		case holds(path, real):
			return no("is or lies in %s, which is read from", input)
		case holds(real, path):
			return no("holds %s, which is read from", input)
		}
	}
	return real, nil
}

// resolve returns an absolute path without symbolic links. Its last parts need
// not exist. A link that leads nowhere is an error.
func resolve(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, there := os.Lstat(abs); there == nil || abs == filepath.Dir(abs) {
		return "", err
	}
	parent, err := resolve(filepath.Dir(abs))
	return filepath.Join(parent, filepath.Base(abs)), err
}

// holds reports whether a path is a folder's own or lies within it. Both are
// resolved. Files are compared as the system knows them too, so that neither
// case nor a mount hides that two paths are one.
func holds(folder, name string) bool {
	is, err := os.Stat(folder)
	known := err == nil
	for {
		if name == folder {
			return true
		}
		if info, err := os.Stat(name); known && err == nil && os.SameFile(is, info) {
			return true
		}
		parent := filepath.Dir(name)
		if parent == name {
			return false
		}
		name = parent
	}
}
