package write

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// childFolder names, to a test process, the folder that it is to build into
// until it is killed.
const childFolder = "GLOSS_WRITE_TEST_CHILD"

func TestMain(m *testing.M) {
	if out := os.Getenv(childFolder); out != "" {
		buildForever(out)
	}
	os.Exit(m.Run())
}

// buildForever builds one edition after the other. It says so once the first
// is about to begin.
func buildForever(out string) {
	fmt.Println("ready")
	for n := 0; ; n++ {
		if _, found, err := Folder(context.Background(), out+"-site", out, nil, edition(n).outputs()); err != nil || len(found) > 0 {
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
	if testing.Short() {
		t.Skip("kills processes for some seconds")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for n := range 3 {
		for name, content := range clean(t, edition(n)) {
			known[name+"\x00"+content] = true
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	left := 0
	for round := range 30 {
		child := exec.Command(self)
		child.Env = append(os.Environ(), childFolder+"="+out)
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
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of 30 builds were killed while files were staged or placed", left)
}
