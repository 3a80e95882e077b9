// Package gitbranch publishes to a branch of a git repository, such as the
// gh-pages that hosts serve, by the user's own git:
//
//	branch ─fetch→ tip ─list→ plan ─fast-import→ blobs ─index, tree→ one commit ─push→ branch
//
// No working tree is touched, nor the index, HEAD or a branch of the user's
// repository: what git needs for a commit is made in an index of its own. The
// commit stands on the tip that was listed, and the push succeeds only if the
// branch is still there: readers get the old tree or the new one.
//
// No shell is run and no hook of the repository. Credentials are git's: its
// helpers, its agents, its environment. Addresses in messages are without what
// stands before the @.
package gitbranch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// Branch is a branch of a repository, as it was when it was opened. It is a
// [publish.Swapper], for one publication at a time.
type Branch struct {
	git     git
	remote  string // as the user calls it
	ref     string // of the branch, in the remote repository
	when    time.Time
	temp    string // a folder for what is needed meanwhile
	shallow bool   // there is no need of the branch's history

	tip    string // the commit that the branch is at, empty if there is no branch
	listed map[string]entry
}

// entry is a file of a tree.
type entry struct {
	mode   string // as git writes it: 100644, 100755, 120000, 160000
	object string // the id of its content
	digest publish.Digest
}

const (
	plainFile = "100644"
	execFile  = "100755"
	subCommit = "160000" // a repository in the repository, of which only the commit is named
)

var _ publish.Swapper = (*Branch)(nil)

// Open fetches a branch, which need not exist. The site is a folder: the
// remote may be the name of a remote of the repository around it, an address,
// or a path relative to it. The time is that of the commit.
func Open(ctx context.Context, site, remote, branch string, when time.Time) (*Branch, error) {
	if _, err := version(ctx); err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "gloss-publish-")
	if err != nil {
		return nil, err
	}
	b := &Branch{remote: remote, ref: "refs/heads/" + branch, when: when, temp: temp}
	if err := b.open(ctx, site); err != nil {
		return nil, errors.Join(b.explained(err), b.Close())
	}
	return b, nil
}

// open finds the repository to work in, and fetches the tip into it.
func (b *Branch) open(ctx context.Context, site string) error {
	b.git = &process{dir: site, env: environment(b.temp)}
	if _, err := b.git.run(ctx, nil, "check-ref-format", b.ref); err != nil {
		return diag.Hinted(errors.New("this cannot be the name of a branch"), "write letters, digits, hyphens and slashes, such as gh-pages")
	}
	dir, err := b.git.run(ctx, nil, "rev-parse", "--absolute-git-dir")
	if err == nil {
		shallow, err := b.git.run(ctx, nil, "rev-parse", "--is-shallow-repository")
		if err != nil {
			return err
		}
		b.shallow = line(shallow) == "true"
	} else {
		// The site is in no repository: its objects pass through one that is
		// thrown away.
		own := path.Join(b.temp, "repository")
		if _, err := b.git.run(ctx, nil, "init", "--quiet", "--bare", "--template=", own); err != nil {
			return err
		}
		dir, b.shallow = []byte(own), true
	}
	b.git = &process{dir: site, env: append(environment(b.temp), "GIT_DIR="+line(dir))}

	refs, err := b.git.run(ctx, nil, "ls-remote", "--quiet", "--", b.remote, b.ref)
	if err != nil {
		return err
	}
	for listed := range strings.Lines(string(refs)) {
		if object, name, _ := strings.Cut(strings.TrimSpace(listed), "\t"); name == b.ref {
			b.tip = object
		}
	}
	if b.tip == "" {
		return nil
	}
	fetch := []string{
		"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--refmap=",
	}
	if b.shallow {
		fetch = append(fetch, "--depth=1")
	}
	_, err = b.git.run(ctx, nil, append(fetch, "--", b.remote, b.tip)...)
	return err
}

// Close removes what was needed meanwhile.
func (b *Branch) Close() error { return os.RemoveAll(b.temp) }

// List returns every file of the branch, with its digest: each is read.
// Symbolic links and submodules are objects without one.
func (b *Branch) List(ctx context.Context) (*publish.Listing, error) {
	b.listed = map[string]entry{}
	listing := &publish.Listing{Version: b.tip}
	if b.tip == "" {
		return listing, nil
	}
	tree, err := b.git.run(ctx, nil, "ls-tree", "-r", "-z", "--full-tree", b.tip)
	if err != nil {
		return nil, err
	}
	for record := range strings.SplitSeq(strings.TrimSuffix(string(tree), "\x00"), "\x00") {
		if record == "" {
			continue
		}
		about, name, _ := strings.Cut(record, "\t")
		fields := strings.Fields(about)
		if len(fields) != 3 || name == "" {
			return nil, fmt.Errorf("git ls-tree wrote %.80q", record)
		}
		b.listed[name] = entry{mode: fields[0], object: fields[2]}
	}
	sizes, err := b.read(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(b.listed)) {
		if name == noJekyll && sizes[name] == 0 && !b.owns(ctx, name) {
			continue // Swap has made it, and a site that brings its own may have the place
		}
		listing.Objects = append(listing.Objects, publish.Object{
			Path: name, Size: sizes[name], Digest: b.listed[name].digest,
		})
	}
	return listing, nil
}

// owns reports whether the manifest on the branch names a file.
func (b *Branch) owns(ctx context.Context, name string) bool {
	manifest, err := b.Open(ctx, publish.ManifestPath)
	if err != nil {
		return false
	}
	defer manifest.Close()
	m, err := publish.DecodeManifest(manifest)
	if err != nil {
		return false // whoever looks at it next complains
	}
	_, owned := m.Lookup(name)
	return owned
}

// read reads the files that are listed, all through one process. It notes
// their digests and returns their sizes.
func (b *Branch) read(ctx context.Context) (map[string]int64, error) {
	var names []string
	var wanted bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(b.listed)) {
		if e := b.listed[name]; e.mode == plainFile || e.mode == execFile {
			names = append(names, name)
			wanted.WriteString(e.object + "\n")
		}
	}
	sizes := make(map[string]int64, len(names))
	if len(names) == 0 {
		return sizes, nil
	}
	err := b.git.stream(ctx, &wanted, func(out *bufio.Reader) error {
		for _, name := range names {
			size, err := header(out)
			if err != nil {
				return err
			}
			hash := sha256.New()
			if _, err := io.CopyN(hash, out, size); err != nil {
				return err
			}
			if _, err := out.Discard(1); err != nil { // the line feed after it
				return err
			}
			e := b.listed[name]
			e.digest = publish.Digest(hash.Sum(nil))
			b.listed[name] = e
			sizes[name] = size
		}
		return nil
	}, "cat-file", "--batch", "--buffer")
	return sizes, err
}

// header reads what git cat-file --batch writes before some content, and
// returns the size of it in bytes.
func header(out *bufio.Reader) (int64, error) {
	text, err := out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(text) // the object, its type, its size
	if len(fields) != 3 {
		return 0, fmt.Errorf("git cat-file wrote %.80q", text)
	}
	return strconv.ParseInt(fields[2], 10, 64)
}

// Open returns the content of a file as it was listed.
func (b *Branch) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	if b.listed == nil {
		if _, err := b.List(ctx); err != nil {
			return nil, err
		}
	}
	e, there := b.listed[name]
	if !there || e.mode != plainFile && e.mode != execFile {
		return nil, fs.ErrNotExist
	}
	content, err := b.git.run(ctx, nil, "cat-file", "blob", e.object)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}

func line(output []byte) string { return strings.TrimRight(string(output), "\r\n") }
