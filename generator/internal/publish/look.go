package publish

import (
	"context"
	"errors"
	"io/fs"
)

// Remote is what a target was found to hold.
type Remote struct {
	Objects  map[string]Object // by path, without Gloss's own two
	Manifest *Manifest         // empty when nothing was ever published there

	manifest Object // the manifest's own; zero when there is none
	lock     Object
	version  string
	swapped  bool // it is changed as a whole
}

// Look lists a target, once, and reads the manifest. What the manifest cannot
// answer for of the items is asked of the store: of objects that are about to
// be written, when a publication was interrupted, and of objects that are not
// as they were published.
func Look(ctx context.Context, target Target, items []Item) (*Remote, error) {
	listing, err := target.List(ctx)
	if err != nil {
		return nil, err
	}
	remote := &Remote{Objects: make(map[string]Object, len(listing.Objects)), Manifest: &Manifest{}, version: listing.Version}
	for _, o := range listing.Objects {
		switch o.Path {
		case ManifestPath:
			remote.manifest = o
		case LockPath:
			remote.lock = o
		default:
			remote.Objects[o.Path] = o
		}
	}
	if remote.manifest.Path != "" {
		if remote.Manifest, err = readManifest(ctx, target); err != nil {
			return nil, err
		}
	}
	if store, ok := target.(Store); ok {
		return remote, remote.ask(ctx, store, items)
	}
	remote.swapped = true
	for path, object := range remote.Objects {
		object.Tag, object.Headers = "", Headers{}
		remote.Objects[path] = object
	}
	return remote, nil
}

func readManifest(ctx context.Context, target Target) (*Manifest, error) {
	r, err := target.Open(ctx, ManifestPath)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	m, err := DecodeManifest(r)
	if wrong := new(damage); errors.As(err, &wrong) {
		return nil, damagedManifest(wrong)
	}
	return m, err
}

// ask completes what is known of the objects that items are to replace.
func (r *Remote) ask(ctx context.Context, store Store, items []Item) error {
	var unknown []*Object
	for _, item := range items {
		object, there := r.Objects[item.Path]
		entry, ours := r.Manifest.Lookup(item.Path)
		switch {
		case !there || !ours || !object.Digest.IsZero():
		case entry.Tag != "" && entry.Tag == object.Tag && entry.Size == object.Size:
			object.Digest, object.Headers = entry.Digest, entry.Headers
			r.Objects[item.Path] = object
		case object.Size == item.Size:
			unknown = append(unknown, &object)
		}
	}
	err := each(ctx, len(unknown), func(ctx context.Context, i int) error {
		known, err := store.Stat(ctx, unknown[i].Path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone since it was listed: to be uploaded
		}
		*unknown[i] = known
		return err
	})
	for _, object := range unknown {
		r.Objects[object.Path] = *object
	}
	return err
}
