package sftpstore

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"encoding/pem"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// host is an SFTP server in this process, with files on the disk.
type host struct {
	Server // how to reach it

	listener net.Listener
	config   *ssh.ServerConfig

	mu      sync.Mutex
	trouble trouble
	at      int // the request, from 1, that meets the trouble
	count   int
	lines   []net.Conn
}

// trouble is what becomes of a request.
type trouble int

const (
	none trouble = iota
	cut          // the connection breaks before the request is read
	lost         // the connection breaks before the request is answered
	dead         // as cut, and nobody gets in any more
)

// start starts a server.
func start(t *testing.T) *host {
	t.Helper()
	dir := t.TempDir()
	key, signer := newKey(t)
	file := filepath.Join(dir, "id_ed25519")
	must(t, os.WriteFile(file, key, 0o600))
	_, hostSigner := newKey(t)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("nothing can listen here:", err)
	}
	h := &host{listener: listener}
	h.config = &ssh.ServerConfig{
		PublicKeyCallback: func(_ ssh.ConnMetadata, shown ssh.PublicKey) (*ssh.Permissions, error) {
			if string(shown.Marshal()) != string(signer.PublicKey().Marshal()) {
				return nil, os.ErrPermission
			}
			return nil, nil
		},
		PasswordCallback: func(_ ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
			if string(password) != "s3cret" {
				return nil, os.ErrPermission
			}
			return nil, nil
		},
	}
	h.config.AddHostKey(hostSigner)
	known := filepath.Join(dir, "known_hosts")
	address := listener.Addr().String()
	must(t, os.WriteFile(known, []byte(knownhosts.Line([]string{address}, hostSigner.PublicKey())+"\n"), 0o600))
	h.Server = Server{
		User: "desk", Host: address, Path: filepath.Join(t.TempDir(), "www"),
		Keys: Keys{Files: []string{file}, KnownHosts: []string{known}},
	}
	go h.accept()
	t.Cleanup(func() {
		listener.Close()
		h.hangUp()
	})
	return h
}

func newKey(t *testing.T) ([]byte, ssh.Signer) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	block, err := ssh.MarshalPrivateKey(private, "")
	must(t, err)
	signer, err := ssh.NewSignerFromKey(private)
	must(t, err)
	return pem.EncodeToMemory(block), signer
}

func (h *host) accept() {
	for {
		socket, err := h.listener.Accept()
		if err != nil {
			return
		}
		h.mu.Lock()
		h.lines = append(h.lines, socket)
		gone := h.trouble == dead && h.count >= h.at
		h.mu.Unlock()
		if gone {
			socket.Close()
			continue
		}
		go h.serve(socket)
	}
}

// hangUp breaks all connections.
func (h *host) hangUp() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, socket := range h.lines {
		socket.Close()
	}
	h.lines = nil
}

func (h *host) serve(socket net.Conn) {
	conn, channels, requests, err := ssh.NewServerConn(socket, h.config)
	if err != nil {
		socket.Close()
		return
	}
	defer conn.Close()
	go ssh.DiscardRequests(requests)
	offered, ok := <-channels // a client has one session
	if !ok {
		return
	}
	channel, asked, err := offered.Accept()
	if err != nil {
		return
	}
	go func() {
		for request := range asked {
			_ = request.Reply(request.Type == "subsystem", nil)
		}
	}()
	server, err := sftp.NewServer(&counted{host: h, channel: channel, socket: socket})
	if err != nil {
		return
	}
	_ = server.Serve()
	server.Close()
}

// begin has the request after n others meet some trouble.
func (h *host) begin(what trouble, n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.trouble, h.at, h.count = what, n, 0
}

// requests returns how many there were since then.
func (h *host) requests() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.count
}

// counted is what a server reads requests from: one packet of SFTP after the
// other, each with its length before it.
type counted struct {
	host    *host
	channel io.ReadWriteCloser
	socket  net.Conn
	left    int // bytes of the packet that is being read
	deaf    bool
}

func (c *counted) Read(p []byte) (int, error) {
	if c.left == 0 {
		var length [4]byte
		if _, err := io.ReadFull(c.channel, length[:]); err != nil {
			return 0, err
		}
		if err := c.meet(); err != nil {
			return 0, err
		}
		c.left = int(binary.BigEndian.Uint32(length[:]))
		return copy(p, length[:]), nil // a server asks for the length by itself
	}
	n, err := c.channel.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}

// meet counts a request.
func (c *counted) meet() error {
	h := c.host
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	if h.trouble == none || h.count != h.at {
		return nil
	}
	if h.trouble == lost {
		c.deaf = true
		return nil
	}
	c.socket.Close()
	return io.EOF
}

func (c *counted) Write(p []byte) (int, error) {
	c.host.mu.Lock()
	deaf := c.deaf
	c.host.mu.Unlock()
	if deaf {
		c.socket.Close()
		return 0, io.ErrClosedPipe
	}
	return c.channel.Write(p)
}

func (c *counted) Close() error { return c.channel.Close() }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
