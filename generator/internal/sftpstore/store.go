// Package sftpstore publishes to a folder on a server that is reached by SFTP,
// as web hosts offer it. Files are written under another name and renamed, so
// that a reader gets the old one or the new one, and never half of one.
//
// SFTP knows files and no headers: what type a file has and how long it may be
// kept is for the server to say. It keeps no digests either; when one is asked
// for, the file is read.
package sftpstore

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

const (
	// tempName is the folder in which files wait until they are whole. Only
	// we may look into it.
	tempName = ".gloss-tmp"

	// tempLife is how old a file in it gets before it is somebody's who has
	// died.
	tempLife = time.Hour

	// walkers is how many folders are listed at once: to list one takes
	// several answers, and a server may be far away.
	walkers = 32
)

// Store is a folder on a server. It is a [publish.Store]. When the connection
// breaks the next call makes a new one.
type Store struct {
	server Server
	now    func() time.Time

	mu     sync.Mutex
	line   *line           // nil before the first call, and after the connection broke
	made   map[string]bool // folders that are known to be there
	tidied bool            // what the dead have left is removed
}

var _ publish.Store = (*Store)(nil)

// Open connects to a server. The folder may be missing, the one around it may
// not. The clock tells what is left of the dead.
func Open(ctx context.Context, server Server, now func() time.Time) (*Store, error) {
	s := &Store{server: server, now: now, made: map[string]bool{}}
	l, err := s.connection(ctx)
	if err != nil {
		return nil, err
	}
	for extension, what := range map[string]string{
		"posix-rename@openssh.com": "replace a file in one step",
		"hardlink@openssh.com":     "make a file only if there is none",
	} {
		if _, known := l.sftp.HasExtension(extension); !known {
			err := diag.Hinted(fmt.Errorf("the server cannot %s (%s)", what, extension), "publish to a server that runs OpenSSH, or in another way that its host offers")
			return nil, errors.Join(s.failed(l, "", err), s.Close())
		}
	}
	around := path.Dir(l.base)
	if info, err := l.sftp.Stat(around); err != nil || !info.IsDir() {
		err := diag.Hinted(fmt.Errorf("the folder around it, %s, cannot be used: %w", around, cmp.Or(err, fs.ErrNotExist)),
			"look at the path, which begins at the server's root, or with /~/ at your own folder there; or make the folder first")
		return nil, errors.Join(s.failed(l, "", err), s.Close())
	}
	return s, nil
}

// connection returns the line to the server, and makes a new one if there is
// none or the last one was lost.
func (s *Store) connection(ctx context.Context) (*line, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line != nil && !s.line.broken() {
		return s.line, nil
	}
	l, err := s.server.dial(ctx)
	if err != nil {
		return nil, s.failed(nil, "", err)
	}
	s.line = l
	return l, nil
}

// failed says which server an error came from, and marks the trouble that may
// pass. A line that was lost is known to be from then on; there may be none.
func (s *Store) failed(l *line, name string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
	case broke(err):
		err = publish.Temporary(err)
		if l != nil {
			l.hangUp()
		}
	}
	if name != "" {
		return fmt.Errorf("%s: %s: %w", s.server, name, err)
	}
	return fmt.Errorf("%s: %w", s.server, err)
}

// Close ends the connection.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line == nil {
		return nil
	}
	if !s.line.broken() {
		_ = s.line.sftp.RemoveDirectory(s.line.at(tempName)) // when it is empty
	}
	s.line.hangUp()
	s.line = nil
	return nil
}

