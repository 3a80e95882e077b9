package load

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// Read reads a text. It returns false when that cannot be done, and says why.
func (f *Folder) Read(name string, list *diag.List) (brief.Input, bool) {
	in, _, ok := f.read(f.files, name, name, list)
	return in, ok
}

// OpenFile opens a file that is published as it is.
func (f *Folder) OpenFile(name string) (io.ReadCloser, error) { return plain{f.files, "."}.Open(name) }

// read reads a text by its name in some files.
func (f *Folder) read(files fs.FS, within, name string, list *diag.List) (in brief.Input, digest disk.Digest, ok bool) {
	limit := int64(maxText)
	if strings.HasPrefix(name, "content/sources/") {
		limit = maxSources
	}
	buffer, _ := f.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	defer f.buffers.Put(buffer)
	data, err := contents(files, within, limit, (*buffer)[:0])
	if cap(data) <= maxBuffer {
		*buffer = data
	}
	switch {
	case errors.Is(err, errTooLarge):
		list.Add(diag.FileSize, diag.Pos{File: name}, "split it", "the file has more than %d MiB", limit>>20)
		return in, digest, false
	case errors.Is(err, errSpecial):
		special(name, list)
		return in, digest, false
	case err != nil:
		if entry, there := fs.Lstat(files, within); there == nil && entry.Mode()&fs.ModeSymlink != 0 {
			strayLink(name, list)
		} else {
			unreadable(name, err, list)
		}
		return in, digest, false
	}
	in, ok = Text(name, data, list)
	return in, disk.Sum(data), ok
}

// maxBuffer is the most bytes that are kept to read the next file into.
const maxBuffer = 1 << 20

var (
	errTooLarge = errors.New("too large")
	errSpecial  = errors.New("not a regular file")
)

// contents appends a whole file of at most limit bytes to data.
func contents(files fs.FS, name string, limit int64, data []byte) ([]byte, error) {
	info, err := fs.Stat(files, name) // before opening: to open a pipe is to wait for its writer
	switch {
	case err != nil:
		return data, err
	case !info.Mode().IsRegular():
		return data, errSpecial
	case info.Size() > limit:
		return data, errTooLarge
	}
	file, err := files.Open(name)
	if err != nil {
		return data, err
	}
	defer file.Close()
	data = slices.Grow(data, int(info.Size())+1)
	for {
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if int64(len(data)) > limit {
			return data, errTooLarge
		}
		data = slices.Grow(data, 512)
	}
}

// Reader reads many texts of a folder, several at a time. The way from the
// site's folder to a file is taken step by step, so that no link on it leads
// out of the site, which costs more than to read the file; so the reader holds
// on to the folder that it read from last. It is made for one look at the
// site, in which folders do not move, and closed after it.
type Reader struct {
	folder *Folder
	lock   sync.Mutex
	dir    string
	within *os.Root // nil when there is none to hold on to
}

// Reader returns a reader of texts.
func (f *Folder) Reader() *Reader { return &Reader{folder: f} }

// Close lets go of what the reader holds on to.
func (r *Reader) Close() {
	if r.within != nil {
		r.within.Close()
		r.within = nil
	}
}

// Read is like [Folder.Read], and returns the digest of the file's bytes too.
func (r *Reader) Read(name string, list *diag.List) (brief.Input, disk.Digest, bool) {
	if near := r.near(path.Dir(name)); near != nil {
		// A link to elsewhere in the site leads out of this folder, and another
		// worker may let go of it: what fails here is read the long way.
		var failed diag.List
		if in, digest, ok := r.folder.read(near.FS(), path.Base(name), name, &failed); ok {
			list.Append(failed.All()...)
			return in, digest, true
		}
	}
	return r.folder.read(r.folder.files, name, name, list)
}

// near returns the folder that holds a file.
func (r *Reader) near(dir string) *os.Root {
	if r.folder.root == nil {
		return nil
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.within != nil && r.dir == dir {
		return r.within
	}
	r.Close()
	r.dir = dir
	r.within, _ = r.folder.root.OpenRoot(dir)
	return r.within
}
