// Package write brings an output folder to the state of a finished site.
//
//	outputs ─arrange→ judge → lock ─survey→ render, compare, stage → sync ─place→ delete → manifest
//
// What it promises:
//
//   - Only what Gloss wrote is ever overwritten or removed. The manifest, a
//     small file in the output folder, names it; anything else that is in the
//     way is a refusal.
//   - Nothing in the folder changes before every output is rendered, written
//     to the staging folder and handed to the disk. Until then a failure, a
//     cancelled context or a kill leaves the old site as it was.
//   - Every file is old or new, and whole, at every moment. Renames place it,
//     a new folder with all its files at once, in an order that suits somebody
//     who is reading the site.
//   - A build that was killed is made good by the next one: the manifest
//     names what was about to be placed before the first file is, so nothing
//     is orphaned.
//   - Files whose bytes are the same are left alone. A build that changes
//     nothing writes nothing.
package write

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/disk"
)

// Output is one file of a site. Exactly one of Content and Open is set. Each
// may be called from any goroutine, at the same time as those of others.
type Output struct {
	// Path is slash-separated and relative to the output folder.
	Path string

	// Content appends the content to the buffer. It is called once for each
	// build, even when other outputs have failed, so that one build finds
	// every error there is.
	Content func(*bytes.Buffer) error

	// Open returns the content of a file that is copied as it is and may be
	// too large for memory. It is called twice when the file has changed. If
	// the reader has a Stat method as [fs.File] has, its size is believed.
	Open func() (io.ReadCloser, error)
}

// Result is what a build did to the files of its output folder.
type Result struct {
	Written   int // new or changed
	Unchanged int
	Removed   int

	Digest disk.Digest // of the outputs, as [Digest] finds it in the folder while they stand there
}

// Folder brings the output folder to the state of a site: afterwards it holds
// the outputs, and of the files that Gloss wrote before no others.
//
// The site's folder, the output folder and the inputs, which are the files and
// folders that the site is made from, are paths of the operating system;
// inputs may be relative to the site's folder. The output folder is made if it
// is missing.
//
// Diagnostics say why the folder was refused; nothing has been written then.
// An error is one that an output's own function returned (all of them, in the
// order of their paths, joined), the context's, or says that the machine
// failed. The context is heeded until the first file is placed: finishing
// takes a moment, and half a site would be worse.
func Folder(ctx context.Context, site, out string, inputs []string, outputs []Output) (Result, []diag.Diagnostic, error) {
	return explained(site, out)(folder(site, out, inputs, outputs, func(t *target, outputs []Output) (Result, error) {
		if err := removeBeside(t); err != nil { // a killed build left it
			return Result{}, err
		}
		files := newDisk(t.root)
		defer files.close()
		return update(ctx, files, outputs)
	}))
}

// explained returns a function that tells refusals from other errors.
func explained(site, out string) func(Result, error) (Result, []diag.Diagnostic, error) {
	return func(result Result, err error) (Result, []diag.Diagnostic, error) {
		var refused *refusal
		if errors.As(err, &refused) {
			return Result{}, refused.diagnostics(shown(site, out)), nil
		}
		return result, nil, err
	}
}

// folder arranges the outputs, opens and locks the output folder, and has it
// brought to their state.
func folder(site, out string, inputs []string, outputs []Output, bring func(*target, []Output) (Result, error)) (Result, error) {
	outputs, err := arrange(outputs)
	if err != nil {
		return Result{}, err
	}
	name, err := judge(site, out, inputs)
	if err != nil {
		return Result{}, err
	}
	t, err := openTarget(name)
	if err != nil {
		return Result{}, err
	}
	result, err := bring(t, outputs)
	if err != nil {
		t.unmake()
	}
	if closing := t.close(); err == nil {
		err = closing
	}
	return result, err
}

// update brings files to the state of the outputs, which are arranged. The
// caller holds the lock.
func update(ctx context.Context, f files, outputs []Output) (result Result, err error) {
	old, err := readManifest(f)
	if err != nil {
		return Result{}, err
	}
	if err := removeStaging(f); err != nil { // a killed build left it
		return Result{}, err
	}
	ground, err := survey(f, old, outputs)
	if err != nil {
		return Result{}, err
	}

	defer func() {
		if cleanup := removeStaging(f); cleanup != nil {
			err = errors.Join(err, cleanup)
		}
	}()
	staging := newStaging(f)
	written, digest, moves, err := stage(ctx, staging, old, ground, outputs)
	if err != nil {
		return Result{}, err
	}
	removed, err := place(staging, old, ground, outputs, moves)
	if err != nil {
		return Result{}, err
	}
	return Result{Written: written, Unchanged: len(outputs) - written, Removed: removed, Digest: digest}, nil
}

// shown returns the output folder as diagnostics name it: relative to the
// site's folder when it lies within.
func shown(site, out string) string {
	site, err := filepath.Abs(site)
	if err != nil {
		return filepath.ToSlash(out)
	}
	abs, err := filepath.Abs(out)
	if err != nil {
		return filepath.ToSlash(out)
	}
	rel, err := filepath.Rel(site, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(out)
	}
	return filepath.ToSlash(rel)
}

// missing reports whether an error says that there is no such file, also
// because something on the way to it is not a folder.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotDir)
}
