package publish

import (
	"bytes"
	"context"
	"io"
)

// Items returns the files of a site as items, ready to be published. Read
// returns the content of a file as it is to be stored, and what the host is to
// tell of it; it is called once for each file, to measure it, and again for
// one that is uploaded. It must be safe for concurrent use.
func Items(ctx context.Context, names []string, read func(name string) ([]byte, Headers, error)) ([]Item, error) {
	items := make([]Item, len(names))
	err := each(ctx, len(names), func(_ context.Context, i int) error {
		name := names[i]
		content, headers, err := read(name)
		if err != nil {
			return err
		}
		items[i] = Item{
			Path: name, Size: int64(len(content)), Digest: DigestOf(content),
			Headers: headers, Class: ClassOf(name),
			Open: func() (io.ReadCloser, error) {
				content, _, err := read(name)
				return io.NopCloser(bytes.NewReader(content)), err
			},
		}
		return nil
	})
	return items, err
}
