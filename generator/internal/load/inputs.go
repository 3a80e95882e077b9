package load

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"gloss/generator/internal/disk"
)

// Inputs is what stood in a site's folder at one moment: every file and folder
// that a site is made from, with the size of each file and when it was last
// changed.
type Inputs struct {
	root    *os.Root
	entries []standing // by path
}

type standing struct {
	path     string // of a folder with a slash at its end
	size     int64
	modified int64 // nanoseconds since 1970
}

// Inputs looks at the site's folder. It is an error when what stands there is
// more than files in folders, and its content not told by its own bytes alone.
func (f *Folder) Inputs() (*Inputs, error) {
	if f.root == nil {
		return nil, errors.New("the site is in no folder on the disk")
	}
	in := &Inputs{root: f.root}
	folders := disk.NewFolders(f.root)
	defer folders.Close()
	for _, name := range []string{"config.toml", "content", "layouts"} {
		info, err := f.root.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		default:
			if err := in.walk(folders, name, info); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(in.entries, func(a, b standing) int { return strings.Compare(a.path, b.path) })
	return in, nil
}

// walk notes what stands under a name, and below it.
func (in *Inputs) walk(folders *disk.Folders, name string, info fs.FileInfo) error {
	switch {
	case info.Mode().IsRegular():
		in.entries = append(in.entries, standing{name, info.Size(), info.ModTime().UnixNano()})
		return nil
	case !info.IsDir():
		return &fs.PathError{Op: "read", Path: name, Err: errors.New("neither a file nor a folder")}
	}
	in.entries = append(in.entries, standing{path: name + "/"})
	var within []fs.FileInfo
	err := folders.In(name, func(folder *os.Root, base string) error {
		dir, err := folder.Open(base)
		if err != nil {
			return err
		}
		defer dir.Close()
		within, err = dir.Readdir(-1)
		return err
	})
	if err != nil {
		return err
	}
	for _, info := range within {
		if Ignored(info.Name()) && !strings.HasPrefix(name, "layouts") {
			continue
		}
		if err := in.walk(folders, path.Join(name, info.Name()), info); err != nil {
			return err
		}
	}
	return nil
}

// Equal reports whether nothing has been changed from one look to the other, as
// far as names, sizes and times tell.
func (in *Inputs) Equal(other *Inputs) bool { return slices.Equal(in.entries, other.entries) }

// Outline returns what tells the inputs, by their names and sizes, from all
// others.
func (in *Inputs) Outline() disk.Digest {
	names := make([]string, len(in.entries))
	sizes := make([]disk.Digest, len(in.entries))
	for i, e := range in.entries {
		names[i] = e.path
		binary.BigEndian.PutUint64(sizes[i][:], uint64(e.size))
	}
	return disk.DigestOf(names, sizes)
}

// NoTexts reads the files that are no texts of the site's, such as settings,
// layouts and pictures, and returns their digests by path.
func (in *Inputs) NoTexts(ctx context.Context) (map[string]disk.Digest, error) {
	var names []string
	for _, e := range in.entries {
		if sort, hint := classify(e.path); !strings.HasSuffix(e.path, "/") && (!strings.HasPrefix(e.path, "content/") || sort == Media || hint != "") {
			names = append(names, e.path)
		}
	}
	read, err := disk.ReadDigests(ctx, in.root, names)
	digests := make(map[string]disk.Digest, len(names))
	for i, name := range names {
		digests[name] = read[i]
	}
	return digests, err
}

// Digest returns what tells the inputs, by their names and bytes, from all
// others. Known are the digests of files that have been read already, by path;
// the others are read now. The site's folder must still be open.
func (in *Inputs) Digest(ctx context.Context, known map[string]disk.Digest) (disk.Digest, error) {
	names := make([]string, len(in.entries))
	contents := make([]disk.Digest, len(in.entries)) // folders have none
	var unread []string
	var at []int
	for i, e := range in.entries {
		names[i] = e.path
		digest, done := known[e.path]
		switch {
		case done:
			contents[i] = digest
		case !strings.HasSuffix(e.path, "/"):
			unread, at = append(unread, e.path), append(at, i)
		}
	}
	read, err := disk.ReadDigests(ctx, in.root, unread)
	if err != nil {
		return disk.Digest{}, err
	}
	for k, i := range at {
		contents[i] = read[k]
	}
	return disk.DigestOf(names, contents), nil
}
