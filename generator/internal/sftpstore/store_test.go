package sftpstore

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"gloss/generator/internal/diag"
	"gloss/generator/internal/publish"
	"gloss/generator/internal/publish/publishtest"
	"gloss/generator/internal/sftpstore/sshdtest"
)

func open(t *testing.T, server Server) *Store {
	t.Helper()
	s, err := Open(t.Context(), server, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func upload(content string) publish.Upload {
	return publish.Upload{
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
		Size: int64(len(content)), Digest: publish.DigestOf([]byte(content)),
	}
}

func TestStoreKeepsItsPromises(t *testing.T) {
	h := start(t)
	publishtest.TestStore(t, open(t, h.Server))
}

// TestOpenSSH does the same with the server that most hosts run.
func TestOpenSSH(t *testing.T) {
	u, err := url.Parse(sshdtest.Start(t))
	must(t, err)
	publishtest.TestStore(t, open(t, Server{
		User: u.User.Username(), Host: u.Host, Path: filepath.Join(t.TempDir(), "www"), Keys: Environment(os.Getenv),
	}))
}

func TestServersThatAreNotLetIn(t *testing.T) {
	h := start(t)
	other := filepath.Join(t.TempDir(), "known_hosts")
	_, stranger := newKey(t)
	must(t, os.WriteFile(other, []byte(knownhosts.Line([]string{h.Host}, stranger.PublicKey())+"\n"), 0o600))
	strangersKey, _ := newKey(t)
	wrongKey := filepath.Join(t.TempDir(), "id")
	must(t, os.WriteFile(wrongKey, strangersKey, 0o600))

	for name, test := range map[string]struct {
		change      func(*Server)
		says, hints string
	}{
		"a host that is not known": {func(s *Server) { s.Keys.KnownHosts = nil }, "the server is not known", "connect once with ssh -p "},
		"a host with another key":  {func(s *Server) { s.Keys.KnownHosts = []string{other} }, "another key than the one in " + other + ", line 1", "replace that line"},
		"no key":                   {func(s *Server) { s.Keys.Files = nil }, "there is no key", "ssh-add"},
		"what is no key":           {func(s *Server) { s.Keys.Files = []string{other} }, other + " cannot be read as a private key", "GLOSS_SFTP_PASSPHRASE"},
		"the wrong key":            {func(s *Server) { s.Keys.Files = []string{wrongKey} }, "does not let desk in", "GLOSS_SFTP_KEY"},
		"the wrong password":       {func(s *Server) { s.Keys = Keys{Password: "wr0ng", KnownHosts: s.Keys.KnownHosts} }, "does not let desk in", "sftp://USER@HOST"},
		"no folder around it":      {func(s *Server) { s.Path += "/not/there" }, "/www/not, cannot be used: file does not exist", "begins at the server's root"},
		"nobody at home":           {func(s *Server) { s.Host = "127.0.0.1:1" }, "127.0.0.1:1", "HOST:2222"},
	} {
		t.Run(name, func(t *testing.T) {
			server := h.Server
			test.change(&server)
			s, err := Open(t.Context(), server, time.Now)
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "wr0ng") {
				t.Errorf("%v, want %q in it", err, test.says)
			}
			if hint := diag.HintOf(err); !strings.Contains(hint, test.hints) {
				t.Errorf("the hint is %q, want %q", hint, test.hints)
			}
		})
	}
}

func TestPasswordAndAgent(t *testing.T) {
	h := start(t)
	server := h.Server
	server.Keys = Keys{Password: "s3cret", KnownHosts: server.Keys.KnownHosts}
	open(t, server)

	text, err := os.ReadFile(h.Keys.Files[0])
	must(t, err)
	key, err := ssh.ParseRawPrivateKey(text)
	must(t, err)
	ring := agent.NewKeyring()
	must(t, ring.Add(agent.AddedKey{PrivateKey: key}))
	socket, err := net.Listen("unix", filepath.Join(t.TempDir(), "agent"))
	if err != nil {
		t.Skip("no sockets of this sort here:", err)
	}
	defer socket.Close()
	go func() {
		for {
			c, err := socket.Accept()
			if err != nil {
				return
			}
			go agent.ServeAgent(ring, c)
		}
	}()
	server.Keys = Keys{Agent: socket.Addr().String(), KnownHosts: server.Keys.KnownHosts}
	open(t, server)
}

func TestConnectionThatBreaksIsMadeAgain(t *testing.T) {
	h := start(t)
	s := open(t, h.Server)
	if _, err := s.Put(t.Context(), "index.html", upload("home")); err != nil {
		t.Fatal(err)
	}
	h.hangUp()
	// The first call may meet the end of the line. The next one does not.
	if _, err := s.Stat(t.Context(), "index.html"); err != nil && !errors.Is(err, publish.ErrTemporary) {
		t.Fatalf("%v, want temporary trouble", err)
	}
	if _, err := s.Stat(t.Context(), "index.html"); err != nil {
		t.Error(err)
	}
}

func TestWhatTheDeadLeaveIsRemoved(t *testing.T) {
	h := start(t)
	temp := filepath.Join(h.Path, tempName)
	must(t, os.MkdirAll(temp, 0o700))
	for name, age := range map[string]time.Duration{"old": 2 * tempLife, "new": 0} {
		must(t, os.WriteFile(filepath.Join(temp, name), nil, 0o644))
		when := time.Now().Add(-age)
		must(t, os.Chtimes(filepath.Join(temp, name), when, when))
	}
	s := open(t, h.Server)
	if listing, err := s.List(t.Context()); err != nil || len(listing.Objects) > 0 {
		t.Errorf("listed are %v %v", listing, err)
	}
	if _, err := s.Put(t.Context(), "a/b.html", upload("b")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(temp)
	if err != nil || len(entries) != 1 || entries[0].Name() != "new" {
		t.Errorf("left are %v %v", entries, err)
	}
}

func TestFilesAndFolders(t *testing.T) {
	h := start(t)
	s := open(t, h.Server)
	for _, name := range []string{"index.html", "2021/12/06/index.html", "2021/12/06/talk/index.html"} {
		if _, err := s.Put(t.Context(), name, upload(name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, mode := range map[string]fs.FileMode{"index.html": 0o644, "2021/12/06/talk": 0o755, "2021/12/06/talk/index.html": 0o644} {
		info, err := os.Stat(filepath.Join(h.Path, name))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s has %v, want %o; %v", name, info.Mode(), mode, err)
		}
	}
	must(t, s.Delete(t.Context(), "2021/12/06/talk/index.html"))
	if _, err := os.Stat(filepath.Join(h.Path, "2021/12/06/talk")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder stays: %v", err)
	}
	if _, err := s.Put(t.Context(), "2021/12/06/talk/index.html", upload("again")); err != nil {
		t.Errorf("a folder that was removed is not made again: %v", err)
	}
	if _, err := s.Put(t.Context(), "index.html/mine", upload("")); err == nil || !strings.Contains(err.Error(), "is a file") {
		t.Errorf("a file within a file: %v", err)
	}
	if _, err := s.Put(t.Context(), "2021", upload("")); err == nil || !strings.Contains(err.Error(), "a folder stands") {
		t.Errorf("a file in a folder's place: %v", err)
	}
	must(t, s.Close())
	if _, err := os.Stat(filepath.Join(h.Path, tempName)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of temporary files stays: %v", err)
	}
}

func TestHomeOfTheUser(t *testing.T) {
	h := start(t)
	here, err := os.Getwd()
	must(t, err)
	server := h.Server
	server.Path = "/~/www"
	if s := open(t, server); s.line.base != filepath.Join(here, "www") {
		t.Errorf("the folder is %s", s.line.base)
	}
}
