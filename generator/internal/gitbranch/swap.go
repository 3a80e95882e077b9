package gitbranch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
)

// noJekyll tells GitHub Pages to serve the branch as it is, names that begin
// with an underscore too.
const noJekyll = ".nojekyll"

// Swap commits a tree on top of the tip that was listed and pushes it. Where
// that changes nothing there is no commit. Other people's files stay, with
// their modes.
func (b *Branch) Swap(ctx context.Context, tree publish.Tree) error {
	if err := b.swap(ctx, tree); err != nil {
		return b.explained(err)
	}
	return nil
}

func (b *Branch) swap(ctx context.Context, tree publish.Tree) error {
	if tree.Base != b.tip {
		return publish.ErrChanged
	}
	if err := obstacles(tree); err != nil {
		return err
	}
	index, files := b.differences(tree)
	objects, err := b.store(ctx, files)
	if err != nil {
		return err
	}
	for i, file := range files {
		fmt.Fprintf(index, "%s %s\t%s\x00", plainFile, objects[i], file.Path)
	}
	made, err := b.tree(ctx, index)
	if err != nil {
		return err
	}
	if b.tip != "" {
		if old, err := b.git.run(ctx, nil, "rev-parse", "--verify", "--quiet", b.tip+"^{tree}"); err != nil || line(old) == made {
			return err
		}
	}
	commit, err := b.commit(ctx, made, tree.Message)
	if err != nil {
		return err
	}
	return b.push(ctx, commit)
}

