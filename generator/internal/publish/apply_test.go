package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gloss/generator/internal/publish"
	"gloss/generator/internal/publish/publishtest"
)

// site is the files of a small site.
type site map[string]string

var (
	monday = site{
		"assets/style-0a1b2c3d.css":       "p{color:red}",
		"assets/gloss-11111111.js":        "1",
		"index.html":                      page("home of monday", "assets/style-0a1b2c3d.css"),
		"feed.xml":                        "<feed>monday",
		"2021/12/03/talk/index.html":      page("talk", "assets/style-0a1b2c3d.css", "2021/12/03/talk/a.png"),
		"2021/12/03/talk/a.png":           "a picture",
		"2021/12/03/index.html":           page("the day", "assets/style-0a1b2c3d.css"),
		"2021/12/03/withdrawn/index.html": page("withdrawn", "assets/style-0a1b2c3d.css"),
	}
	tuesday = site{
		"assets/style-99999999.css":  "p{color:blue}",
		"assets/gloss-11111111.js":   "1",
		"index.html":                 page("home of tuesday", "assets/style-99999999.css"),
		"feed.xml":                   "<feed>tuesday",
		"2021/12/03/talk/index.html": page("talk", "assets/style-99999999.css", "2021/12/03/talk/a.png"),
		"2021/12/03/talk/a.png":      "a picture",
		"2021/12/03/index.html":      page("the day", "assets/style-99999999.css"),
		"2021/12/04/more/index.html": page("more", "assets/style-99999999.css", "2021/12/04/more/b.png"),
		"2021/12/04/more/b.png":      "another picture",
	}
)

// page is a page that needs other files.
func page(text string, needs ...string) string {
	return "<p>" + text + " needs(" + strings.Join(needs, ",") + ")"
}

var needed = regexp.MustCompile(`needs\((.*)\)`)

func (s site) items(t *testing.T) []publish.Item {
	t.Helper()
	items, err := publish.Items(t.Context(), slices.Sorted(maps.Keys(s)),
		func(name string) ([]byte, publish.Headers, error) {
			return []byte(s[name]), publish.Headers{ContentType: "type of " + name}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// publishTo publishes a site as the command does.
func publishTo(ctx context.Context, t *testing.T, store publish.Store, s site, change ...func(*publish.Options)) (*publish.Plan, error) {
	t.Helper()
	items := s.items(t)
	patient := publish.Patient(store, publish.Usual(func() float64 { return 0.5 }))
	remote, err := publish.Look(ctx, patient, items)
	if err != nil {
		return nil, err
	}
	plan, err := publish.MakePlan(items, remote, publish.Rules{MaxDelete: 10})
	if err != nil {
		return nil, err
	}
	options := publish.Options{
		Me: publish.Holder{Host: "desk", Process: 1, Token: rand()}, Now: time.Now,
		Died: func(publish.Holder) bool { return false },
	}
	for _, f := range change {
		f(&options)
	}
	return plan, publish.Apply(ctx, patient, plan, options)
}

var runs int

func rand() string { runs++; return fmt.Sprint("run ", runs) }

// holds fails the test unless a store holds a site, what is foreign, and the
// manifest, and nothing else.
func holds(t *testing.T, store *publishtest.Memory, s site, foreign site) {
	t.Helper()
	objects := store.Objects()
	for name, content := range s {
		if got := string(objects[name].Content); got != content {
			t.Errorf("%s holds %q, want %q", name, got, content)
		}
		if got := objects[name].Headers.ContentType; got != "type of "+name {
			t.Errorf("%s has the type %q", name, got)
		}
	}
	for name, content := range foreign {
		if o, there := objects[name]; !there || string(o.Content) != content {
			t.Errorf("%s, which is somebody else's, holds %q", name, o.Content)
		}
	}
	for name := range objects {
		_, ours := s[name]
		_, others := foreign[name]
		if !ours && !others && name != publish.ManifestPath {
			t.Errorf("%s is there", name)
		}
	}
}

// reader reports pages whose needs are not there, at every moment.
func reader(t *testing.T) func(map[string]publishtest.Stored) {
	return func(objects map[string]publishtest.Stored) {
		for name, o := range objects {
			m := needed.FindStringSubmatch(string(o.Content))
			if m == nil {
				continue
			}
			for need := range strings.SplitSeq(m[1], ",") {
				if _, there := objects[need]; !there {
					t.Errorf("%s is there before %s", name, need)
				}
			}
		}
	}
}

func TestPublishing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		foreign := site{"google1234.html": "verified", "archive/2001/index.html": "old"}
		store := &publishtest.Memory{Watch: reader(t)}
		for name, content := range foreign {
			store.Set(name, content)
		}

		plan, err := publishTo(t.Context(), t, store, monday)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, store, monday, foreign)
		if plan.Count(publish.Create) != len(monday) || len(plan.Foreign) != 2 {
			t.Errorf("the first plan uploads %d, foreign %v", plan.Count(publish.Create), plan.Foreign)
		}

		plan, err = publishTo(t.Context(), t, store, tuesday)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, store, tuesday, foreign)
		want := []string{
			"upload assets/style-99999999.css", "upload 2021/12/04/more/b.png",
			"update 2021/12/03/index.html", "update 2021/12/03/talk/index.html", "upload 2021/12/04/more/index.html",
			"update feed.xml", "update index.html",
			"delete 2021/12/03/withdrawn/index.html", "delete assets/style-0a1b2c3d.css",
		}
		if got := steps(plan); !slices.Equal(got, want) {
			t.Errorf("the steps are %q, want %q", got, want)
		}
		if !slices.Equal(plan.Lost, []string{"/2021/12/03/withdrawn/"}) {
			t.Errorf("lost are %q", plan.Lost)
		}
		if got := plan.Changed(); got[0] != "/" || !slices.Contains(got, "/2021/12/03/withdrawn/") || len(got) != len(want) {
			t.Errorf("changed are %q", got)
		}

		// Again: one list, one manifest, and nothing else.
		store.Calls()
		if plan, err = publishTo(t.Context(), t, store, tuesday); err != nil || !plan.Empty() {
			t.Errorf("publishing again does %v, with the error %v", steps(plan), err)
		}
		if calls := store.Calls(); len(calls) != 2 {
			t.Errorf("publishing again calls %v", calls)
		}
	})
}

