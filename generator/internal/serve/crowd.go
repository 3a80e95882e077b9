package serve

import (
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// crowd bounds how many connections are open. When there are too many, the one
// that has been without a request for longest is closed: whoever holds
// thousands of them open does not keep the author out.
type crowd struct {
	mu   sync.Mutex
	most int
	idle []net.Conn // longest first
	busy map[net.Conn]bool
}

func newCrowd(most int) *crowd { return &crowd{most: most, busy: map[net.Conn]bool{}} }

// note takes what happened to a connection, as [http.Server] tells it.
func (c *crowd) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget(conn)
	switch state {
	case http.StateActive:
		c.busy[conn] = true
	case http.StateNew, http.StateIdle:
		c.idle = append(c.idle, conn)
	}
	if len(c.busy)+len(c.idle) > c.most && len(c.idle) > 0 {
		oldest := c.idle[0]
		c.idle = c.idle[1:]
		oldest.Close()
	}
}

// disperse closes the connections that are without a request.
func (c *crowd) disperse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.idle {
		conn.Close()
	}
	c.idle = nil
}

func (c *crowd) forget(conn net.Conn) {
	delete(c.busy, conn)
	for i, other := range c.idle {
		if other == conn {
			c.idle = append(c.idle[:i], c.idle[i+1:]...)
			return
		}
	}
}

// silent swallows what the HTTP server says of clients that misbehave: the
// terminal is for the author's diagnostics.
var silent = log.New(io.Discard, "", 0)
