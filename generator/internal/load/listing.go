package load

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/fold"
)

// Listing is what stands below the folder content. It is kept folder by
// folder, so that when something changes only the folder that it changed in
// is looked at again. It is not safe for concurrent use.
type Listing struct {
	files    fs.FS
	folders  map[string]*listed // by path; empty when there is no folder content
	linked   bool               // some of it is seen through symbolic links
	entries  []Entry            // of all folders, by path; nil when they are to be put together again
	problems diag.List          // that concern more than one folder
}

// listed is what stands in one folder.
type listed struct {
	entries []Entry
	folders []string      // paths of the folders within it
	above   []fs.FileInfo // the folder itself and those that it stands in, to notice a link that leads back
	list    diag.List
}

// List looks at everything below the folder content.
func (f *Folder) List() *Listing {
	l := &Listing{files: f.files, folders: map[string]*listed{}}
	l.everything()
	return l
}

// Linked reports whether files are seen through symbolic links, and so perhaps
// under several names.
func (l *Listing) Linked() bool { return l.linked }

// Folder reports whether a path is that of a folder.
func (l *Listing) Folder(name string) bool { return l.folders[name] != nil }

func (l *Listing) everything() {
	clear(l.folders)
	l.entries, l.linked = nil, false
	var list diag.List
	if info := top(l.files, "content", &list); info != nil && isFolder("content", info, &list) {
		l.walk("content", []fs.FileInfo{info})
	} else if len(list.All()) > 0 {
		l.folders["content"] = &listed{list: list}
	}
}

// Look looks again at what has changed: paths of files or folders that are
// new, gone or different.
func (l *Listing) Look(changed []string) {
	if content := l.folders["content"]; content == nil || content.above == nil || slices.Contains(changed, "content") {
		l.everything()
		return
	}
	again := map[string]bool{}
	for _, name := range changed {
		if !strings.HasPrefix(name, "content/") || l.same(name) {
			continue
		}
		l.forget(name)
		dir := path.Dir(name)
		for l.folders[dir] == nil {
			dir = path.Dir(dir) // it is new as well; content is listed
		}
		again[dir] = true
	}
	for dir := range again {
		if old := l.folders[dir]; old != nil {
			l.walk(dir, old.above)
		}
	}
}

