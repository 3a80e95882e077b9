//go:build unix

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

func own(folder *os.Root, name string, like fs.FileInfo) {
	stat, known := like.Sys().(*syscall.Stat_t)
	if !known {
		return
	}
	if folder.Lchown(name, int(stat.Uid), int(stat.Gid)) != nil {
		_ = folder.Lchown(name, -1, int(stat.Gid))
	}
}
