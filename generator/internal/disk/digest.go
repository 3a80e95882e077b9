package disk

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync"

	"github.com/cespare/xxhash/v2"

	"gloss/generator/internal/parallel"
)

// Digest tells content from what it was before: XXH64 (https://xxhash.com), a
// sum for which every byte counts and that costs next to nothing. It finds what
// somebody changed, and is no proof against somebody who sets out to deceive.
type Digest [8]byte

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Sum returns the digest of content.
func Sum(content []byte) (d Digest) {
	binary.BigEndian.PutUint64(d[:], xxhash.Sum64(content))
	return d
}

// SumOf returns the digest of what can be read from r.
func SumOf(r io.Reader) (Digest, error) {
	sum := xxhash.New()
	_, err := io.Copy(sum, r)
	return digestOf(sum), err
}

func digestOf(sum *xxhash.Digest) Digest { return Digest(sum.Sum(nil)) }

// DigestOf returns the digest of files: of their names, which are in order, and
// of the digests of their contents.
func DigestOf(names []string, contents []Digest) Digest {
	all := xxhash.New()
	var length [8]byte
	for i, name := range names {
		binary.BigEndian.PutUint64(length[:], uint64(len(name)))
		all.Write(length[:])
		all.WriteString(name)
		all.Write(contents[i][:])
	}
	return digestOf(all)
}

// ReadDigests reads the named files of a folder, several at a time, and returns
// the digests of their contents. What is named must be a regular file: a link
// or anything else is an error, of which the first is returned.
func ReadDigests(ctx context.Context, root *os.Root, names []string) ([]Digest, error) {
	folders := NewFolders(root)
	defer folders.Close()
	readers := sync.Pool{New: func() any {
		return &digester{folders: folders, sum: xxhash.New(), buffer: make([]byte, 64<<10)}
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
	sum     *xxhash.Digest
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
	r.sum.Reset()
	for {
		n, err := file.Read(r.buffer)
		r.sum.Write(r.buffer[:n])
		if err == io.EOF {
			return digestOf(r.sum), nil
		}
		if err != nil {
			return d, err
		}
	}
}
