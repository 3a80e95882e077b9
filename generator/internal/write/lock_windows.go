package write

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lock opens a file in the folder that nobody else may open meanwhile, as
// Windows does not lock folders. The system removes it with the returned
// closer or with the process, however it ends.
func lock(root *os.Root) (io.Closer, error) {
	path := filepath.Join(root.Name(), lockName)
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const unshared = 0
	handle, err := windows.CreateFile(name, windows.GENERIC_READ|windows.DELETE, unshared, nil, windows.OPEN_ALWAYS,
		windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_FLAG_DELETE_ON_CLOSE|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return nil, errBusy
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", root.Name(), err)
	}
	return os.NewFile(uintptr(handle), path), nil
}
