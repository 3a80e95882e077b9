package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// DefaultAddress is where the preview is when nothing else is asked for.
const DefaultAddress = "127.0.0.1:4747"

// Listen listens on an address. With the default one, which may be taken by
// another preview, the next ports are tried as well, and moved is true when
// one of them it was.
func Listen(address string) (listener net.Listener, moved bool, err error) {
	given := address != ""
	if !given {
		address = DefaultAddress
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, false, err
	}
	number, err := strconv.Atoi(port)
	if err != nil || number < 0 || number > 65535 {
		return nil, false, fmt.Errorf("no such port: %s", port)
	}
	const tries = 20
	for n := number; ; n++ {
		listener, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil || given || n == number+tries || !errors.Is(err, syscall.EADDRINUSE) {
			return listener, n > number, err
		}
	}
}

// Loopback reports whether only this machine can reach a listener.
func Loopback(listener net.Listener) bool {
	address, ok := listener.Addr().(*net.TCPAddr)
	return ok && address.IP.IsLoopback()
}
