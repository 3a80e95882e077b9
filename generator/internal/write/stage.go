package write

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"gloss/generator/internal/disk"
)

// move is a rename that brings something new to its place: a file, or a new
// folder with everything in it.
type move struct {
	from, to string
	rank     int  // the highest of its files'
	clear    bool // what Gloss wrote stands there, and a rename alone cannot replace it
}

// stager renders outputs and stages those that differ from what stands in the
// folder. Nothing outside the staging folder changes.
type stager struct {
	files   files
	old     manifest
	ground  map[string]ground
	outputs []Output
	digests []disk.Digest // of the outputs
	staging *staging

	spoiled atomic.Bool // the build is to fail: go on to find what else is wrong, but stage nothing
	stopped atomic.Bool // the machine has failed

	mu       sync.Mutex
	written  int
	moves    map[string]move // by where they lead
	foreign  []string        // files in the way that Gloss did not write
	failures []failure
}

type failure struct {
	output int
	err    error
}

// scratch is the memory of one worker, reused from output to output.
type scratch struct {
	content bytes.Buffer
	a, b    [32 << 10]byte
}

// stage renders the outputs on as many workers as there are processors. It
// returns how many of them have changed, the digest of all, and the moves that
// bring the changed ones to their places, in the order in which to make them.
// Outputs that fail, or whose place somebody else's file takes, do not stop the
// others from being rendered, so that one build tells everything.
func stage(ctx context.Context, st *staging, old manifest, ground map[string]ground, outputs []Output) (int, disk.Digest, []move, error) {
	s := &stager{
		files: st.files, old: old, ground: ground, staging: st, moves: make(map[string]move),
		outputs: outputs, digests: make([]disk.Digest, len(outputs)),
	}
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(outputs)) {
		workers.Go(func() {
			mem := new(scratch)
			for {
				i := int(next.Add(1)) - 1
				if i >= len(outputs) || s.stopped.Load() || ctx.Err() != nil {
					return
				}
				s.output(i, mem)
			}
		})
	}
	workers.Wait()

	if err := ctx.Err(); err != nil {
		return 0, disk.Digest{}, nil, err
	}
	if err := s.failed(); err != nil {
		return 0, disk.Digest{}, nil, err
	}
	moves := slices.SortedFunc(maps.Values(s.moves), func(a, b move) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.to, b.to))
	})
	return s.written, disk.DigestOf(newManifest(outputs).names, s.digests), moves, refuseForeign(s.foreign)
}

// failed returns the failures in the order of their outputs, joined.
func (s *stager) failed() error {
	slices.SortFunc(s.failures, func(a, b failure) int { return cmp.Compare(a.output, b.output) })
	errs := make([]error, len(s.failures))
	for i, f := range s.failures {
		errs[i] = f.err
	}
	return errors.Join(errs...)
}

// output renders one output and stages it if it differs.
func (s *stager) output(i int, mem *scratch) {
	o := s.outputs[i]
	open := o.Open
	if o.Content != nil {
		mem.content.Reset()
		if err := o.Content(&mem.content); err != nil {
			s.spoil(i, fmt.Errorf("%s: %w", o.Path, err))
			return
		}
		s.digests[i] = disk.Sum(mem.content.Bytes())
		open = func() (io.ReadCloser, error) { return rendered{bytes.NewReader(mem.content.Bytes())}, nil }
	}
	err := s.compare(i, open, mem)
	if err == nil && o.Content == nil {
		s.digests[i], err = digestOf(open)
	}
	if err != nil {
		s.stopped.Store(true)
		s.spoil(i, fmt.Errorf("%s: %w", o.Path, err))
	}
}

// digestOf reads a file that is copied once more. Should somebody have written
// to it meanwhile, the digest is of no file in the folder, and the next build
// looks closer.
func digestOf(open func() (io.ReadCloser, error)) (d disk.Digest, err error) {
	r, err := open()
	if err != nil {
		return d, err
	}
	defer r.Close()
	return disk.SumOf(r)
}

// rendered is content in memory.
type rendered struct{ *bytes.Reader }

func (rendered) Close() error { return nil }

