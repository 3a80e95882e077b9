package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options are what applying a plan needs from outside.
type Options struct {
	Me     Holder            // who publishes
	Now    func() time.Time  // the clock
	Died   func(Holder) bool // whether it is known that a holder of the lock is no more
	Verify bool              // read back what was uploaded, before anything is deleted

	// Progress is told what has been done. It is called from one goroutine
	// at a time.
	Progress func(Progress)
}

// Progress is how far the work has come.
type Progress struct {
	Steps, AllSteps int
	Bytes, AllBytes int64 // uploaded
}

// Apply does what a plan says. It may be interrupted at any moment, and then
// whatever has been done is whole, nothing has been deleted that is not
// replaced, and the next plan has only the rest.
func Apply(ctx context.Context, target Target, plan *Plan, o Options) error {
	if plan.Empty() && !plan.tidy {
		return nil
	}
	if swapper, ok := target.(Swapper); ok {
		return swap(ctx, swapper, plan)
	}
	return plan.apply(ctx, target.(Store), o)
}

// swap puts the whole tree there at once.
func swap(ctx context.Context, target Swapper, p *Plan) error {
	var paths []string
	for _, step := range p.Steps {
		paths = append(paths, step.Item.Path)
	}
	slices.Sort(paths)
	err := target.Swap(ctx, Tree{
		Items: p.items, Keep: p.Foreign, Manifest: p.after(nil).Encode(),
		Base: p.remote.version, Changed: paths, Message: p.summary(),
	})
	if errors.Is(err, ErrChanged) {
		return changed()
	}
	return err
}

// apply does one stage after the other; the manifest is written first and
// last.
func (p *Plan) apply(ctx context.Context, store Store, o Options) (err error) {
	ctx, release, err := acquire(ctx, store, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()

	// From here on, what is about to be written is Gloss's own.
	manifest, err := p.record(ctx, store, p.before(), p.remote.manifest)
	if err != nil {
		return err
	}
	uploads, deletions := p.stages()
	work := &work{store: store, tags: map[string]string{}, tell: o.Progress, progress: p.extent()}
	for _, stage := range uploads {
		if err := each(ctx, len(stage), func(ctx context.Context, i int) error { return work.upload(ctx, stage[i].Item) }); err != nil {
			return err
		}
	}
	if o.Verify {
		steps := slices.Concat(uploads...)
		if err := each(ctx, len(steps), func(ctx context.Context, i int) error { return readBack(ctx, store, steps[i].Item) }); err != nil {
			return err
		}
	}
	for _, stage := range deletions {
		if err := each(ctx, len(stage), func(ctx context.Context, i int) error { return work.remove(ctx, stage[i].Item) }); err != nil {
			return err
		}
	}
	_, err = p.record(ctx, store, p.after(work.tags), manifest)
	return err
}

// stages returns the steps in groups: all of one group is done before the
// next one is begun, and no deletion before all uploads.
func (p *Plan) stages() (uploads, deletions [][]Step) {
	for steps := p.Steps; len(steps) > 0; {
		n := 1
		for n < len(steps) && steps[n].order() == steps[0].order() {
			n++
		}
		if steps[0].Action == Delete {
			deletions = append(deletions, steps[:n])
		} else {
			uploads = append(uploads, steps[:n])
		}
		steps = steps[n:]
	}
	return uploads, deletions
}

// extent returns how much there is to do.
func (p *Plan) extent() Progress {
	progress := Progress{AllSteps: len(p.Steps)}
	for _, step := range p.Steps {
		if step.Action != Delete {
			progress.AllBytes += step.Item.Size
		}
	}
	return progress
}

// before returns the manifest while the work goes on: everything that was
// Gloss's own and everything that is to be. What will be written is named
// without saying what it holds, since nobody knows what an interruption leaves.
func (p *Plan) before() *Manifest {
	about := map[string]bool{}
	manifest := &Manifest{}
	for _, step := range p.Steps {
		if step.Action != Delete {
			about[step.Item.Path] = true
			manifest.Files = append(manifest.Files, Owned{Path: step.Item.Path})
		}
	}
	for _, entry := range p.remote.Manifest.Files {
		if !about[entry.Path] {
			manifest.Files = append(manifest.Files, entry)
		}
	}
	manifest.sort()
	return manifest
}

// after returns the manifest when the work is done. It is given the tags that
// the uploads got.
func (p *Plan) after(tags map[string]string) *Manifest {
	manifest := &Manifest{}
	for _, item := range p.Same {
		manifest.Files = append(manifest.Files, p.entry(item, p.remote.Objects[item.Path].Tag))
	}
	for _, step := range p.Steps {
		if step.Action != Delete {
			manifest.Files = append(manifest.Files, p.entry(step.Item, tags[step.Item.Path]))
		}
	}
	manifest.sort()
	return manifest
}

func (m *Manifest) sort() {
	slices.SortFunc(m.Files, func(a, b Owned) int { return strings.Compare(a.Path, b.Path) })
}

// record writes the manifest in the place of the one that the plan was made
// with, and refuses if there is another one by now: somebody has published
// since.
func (p *Plan) record(ctx context.Context, store Store, m *Manifest, seen Object) (Object, error) {
	now, err := exchange(ctx, store, ManifestPath, m.Encode(), seen)
	if errors.Is(err, ErrChanged) {
		return Object{}, changed()
	}
	return now, err
}

// work is what is shared by those who work at the same time.
type work struct {
	store Store
	tell  func(Progress)

	mu       sync.Mutex
	tags     map[string]string // by path, of what was uploaded
	progress Progress
}

func (w *work) upload(ctx context.Context, item Item) error {
	tag, err := w.store.Put(ctx, item.Path, Upload{
		Open: item.checked, Size: item.Size, Digest: item.Digest, Headers: item.Headers,
	})
	if err != nil {
		return fmt.Errorf("upload %s: %w", item.Path, err)
	}
	w.done(item.Size, func() { w.tags[item.Path] = tag })
	return nil
}

func (w *work) remove(ctx context.Context, item Item) error {
	if err := w.store.Delete(ctx, item.Path); err != nil {
		return fmt.Errorf("delete %s: %w", item.Path, err)
	}
	w.done(0, func() {})
	return nil
}

func (w *work) done(bytes int64, note func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	note()
	w.progress.Steps++
	w.progress.Bytes += bytes
	if w.tell != nil {
		w.tell(w.progress)
	}
}

// readBack complains unless the store holds what was uploaded.
func readBack(ctx context.Context, store Store, item Item) error {
	r, err := store.Open(ctx, item.Path)
	if err == nil {
		_, err = io.Copy(io.Discard, item.check(r))
		err = errors.Join(err, r.Close())
	}
	if err != nil {
		return fmt.Errorf("verify %s: %w", item.Path, err)
	}
	return nil
}

// checked opens an item. Reading it fails at its end if it is not what the
// plan was made with.
func (i Item) checked() (io.ReadCloser, error) {
	r, err := i.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{i.check(r), r}, nil
}

// check returns a reader that fails at the end of what is not the item's
// content.
func (i Item) check(r io.Reader) io.Reader {
	return &checking{r: r, hash: sha256.New(), want: i.Digest}
}

type checking struct {
	r    io.Reader
	hash hash.Hash
	want Digest
}

func (c *checking) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.hash.Write(p[:n])
	if err == io.EOF && Digest(c.hash.Sum(nil)) != c.want {
		err = errors.New("its content is not what was to be published")
	}
	return n, err
}
