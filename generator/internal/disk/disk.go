// Package disk is what we ask of a file system beyond what package os offers:
// to lock a folder, to have a batch of new files written out at once, to
// exchange two folders in one step, to tell which folder a path really is and
// the content of files from any other, and to go to many files without the way
// to each. Each system has its own calls for these, or none; golang.org/x/sys
// enters here and nowhere else.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrLocked says that another process or goroutine holds the lock.
var ErrLocked = errors.New("locked by somebody else")

// Lock locks a folder for one writer, without waiting; the error is ErrLocked
// while another one holds it. The system releases the lock with the returned
// closer or with the process, however it ends. Nothing is left behind.
//
// Most systems lock the folder itself. Windows cannot, so that there a hidden
// file of the given name stands in the folder as long as it is locked.
func Lock(folder *os.Root, name string) (io.Closer, error) { return lock(folder, name) }

// Create makes a new file in a folder, readable to all (before the umask). It
// fails if the name is taken. Once the file is closed and [Sync] has returned
// it is on the disk.
func Create(folder *os.Root, name string) (io.WriteCloser, error) {
	f, err := folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return created{f}, nil
}

// Sync returns when everything below a folder that was made by [Create] and
// closed is on the disk, so that a rename cannot come to point at less.
func Sync(folder *os.Root) error { return syncAll(folder) }

// Exchange gives two files or folders each other's names, in one step: at
// every moment something stands under both names. Both have to exist, on one
// file system, and neither within the other. A symbolic link is exchanged
// itself.
//
// The error matches [errors.ErrUnsupported] where the system or the file
// system has no such step; nothing has happened then. Linux has had it since
// 3.15 for its usual file systems, macOS for APFS.
func Exchange(a, b string) error {
	if err := exchange(a, b); err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// Own gives a file or folder the owner and the group of another one, as far as
// the system lets us: who is not root may give away a group that he belongs
// to, and no file. Where files have no owners nothing happens.
func Own(folder *os.Root, name string, like fs.FileInfo) { own(folder, name, like) }

// unsupported is the system's word for that it has no such call, or not for
// this file system.
func unsupported(err error) error { return fmt.Errorf("%w (%w)", errors.ErrUnsupported, err) }
