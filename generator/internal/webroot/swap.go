package webroot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"syscall"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
	"gloss/generator/internal/publish"
)

// What stands in the folder beside the root while it is published.
const (
	next     = "next"      // the tree that is to be served; after the exchange, the one that was
	last     = "last"      // the tree that was served, where there is no exchange
	noteName = "note.json" // what is known of the trees once the new one is complete
)

// beside returns where something stands that is not yet, or no longer, the
// root. It has to be on the root's own file system, hence in the folder
// around it.
func (r *Root) beside(name string) string { return path.Join(".gloss-"+r.name, name) }

// note is what the next publication has to know, should this one be killed.
type note struct {
	Version string   // of the new tree: if the root has it, the exchange was made
	Ours    []string // what is in the new tree or was published in the old one; all else is other people's
}

// Swap puts a tree in the root's place. Until the exchange an error, or the
// context, leaves the root as it was; after it an error says what of the old
// tree could not be removed.
func (r *Root) Swap(ctx context.Context, tree publish.Tree) error {
	return r.failed(r.swap(ctx, tree))
}

func (r *Root) swap(ctx context.Context, tree publish.Tree) (err error) {
	if err := r.files.Mkdir(r.beside(""), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return diag.Hinted(fmt.Errorf("nothing can be written in the folder around it: %w", cause(err)),
			"the new site grows beside the old one: choose a folder in one that you may write in")
	}
	lock, err := r.files.Lock(r.beside(""))
	if errors.Is(err, disk.ErrLocked) {
		return diag.Hinted(errors.New("another publication to it is at work"), "wait until it has finished")
	}
	if err != nil {
		return err
	}
	defer func() {
		// It is empty unless something could not be removed, which was said.
		_ = r.files.Remove(r.beside(""))
		err = errors.Join(err, lock.Close())
	}()
	if err := r.cleanUp(ctx); err != nil {
		return err
	}
	if version, err := r.version(); err != nil || version != tree.Base {
		return cmp.Or(err, publish.ErrChanged)
	}

	s, err := r.survey(ctx, tree)
	if err == nil {
		err = s.stage(ctx, tree)
	}
	if err == nil {
		err = r.write(noteName, note{publish.DigestOf(tree.Manifest).String(), s.ours()})
	}
	if err == nil {
		err = r.files.Sync()
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = r.place()
	}
	if err != nil {
		return errors.Join(err, r.removeAll(r.beside(next)), r.removeNote())
	}
	// Done: whoever interrupts now does not want half of the old tree either.
	return errors.Join(r.files.Sync(), r.cleanUp(context.WithoutCancel(ctx)))
}

// place exchanges the root and the new tree.
func (r *Root) place() error {
	_, err := r.files.Lstat(r.name)
	if errors.Is(err, fs.ErrNotExist) {
		return r.files.Rename(r.beside(next), r.name)
	}
	if err != nil {
		return err
	}
	err = r.files.Exchange(r.name, r.beside(next))
	switch {
	case errors.Is(err, syscall.EBUSY), errors.Is(err, syscall.EXDEV):
		return diag.Hinted(fmt.Errorf("it is a file system of its own, which cannot be exchanged: %w", cause(err)),
			"publish to a folder in it, and have the web server serve that one")
	case !errors.Is(err, errors.ErrUnsupported):
		return err
	}
	if err := r.files.Rename(r.name, r.beside(last)); err != nil {
		return err
	}
	if err := r.files.Rename(r.beside(next), r.name); err != nil {
		return errors.Join(err, r.files.Rename(r.beside(last), r.name))
	}
	return nil
}

