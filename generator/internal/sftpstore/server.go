package sftpstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"gloss/generator/internal/diag"
)

// Server is a folder on a server and how to get there.
type Server struct {
	User string
	Host string // with or without a port
	Path string // from the server's root; /~/ begins one from the user's own folder

	Keys Keys
}

// Keys are where credentials are found. None is ever shown.
type Keys struct {
	Agent      string   // the socket of an ssh-agent; empty for none
	Files      []string // private keys; those that are missing are passed over
	Passphrase string   // of such files
	Password   string   // where the server knows nobody by a key
	KnownHosts []string // files with the keys of hosts; those that are missing are passed over
}

// Environment returns the keys that the user's environment names, as ssh finds
// them, and those of four variables of our own:
//
//	GLOSS_SFTP_KEY          a private key's file, in place of those in ~/.ssh
//	GLOSS_SFTP_PASSPHRASE   of that file
//	GLOSS_SFTP_PASSWORD     where a server knows nobody by a key
//	GLOSS_SFTP_KNOWN_HOSTS  a file with the server's key, in place of ~/.ssh/known_hosts
func Environment(getenv func(string) string) Keys {
	keys := Keys{
		Agent:      getenv("SSH_AUTH_SOCK"),
		Passphrase: getenv("GLOSS_SFTP_PASSPHRASE"),
		Password:   getenv("GLOSS_SFTP_PASSWORD"),
		KnownHosts: []string{"/etc/ssh/ssh_known_hosts"},
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
			keys.Files = append(keys.Files, filepath.Join(home, ".ssh", name))
		}
		keys.KnownHosts = append(keys.KnownHosts, filepath.Join(home, ".ssh", "known_hosts"))
	}
	if file := getenv("GLOSS_SFTP_KEY"); file != "" {
		keys.Files = []string{file}
	}
	if file := getenv("GLOSS_SFTP_KNOWN_HOSTS"); file != "" {
		keys.KnownHosts = []string{file}
	}
	return keys
}

// String returns the address of the folder.
func (s Server) String() string { return "sftp://" + s.User + "@" + s.Host + s.Path }

// address returns the host and the port.
func (s Server) address() string {
	if _, _, err := net.SplitHostPort(s.Host); err == nil {
		return s.Host
	}
	return net.JoinHostPort(strings.Trim(s.Host, "[]"), "22")
}

const (
	dialTime   = 20 * time.Second
	silence    = time.Minute      // after which a connection has broken
	aliveEvery = 15 * time.Second // how often a server is asked to say something
)

// line is a connection.
type line struct {
	ssh  *ssh.Client
	sftp *sftp.Client
	base string // the folder, from the server's root

	lost   chan struct{} // closed when the connection has broken, or is of no more use
	losing sync.Once
}

// at returns where an object is on the server.
func (l *line) at(name string) string { return path.Join(l.base, name) }

func (l *line) broken() bool {
	select {
	case <-l.lost:
		return true
	default:
		return false
	}
}

// hangUp ends the connection, which may have broken already. Whoever waits for
// an answer on it waits no longer.
func (l *line) hangUp() {
	l.losing.Do(func() {
		close(l.lost)
		_ = l.sftp.Close()
		_ = l.ssh.Close()
	})
}

// dial connects and says who we are.
func (s Server) dial(ctx context.Context) (*line, error) {
	known, algorithms, err := s.hostKeys()
	if err != nil {
		return nil, err
	}
	methods, end, err := s.Keys.methods()
	if err != nil {
		return nil, err
	}
	defer end()

	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	socket, err := new(net.Dialer).DialContext(ctx, "tcp", s.address())
	if err != nil {
		return nil, diag.Hinted(err, "look at the host and the port, which is written as in HOST:2222, and whether this machine is on the network")
	}
	stop := context.AfterFunc(ctx, func() { socket.Close() })
	conn, channels, requests, err := ssh.NewClientConn(&watched{socket}, s.address(), &ssh.ClientConfig{
		User: s.User, Auth: methods, HostKeyCallback: known, HostKeyAlgorithms: algorithms,
	})
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		socket.Close()
		return nil, s.explain(err)
	}
	l := &line{ssh: ssh.NewClient(conn, channels, requests), lost: make(chan struct{})}
	l.sftp, err = sftp.NewClient(l.ssh, sftp.UseConcurrentWrites(true))
	if err == nil {
		l.base, err = s.base(l.sftp)
	}
	if err != nil {
		l.ssh.Close()
		return nil, diag.Hinted(fmt.Errorf("the server offers no SFTP: %w", err), "ask its host, or publish in another way that it offers")
	}
	go l.listen()
	go l.keepAlive()
	return l, nil
}

// base returns the folder from the server's root.
func (s Server) base(c *sftp.Client) (string, error) {
	within, own := strings.CutPrefix(s.Path+"/", "/~/")
	if !own {
		return path.Clean(s.Path), nil
	}
	home, err := c.RealPath(".")
	return path.Join(home, within), err
}

// listen waits until the connection breaks.
func (l *line) listen() {
	_ = l.sftp.Wait()
	l.hangUp()
}

// keepAlive has the server say something now and then, so that silence means
// something.
func (l *line) keepAlive() {
	timer := time.NewTicker(aliveEvery)
	defer timer.Stop()
	for {
		select {
		case <-l.lost:
			return
		case <-timer.C:
		}
		if _, _, err := l.ssh.SendRequest("keepalive@openssh.com", true, nil); err != nil {
			return
		}
	}
}