// obstacles refuses a tree in which other people's files and the site's need
// the same place.
func obstacles(tree publish.Tree) error {
	items, folders := map[string]bool{}, map[string]bool{}
	for _, item := range tree.Items {
		items[item.Path] = true
		for dir := path.Dir(item.Path); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	var found []string
	for _, name := range tree.Keep {
		inTheWay := items[name] || folders[name]
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			inTheWay = inTheWay || items[dir]
		}
		if inTheWay {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return diag.Hinted(fmt.Errorf("on the branch stands what was not published by Gloss, where the site needs the place: %s", strings.Join(found, ", ")),
		"move it away, in a commit of your own")
}

// differences returns what the index has to drop, as git update-index reads
// it, and the files that are new or different.
func (b *Branch) differences(tree publish.Tree) (*bytes.Buffer, []publish.Item) {
	stays := map[string]bool{publish.ManifestPath: true, noJekyll: true}
	for _, name := range tree.Keep {
		stays[name] = true
	}
	content := func(name string, content []byte) publish.Item {
		return publish.Item{
			Path: name, Size: int64(len(content)), Digest: publish.DigestOf(content),
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		}
	}
	items := append(slices.Clone(tree.Items), content(publish.ManifestPath, tree.Manifest))
	_, there := b.listed[noJekyll]
	if !there && !slices.ContainsFunc(tree.Items, func(i publish.Item) bool { return i.Path == noJekyll }) {
		items = append(items, content(noJekyll, nil))
	}
	var files []publish.Item
	for _, item := range items {
		stays[item.Path] = true
		if e, there := b.listed[item.Path]; !there || e.mode != plainFile || e.digest != item.Digest {
			files = append(files, item)
		}
	}
	index := new(bytes.Buffer)
	for name, e := range b.listed {
		if !stays[name] {
			fmt.Fprintf(index, "0 %s\t%s\x00", strings.Repeat("0", len(e.object)), name)
		}
	}
	return index, files
}

// store writes the contents of files into the repository, through one process
// and as one pack, and returns the ids of the objects.
func (b *Branch) store(ctx context.Context, files []publish.Item) ([]string, error) {
	if len(files) == 0 {
		return nil, nil
	}
	marks := filepath.Join(b.temp, "marks")
	if err := os.Remove(marks); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	contents, w := io.Pipe()
	go func() {
		stream := bufio.NewWriterSize(w, 64<<10)
		err := writeBlobs(stream, files)
		if err == nil {
			err = stream.Flush()
		}
		w.CloseWithError(err)
	}()
	_, err := b.git.run(ctx, contents, "fast-import", "--quiet", "--done", "--export-marks="+marks)
	contents.CloseWithError(err) // who writes does not wait for a process that has ended
	if err != nil {
		return nil, err
	}
	written, err := os.ReadFile(marks)
	if err != nil {
		return nil, err
	}
	objects := make([]string, len(files))
	for mark := range strings.Lines(string(written)) {
		var i int
		var object string
		if _, err := fmt.Sscanf(mark, ":%d %s", &i, &object); err != nil || i < 1 || i > len(files) {
			return nil, fmt.Errorf("git fast-import wrote %.80q", mark)
		}
		objects[i-1] = object
	}
	if i := slices.Index(objects, ""); i >= 0 {
		return nil, fmt.Errorf("git fast-import has not stored %s", files[i].Path)
	}
	return objects, nil
}

// writeBlobs writes files as git fast-import reads them.
func writeBlobs(w *bufio.Writer, files []publish.Item) error {
	for i, file := range files {
		fmt.Fprintf(w, "blob\nmark :%d\ndata %d\n", i+1, file.Size)
		content, err := file.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
		hash := sha256.New()
		_, err = io.CopyN(io.MultiWriter(w, hash), content, file.Size)
		more, _ := content.Read(make([]byte, 1))
		if err := errors.Join(err, content.Close()); err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
		if publish.Digest(hash.Sum(nil)) != file.Digest || more > 0 {
			return fmt.Errorf("%s was changed while it was published; publish again", file.Path)
		}
		w.WriteByte('\n')
	}
	_, err := w.WriteString("done\n")
	return err
}

// tree returns the id of the tip's tree with some differences, which it makes
// in the index of our own.
func (b *Branch) tree(ctx context.Context, differences io.Reader) (string, error) {
	begin := []string{"read-tree", "--empty"}
	if b.tip != "" {
		begin = []string{"read-tree", b.tip}
	}
	if _, err := b.git.run(ctx, nil, begin...); err != nil {
		return "", err
	}
	if _, err := b.git.run(ctx, differences, "update-index", "-z", "--add", "--index-info"); err != nil {
		return "", err
	}
	made, err := b.git.run(ctx, nil, "write-tree")
	return line(made), err
}

// ident is how git writes who did something, and when.
var ident = regexp.MustCompile(`^(.* <[^<>]*>) \d+ [+-]\d{4}$`)

// commit makes the commit and returns its id. It is the user's, as far as git
// knows who that is: on a server nobody may have told it.
func (b *Branch) commit(ctx context.Context, tree, message string) (string, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "tree %s\n", tree)
	if b.tip != "" {
		fmt.Fprintf(&text, "parent %s\n", b.tip)
	}
	for _, role := range []string{"author", "committer"} {
		who := "Gloss <gloss@localhost>"
		if said, err := b.git.run(ctx, nil, "var", "GIT_"+strings.ToUpper(role)+"_IDENT"); err == nil {
			if found := ident.FindStringSubmatch(line(said)); found != nil {
				who = found[1]
			}
		} else if ctx.Err() != nil {
			return "", err
		}
		fmt.Fprintf(&text, "%s %s %d +0000\n", role, who, b.when.Unix())
	}
	fmt.Fprintf(&text, "\n%s\n", strings.TrimSpace(message))
	made, err := b.git.run(ctx, strings.NewReader(text.String()), "hash-object", "-t", "commit", "-w", "--stdin")
	return line(made), err
}

// push moves the branch to a commit if it is still at the tip.
func (b *Branch) push(ctx context.Context, commit string) error {
	_, err := b.git.run(ctx, nil, "push", "--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no",
		"--force-with-lease="+b.ref+":"+b.tip, "--", b.remote, commit+":"+b.ref)
	if err == nil {
		return nil
	}
	// What became of it is better asked than read out of words: the answer may
	// have been lost, or somebody else may have been quicker.
	refs, asked := b.git.run(context.WithoutCancel(ctx), nil, "ls-remote", "--quiet", "--", b.remote, b.ref)
	now, _, _ := strings.Cut(line(refs), "\t")
	switch {
	case asked != nil:
		return err
	case now == commit:
		return nil
	case now != b.tip:
		return fmt.Errorf("the branch has moved on since it was fetched: %w", publish.ErrChanged)
	}
	return err
}
