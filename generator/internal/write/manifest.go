package write

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gloss/generator/internal/diag"
)

// The room's own names in an output folder. No output begins with .gloss-.
const (
	manifestName = ".gloss-manifest" // stays: what Gloss wrote
	stagingName  = ".gloss-tmp"      // while files are staged
	lockName     = ".gloss-lock"     // on Windows, while a build runs
)

// format is the first line of a manifest. The paths follow, one a line, in
// order. There is neither a count nor a checksum, so that a version control
// system can merge two manifests as it merges two sites.
const format = "gloss manifest 1\n"

// mostManifest bounds the size of a manifest that is read, in bytes.
const mostManifest = 256 << 20

// unmarked are the names that may stand in an output folder before Gloss has
// written to it. They are left alone.
var unmarked = []string{
	".git", ".gitattributes", ".gitignore", ".gitkeep", ".nojekyll", "CNAME", ".DS_Store",
	stagingName, lockName,
}

// manifest is the files in an output folder that Gloss wrote.
type manifest struct {
	names []string // sorted, each once
	raw   []byte   // as it stands in the folder; nil when there is none
}

func newManifest(outputs []Output) manifest {
	names := make([]string, len(outputs))
	for i, o := range outputs {
		names[i] = o.Path
	}
	return manifestOf(names)
}

// manifestOf returns the manifest of sorted names.
func manifestOf(names []string) manifest {
	return manifest{names: names, raw: []byte(format + strings.Join(append(slices.Clip(names), ""), "\n"))}
}

func (m manifest) has(name string) bool {
	_, found := slices.BinarySearch(m.names, name)
	return found
}

// with returns the manifest of everything that either names.
func (m manifest) with(other manifest) manifest {
	names := slices.Concat(m.names, other.names)
	slices.Sort(names)
	return manifestOf(slices.Compact(names))
}

func (m manifest) equal(other manifest) bool { return bytes.Equal(m.raw, other.raw) }

// readManifest returns the manifest of a folder, or an empty one when nothing
// was ever written there. It refuses a folder of other things and a manifest
// that Gloss did not write like that.
func readManifest(f files) (manifest, error) {
	info, err := f.Lstat(manifestName)
	switch {
	case missing(err):
		return manifest{}, checkEmpty(f)
	case err != nil:
		return manifest{}, err
	case !info.Mode().IsRegular() || info.Size() > mostManifest:
		return manifest{}, corrupt("it is not a file of a manifest's sort and size")
	}
	r, err := f.Open(manifestName)
	if err != nil {
		return manifest{}, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, mostManifest))
	if err := errors.Join(err, r.Close()); err != nil {
		return manifest{}, err
	}
	return parseManifest(raw)
}

// parseManifest reads a manifest, with line feeds or, as Git may check it out
// on Windows, carriage returns too.
func parseManifest(raw []byte) (manifest, error) {
	text := strings.ReplaceAll(string(raw), "\r\n", "\n")
	list, found := strings.CutPrefix(text, format)
	if !found {
		return manifest{}, corrupt("its first line is not %q", strings.TrimSpace(format))
	}
	if !strings.HasSuffix(text, "\n") {
		return manifest{}, corrupt("it breaks off within a line")
	}
	var names []string
	for line := range strings.Lines(list) {
		name := strings.TrimSuffix(line, "\n")
		if !allowed(name) {
			return manifest{}, corrupt("%q cannot be the path of an output", name)
		}
		if len(names) > 0 && names[len(names)-1] >= name {
			return manifest{}, corrupt("%q is out of order", name)
		}
		names = append(names, name)
	}
	return manifest{names: names, raw: raw}, nil
}

func corrupt(format string, args ...any) error {
	return refuse(diag.OutputForeign,
		"bring the file back as it was, or choose an empty folder with --out",
		"%s, which names the files that Gloss wrote, is damaged: %s", manifestName, fmt.Sprintf(format, args...))
}

// checkEmpty refuses a folder without a manifest in which anything stands that
// could be somebody's.
func checkEmpty(f files) error {
	entries, err := f.ReadDir(".")
	if err != nil {
		return err
	}
	var foreign []string
	for _, e := range entries {
		if !slices.Contains(unmarked, e.Name()) {
			foreign = append(foreign, e.Name())
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	slices.Sort(foreign)
	return refuse(diag.OutputForeign, "choose an empty folder with --out",
		"the output folder holds files that Gloss did not write: %s", diag.Few(foreign))
}
