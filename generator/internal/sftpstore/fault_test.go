package sftpstore

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gloss/generator/internal/publish"
)

type site map[string]string

func (s site) items(t *testing.T) []publish.Item {
	t.Helper()
	items, err := publish.Items(t.Context(), slices.Sorted(maps.Keys(s)),
		func(name string) ([]byte, publish.Headers, error) { return []byte(s[name]), publish.Headers{}, nil })
	must(t, err)
	return items
}

// publishTo publishes a site as the command does, without waiting between
// attempts.
func publishTo(ctx context.Context, t *testing.T, server Server, s site) (*publish.Plan, error) {
	t.Helper()
	store, err := Open(ctx, server, time.Now)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	patient := publish.Patient(store, publish.Patience{Attempts: 3, Jitter: func() float64 { return 0 }})
	items := s.items(t)
	remote, err := publish.Look(ctx, patient, items)
	if err != nil {
		return nil, err
	}
	plan, err := publish.MakePlan(items, remote, publish.Rules{MaxDelete: 10})
	if err != nil {
		return nil, err
	}
	return plan, publish.Apply(ctx, patient, plan, publish.Options{
		Me:   publish.Holder{Host: "desk", Token: time.Now().String()},
		Now:  time.Now,
		Died: func(publish.Holder) bool { return true },
	})
}

// served fails the test unless a folder holds a site, what is foreign, and the
// manifest, and nothing else but what waits for its name.
func served(t *testing.T, dir string, s, foreign site) {
	t.Helper()
	want := maps.Clone(s)
	maps.Copy(want, foreign)
	got := site{}
	must(t, filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && e.Name() != tempName {
			return err
		}
		if e.IsDir() {
			return fs.SkipDir
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || rel == publish.ManifestPath {
			return err
		}
		content, err := os.ReadFile(name)
		got[filepath.ToSlash(rel)] = string(content)
		return err
	}))
	if !maps.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

// TestTroubleAtEveryRequest breaks the connection at the first request to the
// server, at the second, and so on. One that breaks is made again and the
// publication comes to its end; where the server is gone, the next one
// finishes what was begun.
func TestTroubleAtEveryRequest(t *testing.T) {
	before := site{"index.html": "old", "gone/index.html": "gone", "same.html": "same"}
	after := site{"index.html": "new", "2021/index.html": "more", "same.html": "same"}
	foreign := site{"mine/file": "mine", ".htaccess": "deny"}
	for called, trouble := range map[string]trouble{"cut": cut, "an answer is lost": lost, "the server is gone": dead} {
		t.Run(called, func(t *testing.T) {
			h := start(t)
			step := 1
			if testing.Short() {
				step = 7
			}
			for at := 1; ; at += step {
				must(t, os.RemoveAll(h.Path))
				for name, content := range foreign {
					name = filepath.Join(h.Path, name)
					must(t, os.MkdirAll(filepath.Dir(name), 0o755))
					must(t, os.WriteFile(name, []byte(content), 0o644))
				}
				h.begin(none, 0)
				if _, err := publishTo(t.Context(), t, h.Server, before); err != nil {
					t.Fatal(err)
				}
				h.begin(trouble, at)
				_, err := publishTo(t.Context(), t, h.Server, after)
				met := h.requests() >= at
				switch {
				case err == nil:
					served(t, h.Path, after, foreign)
				case trouble != dead && !errors.Is(err, publish.ErrTemporary):
					t.Error(err) // only opening is not tried again here
				}
				h.begin(none, 0)
				if _, err := publishTo(t.Context(), t, h.Server, after); err != nil {
					t.Error(err)
				}
				served(t, h.Path, after, foreign)
				if plan, err := publishTo(t.Context(), t, h.Server, after); err != nil || !plan.Empty() {
					t.Errorf("there is still something to do: %v", err)
				}
				if t.Failed() {
					t.Fatalf("at request %d", at)
				}
				if !met {
					t.Logf("%d requests", h.requests())
					return
				}
			}
		})
	}
}
