// Package publishtest holds what tests of publishing share: a store in memory
// that fails when it is told to, and the promises that every store keeps.
package publishtest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"gloss/generator/internal/publish"
)

// Memory is a store in memory. The zero value is an empty one.
type Memory struct {
	// Trouble, if it is set, is asked at each call, which are counted from 1.
	Trouble func(n int, call Call) Trouble

	// Watch, if it is set, is called after each change, with what is there:
	// a reader who polls. It must not keep the map.
	Watch func(objects map[string]Stored)

	// Unconditional is a store that knows no conditions.
	Unconditional bool

	mu      sync.Mutex
	objects map[string]Stored
	calls   []Call
	version int
}

// Stored is an object in memory.
type Stored struct {
	Content []byte
	Headers publish.Headers
	Digest  publish.Digest // as it was told
	Tag     string
}

// Call is one call of a store.
type Call struct {
	Op   string // list, open, stat, put, delete
	Path string // empty for list
}

// Trouble is what becomes of a call: by default, what should.
type Trouble struct {
	Err  error // returned
	Done bool  // what was asked for is done all the same: the answer was lost
}

var _ publish.Store = (*Memory)(nil)

// Calls returns what was asked for since the last time.
func (m *Memory) Calls() []Call {
	m.mu.Lock()
	defer m.mu.Unlock()
	calls := m.calls
	m.calls = nil
	return calls
}

// Objects returns what is there.
func (m *Memory) Objects() map[string]Stored {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.objects)
}

// Set puts an object there without a call: as somebody else does.
func (m *Memory) Set(path, content string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(path, Stored{Content: []byte(content)})
}

// Remove takes an object away without a call.
func (m *Memory) Remove(path string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.objects, path)
}

func (m *Memory) put(path string, o Stored) string {
	if m.objects == nil {
		m.objects = map[string]Stored{}
	}
	m.version++
	o.Tag = fmt.Sprintf("v%d", m.version)
	m.objects[path] = o
	return o.Tag
}

// meet counts a call. If the call is to end with an error and without effect,
// it returns the error first.
func (m *Memory) meet(ctx context.Context, op, path string) (before, after error) {
	if err := ctx.Err(); err != nil {
		return err, nil
	}
	call := Call{op, path}
	m.calls = append(m.calls, call)
	if m.Trouble == nil {
		return nil, nil
	}
	trouble := m.Trouble(len(m.calls), call)
	if trouble.Done {
		return nil, trouble.Err
	}
	return trouble.Err, nil
}

func (m *Memory) changed() {
	if m.Watch != nil {
		m.Watch(m.objects)
	}
}

func (m *Memory) List(ctx context.Context) (*publish.Listing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, after := m.meet(ctx, "list", "")
	if before != nil {
		return nil, before
	}
	listing := &publish.Listing{}
	for _, path := range slices.Sorted(maps.Keys(m.objects)) {
		o := m.objects[path]
		listing.Objects = append(listing.Objects, publish.Object{Path: path, Size: int64(len(o.Content)), Tag: o.Tag})
	}
	return listing, after
}

func (m *Memory) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, after := m.meet(ctx, "open", path)
	if before != nil {
		return nil, before
	}
	o, there := m.objects[path]
	if !there {
		return nil, cmp.Or(after, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(o.Content)), after
}

func (m *Memory) Stat(ctx context.Context, path string) (publish.Object, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, after := m.meet(ctx, "stat", path)
	if before != nil {
		return publish.Object{}, before
	}
	o, there := m.objects[path]
	if !there {
		return publish.Object{}, cmp.Or(after, fs.ErrNotExist)
	}
	return publish.Object{Path: path, Size: int64(len(o.Content)), Tag: o.Tag, Digest: o.Digest, Headers: o.Headers}, after
}

func (m *Memory) Put(ctx context.Context, path string, upload publish.Upload) (string, error) {
	content, err := read(upload.Open)
	if err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	before, after := m.meet(ctx, "put", path)
	if before != nil {
		return "", before
	}
	old, there := m.objects[path]
	switch wants := upload.If; {
	case wants == (publish.Condition{}):
	case m.Unconditional:
		return "", fmt.Errorf("conditions: %w", errors.ErrUnsupported)
	case wants.Absent && there, wants.Tag != "" && old.Tag != wants.Tag:
		return "", publish.ErrChanged
	}
	tag := m.put(path, Stored{Content: content, Headers: upload.Headers, Digest: upload.Digest})
	m.changed()
	return tag, after
}

func (m *Memory) Delete(ctx context.Context, path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, after := m.meet(ctx, "delete", path)
	if before != nil {
		return before
	}
	if _, there := m.objects[path]; there {
		delete(m.objects, path)
		m.changed()
	}
	return after
}

func (m *Memory) Close() error { return nil }

func read(open func() (io.ReadCloser, error)) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