// watched is a connection that breaks when nothing is heard for long.
type watched struct{ net.Conn }

func (w *watched) Read(p []byte) (int, error) {
	if err := w.SetReadDeadline(time.Now().Add(silence)); err != nil {
		return 0, err
	}
	return w.Conn.Read(p)
}

func (w *watched) Write(p []byte) (int, error) {
	if err := w.SetWriteDeadline(time.Now().Add(silence)); err != nil {
		return 0, err
	}
	return w.Conn.Write(p)
}

// broke reports whether an error says that the connection broke, or that there
// was none to be had for now.
func broke(err error) bool {
	var network net.Error
	return errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, sftp.ErrSSHFxNoConnection) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, net.ErrClosed) ||
		errors.As(err, &network)
}

// methods returns how we say who we are, and what ends the talk with the
// agent.
func (k Keys) methods() (methods []ssh.AuthMethod, end func(), err error) {
	end = func() {}
	var signers []ssh.Signer
	if k.Agent != "" {
		// An agent that does not answer is none.
		if socket, err := net.Dial("unix", k.Agent); err == nil {
			end = func() { socket.Close() }
			if held, err := agent.NewClient(socket).Signers(); err == nil {
				signers = held
			}
		}
	}
	for _, file := range k.Files {
		signer, err := k.read(file)
		if err != nil {
			end()
			return nil, nil, err
		}
		if signer != nil {
			signers = append(signers, signer)
		}
	}
	if len(signers) > 0 {
		methods = append(methods, ssh.PublicKeys(signers...))
	}
	if k.Password != "" {
		methods = append(methods, ssh.Password(k.Password), ssh.KeyboardInteractive(
			func(_, _ string, questions []string, _ []bool) ([]string, error) {
				answers := make([]string, len(questions))
				for i := range answers {
					answers[i] = k.Password
				}
				return answers, nil
			}))
	}
	if len(methods) == 0 {
		end()
		return nil, nil, diag.Hinted(errors.New("there is no key to sign in with"), "load one with ssh-add, or name its file in GLOSS_SFTP_KEY")
	}
	return methods, end, nil
}

// read reads a private key. One that needs a passphrase and has none is left
// to the agent.
func (k Keys) read(file string) (ssh.Signer, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && len(k.Files) > 1 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	signer, err := ssh.ParsePrivateKey(text)
	var locked *ssh.PassphraseMissingError
	if errors.As(err, &locked) {
		if k.Passphrase == "" {
			return nil, nil
		}
		signer, err = ssh.ParsePrivateKeyWithPassphrase(text, []byte(k.Passphrase))
	}
	if err != nil {
		return nil, diag.Hinted(fmt.Errorf("%s cannot be read as a private key: %w", file, err),
			"name the file of a private key in GLOSS_SFTP_KEY, and its passphrase in GLOSS_SFTP_PASSPHRASE")
	}
	return signer, nil
}

// hostKeys returns what checks the server's key, and which sorts of keys of it
// are known: it is to show one of these.
func (s Server) hostKeys() (ssh.HostKeyCallback, []string, error) {
	var files []string
	for _, file := range s.Keys.KnownHosts {
		if _, err := os.Stat(file); err == nil {
			files = append(files, file)
		}
	}
	check, err := knownhosts.New(files...)
	if err != nil {
		return nil, nil, diag.Hinted(fmt.Errorf("the known hosts cannot be read: %w", err), "mend the file, or name another one in GLOSS_SFTP_KNOWN_HOSTS")
	}
	var algorithms []string
	var unknown *knownhosts.KeyError
	if errors.As(check(s.address(), &net.TCPAddr{}, nobody{}), &unknown) {
		for _, key := range unknown.Want {
			switch sort := key.Key.Type(); sort {
			case ssh.KeyAlgoRSA:
				algorithms = append(algorithms, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
			default:
				algorithms = append(algorithms, sort)
			}
		}
	}
	return check, algorithms, nil
}

// nobody is a key that no host has.
type nobody struct{}

func (nobody) Type() string                        { return "nobody" }
func (nobody) Marshal() []byte                     { return []byte("nobody") }
func (nobody) Verify([]byte, *ssh.Signature) error { return errors.New("nobody signs") }

// explain says what to do about a server that does not let us in.
func (s Server) explain(err error) error {
	var key *knownhosts.KeyError
	var revoked *knownhosts.RevokedError
	host, port, _ := net.SplitHostPort(s.address())
	switch {
	case errors.As(err, &revoked):
		return diag.Hinted(fmt.Errorf("the key that the server shows was revoked: %w", err), "ask whoever runs the server: somebody may be in between")
	case errors.As(err, &key) && len(key.Want) == 0:
		return diag.Hinted(errors.New("the server is not known"),
			fmt.Sprintf("connect once with ssh -p %s %s, compare the fingerprint and accept it; or name a file that has its key in GLOSS_SFTP_KNOWN_HOSTS", port, host))
	case errors.As(err, &key):
		return diag.Hinted(fmt.Errorf("the server shows another key than the one in %s, line %d", key.Want[0].Filename, key.Want[0].Line),
			"somebody may be in between; if the key was renewed, replace that line")
	case strings.Contains(err.Error(), "unable to authenticate"):
		return diag.Hinted(fmt.Errorf("the server does not let %s in by any of the keys", s.User),
			"load the right one with ssh-add, or name its file in GLOSS_SFTP_KEY; write the user before the host, as in sftp://USER@HOST")
	}
	return err
}