func steps(plan *publish.Plan) []string {
	var all []string
	for _, s := range plan.Steps {
		all = append(all, string(s.Action)+" "+s.Item.Path)
	}
	return all
}

// errPermanent is trouble that does not pass.
var errPermanent = errors.New("access denied")

// TestTroubleAtEveryCall publishes one site over another with trouble at the
// first call, at the second, and so on until a publication gets through. After
// it, no reader has ever missed anything, nothing was deleted unless
// everything was uploaded, and the next run does the rest and no more.
func TestTroubleAtEveryCall(t *testing.T) {
	foreign := site{"google1234.html": "verified"}
	for name, trouble := range map[string]publishtest.Trouble{
		"temporary":              {Err: publish.Temporary(errors.New("slow down"))},
		"temporary, answer lost": {Err: publish.Temporary(errors.New("connection reset")), Done: true},
		"permanent":              {Err: errPermanent},
		"permanent, answer lost": {Err: errPermanent, Done: true},
		"killed":                 {Err: context.Canceled},
		"killed after it":        {Err: context.Canceled, Done: true},
	} {
		for from, old := range map[string]site{"nothing": nil, "monday": monday} {
			t.Run(name+", from "+from, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					for at := 1; troubleAt(t, at, trouble, old, foreign); at++ {
						if t.Failed() {
							t.Fatalf("at call %d", at)
						}
					}
				})
			})
		}
	}
}

// troubleAt publishes with trouble at one call, and reports whether there was
// any.
func troubleAt(t *testing.T, at int, trouble publishtest.Trouble, old, foreign site) bool {
	store := &publishtest.Memory{}
	for name, content := range foreign {
		store.Set(name, content)
	}
	if old != nil {
		if _, err := publishTo(t.Context(), t, store, old); err != nil {
			t.Fatal(err)
		}
	}
	store.Calls()
	store.Watch = reader(t)
	ctx, kill := context.WithCancel(t.Context())
	defer kill()
	killed := errors.Is(trouble.Err, context.Canceled)
	met, dead := false, false
	store.Trouble = func(n int, _ publishtest.Call) publishtest.Trouble {
		switch {
		case dead:
			return publishtest.Trouble{Err: context.Canceled} // nothing gets out any more
		case n != at:
			return publishtest.Trouble{}
		}
		met = true
		if killed {
			dead = true
			kill()
		}
		return trouble
	}
	_, err := publishTo(ctx, t, store, tuesday)
	first := store.Calls()
	if !met {
		holds(t, store, tuesday, foreign)
		return false
	}
	if errors.Is(trouble.Err, publish.ErrTemporary) {
		if err != nil {
			t.Errorf("trouble that passes: %v", err)
		}
		holds(t, store, tuesday, foreign)
		return true
	}
	if err == nil {
		t.Errorf("trouble at %v, and nobody was told", first[at-1])
	}
	uploaded := puts(first, at, trouble)
	if len(deletes(first)) > 0 && len(uploaded) < uploadsOf(old, tuesday) {
		t.Errorf("%v were deleted after a failure", deletes(first))
	}

	// The second run is made when the lock of a dead one has expired.
	store.Trouble = nil
	time.Sleep(2 * time.Minute)
	if _, err := publishTo(t.Context(), t, store, tuesday); err != nil {
		t.Fatalf("the second run: %v", err)
	}
	holds(t, store, tuesday, foreign)
	for _, call := range store.Calls() {
		if call.Op == "put" && uploaded[call.Path] {
			t.Errorf("%s was uploaded twice", call.Path)
		}
	}
	return true
}

