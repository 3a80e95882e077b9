// Package load reads the files of a site: it finds out which input each of
// them is by its place and name, and returns texts as valid UTF-8 with line
// feeds.
package load

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
)

// Folder is a site's folder. Nothing outside it can be read through it.
type Folder struct {
	files fs.FS
	close func() error
}

// Open opens a site's folder.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{files: root.FS(), close: root.Close}, nil
}

// Over returns a site's folder that is not on the disk, such as a revision in
// a repository.
func Over(files fs.FS) *Folder {
	return &Folder{files: files, close: func() error { return nil }}
}

// Close closes the folder.
func (f *Folder) Close() error { return f.close() }

// Sort says which input a file is.
type Sort uint8

// The sorts of inputs.
const (
	Article Sort = iota
	Annotations
	Exchanged // annotations in a format of others
	Briefing
	Entity
	Story
	Page
	Sources
	Media
)

// Entry is a file of the site.
type Entry struct {
	Path string // slash-separated, relative to the site's folder
	Sort Sort
	Size int64
}

// maxText is the most bytes that an input may have, maxSources the most for a
// library of sources.
const (
	maxText    = 16 << 20
	maxSources = 64 << 20
	maxDepth   = 32
	maxFiles   = 1_000_000
)

// Content lists the inputs below the folder content, by path. Files that
// nothing can be made of have their diagnostics and are left out.
func (f *Folder) Content(list *diag.List) ([]Entry, error) {
	w := walker{files: f.files, list: list}
	info, err := fs.Stat(f.files, "content")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	w.folder("content", []fs.FileInfo{info})
	slices.SortFunc(w.entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	w.collisions()
	return w.entries, w.err
}

type walker struct {
	files   fs.FS
	list    *diag.List
	entries []Entry
	err     error
}

// folder lists a folder; above holds it and the folders that it stands in, to
// notice a link that leads back.
func (w *walker) folder(dir string, above []fs.FileInfo) {
	if len(above) > maxDepth {
		w.list.Add(diag.FileLink, diag.Pos{File: dir}, "move it up", "folders stand more than %d deep in each other", maxDepth)
		return
	}
	names, err := fs.ReadDir(w.files, dir)
	if err != nil {
		w.unreadable(dir, err)
		return
	}
	for _, entry := range names {
		name := path.Join(dir, entry.Name())
		if ignored(entry.Name()) {
			continue
		}
		if !utf8.ValidString(name) {
			w.list.Add(diag.FileEncoding, diag.Pos{File: strings.ToValidUTF8(name, "\uFFFD")}, "rename it", "the file's name is not valid UTF-8")
			continue
		}
		info, err := fs.Stat(w.files, name)
		switch {
		case err != nil && entry.Type()&fs.ModeSymlink != 0:
			w.list.Add(diag.FileLink, diag.Pos{File: name}, "put the file itself in its place", "the symbolic link leads out of the site, into a circle or nowhere")
		case err != nil:
			w.unreadable(name, err)
		case info.IsDir():
			if slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, info) }) {
				w.list.Add(diag.FileLink, diag.Pos{File: name}, "take the link out", "the symbolic link leads into a circle")
				continue
			}
			w.folder(name, append(slices.Clip(above), info))
		case !info.Mode().IsRegular():
			w.list.Add(diag.FileSpecial, diag.Pos{File: name}, "put a regular file in its place", "this is not a regular file")
		default:
			w.file(name, info.Size())
		}
	}
}

func (w *walker) unreadable(name string, err error) {
	if cause := errors.Unwrap(err); cause != nil {
		err = cause
	}
	w.list.Add(diag.FileUnreadable, diag.Pos{File: name}, "check its permissions", "it cannot be read: %v", err)
}

// file classifies a file by its place and name.
func (w *walker) file(name string, size int64) {
	sort, hint := classify(name)
	if hint != "" {
		w.list.Add(diag.FileUnknown, diag.Pos{File: name}, hint, "nothing reads this file")
		return
	}
	if len(w.entries) == maxFiles {
		w.list.Add(diag.FileSize, diag.Pos{File: "content"}, "divide the site", "there are more than %d files", maxFiles)
	}
	if len(w.entries) < maxFiles {
		w.entries = append(w.entries, Entry{Path: name, Sort: sort, Size: size})
	}
}

// classify returns which input a file is, or a hint why it is none.
func classify(name string) (Sort, string) {
	ext := strings.ToLower(path.Ext(name))
	place, _, _ := strings.Cut(strings.TrimPrefix(name, "content/"), "/")
	if place == "sources" {
		switch ext {
		case ".yaml", ".yml", ".json", ".bib", ".ris":
			return Sources, ""
		}
		return 0, "sources are CSL in .yaml or .json files, BibTeX in .bib or RIS in .ris files"
	}
	if place == "articles" && exchanged(name) {
		return Exchanged, ""
	}
	if mediaTypes[ext] {
		return Media, ""
	}
	texts := map[string]Sort{"articles": Article, "briefings": Briefing, "entities": Entity, "stories": Story, "pages": Page}
	sort, known := texts[place]
	switch {
	case !known || place == path.Base(name):
		return 0, "put it below content/articles, briefings, entities, stories, pages or sources"
	case sort == Article && strings.HasSuffix(name, ".annotations.md"):
		return Annotations, ""
	case ext == ".md", ext == ".txt" && sort == Article:
		return sort, ""
	case ext == ".txt":
		return 0, "only articles may be plain text; name it .md"
	}
	return 0, "texts end in .md, and articles may end in .txt; pictures and documents are published by their ending"
}