// List walks the folder once, several folders at a time.
func (s *Store) List(ctx context.Context) (*publish.Listing, error) {
	l, err := s.connection(ctx)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	w := &walk{line: l, stop: stop, slots: make(chan struct{}, walkers), listing: &publish.Listing{}}
	w.group.Go(func() { w.folder(ctx, "") })
	w.group.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, s.failed(l, "", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, dir := range w.folders {
		s.made[dir] = true
	}
	return w.listing, nil
}

// walk is a listing while it is made.
type walk struct {
	line  *line
	stop  func(error)
	slots chan struct{}
	group sync.WaitGroup

	mu      sync.Mutex
	listing *publish.Listing
	folders []string
}

// folder lists a folder, and has those in it listed.
func (w *walk) folder(ctx context.Context, dir string) {
	w.slots <- struct{}{}
	entries, err := w.line.sftp.ReadDirContext(ctx, w.line.at(dir))
	<-w.slots
	if errors.Is(err, fs.ErrNotExist) && dir == "" {
		return // nothing was ever published there
	}
	if err != nil {
		w.stop(err)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.folders = append(w.folders, cmp.Or(dir, "."))
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch {
		case name == tempName:
		case entry.IsDir():
			w.group.Go(func() { w.folder(ctx, name) })
		default:
			w.listing.Objects = append(w.listing.Objects, object(name, entry))
		}
	}
}

// object is what a server says of a file. Its tag is made of the size and of
// the time, in seconds, at which it was written.
func object(name string, info fs.FileInfo) publish.Object {
	return publish.Object{
		Path: name, Size: info.Size(),
		Tag: fmt.Sprintf("%x-%x", info.Size(), info.ModTime().Unix()),
	}
}

// Open reads a file.
func (s *Store) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	l, err := s.connection(ctx)
	if err != nil {
		return nil, err
	}
	f, err := l.sftp.Open(l.at(name))
	if err != nil {
		return nil, s.failed(l, name, err)
	}
	return &reading{f, s, l, name}, nil
}

// reading is a file while it is read. Its errors say where it is.
type reading struct {
	*sftp.File
	store *Store
	line  *line
	name  string
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.File.Read(p)
	return n, r.failed(err)
}

// WriteTo writes what is left, which is quicker than to read it bit by bit.
func (r *reading) WriteTo(w io.Writer) (int64, error) {
	n, err := r.File.WriteTo(w)
	return n, r.failed(err)
}

func (r *reading) failed(err error) error {
	if err == io.EOF {
		return err
	}
	return r.store.failed(r.line, r.name, err)
}

// Stat says what the server knows of a file, and reads it for its digest.
func (s *Store) Stat(ctx context.Context, name string) (publish.Object, error) {
	l, err := s.connection(ctx)
	if err != nil {
		return publish.Object{}, err
	}
	f, err := l.sftp.Open(l.at(name))
	if err != nil {
		return publish.Object{}, s.failed(l, name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return publish.Object{}, s.failed(l, name, err)
	}
	if !info.Mode().IsRegular() {
		return publish.Object{}, s.failed(l, name, errors.New("it is no file"))
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, until(ctx, f)); err != nil {
		return publish.Object{}, s.failed(l, name, err)
	}
	known := object(name, info)
	known.Digest = publish.Digest(hash.Sum(nil))
	return known, nil
}

// Put writes a file under another name and renames it. That a file is only
// made where there is none is for the server to see to; whether one still has
// a tag is looked at just before, which leaves a moment for mischance.
func (s *Store) Put(ctx context.Context, name string, upload publish.Upload) (string, error) {
	l, err := s.connection(ctx)
	if err != nil {
		return "", err
	}
	temp, tag, err := s.write(ctx, l, upload)
	if err == nil {
		err = s.place(ctx, l, temp, name, upload.If)
	}
	if err != nil {
		if temp != "" {
			_ = l.sftp.Remove(temp)
		}
		return "", s.failed(l, name, err)
	}
	return tag, nil
}

// write writes what is uploaded into a file of its own, readable to a web
// server, and returns where that is and the tag it will have.
func (s *Store) write(ctx context.Context, l *line, upload publish.Upload) (temp, tag string, err error) {
	if err := s.folder(l, tempName); err != nil {
		return "", "", err
	}
	content, err := upload.Open()
	if err != nil {
		return "", "", err
	}
	defer content.Close()
	temp = path.Join(l.at(tempName), strings.ToLower(rand.Text()))
	f, err := l.sftp.Create(temp)
	if err != nil {
		return "", "", err
	}
	_, err = io.Copy(f, until(ctx, content))
	if err == nil {
		err = f.Chmod(0o644)
	}
	var info fs.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return temp, "", err
	}
	if info.Size() != upload.Size {
		return temp, "", fmt.Errorf("the server has %d bytes of %d", info.Size(), upload.Size)
	}
	return temp, object("", info).Tag, nil
}

