// Package load reads the files of a site: it finds out which input each of
// them is by its place and name, and returns texts as valid UTF-8 with line
// feeds.
package load

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
)

// Folder is a site's folder. Nothing outside it can be read through it. It is
// safe for concurrent use.
type Folder struct {
	files   fs.FS
	root    *os.Root // nil for one that is not on the disk
	close   func() error
	buffers sync.Pool // of *[]byte, to read files into
}

// Open opens a site's folder.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{files: root.FS(), root: root, close: root.Close}, nil
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
	Path     string // slash-separated, relative to the site's folder
	Sort     Sort
	Size     int64
	Modified time.Time
}

// maxText is the most bytes that an input may have, maxSources the most for a
// library of sources.
const (
	maxText    = 16 << 20
	maxSources = 64 << 20
	maxDepth   = 32
	maxFiles   = 1_000_000
)

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

// Ignored reports whether a name is of a kind that editors and systems leave
// behind: hidden files, backups, swap and lock files.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasPrefix(name, "~$") || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") || name == "Thumbs.db" || name == "4913"
}

// Has reports whether there is a file or folder. A link that leads nowhere is
// one, of which [Folder.Read] complains.
func (f *Folder) Has(name string) bool {
	_, err := fs.Lstat(f.files, name)
	return err == nil
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
	text := lineFeeds(string(data))
	if bad := control(data); bad >= 0 {
		before := lineFeeds(string(data[:bad]))
		list.Add(diag.HiddenCharacter, diag.NewLines(name, before).At(len(before)), "take it out", "the control character U+%04X stands here; pages show U+FFFD in its place", data[bad])
		text = brief.Printable(text)
	}
	return brief.Input{Path: name, Text: text}, true
}

// control returns the offset of the first control character of ASCII that is
// no white space, or -1.
func control(data []byte) int {
	for i, c := range data {
		if controls[c] {
			return i
		}
	}
	return -1
}

var controls = func() (is [256]bool) {
	for c := range byte(' ') {
		is[c] = c != '\n' && c != '\t' && c != '\r' && c != '\f'
	}
	is[0x7f] = true
	return is
}()

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

// Layouts returns the site's own layouts, and nil when it has none.
func (f *Folder) Layouts(list *diag.List) fs.FS {
	if info := top(f.files, "layouts", list); info == nil || !isFolder("layouts", info, list) {
		return nil
	}
	return plain{f.files, "layouts"}
}

// top describes something that stands in the site's folder itself, and returns
// nil when it is not there, or cannot be reached.
func top(files fs.FS, name string, list *diag.List) fs.FileInfo {
	info, err := fs.Stat(files, name)
	if err == nil {
		return info
	}
	entry, missing := fs.Lstat(files, name)
	switch {
	case errors.Is(missing, fs.ErrNotExist):
	case missing == nil && entry.Mode()&fs.ModeSymlink != 0:
		strayLink(name, list)
	default:
		unreadable(name, err, list)
	}
	return nil
}

// isFolder complains of what should be a folder and is not one.
func isFolder(name string, info fs.FileInfo, list *diag.List) bool {
	if !info.IsDir() {
		list.Add(diag.FileSpecial, diag.Pos{File: name}, "put a folder in its place", "this is not a folder")
	}
	return info.IsDir()
}

// plain is a folder in which regular files and folders can be opened, and
// nothing else: to open a pipe is to wait for its writer.
type plain struct {
	files  fs.FS
	folder string
}

func (p plain) Open(name string) (fs.File, error) {
	full := path.Join(p.folder, name)
	info, err := fs.Stat(p.files, full)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: full, Err: errors.New("it is neither a file nor a folder")}
	}
	return p.files.Open(full)
}
