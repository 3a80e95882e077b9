// Package servertest runs other people's servers for tests.
package servertest

import (
	"bytes"
	"fmt"
	"net"
	"os/exec"
	"time"
)

// FreeAddress returns an address on this machine, host:port, at which nobody
// listens.
func FreeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// patience is how long a server may take to begin. Some are programs in Node,
// and a machine may be busy.
const patience = 30 * time.Second

// Start starts a server, waits until it answers at an address, and returns
// what ends it. The error says what the program wrote, if it never does.
func Start(address, program string, args ...string) (stop func(), err error) {
	var log bytes.Buffer
	command := exec.Command(program, args...)
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = command.Wait()
	}()
	stop = func() {
		_ = command.Process.Kill()
		<-ended
	}
	for began := time.Now(); time.Since(began) < patience; {
		if c, err := net.Dial("tcp", address); err == nil {
			return stop, c.Close()
		}
		select {
		case <-ended:
			return nil, fmt.Errorf("%s has ended: %s", program, log.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	stop()
	return nil, fmt.Errorf("%s does not answer: %s", program, log.String())
}
