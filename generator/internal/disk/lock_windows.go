package disk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lock opens a file in the folder that nobody else may open meanwhile, and
// that the system removes when it is closed.
func lock(folder *os.Root, name string) (io.Closer, error) {
	path := filepath.Join(folder.Name(), name)
	encoded, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const unshared = 0
	handle, err := windows.CreateFile(encoded, windows.GENERIC_READ|windows.DELETE, unshared, nil, windows.OPEN_ALWAYS,
		windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_FLAG_DELETE_ON_CLOSE|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", folder.Name(), err)
	}
	return os.NewFile(uintptr(handle), path), nil
}