// exchanged reports whether a file holds annotations that were made elsewhere:
// Web Annotations, or an export of Hypothesis.
func exchanged(name string) bool {
	return strings.HasSuffix(name, ".annotations.jsonld") || strings.HasSuffix(name, ".hypothesis.json")
}

// mediaTypes are the endings of files that are published as they are. Those
// that a browser would run as part of the site are not among them.
var mediaTypes = map[string]bool{
	".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true,
	".pdf": true, ".csv": true, ".tsv": true, ".xlsx": true, ".ods": true, ".docx": true, ".odt": true, ".pptx": true, ".odp": true,
	".json": true, ".geojson": true, ".zip": true, ".epub": true,
	".mp3": true, ".ogg": true, ".oga": true, ".opus": true, ".m4a": true, ".wav": true, ".flac": true,
	".mp4": true, ".webm": true, ".ogv": true, ".vtt": true, ".srt": true,
}

// ignored reports whether a name is of a kind that editors and systems leave
// behind: hidden files, backups, swap and lock files.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasPrefix(name, "~$") || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") || name == "Thumbs.db" || name == "4913"
}

// collisions complains of files that some systems take for one.
func (w *walker) collisions() {
	first := map[string]string{}
	for _, e := range w.entries {
		key := fold.Name(e.Path)
		if other, taken := first[key]; taken {
			w.list.Add(diag.FileCase, diag.Pos{File: e.Path}, "rename one of the two", "some systems take it for the same file as %s", other)
			continue
		}
		first[key] = e.Path
	}
}

// Has reports whether there is a file or folder.
func (f *Folder) Has(name string) bool {
	_, err := fs.Stat(f.files, name)
	return err == nil
}

// Read reads a text. It returns false when that cannot be done, and says why.
func (f *Folder) Read(name string, list *diag.List) (brief.Input, bool) {
	limit := int64(maxText)
	if strings.HasPrefix(name, "content/sources/") {
		limit = maxSources
	}
	data, err := f.bytes(name, limit)
	switch {
	case errors.Is(err, errTooLarge):
		list.Add(diag.FileSize, diag.Pos{File: name}, "split it", "the file has more than %d MiB", limit>>20)
		return brief.Input{}, false
	case err != nil:
		(&walker{list: list}).unreadable(name, err)
		return brief.Input{}, false
	}
	return Text(name, data, list)
}

var errTooLarge = errors.New("too large")

// bytes reads a whole file of at most limit bytes.
func (f *Folder) bytes(name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(f.files, name) // before opening: to open a pipe is to wait for its writer
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	case info.Size() > limit:
		return nil, errTooLarge
	}
	file, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if int64(len(data)) > limit {
			return nil, errTooLarge
		}
		data = slices.Grow(data, 512)
	}
}

// Text makes an input of a file's bytes: the byte order mark goes, every sort
// of line end becomes a line feed, and what is not UTF-8 is a mistake.
func Text(name string, data []byte, list *diag.List) (brief.Input, bool) {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if bad := invalid(data); bad >= 0 {
		before := string(data[:bad])
		what := fmt.Sprintf("byte %d (0x%02X) is not UTF-8", bad, data[bad])
		hint := "save the file as UTF-8"
		if data[bad] == 0 {
			what, hint = fmt.Sprintf("byte %d is a zero byte", bad), "this looks like a file that is no text; take it out, or save it as UTF-8"
		}
		list.Add(diag.FileEncoding, diag.NewLines(name, lineFeeds(before)).At(len(before)), hint, "%s", what)
		return brief.Input{}, false
	}
	return brief.Input{Path: name, Text: lineFeeds(string(data))}, true
}

// invalid returns the offset of the first byte that no text has, or -1.
func invalid(data []byte) int {
	zero := bytes.IndexByte(data, 0)
	if utf8.Valid(data) {
		return zero
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 || data[i] == 0 {
			return i
		}
		i += size
	}
	return zero
}

func lineFeeds(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

// OpenFile opens a file that is published as it is.
func (f *Folder) OpenFile(name string) (io.ReadCloser, error) { return f.files.Open(name) }

// Layouts returns the site's own layouts, and nil when it has none.
func (f *Folder) Layouts() (fs.FS, error) {
	if !f.Has("layouts") {
		return nil, nil
	}
	return fs.Sub(f.files, "layouts")
}
