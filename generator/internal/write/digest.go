package write

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gloss/generator/internal/disk"
)

// Digest returns the digest of what Gloss wrote to an output folder, as the
// [Result] of the build that wrote it has it as long as nobody has touched the
// files, and how many files there are. The folder is judged and locked as
// [Folder] does it, and nothing in it changes. An error says that a build is
// needed to find out more: the folder is refused, missing or in use, Gloss did
// not write to it, or did not finish.
func Digest(ctx context.Context, site, out string, inputs []string) (digest disk.Digest, files int, err error) {
	name, err := judge(site, out, inputs)
	if err != nil {
		return digest, 0, err
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return digest, 0, err
	}
	defer root.Close()
	lock, err := disk.Lock(root, lockName)
	if err != nil {
		return digest, 0, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if err := left(root); err != nil {
		return digest, 0, err
	}
	f := newDisk(root)
	defer f.close()
	m, err := readManifest(f)
	if err != nil {
		return digest, 0, err
	}
	if !m.equal(manifestOf(m.names)) {
		return digest, 0, corrupt("it is not as Gloss writes it")
	}
	contents, err := disk.ReadDigests(ctx, root, m.names)
	return disk.DigestOf(m.names, contents), len(m.names), err
}

// left returns an error when a killed build has left something in an output
// folder, or beside it.
func left(root *os.Root) error {
	if _, err := root.Lstat(stagingName); err == nil {
		return fmt.Errorf("a build of %s was interrupted", root.Name())
	}
	beside, err := besideOf(root.Name())
	if err != nil {
		return nil // there can be none
	}
	if _, err := os.Lstat(beside); err == nil {
		return fmt.Errorf("a build beside %s was interrupted", root.Name())
	}
	return nil
}
