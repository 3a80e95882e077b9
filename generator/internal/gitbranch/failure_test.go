package gitbranch

import (
	"errors"
	"strings"
	"testing"

	"gloss/generator/internal/diag"
)

// What git and hosts write when something is wrong, and the line of it that
// people get, with what to do.
func TestWhatGitSays(t *testing.T) {
	for name, test := range map[string]struct{ wrote, want, hints string }{
		"no such remote": {
			"fatal: 'origin' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
			"'origin' does not appear to be a git repository", "git remote -v",
		},
		"a key that is not known": {
			"git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
			"git@example.org: Permission denied (publickey).", "ssh-add",
		},
		"no password": {
			"fatal: could not read Username for 'https://example.org': terminal prompts disabled\n",
			"could not read Username for 'https://example.org': terminal prompts disabled", "credential helper",
		},
		"the wrong password": {
			"remote: Invalid username or token.\nfatal: Authentication failed for 'https://example.org/site.git/'\n",
			"Authentication failed for 'https://example.org/site.git/'", "then try git ls-remote origin",
		},
		"no such repository": {
			"remote: Repository not found.\nfatal: repository 'https://example.org/site.git/' not found\n",
			"repository 'https://example.org/site.git/' not found", "look at the address",
		},
		"no such host": {
			"fatal: unable to access 'https://nowhere.example/site.git/': Could not resolve host: nowhere.example\n",
			"unable to access 'https://nowhere.example/site.git/': Could not resolve host: nowhere.example", "on the network",
		},
		"a host that ssh does not know": {
			"Host key verification failed.\r\nfatal: Could not read from remote repository.\n",
			"Host key verification failed.", "connect to the host once",
		},
		"a branch that is protected": {
			"remote: error: GH006: Protected branch update failed for refs/heads/gh-pages.\nTo https://example.org/site.git\n ! [remote rejected] 0123456 -> gh-pages (protected branch hook declined)\nerror: failed to push some refs to 'https://example.org/site.git'\n",
			"GH006: Protected branch update failed for refs/heads/gh-pages.", "what the host allows",
		},
		"a hook that declines": {
			"remote: no\nTo ../remote.git\n ! [remote rejected] 0123456 -> gh-pages (pre-receive hook declined)\nerror: failed to push some refs to '../remote.git'\n",
			"0123456 -> gh-pages (pre-receive hook declined)", "what the host allows",
		},
		"something else":  {"error: object file is empty\nfatal: loose object is corrupt\n", "loose object is corrupt", ""},
		"nothing at all":  {"", "exit status 1", ""},
		"a page of words": {"warning: redirecting\nsorry, no\nreally\n", "sorry, no", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := &Branch{remote: "origin", ref: "refs/heads/gh-pages"}
			err := b.explained(&failure{"push", said(test.wrote), errors.New("exit status 1")})
			if want := "git:origin#gh-pages: git push: " + test.want; err.Error() != want {
				t.Errorf("said is %s, want %s", err, want)
			}
			hint := diag.HintOf(err)
			if !strings.Contains(hint, test.hints) || test.hints == "" && hint != "" {
				t.Errorf("the hint is %q, want %q", hint, test.hints)
			}
		})
	}
}