// puts returns what has been uploaded, without Gloss's own objects.
func puts(calls []publishtest.Call, at int, trouble publishtest.Trouble) map[string]bool {
	done := map[string]bool{}
	for i, call := range calls {
		failed := i+1 == at && !trouble.Done || i+1 > at && errors.Is(trouble.Err, context.Canceled)
		if call.Op == "put" && !strings.HasPrefix(call.Path, ".gloss-") && !failed {
			done[call.Path] = true
		}
	}
	return done
}

func deletes(calls []publishtest.Call) []string {
	var paths []string
	for _, call := range calls {
		if call.Op == "delete" && call.Path != publish.LockPath {
			paths = append(paths, call.Path)
		}
	}
	return paths
}

func uploadsOf(old, now site) int {
	n := 0
	for name, content := range now {
		if before, there := old[name]; !there || before != content {
			n++
		}
	}
	return n
}

func TestSecondPublisherIsRefused(t *testing.T) {
	for _, unconditional := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			store := &publishtest.Memory{Unconditional: unconditional}
			if _, err := publishTo(t.Context(), t, store, monday); err != nil {
				t.Fatal(err)
			}
			began, finish := make(chan bool), make(chan bool)
			slow := &slowStore{Memory: store, began: began, finish: finish}
			first := make(chan error)
			go func() {
				_, err := publishTo(t.Context(), t, slow, tuesday)
				first <- err
			}()
			<-began
			time.Sleep(5 * time.Minute) // and the lock is renewed
			_, err := publishTo(t.Context(), t, store, monday)
			var refused *publish.Refusal
			if !errors.As(err, &refused) || refused.Code != "publish-busy" {
				t.Errorf("the second publisher: %v", err)
			}
			close(finish)
			if err := <-first; err != nil {
				t.Errorf("the first publisher: %v", err)
			}
			holds(t, store, tuesday, nil)
		})
	}
}

// slowStore takes long over its first page.
type slowStore struct {
	*publishtest.Memory
	began, finish chan bool
}

func (s *slowStore) Put(ctx context.Context, path string, upload publish.Upload) (string, error) {
	if path == "feed.xml" {
		s.began <- true
		<-s.finish
	}
	return s.Memory.Put(ctx, path, upload)
}

// A publisher that was taken for dead, and was not, stops.
func TestLostLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &publishtest.Memory{}
		slow := &slowStore{Memory: store, began: make(chan bool), finish: make(chan bool)}
		first := make(chan error)
		go func() {
			_, err := publishTo(t.Context(), t, slow, tuesday)
			first <- err
		}()
		<-slow.began
		_, err := publishTo(t.Context(), t, store, tuesday, func(o *publish.Options) { o.Died = func(publish.Holder) bool { return true } })
		if err != nil {
			t.Errorf("the second publisher: %v", err)
		}
		time.Sleep(time.Minute)
		close(slow.finish)
		var refused *publish.Refusal
		if err := <-first; !errors.As(err, &refused) || refused.Code != "publish-busy" {
			t.Errorf("the first publisher: %v", err)
		}
		holds(t, store, tuesday, nil)
	})
}

func TestRefusals(t *testing.T) {
	many := site{}
	for i := range 20 {
		many[fmt.Sprintf("2021/12/03/%d/index.html", i)] = "x"
	}
	for name, c := range map[string]struct {
		before func(*publishtest.Memory)
		site   site
		code   string
	}{
		"empty":              {nil, site{}, "publish-empty"},
		"foreign":            {func(m *publishtest.Memory) { m.Set("index.html", "mine") }, monday, "publish-foreign"},
		"damaged":            {func(m *publishtest.Memory) { m.Set(publish.ManifestPath, "{") }, monday, "publish-foreign"},
		"too many deletions": {func(m *publishtest.Memory) { publishTo(t.Context(), t, m, many) }, monday, "publish-deletions"},
	} {
		t.Run(name, func(t *testing.T) {
			store := &publishtest.Memory{}
			if c.before != nil {
				c.before(store)
			}
			before := store.Objects()
			_, err := publishTo(t.Context(), t, store, c.site)
			var refused *publish.Refusal
			if !errors.As(err, &refused) || string(refused.Code) != c.code {
				t.Errorf("%v", err)
			}
			if after := store.Objects(); len(after) != len(before) {
				t.Errorf("refused, and yet there are %d objects instead of %d", len(after), len(before))
			}
		})
	}
}

