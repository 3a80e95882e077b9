package write

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"testing/fstest"
)

// memory is an output folder in memory, with the rules of a disk, for tests
// that build thousands of times.
type memory struct {
	mu    sync.Mutex
	nodes map[string]*node
}

type node struct {
	folder  bool
	content bytes.Buffer
}

func newMemory() *memory { return &memory{nodes: map[string]*node{".": {folder: true}}} }

// tree returns everything in the folder, as the tree of a disk.
func (m *memory) tree() map[string]string {
	all := make(map[string]string)
	for name, n := range m.nodes {
		switch {
		case name == ".":
		case n.folder:
			all[name+"/"] = ""
		default:
			all[name] = n.content.String()
		}
	}
	return all
}

// node returns what stands at a path.
func (m *memory) node(call, name string) (*node, error) {
	if n := m.nodes[name]; n != nil {
		return n, nil
	}
	if err := m.within(call, name); err != nil {
		return nil, err
	}
	return nil, &fs.PathError{Op: call, Path: name, Err: fs.ErrNotExist}
}

// within returns an error unless a folder stands around a path.
func (m *memory) within(call, name string) error {
	switch around, err := m.node(call, path.Dir(name)); {
	case err != nil:
		return err
	case !around.folder:
		return &fs.PathError{Op: call, Path: name, Err: errNotDir}
	}
	return nil
}

func (m *memory) add(call, name string, n *node) error {
	if err := m.within(call, name); err != nil {
		return err
	}
	if m.nodes[name] != nil {
		return &fs.PathError{Op: call, Path: name, Err: fs.ErrExist}
	}
	m.nodes[name] = n
	return nil
}

func (m *memory) Lstat(name string) (fs.FileInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.node("lstat", name)
	if err != nil {
		return nil, err
	}
	return info(name, n), nil
}

func info(name string, n *node) fs.FileInfo {
	file := &fstest.MapFile{Data: n.content.Bytes()}
	if n.folder {
		file.Mode = fs.ModeDir
	}
	info, err := fstest.MapFS{name: file}.Lstat(name)
	if err != nil {
		panic(err)
	}
	return info
}

func (m *memory) Open(name string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.node("open", name)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(n.content.Bytes())), nil
}

func (m *memory) ReadDir(name string) ([]fs.DirEntry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.node("open", name)
	if err != nil {
		return nil, err
	}
	if !n.folder {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errNotDir}
	}
	var entries []fs.DirEntry
	for other, n := range m.nodes {
		if other != "." && path.Dir(other) == name {
			entries = append(entries, fs.FileInfoToDirEntry(info(other, n)))
		}
	}
	return entries, nil
}

func (m *memory) Create(name string) (io.WriteCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := new(node)
	return memoryFile{&n.content}, m.add("create", name, n)
}

type memoryFile struct{ io.Writer }

func (memoryFile) Close() error { return nil }

func (m *memory) Mkdir(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.add("mkdir", name, &node{folder: true})
}

func (m *memory) Rename(old, new string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.node("rename", old)
	if err != nil {
		return err
	}
	if err := m.within("rename", new); err != nil {
		return err
	}
	if there := m.nodes[new]; there != nil && (n.folder || there.folder) {
		return &fs.PathError{Op: "rename", Path: new, Err: errors.New("a folder cannot be replaced or replace")}
	}
	for name, n := range m.nodes {
		if rest, within := strings.CutPrefix(name, old+"/"); within {
			delete(m.nodes, name)
			m.nodes[path.Join(new, rest)] = n
		}
	}
	delete(m.nodes, old)
	m.nodes[new] = n
	return nil
}

func (m *memory) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.node("remove", name); err != nil {
		return err
	}
	for other := range m.nodes {
		if strings.HasPrefix(other, name+"/") {
			return &fs.PathError{Op: "remove", Path: name, Err: errors.New("not empty")}
		}
	}
	delete(m.nodes, name)
	return nil
}

func (m *memory) Sync() error { return nil }
