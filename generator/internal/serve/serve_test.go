package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"gloss/generator"
)

const oneArticle = `-- config.toml --
title = "Test"
editor = "vscode"
-- content/articles/2021-12-03-a.md --
---
title: Troops near the border
---

The minister counted more than 94,000 troops near the border. [A plan](plan.svg).
-- content/articles/2021-12-03-a.annotations.md --
## context {#troops}

> more than ==94,000 troops==

The figure is the ministry's.
-- content/articles/plan.svg --
<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>
-- public/secret.txt --
not a page
`

// writeFiles writes the files of an archive.
func writeFiles(t testing.TB, dir, archive string) {
	t.Helper()
	for _, part := range strings.Split("\n"+archive, "\n-- ")[1:] {
		name, text, _ := strings.Cut(part, " --\n")
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// served is a server on a port of this machine, with a site.
type served struct {
	*Server
	site     *generator.Site
	listener net.Listener
	stop     func()
}

func start(t testing.TB, options Options) *served {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, oneArticle)
	site, err := generator.Load(t.Context(), dir, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { site.Close() })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	options.Dir = dir
	s := &served{Server: New(listener, options), site: site, listener: listener}
	s.Show(site, false)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listener) }()
	s.stop = func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			done <- nil
		case <-time.After(10 * time.Second):
			t.Error("the server did not stop")
		}
	}
	t.Cleanup(func() { s.stop() })
	return s
}

// send sends a request as it is written and returns the status, the header and
// the body.
func (s *served) send(t testing.TB, request string) (int, http.Header, string) {
	t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprint(conn, strings.ReplaceAll(strings.ReplaceAll(request, "HOST", s.address), "\n", "\r\n"))
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, response.Header, string(body)
}

func TestOnlyTheAuthorsBrowserIsAnswered(t *testing.T) {
	s := start(t, Options{})
	_, port, _ := net.SplitHostPort(s.address)
	for request, want := range map[string]int{
		"GET / HTTP/1.1\nHost: HOST\n\n":                                                       200,
		"HEAD / HTTP/1.1\nHost: HOST\nConnection: close\n\n":                                   200,
		"GET / HTTP/1.1\nHost: localhost:" + port + "\n\n":                                     200,
		"GET / HTTP/1.1\nHost: HOST\nOrigin: http://HOST\n\n":                                  200,
		"GET / HTTP/1.1\nHost: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n\n": 200,
		"GET / HTTP/1.1\nHost: evil.example\n\n":                                               403,
		"GET / HTTP/1.1\nHost: evil.example:" + port + "\n\n":                                  403,
		"GET / HTTP/1.1\nHost: localhost.evil.example:" + port + "\n\n":                        403,
		"GET / HTTP/1.1\nHost: localhost\n\n":                                                  403,
		"GET / HTTP/1.1\nHost: 192.0.2.1:" + port + "\n\n":                                     403,
		"GET / HTTP/1.1\nHost:\n\n":                                                            403,
		"GET / HTTP/1.1\n\n":                                                                   400,
		"GET / HTTP/1.0\n\n":                                                                   403,
		"GET / HTTP/1.1\nHost: HOST\nOrigin: null\n\n":                                         403,
		"GET / HTTP/1.1\nHost: HOST\nOrigin: https://evil.example\n\n":                         403,
		"GET / HTTP/1.1\nHost: HOST\nOrigin: http://localhost:1\n\n":                           403,
		"GET / HTTP/1.1\nHost: HOST\nOrigin:\n\n":                                              403,
		"GET / HTTP/1.1\nHost: HOST\nX-Forwarded-Host: HOST\n\n":                               403,
		"GET / HTTP/1.1\nHost: HOST\nX-Forwarded-For: 127.0.0.1\n\n":                           403,
		"GET / HTTP/1.1\nHost: HOST\nForwarded: for=127.0.0.1\n\n":                             403,
		"GET / HTTP/1.1\nHost: HOST\nX-Real-IP: 127.0.0.1\n\n":                                 403,
		"GET / HTTP/1.1\nHost: HOST\nX-Original-URL: /x\n\n":                                   403,
		"GET / HTTP/1.1\nHost: HOST\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n\n":  403,
		"GET /_gloss/events?page=/ HTTP/1.1\nHost: evil.example\n\n":                           403,
		"GET http://evil.example/ HTTP/1.1\nHost: HOST\n\n":                                    403,
		"POST / HTTP/1.1\nHost: HOST\nContent-Length: 0\n\n":                                   405,
		"OPTIONS * HTTP/1.1\nHost: HOST\n\n":                                                   405,
		"DELETE / HTTP/1.1\nHost: HOST\n\n":                                                    405,
		"GET / HTTP/1.1\nHost: HOST\nContent-Length: 1000000000\n\n":                           413,
		"GET / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n":                           413,
		"GET / HTTP/1.1\nHost: HOST\nX: " + strings.Repeat("x", 100_000) + "\n\n":              431,
	} {
		status, header, body := s.send(t, request)
		if status != want {
			t.Errorf("%.120q: status %d, want %d", request, status, want)
		}
		if status != 200 && strings.Contains(body, "Troops") {
			t.Errorf("%.120q: refused, and yet the page", request)
		}
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%.120q: %s", request, name)
			}
		}
	}
}

