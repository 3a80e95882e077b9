package write

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// Names returns the files that Gloss wrote to an output folder, in order. It
// is an error when Gloss did not write there, or did not finish.
func Names(root *os.Root) ([]string, error) {
	raw, err := root.ReadFile(manifestName)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("gloss build has not written to %s", root.Name())
	case err != nil:
		return nil, err
	}
	m, err := parseManifest(raw)
	if err != nil {
		return nil, err
	}
	if _, err := root.Lstat(stagingName); err == nil {
		return nil, fmt.Errorf("a build of %s was interrupted", root.Name())
	}
	for _, name := range m.names {
		if info, err := root.Lstat(name); err != nil || !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s of a build is missing in %s", name, root.Name())
		}
	}
	return m.names, nil
}

// Own reports whether a name in an output folder is one of the room's own, and
// no file of a site.
func Own(name string) bool { return strings.HasPrefix(name, ".gloss-") }
