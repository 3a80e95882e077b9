package disk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"sync"

	"gloss/generator/internal/parallel"
)

// Digest tells content from any other: a SHA-256 sum (FIPS 180-4).
type Digest [sha256.Size]byte

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// DigestOf returns the digest of files: of their names, which are in order, and
// of the digests of their contents.
func DigestOf(names []string, contents []Digest) Digest {
	all := sha256.New()
	var length [8]byte
	for i, name := range names {
		binary.BigEndian.PutUint64(length[:], uint64(len(name)))
		all.Write(length[:])
		io.WriteString(all, name)
		all.Write(contents[i][:])
	}
	return Digest(all.Sum(nil))
}

// ReadDigests reads the named files of a folder, several at a time, and returns
// the digests of their contents. What is named must be a regular file: a link
// or anything else is an error, of which the first is returned.
func ReadDigests(ctx context.Context, root *os.Root, names []string) ([]Digest, error) {
	folders := NewFolders(root)
	defer folders.Close()
	readers := sync.Pool{New: func() any {
		return &digester{folders: folders, hash: sha256.New(), buffer: make([]byte, 64<<10)}
	}}
	contents, errs := make([]Digest, len(names)), make([]error, len(names))
	parallel.Each(len(names), func(i int) {
		if errs[i] = ctx.Err(); errs[i] != nil {
			return
		}
		r := readers.Get().(*digester)
		defer readers.Put(r)
		contents[i], errs[i] = r.file(names[i])
	})
	return contents, cmp.Or(errs...)
}

// digester reads files one after the other.
type digester struct {
	folders *Folders
	hash    hash.Hash
	buffer  []byte
}

func (r *digester) file(name string) (d Digest, err error) {
	var file *os.File
	err = r.folders.In(name, func(folder *os.Root, base string) error {
		// Before it is opened: to open a pipe is to wait for its writer.
		info, err := folder.Lstat(base)
		if err == nil && !info.Mode().IsRegular() {
			err = errors.New("it is not a regular file")
		}
		if err == nil {
			file, err = folder.Open(base)
		}
		return err
	})
	if err != nil {
		return d, err
	}
	defer file.Close()
	r.hash.Reset()
	for {
		n, err := file.Read(r.buffer)
		r.hash.Write(r.buffer[:n])
		if err == io.EOF {
			return Digest(r.hash.Sum(d[:0])), nil
		}
		if err != nil {
			return d, err
		}
	}
}
