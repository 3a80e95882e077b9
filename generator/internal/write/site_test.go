package write

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// site is a finished site: the content of each file by its path.
type site map[string]string

// outputs returns the site's files, those with the extension .bin as files
// that are copied.
func (s site) outputs() []Output {
	var outputs []Output
	for name, content := range s {
		o := Output{Path: name}
		if path.Ext(name) == ".bin" {
			o.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }
		} else {
			o.Content = func(b *bytes.Buffer) error { b.WriteString(content); return nil }
		}
		outputs = append(outputs, o)
	}
	return outputs
}

// build writes a site to an output folder and expects it to succeed.
func build(t *testing.T, out string, s site) Result {
	t.Helper()
	result, found, err := Folder(t.Context(), t.TempDir(), out, nil, s.outputs())
	if err != nil || len(found) > 0 {
		t.Fatalf("build: %v %v", found, err)
	}
	return counted(t, out, result)
}

// counted returns what a build did to files. Its digest has to be the one that
// is found in the folder.
func counted(t *testing.T, out string, result Result) Result {
	t.Helper()
	digest, files, err := Digest(t.Context(), t.TempDir(), out, nil)
	if err != nil {
		t.Fatal("digest:", err)
	}
	if want := result.Written + result.Unchanged; digest != result.Digest || files != want {
		t.Errorf("in the folder there are %d files with the digest %v; want %d with %v", files, digest, want, result.Digest)
	}
	result.Digest = disk.Digest{}
	return result
}

// refused writes a site to an output folder and expects one diagnostic of a
// code, and the folder as it was.
func refused(t *testing.T, out string, s site, code diag.Code) diag.Diagnostic {
	t.Helper()
	before := tree(t, out)
	_, found, err := Folder(t.Context(), t.TempDir(), out, nil, s.outputs())
	if err != nil {
		t.Fatalf("the machine failed: %v", err)
	}
	if len(found) != 1 || found[0].Code != code || found[0].Hint == "" {
		t.Fatalf("diagnostics %v, want one %s with a hint", found, code)
	}
	same(t, "the refused folder", tree(t, out), before)
	return found[0]
}

// tree returns everything in a folder: files with their content, links with
// their targets, and folders, whose names end with a slash. There may be no
// folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			all[rel+"/"] = ""
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(name)
			all[rel] = "link to " + target
			return err
		case !e.Type().IsRegular():
			all[rel] = e.Type().String()
			return nil
		}
		content, err := os.ReadFile(name)
		all[rel] = string(content)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

// clean returns what a site looks like in a folder of its own.
func clean(t *testing.T, s site) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for name, content := range s {
		all[name] = content
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			all[dir+"/"] = ""
		}
	}
	names := slices.Sorted(maps.Keys(s))
	all[manifestName] = "gloss manifest 1\n" + strings.Join(append(names, ""), "\n")
	return all
}

// same fails the test unless two trees are alike, and says where they differ.
func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	names := slices.Compact(slices.Sorted(func(yield func(string) bool) {
		for _, all := range []map[string]string{got, want} {
			for name := range all {
				if !yield(name) {
					return
				}
			}
		}
	}))
	for _, name := range names {
		g, inGot := got[name]
		w, inWant := want[name]
		switch {
		case !inWant:
			t.Errorf("%s: %s should not be there", what, name)
		case !inGot:
			t.Errorf("%s: %s is missing", what, name)
		case g != w:
			t.Errorf("%s: %s holds %.60q, want %.60q", what, name, g, w)
		}
	}
}

// put writes a file that is somebody else's.
func put(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, dir, name string) {
	t.Helper()
	if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}
