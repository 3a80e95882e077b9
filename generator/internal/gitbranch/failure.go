package gitbranch

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"gloss/generator/internal/diag"
)

// failure is what git said when it failed.
type failure struct {
	command string
	said    string // the one line that says it; empty if git said nothing
	err     error
}

func (f *failure) Error() string {
	return "git " + f.command + ": " + cmp.Or(f.said, f.err.Error())
}

func (f *failure) Unwrap() error { return f.err }

// general fits the lines in which git says no more than that it has failed, or
// gives advice that is not about publishing.
var general = regexp.MustCompile(`^$|^(hint|warning): |^To |^Please make sure you have the correct access|^and the repository exists` +
	`|Could not read from remote repository\.?$|failed to push some refs|the remote end hung up|^debug1: |^\*\* `)

// marks are how lines begin in which git, a host or ssh says what is wrong, the
// best first.
var marks = []string{"remote: error: ", "remote: fatal: ", "fatal: ", "error: ", "ERROR: ", "! [remote rejected] "}

// said returns the line of all that git wrote, and had written by others, in
// which it says what is wrong.
func said(stderr string) string {
	best, rank := "", len(marks)+1
	for line := range strings.Lines(stderr) {
		line = strings.TrimSpace(line)
		if general.MatchString(line) {
			continue
		}
		place := len(marks)
		for i, mark := range marks {
			if after, marked := strings.CutPrefix(line, mark); marked {
				place, line = i, after
				break
			}
		}
		if place < rank {
			best, rank = strings.TrimPrefix(line, "remote: "), place
		}
	}
	return best
}

// remedies are what may help, by words of what git says. They are good advice
// where they fit; nothing is decided by them.
var remedies = []struct {
	words  *regexp.Regexp
	remedy string
}{
	{regexp.MustCompile("does not appear to be a git repository|not a git repository"), "name a remote of this repository, which git remote -v lists, an address, or a path"},
	{regexp.MustCompile("[Rr]epository .*not found|Repository not found"), "look at the address, and whether you may see the repository: try git ls-remote %s"},
	{regexp.MustCompile("Host key verification failed"), "connect to the host once with ssh, compare its fingerprint and accept it"},
	{
		regexp.MustCompile(`Permission denied \(|Authentication failed|could not read (Username|Password)|Permission to .* denied|returned error: 40[13]|Invalid username`),
		"git could not sign in: load your key with ssh-add, or set up git's credential helper; then try git ls-remote %s",
	},
	{
		regexp.MustCompile("Could not resolve host|unable to access|Connection refused|Connection timed out|Network is unreachable|No route to host|unable to connect"),
		"look at the address, and whether this machine is on the network: try git ls-remote %s",
	},
	{regexp.MustCompile("hook declined|protected branch|GH0|not allowed to push|prohibited"), "look at what the host allows for this branch"},
	{regexp.MustCompile("Permission denied|Read-only file system|insufficient permission|unable to (create|migrate)"), "look at whether you may write in the repository"},
}

// explained returns an error of git's with the address of the branch, and with
// what may help if that is known.
func (b *Branch) explained(err error) error {
	shown := fmt.Errorf("git:%s#%s: %w", redacted(b.remote), strings.TrimPrefix(b.ref, "refs/heads/"), err)
	failed, ok := errors.AsType[*failure](err)
	if !ok {
		return shown
	}
	for _, r := range remedies {
		if r.words.MatchString(failed.said) {
			return diag.Hinted(shown, strings.ReplaceAll(r.remedy, "%s", redacted(b.remote)))
		}
	}
	return shown
}