// What somebody has changed on the host is brought back, and what only looks
// different to the store is left alone.
func TestDrift(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &publishtest.Memory{}
		if _, err := publishTo(t.Context(), t, store, monday); err != nil {
			t.Fatal(err)
		}
		store.Set("feed.xml", "<feed>hacked") // of the same size
		store.Remove("2021/12/03/index.html")
		plan, err := publishTo(t.Context(), t, store, monday)
		if err != nil {
			t.Fatal(err)
		}
		if got := steps(plan); !slices.Equal(got, []string{"upload 2021/12/03/index.html", "update feed.xml"}) {
			t.Errorf("the steps are %q", got)
		}
		holds(t, store, monday, nil)
	})
}

func TestHeaderChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &publishtest.Memory{}
		items := site{"index.html": "home", "about/index.html": "about"}.items(t)
		options := publish.Options{Me: publish.Holder{Token: "a"}, Now: time.Now, Died: func(publish.Holder) bool { return false }, Verify: true}
		publishItems := func() *publish.Plan {
			remote, err := publish.Look(t.Context(), store, items)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := publish.MakePlan(items, remote, publish.Rules{})
			if err != nil {
				t.Fatal(err)
			}
			if err := publish.Apply(t.Context(), store, plan, options); err != nil {
				t.Fatal(err)
			}
			return plan
		}
		publishItems()
		items[0].Headers.CacheControl = "max-age=1"
		if got := steps(publishItems()); !slices.Equal(got, []string{"headers " + items[0].Path}) {
			t.Errorf("the steps are %q", got)
		}
		if got := store.Objects()[items[0].Path].Headers; got != items[0].Headers {
			t.Errorf("the headers are %v", got)
		}
	})
}

// A file that changes after the plan was made is not published.
func TestContentThatChanges(t *testing.T) {
	store := &publishtest.Memory{}
	items := site{"index.html": "home"}.items(t)
	items[0].Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("hom3")), nil }
	remote, err := publish.Look(t.Context(), store, items)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := publish.MakePlan(items, remote, publish.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	err = publish.Apply(t.Context(), store, plan, publish.Options{Now: time.Now})
	if err == nil || !strings.Contains(err.Error(), "upload index.html: its content is not what was to be published") {
		t.Errorf("%v", err)
	}
}

// A store that takes content and gives something else is found out by reading
// back, before anything is deleted.
func TestVerify(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &publishtest.Memory{}
		if _, err := publishTo(t.Context(), t, store, monday); err != nil {
			t.Fatal(err)
		}
		store.Calls()
		_, err := publishTo(t.Context(), t, corrupting{store}, tuesday, func(o *publish.Options) { o.Verify = true })
		if err == nil || !strings.Contains(err.Error(), "verify feed.xml") {
			t.Errorf("%v", err)
		}
		if gone := deletes(store.Calls()); len(gone) > 0 {
			t.Errorf("%v were deleted", gone)
		}
	})
}

type corrupting struct{ *publishtest.Memory }

func (c corrupting) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	r, err := c.Memory.Open(ctx, path)
	if path == "feed.xml" && err == nil {
		return io.NopCloser(strings.NewReader("<feed>something else")), nil
	}
	return r, err
}

func TestManifestThatCannotBe(t *testing.T) {
	for _, text := range []string{
		"", "{", `{"gloss": 2}`, `{"gloss": 1, "files": [{"path": "../x"}]}`, `{"gloss": 1, "files": [{"path": "b"}, {"path": "a"}]}`,
		`{"gloss": 1, "files": [{"path": "a", "sha256": "12"}]}`,
	} {
		if m, err := publish.DecodeManifest(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read as %v", text, m)
		}
	}
	m := &publish.Manifest{Files: []publish.Owned{{Path: "a"}, {Path: "b/ü<", Size: 3, Digest: publish.DigestOf(nil), Tag: `"x"`, Headers: publish.Headers{ContentType: "t"}}}}
	got, err := publish.DecodeManifest(strings.NewReader(string(m.Encode())))
	if err != nil || !slices.Equal(got.Files, m.Files) {
		t.Errorf("%s is read as %v, with the error %v", m.Encode(), got, err)
	}
}
