//go:build !unix

package main

// alive reports whether a process of this machine may still be there. Who
// cannot tell takes it to be.
func alive(int) bool { return true }
