package write

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gloss/generator/internal/diag"
)

// childFolder names, to a test process, the folder that it is to build into
// until it is killed, and childSwaps that it is to exchange folders.
const (
	childFolder = "GLOSS_WRITE_TEST_CHILD"
	childSwaps  = "GLOSS_WRITE_TEST_CHILD_SWAPS"
)

// kills names how many builds are killed, when it is not for a quick run:
//
//	GLOSS_KILLS=200 go test ./generator/internal/write -run Killed -v
const kills = "GLOSS_KILLS"

func TestMain(m *testing.M) {
	if out := os.Getenv(childFolder); out != "" {
		if os.Getenv(childSwaps) != "" {
			buildForever(out, Swap)
		}
		buildForever(out, Folder)
	}
	os.Exit(m.Run())
}

// buildForever builds one edition after the other. It says so once the first
// is about to begin.
func buildForever(out string, bring func(context.Context, string, string, []string, []Output) (Result, []diag.Diagnostic, error)) {
	fmt.Println("ready")
	for n := 0; ; n++ {
		if _, found, err := bring(context.Background(), out+"-site", out, nil, edition(n).outputs()); err != nil || len(found) > 0 {
			fmt.Println(found, err)
			os.Exit(1)
		}
	}
}

// edition returns one of three sites by turns. Most of their pages differ,
// each has some of its own, and files and folders take each other's places.
func edition(n int) site {
	n %= 3
	s := site{
		fmt.Sprintf("only-%d/index.html", n): "only",
		"index.html":                         page("index.html", n),
		"same.html":                          "same",
		[]string{"turn", "turn/index.html", "turn/deep/index.html"}[n]: page("turn", n),
	}
	for i := range 30 {
		name := fmt.Sprintf("2021/12/%02d/index.html", i)
		s[name] = page(name, n)
	}
	return s
}

func page(name string, n int) string {
	return strings.Repeat(fmt.Sprintf("%s of edition %d\n", name, n), 300)
}

// TestKilledBuilds kills builds at random moments. Each file must then be one
// of an edition, whole, and the next build must equal a clean one.
func TestKilledBuilds(t *testing.T) {
	known := make(map[string]bool)
	for n := range 3 {
		for name, content := range clean(t, edition(n)) {
			known[name+"\x00"+content] = true
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	left := 0
	rounds := killing(t, out, nil, func(round int) {
		got := tree(t, out)
		for name, content := range got {
			switch {
			case strings.HasPrefix(name, stagingName+"/"):
				if name == stagingName+"/" {
					left++
				}
			case name != manifestName && !known[name+"\x00"+content]:
				t.Errorf("round %d: %s is of no edition: %.60q", round, name, content)
			}
		}
		if _, there := got["same.html"]; !there && len(got) > 0 && round > 0 {
			t.Errorf("round %d: same.html is gone", round)
		}
		build(t, out, edition(round))
		same(t, fmt.Sprint("after round ", round), tree(t, out), clean(t, edition(round)))
	})
	t.Logf("%d of %d builds were killed while files were staged or placed", left, rounds)
}

// TestKilledSwaps is TestKilledBuilds for --swap. The output folder must hold
// one edition then, whole, and nothing of another.
func TestKilledSwaps(t *testing.T) {
	onlyLinux(t)
	var editions []map[string]string
	for n := range 3 {
		editions = append(editions, clean(t, edition(n)))
	}
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	beside := filepath.Join(parent, besidePrefix+"public")
	left := 0
	rounds := killing(t, out, []string{childSwaps + "=1"}, func(round int) {
		got := tree(t, out)
		if round > 0 && !slices.ContainsFunc(editions, func(e map[string]string) bool { return maps.Equal(e, got) }) {
			t.Errorf("round %d: the folder holds no edition as it is: %d files", round, len(got))
		}
		if _, err := os.Lstat(beside); err == nil {
			left++
		}
		swapped(t, out, edition(round))
		same(t, fmt.Sprint("after round ", round), tree(t, out), clean(t, edition(round)))
		if _, err := os.Lstat(beside); !os.IsNotExist(err) {
			t.Errorf("round %d: something is left beside the folder: %v", round, err)
		}
	})
	t.Logf("%d of %d builds were killed while there was a folder beside", left, rounds)
}

// killing starts builds into a folder again and again, kills each at a random
// moment, and has judge look at what it left. It returns how many it killed.
func killing(t *testing.T, out string, env []string, judge func(round int)) int {
	if testing.Short() {
		t.Skip("kills processes for some seconds")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	rounds := 30
	if n, err := strconv.Atoi(os.Getenv(kills)); err == nil {
		rounds = n
	}
	for round := range rounds {
		child := exec.Command(self)
		child.Env = append(append(os.Environ(), childFolder+"="+out), env...)
		output, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := output.Read(make([]byte, len("ready\n"))); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(30_000)) * time.Microsecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		var ended *exec.ExitError
		if err := child.Wait(); !errors.As(err, &ended) || ended.Exited() {
			t.Fatalf("the build ended by itself: %v", err)
		}
		judge(round)
		if t.Failed() {
			t.FailNow()
		}
	}
	return rounds
}