// same notes the size and time of a file that is listed already and still is
// a regular one, and returns false for everything else.
func (l *Listing) same(name string) bool {
	folder := l.folders[path.Dir(name)]
	if folder == nil {
		return false
	}
	i, listed := slices.BinarySearchFunc(folder.entries, name, byPath)
	if !listed {
		return false
	}
	info, err := fs.Lstat(l.files, name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	folder.entries[i].Size, folder.entries[i].Modified = info.Size(), info.ModTime()
	if i, ok := slices.BinarySearchFunc(l.entries, name, byPath); ok {
		l.entries[i] = folder.entries[slices.IndexFunc(folder.entries, func(e Entry) bool { return e.Path == name })]
	}
	return true
}

func byPath(e Entry, name string) int { return cmp.Compare(e.Path, name) }

// forget drops a folder and those within it.
func (l *Listing) forget(dir string) {
	folder := l.folders[dir]
	if folder == nil {
		return
	}
	delete(l.folders, dir)
	for _, within := range folder.folders {
		l.forget(within)
	}
}

// walk lists a folder, and those within it that are not listed yet.
func (l *Listing) walk(dir string, above []fs.FileInfo) {
	l.entries = nil
	folder := &listed{above: above}
	if old := l.folders[dir]; old != nil {
		defer func() {
			for _, within := range old.folders {
				if !slices.Contains(folder.folders, within) {
					l.forget(within)
				}
			}
		}()
	}
	l.folders[dir] = folder
	if len(above) > maxDepth {
		folder.list.Add(diag.FileLink, diag.Pos{File: dir}, "move it up", "folders stand more than %d deep in each other", maxDepth)
		return
	}
	names, err := fs.ReadDir(l.files, dir)
	if err != nil {
		unreadable(dir, err, &folder.list)
		return
	}
	for _, entry := range names {
		l.add(folder, dir, entry)
	}
	slices.SortFunc(folder.entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
}

// add lists what stands in a folder under one name.
func (l *Listing) add(folder *listed, dir string, entry fs.DirEntry) {
	name := path.Join(dir, entry.Name())
	if Ignored(entry.Name()) {
		return
	}
	if !utf8.ValidString(name) {
		folder.list.Add(diag.FileEncoding, diag.Pos{File: strings.ToValidUTF8(name, "\uFFFD")}, "rename it", "the file's name is not valid UTF-8")
		return
	}
	link := entry.Type()&fs.ModeSymlink != 0
	l.linked = l.linked || link
	info, err := l.info(name, entry)
	switch {
	case err != nil && link:
		strayLink(name, &folder.list)
	case err != nil:
		unreadable(name, err, &folder.list)
	case info.IsDir():
		if slices.ContainsFunc(folder.above, func(a fs.FileInfo) bool { return os.SameFile(a, info) }) {
			folder.list.Add(diag.FileLink, diag.Pos{File: name}, "take the link out", "the symbolic link leads into a circle")
			return
		}
		folder.folders = append(folder.folders, name)
		if l.folders[name] == nil {
			l.walk(name, append(slices.Clip(folder.above), info))
		}
	case !info.Mode().IsRegular():
		special(name, &folder.list)
	default:
		folder.file(name, info)
	}
}

// info describes what a name leads to. A link is followed from the site's
// folder, which it must not leave; anything else is described where it
// stands, which saves the way there.
func (l *Listing) info(name string, entry fs.DirEntry) (fs.FileInfo, error) {
	if entry.Type()&fs.ModeSymlink != 0 {
		return fs.Stat(l.files, name)
	}
	return entry.Info()
}

// file classifies a file by its place and name.
func (folder *listed) file(name string, info fs.FileInfo) {
	sort, hint := classify(name)
	if hint != "" {
		folder.list.Add(diag.FileUnknown, diag.Pos{File: name}, hint, "nothing reads this file")
		return
	}
	folder.entries = append(folder.entries, Entry{Path: name, Sort: sort, Size: info.Size(), Modified: info.ModTime()})
}

func strayLink(name string, list *diag.List) {
	list.Add(diag.FileLink, diag.Pos{File: name}, "put the file itself in its place", "the symbolic link leads out of the site, into a circle or nowhere")
}

func special(name string, list *diag.List) {
	list.Add(diag.FileSpecial, diag.Pos{File: name}, "put a regular file in its place", "this is not a regular file")
}

func unreadable(name string, err error, list *diag.List) {
	if cause := errors.Unwrap(err); cause != nil {
		err = cause
	}
	list.Add(diag.FileUnreadable, diag.Pos{File: name}, "check its permissions", "it cannot be read: %v", err)
}

// Entries returns the inputs by path; they must not be changed. Files that
// nothing can be made of have their diagnostics and are left out.
func (l *Listing) Entries(list *diag.List) []Entry {
	if l.entries == nil {
		l.gather()
	}
	for _, folder := range l.folders {
		list.Append(folder.list.All()...)
	}
	list.Append(l.problems.All()...)
	return l.entries
}

// gather puts the entries of all folders together, and complains of files that
// some systems take for one.
func (l *Listing) gather() {
	l.problems = diag.List{}
	total := 0
	for _, folder := range l.folders {
		total += len(folder.entries)
	}
	entries := make([]Entry, 0, total)
	for _, folder := range l.folders {
		entries = append(entries, folder.entries...)
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	if len(entries) > maxFiles {
		l.problems.Add(diag.FileSize, diag.Pos{File: "content"}, "divide the site", "there are more than %d files", maxFiles)
		entries = entries[:maxFiles]
	}
	first := make(map[string]string, len(entries))
	for _, e := range entries {
		key := fold.Name(e.Path)
		if other, taken := first[key]; taken {
			l.problems.Add(diag.FileCase, diag.Pos{File: e.Path}, "rename one of the two", "some systems take it for the same file as %s", other)
			continue
		}
		first[key] = e.Path
	}
	l.entries = entries
}