func TestAddressesAreThoseOfPages(t *testing.T) {
	s := start(t, Options{})
	for path, want := range map[string]int{
		"/":                             200,
		"/2021/12/03/a/":                200,
		"/2021/12/03/a":                 307,
		"/2021/12/03/a/plan.svg":        200,
		"/feed.xml":                     200,
		"/nothing/":                     404,
		"/../config.toml":               400,
		"/2021/../../config.toml":       400,
		"/%2e%2e/config.toml":           400,
		"/..%2fconfig.toml":             400,
		"/..%5cconfig.toml":             400,
		`/..\config.toml`:               400,
		"/%252e%252e/config.toml":       400,
		"/a%00b":                        400,
		"/a%0ab":                        400,
		"/%ff":                          400,
		"//evil.example/":               400,
		"/./":                           400,
		"/config.toml":                  404,
		"/content/articles/plan.svg":    404,
		"/public/secret.txt":            404,
		"/secret.txt":                   404,
		"/_gloss/nothing":               404,
		"/_gloss/preview.js":            200,
		"/" + strings.Repeat("x", 5000): 400,
	} {
		status, header, body := s.send(t, "GET "+path+" HTTP/1.1\nHost: HOST\nConnection: close\n\n")
		if status != want {
			t.Errorf("%.80s: status %d, want %d", path, status, want)
		}
		if strings.Contains(body, "not a page") || strings.Contains(body, `title = "Test"`) {
			t.Errorf("%.80s: a file that is not published", path)
		}
		if strings.HasSuffix(path, "a/plan.svg") && !strings.Contains(header.Get("Content-Security-Policy"), "sandbox") {
			t.Error("a picture may run a script")
		}
		if location := header.Get("Location"); status == 307 && location != path+"/" {
			t.Errorf("%s leads to %s", path, location)
		}
	}
}

// A thousand connections that ask for nothing do not keep the author out, and
// do not stay.
func TestIdleConnectionsAreBounded(t *testing.T) {
	s := start(t, Options{Limits: Limits{Connections: 20}})
	before := runtime.NumGoroutine()
	for range 1000 {
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	if status, _, _ := s.send(t, "GET / HTTP/1.1\nHost: HOST\nConnection: close\n\n"); status != 200 {
		t.Errorf("status %d", status)
	}
	for range 200 {
		if runtime.NumGoroutine() < before+2*20+10 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestStreamsAreBounded(t *testing.T) {
	s := start(t, Options{Limits: Limits{Streams: 3}})
	open := func() *http.Response {
		response, err := http.Get("http://" + s.address + "/_gloss/events?page=/")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { response.Body.Close() })
		return response
	}
	for range 3 {
		if status := open().StatusCode; status != 200 {
			t.Errorf("status %d", status)
		}
	}
	if status := open().StatusCode; status != 503 {
		t.Errorf("status %d, want 503", status)
	}
}

func TestStreamTells(t *testing.T) {
	s := start(t, Options{Follow: true})
	response, err := http.Get("http://" + s.address + "/_gloss/events?page=/&seen=old")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	next := func(event string) string {
		for lines.Scan() {
			if lines.Text() == "event: "+event && lines.Scan() {
				return lines.Text()
			}
		}
		t.Fatalf("no %s", event)
		return ""
	}
	if page := next("page"); !strings.Contains(page, "Troops near the border") || strings.Contains(page, "_gloss") {
		t.Errorf("page: %.200s", page)
	}
	if state := next("state"); !strings.Contains(state, `"errors":0`) {
		t.Errorf("state: %s", state)
	}
	s.Show(s.site, false, "content/articles/2021-12-03-a.annotations.md")
	if address := next("go"); address != `data: "/2021/12/03/a/"` {
		t.Errorf("go: %s", address)
	}
}

func TestDefaultAddressMovesOn(t *testing.T) {
	taken, err := net.Listen("tcp", DefaultAddress)
	if err != nil {
		t.Log(err) // somebody else has it, which is as well
	} else {
		defer taken.Close()
	}
	listener, moved, err := Listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if !moved || listener.Addr().String() == DefaultAddress {
		t.Errorf("moved is %v, to %s", moved, listener.Addr())
	}
	if second, _, err := Listen(listener.Addr().String()); err == nil {
		second.Close()
		t.Error("a given address that is taken was listened on")
	}
}

// After a hundred starts and stops nothing is left.
func TestStopsClean(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 10
	}
	goroutines, descriptors := runtime.NumGoroutine(), open(t)
	for range times {
		s := start(t, Options{})
		response, err := http.Get("http://" + s.address + "/_gloss/events?page=/")
		if err != nil {
			t.Fatal(err)
		}
		idle, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		s.stop()
		if _, err := io.Copy(io.Discard, response.Body); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Log(err)
		}
		response.Body.Close()
		idle.Close()
		s.site.Close()
		http.DefaultClient.CloseIdleConnections()
	}
	for range 200 {
		if runtime.NumGoroutine() <= goroutines && open(t) <= descriptors {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d at first; %d descriptors, %d at first\n%s", runtime.NumGoroutine(), goroutines, open(t), descriptors, stacks[:runtime.Stack(stacks, true)])
}

// open returns how many descriptors are open, where the system tells.
func open(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
