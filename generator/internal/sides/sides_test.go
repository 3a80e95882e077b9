package sides

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

func TestOf(t *testing.T) {
	files, err := Of(fstest.MapFS{
		"index.html":      {Data: []byte("a")},
		".gloss-manifest": {Data: []byte("b")},
		".git/HEAD":       {Data: []byte("c")},
		"a/index.html":    {Data: []byte("d")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a/index.html", "index.html"}; !slices.Equal(files.Names, want) {
		t.Errorf("%q, want %q", files.Names, want)
	}
	if content, err := files.Read("a/index.html"); err != nil || string(content) != "d" {
		t.Errorf("%q, %v", content, err)
	}
}

// A site on the web is read from its first page on, and nothing above or beside
// it; what the other side has is asked for, too.
func TestWeb(t *testing.T) {
	var busy atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		pages := map[string]string{
			"/site/":           `<!doctype html><a href="a/">a</a><a href="/above.html">b</a><a href="https://other.invalid/">c</a><a href="moved">d</a><img src="p.png#x">`,
			"/site/a/":         `<!doctype html><a href="../">up</a><a href="/site/busy/">d</a><a href="../gone/">e</a>`,
			"/site/busy/":      "<!doctype html>",
			"/site/p.png":      "\x89PNG",
			"/site/robots.txt": "User-agent: *",
			"/above.html":      "<!doctype html>",
		}
		switch page, there := pages[r.URL.Path]; {
		case r.URL.Path == "/site/moved":
			http.Redirect(w, r, "/above.html", http.StatusFound)
		case r.URL.Path == "/above.html":
			t.Error("a page above the address was asked for")
		case r.URL.Path == "/site/busy/" && busy.Add(1) == 1:
			w.WriteHeader(http.StatusServiceUnavailable)
		case there:
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	files, err := Web(context.Background(), server.URL+"/site", []string{"robots.txt", "nowhere/index.html"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a/index.html", "busy/index.html", "index.html", "p.png", "robots.txt"}; !slices.Equal(files.Names, want) {
		t.Errorf("%q, want %q", files.Names, want)
	}
	if content, err := files.Read("a/index.html"); err != nil || !strings.Contains(string(content), "up") {
		t.Errorf("%q, %v", content, err)
	}
	if _, err := Web(context.Background(), server.URL+"/nothing/", nil); err == nil {
		t.Error("an address without a page is no error")
	}
}

// A page that cannot be read is an error and not a difference.
func TestWebFails(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			fmt.Fprint(w, `<!doctype html><a href="/teapot/">a</a>`)
			return
		}
		w.WriteHeader(http.StatusTeapot)
	}))
	defer server.Close()
	if _, err := Web(context.Background(), server.URL, nil); err == nil || !strings.Contains(err.Error(), "teapot") {
		t.Errorf("%v", err)
	}
}