// place brings a file to its name on a condition.
func (s *Store) place(ctx context.Context, l *line, temp, name string, condition publish.Condition) error {
	if err := s.folder(l, path.Dir(name)); err != nil {
		return err
	}
	err := s.rename(ctx, l, temp, name, condition)
	if errors.Is(err, fs.ErrNotExist) {
		// Somebody has taken the folder away since it was seen.
		s.forget()
		if err := s.folder(l, path.Dir(name)); err != nil {
			return err
		}
		err = s.rename(ctx, l, temp, name, condition)
	}
	return err
}

func (s *Store) rename(ctx context.Context, l *line, temp, name string, condition publish.Condition) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	to := l.at(name)
	switch {
	case condition.Absent:
		// A second name is made only where there is none.
		err := l.sftp.Link(temp, to)
		if err == nil {
			return l.sftp.Remove(temp)
		}
		_, there := l.sftp.Lstat(to)
		if there == nil {
			return publish.ErrChanged
		}
		return breaking(there, err)
	case condition.Tag != "":
		info, err := l.sftp.Lstat(to)
		if errors.Is(err, fs.ErrNotExist) || err == nil && object(name, info).Tag != condition.Tag {
			return publish.ErrChanged
		}
		if err != nil {
			return err
		}
	}
	err := l.sftp.PosixRename(temp, to)
	if err != nil {
		info, there := l.sftp.Lstat(to)
		if there == nil && info.IsDir() {
			return errors.New("a folder stands where the file is to be; remove it")
		}
		return breaking(there, err)
	}
	return nil
}

// breaking returns the error of a look at what is behind another error, if it
// says that the connection broke: then nothing is known, and all may be well
// the next time. Otherwise it returns the other one.
func breaking(looked, err error) error {
	if looked != nil && broke(looked) {
		return looked
	}
	return err
}

// folder makes a folder within the one that is published to, and those around
// it, unless they are there.
func (s *Store) folder(l *line, dir string) error {
	s.mu.Lock()
	made := s.made[dir]
	s.mu.Unlock()
	if made {
		return nil
	}
	mode := fs.FileMode(0o755)
	if dir == tempName {
		mode = 0o700
	}
	if dir != "." {
		if err := s.folder(l, path.Dir(dir)); err != nil {
			return err
		}
	}
	at := l.at(dir)
	if err := l.sftp.Mkdir(at); err == nil {
		if err := l.sftp.Chmod(at, mode); err != nil { // a web server is to read it, whatever the umask
			return err
		}
	} else if info, looked := l.sftp.Stat(at); looked != nil {
		return breaking(looked, err)
	} else if !info.IsDir() {
		return fmt.Errorf("%s is a file, where a folder is needed; remove it", dir)
	}
	s.mu.Lock()
	s.made[dir] = true
	tidy := dir == tempName && !s.tidied
	s.tidied = s.tidied || tidy
	s.mu.Unlock()
	if tidy {
		s.tidy(l, at)
	}
	return nil
}

// forget forgets which folders are there.
func (s *Store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.made)
}

// tidy removes what publishers who died have left.
func (s *Store) tidy(l *line, at string) {
	entries, err := l.sftp.ReadDir(at)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if s.now().Sub(entry.ModTime()) > tempLife {
			_ = l.sftp.Remove(path.Join(at, entry.Name()))
		}
	}
}

// Delete removes a file, and the folders that are empty for it.
func (s *Store) Delete(ctx context.Context, name string) error {
	l, err := s.connection(ctx)
	if err != nil {
		return err
	}
	if err := l.sftp.Remove(l.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.failed(l, name, err)
	}
	for dir := path.Dir(name); dir != "." && l.sftp.RemoveDirectory(l.at(dir)) == nil; dir = path.Dir(dir) {
		s.forget()
	}
	return nil
}

// until returns a reader that fails once a context has ended.
func until(ctx context.Context, r io.Reader) io.Reader { return &limited{ctx, r} }

type limited struct {
	ctx context.Context
	r   io.Reader
}

func (l *limited) Read(p []byte) (int, error) {
	if l.ctx.Err() != nil {
		return 0, context.Cause(l.ctx)
	}
	return l.r.Read(p)
}
