package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"gloss/generator/brief"
	"gloss/generator/internal/hosting"
)

//go:embed preview.js
var previewScript []byte

// own is the folder of addresses that belong to the preview.
const own = "/_gloss/"

// made is a page as it is served, before the preview's script is set into it.
type made struct {
	page    brief.Page
	content []byte
	input   string // the file that it is made from, where that is one
	seen    string // stands for the content
	old     bool   // it is the last that was right, not the present one
}

func newMade(page brief.Page, input string, content []byte) made {
	sum := sha256.Sum256(content)
	return made{page: page, input: input, content: content, seen: hex.EncodeToString(sum[:8])}
}

func (m *made) there() bool { return m.page.Address != "" }

func (m *made) isHTML() bool {
	return strings.HasSuffix(m.page.Address, "/") || path.Ext(m.page.Address) == ".html"
}

// handle answers a request.
func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	if status, why := s.guard(r); status != 0 {
		h.Set("Connection", "close")
		http.Error(w, why, status)
		return
	}
	switch r.URL.Path {
	case own + "preview.js":
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		write(w, r, http.StatusOK, previewScript)
		return
	case own + "events":
		s.stream(w, r)
		return
	}
	select {
	case <-s.first:
	case <-r.Context().Done():
		return
	}
	s.page(w, r)
}

// page answers with a page, an asset or a file.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	// Links lead below the folder that the site is published in.
	address, within := strings.CutPrefix(r.URL.Path, st.folder)
	switch {
	case r.URL.Path == "/" && st.folder != "", within && address == "":
		redirect(w, r, st.folder+"/")
		return
	case !within || address[0] != '/':
		address = "/404.html"
	}
	page, found := st.site.Page(address)
	if found && page.Type == brief.MediaFile {
		s.media(w, r, page)
		return
	}
	if _, folder := st.site.Page(address + "/"); !found && folder {
		redirect(w, r, st.folder+address+"/")
		return
	}
	m, status := st.html(address)
	if !m.isHTML() {
		w.Header().Set("Content-Type", hosting.ContentType(m.page.Address))
		write(w, r, status, m.content)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	// The preview's own script and its events come from this host as the site's
	// do, which either policy allows.
	policy := st.site.Policy()
	if m.page.Type == "" {
		policy = errorPolicy
	}
	if policy != "" {
		w.Header().Set("Content-Security-Policy", policy)
	}
	write(w, r, status, inject(m.content, address, m.seen, st.beside.turn))
}

func redirect(w http.ResponseWriter, r *http.Request, path string) {
	http.Redirect(w, r, (&url.URL{Path: path}).EscapedPath(), http.StatusTemporaryRedirect)
}

// html returns what to show at an address, whatever is there: a page that
// tells what is wrong if nothing can be shown, and else the page that says
// that there is none.
func (st *state) html(address string) (made, int) {
	m, wrong := st.page(address)
	if m.there() {
		if m.page.Type == brief.NotFoundPage {
			return m, http.StatusNotFound
		}
		return m, http.StatusOK
	}
	missing := brief.Page{Address: address + "/"}
	if len(wrong) > 0 || st.wrong {
		return newMade(missing, "", errorPage(st.diagnostics(wrong))), http.StatusInternalServerError
	}
	if m, _ = st.page("/404.html"); m.there() {
		return m, http.StatusNotFound
	}
	return newMade(missing, "", errorPage(nil)), http.StatusNotFound
}

// media answers with a file that is published as it is. It is content, and
// content is not trusted: as a document of its own it may run nothing.
func (s *Server) media(w http.ResponseWriter, r *http.Request, page brief.Page) {
	file, err := s.state.Load().site.Open(page)
	if err != nil {
		http.Error(w, "the file cannot be read", http.StatusNotFound)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", hosting.ContentType(page.Address))
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
	if seeker, ok := file.(io.ReadSeeker); ok {
		http.ServeContent(w, r, "", time.Time{}, seeker)
		return
	}
	if r.Method == http.MethodGet {
		_, _ = io.Copy(w, file)
	}
}

func write(w http.ResponseWriter, r *http.Request, status int, content []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(content) // whoever asked has gone: there is nobody to tell
	}
}

// inject sets the preview's script into a page, before every other: it has to
// see the page as it was served.
func inject(page []byte, address, seen string, pictures int64) []byte {
	at := 0
	if i := bytes.Index(page, []byte("<head")); i >= 0 {
		if end := bytes.IndexByte(page[i:], '>'); end >= 0 {
			at = i + end + 1
		}
	}
	script := fmt.Sprintf(`<script src="%spreview.js" defer data-page="%s" data-seen="%s" data-pictures="%d"></script>`,
		own, template.HTMLEscapeString(address), seen, pictures)
	whole := make([]byte, 0, len(page)+len(script))
	whole = append(whole, page[:at]...)
	whole = append(whole, script...)
	return append(whole, page[at:]...)
}
