// Package sshdtest starts OpenSSH's server, which most web hosts run, for
// tests.
package sshdtest

import (
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"gloss/generator/internal/servertest"
)

// Start starts a server on this machine that lets us in by a key, and sets the
// environment so that the key and the server's own are found. It returns the
// beginning of an address: sftp://me@127.0.0.1:2222. The test is skipped where
// there is no sshd: GLOSS_SSHD names it, or it is where Debian puts it.
func Start(t testing.TB) string {
	t.Helper()
	program := os.Getenv("GLOSS_SSHD")
	if program == "" {
		program = "/usr/sbin/sshd"
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("there is no sshd: apt-get install openssh-server")
	}
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("there is no ssh-keygen: apt-get install openssh-client")
	}
	dir := t.TempDir()
	write := func(name, content string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	mine, _ := newKey(t, filepath.Join(dir, "id"))
	hosts, public := newKey(t, filepath.Join(dir, "host"))
	address, err := servertest.FreeAddress()
	if err != nil {
		t.Fatal(err)
	}
	host, port, _ := net.SplitHostPort(address)
	if os.Getuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755) // where sshd locks its children in
	}
	stop, err := servertest.Start(address, program, "-D", "-e", "-f", write("config", strings.Join([]string{
		"ListenAddress " + address, "HostKey " + hosts, "AuthorizedKeysFile " + mine + ".pub", "StrictModes no",
		"UsePAM no", "PidFile none", "PermitRootLogin yes", "PasswordAuthentication no", "Subsystem sftp internal-sftp", "",
	}, "\n")))
	if err != nil {
		t.Skipf("sshd does not start here: %v", err)
	}
	t.Cleanup(stop)
	t.Setenv("SSH_AUTH_SOCK", "")
	t.Setenv("GLOSS_SFTP_KEY", mine)
	t.Setenv("GLOSS_SFTP_KNOWN_HOSTS", write("known_hosts", "["+host+"]:"+port+" "+public))
	return "sftp://" + me(t) + "@" + address
}

// newKey makes a pair of keys, and returns the name of the private one's file
// and the public one.
func newKey(t testing.TB, file string) (private, public string) {
	t.Helper()
	if said, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v\n%s", err, said)
	}
	content, err := os.ReadFile(file + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	return file, string(content)
}

func me(t testing.TB) string {
	t.Helper()
	who, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	return who.Username
}
