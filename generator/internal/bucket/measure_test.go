//go:build !lean

package bucket

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"gloss/generator/internal/bucket/s3test"
	"gloss/generator/internal/publish"
)

// TestManyObjects publishes 10,000 files, then again with ten of them changed,
// and says what that takes; with GLOSS_MEASURE set, beside rclone sync of the
// same tree, in turns:
//
//	GLOSS_MEASURE=5 go test ./generator/internal/bucket -run ManyObjects -v
func TestManyObjects(t *testing.T) {
	rounds := 0
	if n, err := fmt.Sscan(os.Getenv("GLOSS_MEASURE"), &rounds); n != 1 || err != nil {
		t.Skip("GLOSS_MEASURE says how many rounds to measure")
	}
	server := s3test.Start(t, "warm")
	tree := t.TempDir()
	const files = 10_000
	random := rand.New(rand.NewPCG(1, 2))
	var names []string
	for i := range files {
		content := make([]byte, 2000+random.IntN(20_000))
		for j := range content {
			content[j] = "etaoin shrdlu<>/"[random.IntN(16)]
		}
		name := fmt.Sprintf("2021/%02d/%02d/article-%05d/index.html", 1+i%12, 1+i%28, i)
		names = append(names, name)
		file := filepath.Join(tree, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(names)

	for round := range rounds {
		for _, what := range []string{"first", "ten changed", "unchanged"} {
			if what == "ten changed" {
				for i := range 10 {
					name := filepath.Join(tree, filepath.FromSlash(names[i*997]))
					if err := os.WriteFile(name, fmt.Appendf(nil, "changed in round %d", round), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			bucket := fmt.Sprint("gloss", round)
			other := fmt.Sprint("rclone", round)
			if what == "first" {
				if err := server.Make(bucket); err != nil {
					t.Fatal(err)
				}
				if err := server.Make(other); err != nil {
					t.Fatal(err)
				}
			}
			took, counted := measured(t, server.URL(bucket), tree, names)
			theirs := rclone(t, server, tree, other)
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			t.Logf("round %d, %s: %.2f s, rclone sync %.2f s, ratio %.2f; %d lists, %d asked, %d uploads; %d MB of memory from the system",
				round, what, took.Seconds(), theirs.Seconds(), took.Seconds()/theirs.Seconds(), counted.lists, counted.stats, counted.puts, memory.Sys>>20)
		}
	}
}

func measured(t *testing.T, address, tree string, names []string) (time.Duration, *counting) {
	began := time.Now()
	store := &counting{Store: open(t, address)}
	items, err := publish.Items(t.Context(), names, func(name string) ([]byte, publish.Headers, error) {
		content, err := os.ReadFile(filepath.Join(tree, filepath.FromSlash(name)))
		return content, publish.Headers{ContentType: "text/html; charset=utf-8"}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	remote, err := publish.Look(t.Context(), store, items)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := publish.MakePlan(items, remote, publish.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	err = publish.Apply(t.Context(), store, plan, publish.Options{Now: time.Now, Died: func(publish.Holder) bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	return time.Since(began), store
}

// counting counts calls, without those for Gloss's own objects.
type counting struct {
	publish.Store
	mu                 sync.Mutex
	lists, stats, puts int
}

func (c *counting) count(n *int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*n++
}

func (c *counting) List(ctx context.Context) (*publish.Listing, error) {
	c.count(&c.lists)
	return c.Store.List(ctx)
}

func (c *counting) Stat(ctx context.Context, path string) (publish.Object, error) {
	if path != publish.LockPath && path != publish.ManifestPath {
		c.count(&c.stats)
	}
	return c.Store.Stat(ctx, path)
}

func (c *counting) Put(ctx context.Context, path string, u publish.Upload) (string, error) {
	if path != publish.LockPath && path != publish.ManifestPath {
		c.count(&c.puts)
	}
	return c.Store.Put(ctx, path, u)
}

func rclone(t *testing.T, server *s3test.Server, tree, bucket string) time.Duration {
	program, err := exec.LookPath("rclone")
	if err != nil {
		t.Skip("there is no rclone")
	}
	began := time.Now()
	c := exec.Command(program, "sync", "--config", os.DevNull, "--checksum", "--transfers", "16", "--checkers", "16",
		"--s3-provider", "Other", "--s3-env-auth", "--s3-endpoint", "http://"+server.Address, "--s3-no-check-bucket",
		tree, ":s3:"+bucket)
	c.Env = append(os.Environ(), "AWS_CA_BUNDLE=") // rclone takes none
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("rclone: %v\n%s", err, out)
	}
	return time.Since(began)
}
