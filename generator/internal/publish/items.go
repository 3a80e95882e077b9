package publish

import (
	"bytes"
	"context"
	"io"
)

// Items returns the files of a site as items, ready to be published: their
// content is read once, to be measured, and again if it is to be uploaded.
// head says what a host is to tell of a file.
func Items(ctx context.Context, names []string, read func(name string) ([]byte, error), head func(name string) Headers) ([]Item, error) {
	items := make([]Item, len(names))
	err := each(ctx, len(names), func(_ context.Context, i int) error {
		name := names[i]
		content, err := read(name)
		if err != nil {
			return err
		}
		items[i] = Item{
			Path: name, Size: int64(len(content)), Digest: DigestOf(content),
			Headers: head(name), Class: ClassOf(name),
			Open: func() (io.ReadCloser, error) {
				content, err := read(name)
				return io.NopCloser(bytes.NewReader(content)), err
			},
		}
		return nil
	})
	return items, err
}
