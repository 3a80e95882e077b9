package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// judge returns the absolute path of the output folder, without symbolic
// links. It refuses a folder in which writing could do harm: the site's own or
// one around it, an input or one within or around an input, the root of the
// file system, and the user's home or one around it. A path on which something
// stands that is no folder is refused too.
func judge(site, out string, inputs []string) (string, error) {
	real, err := disk.Real(out)
	if err == nil {
		if info, err := os.Stat(real); err == nil && !info.IsDir() {
			return "", taken("a file")
		}
	}
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return "", taken("a file in place of a folder around it")
	case errors.Is(err, fs.ErrNotExist):
		return "", taken("a link that leads nowhere")
	case err != nil:
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
		if home, err = disk.Real(home); err == nil && disk.Holds(real, home) {
			return no("is or holds your home folder")
		}
	}
	realSite, err := disk.Real(site)
	if err != nil {
		return "", fmt.Errorf("site's folder: %w", err)
	}
	if disk.Holds(real, realSite) {
		return no("is or holds the site's own folder")
	}
	for _, input := range inputs {
		path := input
		if !filepath.IsAbs(path) {
			path = filepath.Join(realSite, path)
		}
		path, err := disk.Real(path)
		if err != nil {
			return "", fmt.Errorf("input: %w", err)
		}
		switch {
		case disk.Holds(path, real):
			return no("is or lies in %s, which is read from", input)
		case disk.Holds(real, path):
			return no("holds %s, which is read from", input)
		}
	}
	return real, nil
}

// taken refuses an output folder in whose place something else stands.
func taken(by string) *refusal {
	return refuse(diag.OutputForeign, "move it away, or choose a folder with --out", "where the output folder is to be stands %s", by)
}