// recover puts the old tree back if a publication was killed between the two
// renames of a system that has no exchange.
func (r *Root) recover() error {
	if _, err := r.files.Lstat(r.name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := r.files.Lstat(r.beside(last)); err != nil {
		return ignore(err, fs.ErrNotExist)
	}
	lock, err := r.files.Lock(r.beside(""))
	if errors.Is(err, disk.ErrLocked) {
		return nil // it is between the two renames now
	}
	if err != nil {
		return err
	}
	return errors.Join(r.files.Rename(r.beside(last), r.name), lock.Close())
}

// cleanUp removes what a publication, this one or one that was killed, left
// beside the root. The caller holds the lock.
func (r *Root) cleanUp(ctx context.Context) error {
	n, err := r.readNote()
	if err != nil {
		return err
	}
	version, err := r.version()
	if err != nil {
		return err
	}
	for _, tree := range []string{next, last} {
		if n.Version != "" && n.Version == version {
			if err := r.rescue(ctx, r.beside(tree), n); err != nil {
				return err
			}
		}
		if err := r.removeAll(r.beside(tree)); err != nil {
			return err
		}
	}
	return r.removeNote()
}

// rescue moves into the root what other people have put into the old tree
// after it was looked at: files that the root does not have, and newer ones.
func (r *Root) rescue(ctx context.Context, old string, n note) error {
	ours := make(map[string]bool, len(n.Ours))
	for _, name := range n.Ours {
		ours[name] = true
	}
	return walk(r.files, old, "", func(name string, info fs.FileInfo) error {
		if info.IsDir() || ours[name] {
			return ctx.Err()
		}
		served, err := r.files.Lstat(r.at(name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := r.folders(old, path.Dir(name)); err != nil {
				return err
			}
		case err != nil:
			return err
		case !served.Mode().IsRegular() || !info.Mode().IsRegular() || !info.ModTime().After(served.ModTime()):
			return nil
		}
		return r.files.Rename(path.Join(old, name), r.at(name))
	})
}

// folders makes a folder of the old tree in the root too.
func (r *Root) folders(old, dir string) error {
	if _, err := r.files.Lstat(r.at(dir)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := r.folders(old, path.Dir(dir)); err != nil {
		return err
	}
	return folder(r.files, r.at(dir), path.Join(old, dir), 0o755)
}

// walk visits everything in a folder, what a folder holds after the folder.
// There may be none. Links are not followed.
func walk(f files, base, dir string, visit func(name string, info fs.FileInfo) error) error {
	entries, err := f.ReadDir(path.Join(base, dir))
	if err != nil {
		return ignore(err, fs.ErrNotExist)
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		info, err := f.Lstat(path.Join(base, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it has gone since
		}
		if err != nil {
			return err
		}
		if err := visit(name, info); err != nil {
			return err
		}
		if info.IsDir() {
			if err := walk(f, base, name, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeAll removes a folder with all it holds, if there is one. Links are not
// followed.
func (r *Root) removeAll(name string) error {
	all := []string{name}
	err := walk(r.files, name, "", func(within string, _ fs.FileInfo) error {
		all = append(all, path.Join(name, within))
		return nil
	})
	if err != nil {
		return err
	}
	for _, each := range slices.Backward(all) {
		if err := r.files.Remove(each); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("what is left of the other tree: %w", err)
		}
	}
	return nil
}

func (r *Root) readNote() (note, error) {
	var n note
	f, err := r.files.Open(r.beside(noteName))
	if err != nil {
		return n, ignore(err, fs.ErrNotExist)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		return n, err
	}
	if json.Unmarshal(content, &n) != nil {
		return note{}, nil // it was being written, and nothing had been exchanged
	}
	return n, nil
}

func (r *Root) removeNote() error {
	return ignore(r.files.Remove(r.beside(noteName)), fs.ErrNotExist)
}

// write writes something down beside the root.
func (r *Root) write(name string, content any) error {
	written, err := json.Marshal(content)
	if err != nil {
		return err
	}
	return create(r.files, r.beside(name), bytes.NewReader(written))
}

// ignore returns an error unless it is of a sort.
func ignore(err, sort error) error {
	if errors.Is(err, sort) {
		return nil
	}
	return err
}
