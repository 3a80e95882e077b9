//go:build unix

package main

import (
	"errors"
	"syscall"
)

// alive reports whether a process of this machine may still be there.
func alive(process int) bool {
	return !errors.Is(syscall.Kill(process, 0), syscall.ESRCH)
}
