package publishtest

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	"gloss/generator/internal/publish"
)

// TestStore fails the test unless a store, which is empty, keeps what every
// store promises.
func TestStore(t *testing.T, store publish.Store) {
	t.Helper()
	ctx := t.Context()
	headers := publish.Headers{ContentType: "text/html; charset=utf-8", CacheControl: "max-age=60", ContentEncoding: "br"}
	upload := func(content string) publish.Upload {
		return publish.Upload{
			Open:    func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
			Size:    int64(len(content)),
			Digest:  publish.DigestOf([]byte(content)),
			Headers: headers,
		}
	}
	put := func(path, content string, condition publish.Condition) (string, error) {
		u := upload(content)
		u.If = condition
		return store.Put(ctx, path, u)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	holds := func(path, want string) {
		t.Helper()
		r, err := store.Open(ctx, path)
		must(err)
		defer r.Close()
		got, err := io.ReadAll(r)
		must(err)
		if string(got) != want {
			t.Errorf("%s holds %.60q, want %.60q", path, got, want)
		}
	}

	if listing, err := store.List(ctx); err != nil || len(listing.Objects) > 0 {
		t.Fatalf("an empty store lists %v, with the error %v", listing, err)
	}
	if _, err := store.Open(ctx, "index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening what is not there: %v", err)
	}
	if _, err := store.Stat(ctx, "index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("asking for what is not there: %v", err)
	}
	must(store.Delete(ctx, "index.html"))

	// Names as sites have them.
	contents := map[string]string{
		"index.html":                   "<p>home",
		"2021/12/03/a-talk/index.html": "<p>talk",
		"topics/größe/index.html":      "<p>Größe",
		"assets/a b+c&d=e%20.css":      "p{}",
		"empty.txt":                    "",
		"large.bin":                    string(bytes.Repeat([]byte("0123456789abcdef"), 400_000)), // 6.4 MB: in parts, where stores have them
	}
	tags := map[string]string{}
	for path, content := range contents {
		tag, err := put(path, content, publish.Condition{})
		must(err)
		tags[path] = tag
		holds(path, content)
	}
	listing, err := store.List(ctx)
	must(err)
	if len(listing.Objects) != len(contents) {
		t.Errorf("%d objects are listed, want %d", len(listing.Objects), len(contents))
	}
	for _, o := range listing.Objects {
		content, there := contents[o.Path]
		switch {
		case !there:
			t.Errorf("%q is listed", o.Path)
		case o.Size != int64(len(content)):
			t.Errorf("%q is listed with %d bytes, want %d", o.Path, o.Size, len(content))
		case tags[o.Path] != "" && o.Tag != tags[o.Path] && o.Size < 1<<20: // one that comes in parts may get another
			t.Errorf("%q is listed with the tag %q, and was put with %q", o.Path, o.Tag, tags[o.Path])
		case !o.Digest.IsZero() && o.Digest != publish.DigestOf([]byte(content)):
			t.Errorf("%q is listed with a wrong digest", o.Path)
		}
		known, err := store.Stat(ctx, o.Path)
		must(err)
		if known.Path != o.Path || known.Tag != o.Tag || known.Size != o.Size || !known.Digest.IsZero() && known.Digest != publish.DigestOf([]byte(content)) {
			t.Errorf("%q is known as %+v", o.Path, known)
		}
		if known.Headers != headers && known.Headers != (publish.Headers{}) { // a folder has none
			t.Errorf("%q has the headers %+v", o.Path, known.Headers)
		}
	}

	// Conditions.
	known, err := store.Stat(ctx, "index.html") // not every store says when it is put
	must(err)
	before := known.Tag
	switch _, err := put("index.html", "<p>mine", publish.Condition{Absent: true}); {
	case errors.Is(err, errors.ErrUnsupported):
		t.Log("this store knows no conditions")
	case !errors.Is(err, publish.ErrChanged):
		t.Errorf("put where nothing should be, and something was: %v", err)
	default:
		now, err := put("index.html", "<p>new", publish.Condition{Tag: before})
		must(err)
		if _, err := put("index.html", "<p>mine", publish.Condition{Tag: before}); !errors.Is(err, publish.ErrChanged) {
			t.Errorf("put over the tag %s, which was %s: %v", before, now, err)
		}
		if _, err := put("gone.html", "<p>mine", publish.Condition{Tag: before}); !errors.Is(err, publish.ErrChanged) {
			t.Errorf("put over an object that is not there: %v", err)
		}
		if _, err := put("fresh.html", "<p>fresh", publish.Condition{Absent: true}); err != nil {
			t.Errorf("put where nothing was: %v", err)
		}
		must(store.Delete(ctx, "fresh.html"))
		holds("index.html", "<p>new")
	}

	// Content that cannot be read leaves the old object.
	broken := upload("<p>broken, after some bytes")
	broken.Open = func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("<p>broken"), failing{})), nil
	}
	if _, err := store.Put(ctx, "empty.txt", broken); !errors.Is(err, errBroken) {
		t.Errorf("content that cannot be read: %v", err)
	}
	holds("empty.txt", "")

	for path := range contents {
		must(store.Delete(ctx, path))
	}
	listing, err = store.List(ctx)
	must(err)
	if len(listing.Objects) > 0 {
		t.Errorf("left are %v", listing.Objects)
	}
}

var errBroken = errors.New("the disk is broken")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }
