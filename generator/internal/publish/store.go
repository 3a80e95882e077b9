package publish

import (
	"context"
	"errors"
	"io"
)

// Target is a place that a site is published to, as far as it is read. It is
// a [Store], which is changed object by object, or a [Swapper], which is
// changed as a whole.
type Target interface {
	// List returns every object there is, in one pass and in any order. What
	// lies outside the publication's own folder is not listed.
	List(ctx context.Context) (*Listing, error)

	// Open reads an object. The error is [fs.ErrNotExist] when there is none.
	Open(ctx context.Context, path string) (io.ReadCloser, error)

	// Close gives back what the target holds: connections, temporary files.
	Close() error
}

// Store is a target that is changed object by object. It is safe for
// concurrent use.
type Store interface {
	Target

	// Stat says what the store knows of one object: its headers, and its
	// digest wherever [Store.Put] has left one. The error is [fs.ErrNotExist]
	// when there is none.
	Stat(ctx context.Context, path string) (Object, error)

	// Put writes an object whole: a reader gets the old one or the new one.
	// It returns the tag that a listing will show for it, and nothing if the
	// store does not say: then the next publication has to ask.
	Put(ctx context.Context, path string, upload Upload) (tag string, err error)

	// Delete removes an object. One that is not there is no error.
	Delete(ctx context.Context, path string) error
}

// Swapper is a target that takes a whole tree at once: readers see the old one
// or the new one and nothing between.
type Swapper interface {
	Target

	// Swap puts a tree in the place of the one that was listed. If there is
	// another one by now it does nothing, and the error is [ErrChanged].
	Swap(ctx context.Context, tree Tree) error
}

// Listing is what a target holds.
type Listing struct {
	Objects []Object

	// Version names the tree that was listed, for a [Swapper] to see that it
	// is still there: a commit, a folder. Stores leave it empty.
	Version string
}

// Object is what a target knows of an object.
type Object struct {
	Path string // slash-separated, without a slash at the start
	Size int64  // bytes as they are stored

	// Tag changes when the object does: an entity tag, a generation. It is
	// not a digest, and means nothing but itself. Empty if there is none.
	Tag string

	Digest  Digest  // of the bytes as they are stored; zero when it is not known
	Headers Headers // a listing need not know them
}

// Upload is what an object is to become.
type Upload struct {
	Open    func() (io.ReadCloser, error) // may be called again, when the first attempt failed
	Size    int64
	Digest  Digest // kept with the object, where the store can
	Headers Headers
	If      Condition
}

// Condition says when an object may be written. The zero value says always. A
// store that cannot tell returns [errors.ErrUnsupported] and writes nothing.
type Condition struct {
	Absent bool   // only if there is none
	Tag    string // only if it still has this tag
}

// Tree is what a [Swapper] is to hold.
type Tree struct {
	Items    []Item   // the whole site, in the order of their paths
	Keep     []string // what others have put there and stays
	Manifest []byte   // to be written at [ManifestPath]
	Base     string   // the [Listing.Version] that the plan was made against
	Changed  []string // paths of items that are new or different, and of files that go, in order
	Message  string   // a line that says what was done
}

// What a target's errors can be, besides [fs.ErrNotExist], which says that
// there is no such object. Errors wrap these: ask with [errors.Is].
var (
	// ErrTemporary is trouble that may have passed by the next attempt.
	ErrTemporary = errors.New("temporary trouble")

	// ErrUnreachable is temporary trouble of a sort: nobody is there to
	// answer. Where nobody ever was, it is the address that is wrong.
	ErrUnreachable = errors.New("nobody answers")

	// ErrChanged is a condition that was not met: the object is there, or has
	// another tag, or the tree is another one.
	ErrChanged = errors.New("it was changed meanwhile")
)

// Temporary marks an error as trouble that may pass.
func Temporary(err error) error {
	if err == nil || errors.Is(err, ErrTemporary) {
		return err
	}
	return temporary{err}
}

// Unreachable marks an error as [ErrUnreachable], and so as temporary.
func Unreachable(err error) error { return unreachable{temporary{err}} }

// temporary reads as the error that it marks.
type temporary struct{ error }

func (t temporary) Unwrap() error        { return t.error }
func (t temporary) Is(target error) bool { return target == ErrTemporary }

type unreachable struct{ temporary }

func (u unreachable) Is(target error) bool { return target == ErrUnreachable || u.temporary.Is(target) }
