package write

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"gloss/generator/internal/diag"
)

// twin is an output folder with the folder beside it in which the next site is
// made. Both stay what they are, whatever their names become.
type twin interface {
	Old() files
	Next() files

	Folder(name string) error // makes a folder in the next site as it is in the old one
	Link(name string) error   // gives a file of the old site the same name in the next one
	Exchange() error          // gives the two folders each other's names, in one step
}

// Swap is like [Folder], and changes everything at one moment: the next site is
// made whole in a folder beside the output folder and the two are exchanged, so
// that nobody ever sees a page of one site beside a page of the other. Files
// that are the same are not copied but get a second name; others that stand in
// the folder go along. Where the system or the file system has no such step the
// folder is refused.
func Swap(ctx context.Context, site, out string, inputs []string, outputs []Output) (Result, []diag.Diagnostic, error) {
	return explained(site, out)(folder(site, out, inputs, outputs, func(t *target, outputs []Output) (Result, error) {
		pair, err := openTwin(t)
		if err != nil {
			return Result{}, err
		}
		result, err := swap(ctx, pair, outputs)
		return result, errors.Join(err, pair.close())
	}))
}

// swap is Swap for folders that are open and locked, and outputs that are
// arranged. Whatever happens, the next folder is empty again afterwards; after
// the exchange that is the one which was the old.
func swap(ctx context.Context, t twin, outputs []Output) (result Result, err error) {
	spare := t.Next()
	if err := empty(spare); err != nil { // a killed build left it
		return Result{}, err
	}
	defer func() { err = errors.Join(err, empty(spare)) }()

	old, err := readManifest(t.Old())
	if err != nil {
		return Result{}, err
	}
	if err := removeStaging(t.Old()); err != nil {
		return Result{}, err
	}
	if err := replicate(ctx, t, "."); err != nil {
		return Result{}, err
	}
	result, err = update(ctx, t.Next(), outputs)
	if err != nil {
		return Result{}, err
	}
	if result.Written+result.Removed == 0 && newManifest(outputs).equal(old) {
		return result, nil
	}
	// What update synced was the files' content. The folders that hold their
	// names have to be on the disk too before they count.
	if err := t.Next().Sync(); err != nil {
		return Result{}, err
	}
	if err := t.Exchange(); err != nil {
		return Result{}, err
	}
	spare = t.Old()
	return result, nil
}

// replicate makes the next folder hold what a folder of the old site does.
func replicate(ctx context.Context, t twin, dir string) error {
	entries, err := t.Old().ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := path.Join(dir, e.Name())
		switch {
		case name == lockName:
		case strings.EqualFold(e.Name(), ".git"):
			return stays(name, "belongs to a Git repository")
		case e.IsDir():
			if err := t.Folder(name); err != nil {
				return err
			}
			if err := replicate(ctx, t, name); err != nil {
				return err
			}
		case e.Type().IsRegular():
			if err := t.Link(name); err != nil {
				return err
			}
		default:
			return stays(name, "is neither a file nor a folder")
		}
	}
	return nil
}

func stays(name, what string) error {
	return &refusal{[]complaint{{
		code: diag.OutputSwap, file: name,
		message: "with --swap the output folder would lose " + name + ", which " + what,
		hint:    "move it away, or build without --swap",
	}}}
}

// empty removes everything in a folder. Like removeAll it goes on after
// errors.
func empty(f files) error {
	entries, err := f.ReadDir(".")
	errs := []error{err}
	for _, e := range entries {
		if e.Name() == lockName {
			continue
		}
		if err := removeAll(f, e.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
