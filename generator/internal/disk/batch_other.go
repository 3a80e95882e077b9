//go:build !linux

package disk

import (
	"errors"
	"os"
)

// created is a new file. Closing it makes it durable, as only Linux can have
// many files written out at once.
type created struct{ *os.File }

func (c created) Close() error { return errors.Join(c.Sync(), c.File.Close()) }

func syncAll(*os.Root) error { return nil }