func (s *stager) spoil(i int, err error) {
	s.spoiled.Store(true)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = append(s.failures, failure{i, err})
}

// compare stages content unless what stands in its place is the same, or is
// not Gloss's to replace.
func (s *stager) compare(i int, open func() (io.ReadCloser, error), mem *scratch) error {
	name := s.outputs[i].Path
	standing, err := s.standing(name)
	if err != nil {
		return err
	}
	if standing != nil && standing.Mode().IsRegular() {
		if same, err := s.same(name, standing.Size(), open, mem); same || err != nil {
			return err
		}
	}
	foreign, err := s.strangers(name, standing)
	if err != nil {
		return err
	}
	if len(foreign) > 0 {
		s.spoiled.Store(true)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.foreign = append(s.foreign, foreign...)
		return nil
	}
	if s.spoiled.Load() {
		return nil
	}

	content, err := open()
	if err != nil {
		return err
	}
	m := s.move(i, standing)
	staged := m.from
	if m.to != name {
		staged = path.Join(newFolders, name)
	}
	err = s.staging.write(staged, content)
	if err := errors.Join(err, content.Close()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written++
	m.rank = max(m.rank, s.moves[m.to].rank)
	s.moves[m.to] = m
	return nil
}

// move returns the move that brings an output to its place: of the file, or of
// the outermost folder around it that is new.
func (s *stager) move(i int, standing fs.FileInfo) move {
	name := s.outputs[i].Path
	if s.ground[path.Dir(name)] == solid {
		return move{
			from: path.Join(stagingName, strconv.Itoa(i)), to: name, rank: rank(name),
			clear: standing != nil && standing.IsDir(),
		}
	}
	top := path.Dir(name)
	for s.ground[path.Dir(top)] != solid {
		top = path.Dir(top)
	}
	return move{from: path.Join(newFolders, top), to: top, rank: rank(name), clear: s.ground[top] == file}
}

// standing returns what stands at an output's path, or nil.
func (s *stager) standing(name string) (fs.FileInfo, error) {
	if s.ground[path.Dir(name)] != solid {
		return nil, nil
	}
	info, err := s.files.Lstat(name)
	if missing(err) {
		return nil, nil
	}
	return info, err
}

// same reports whether a file of the given size has the given content. If the
// content tells its size, that is looked at first.
func (s *stager) same(name string, size int64, open func() (io.ReadCloser, error), mem *scratch) (bool, error) {
	content, err := open()
	if err != nil {
		return false, err
	}
	defer content.Close()
	if n, known := sizeOf(content); known && n != size {
		return false, nil
	}
	standing, err := s.files.Open(name)
	if err != nil {
		return false, err
	}
	defer standing.Close()
	return equal(standing, content, mem)
}

// sizeOf returns how many bytes a reader has, if it tells.
func sizeOf(r io.Reader) (int64, bool) {
	switch r := r.(type) {
	case rendered:
		return r.Size(), true
	case fs.File:
		info, err := r.Stat()
		return info.Size(), err == nil && info.Mode().IsRegular()
	}
	return 0, false
}

// equal reports whether two readers have the same bytes.
func equal(a, b io.Reader, mem *scratch) (bool, error) {
	for {
		n, aErr := io.ReadFull(a, mem.a[:])
		m, bErr := io.ReadFull(b, mem.b[:])
		switch {
		case aErr != nil && !ends(aErr):
			return false, aErr
		case bErr != nil && !ends(bErr):
			return false, bErr
		case !bytes.Equal(mem.a[:n], mem.b[:m]):
			return false, nil
		case ends(aErr): // within a chunk, so that the other has ended too
			return true, nil
		}
	}
}

func ends(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// strangers returns which of the files that stand at a path, or below it if it
// is a folder's, Gloss did not write.
func (s *stager) strangers(name string, standing fs.FileInfo) ([]string, error) {
	switch {
	case standing == nil:
		return nil, nil
	case !standing.IsDir():
		if s.old.has(name) {
			return nil, nil
		}
		return []string{name}, nil
	}
	var found []string
	err := walk(s.files, name, func(name string, folder bool) error {
		if !folder && !s.old.has(name) {
			found = append(found, name)
		}
		return nil
	})
	return found, err
}
