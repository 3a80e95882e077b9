package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// streams are the browsers that wait to be told what is new on their page.
type streams struct {
	mu   sync.Mutex
	most int
	open map[*stream]bool
}

// stream is one of them. Being woken twice before it has looked is being woken
// once: it looks at what there is now.
type stream struct{ woken chan struct{} }

func (all *streams) add() *stream {
	all.mu.Lock()
	defer all.mu.Unlock()
	if len(all.open) >= all.most {
		return nil
	}
	s := &stream{woken: make(chan struct{}, 1)}
	all.open[s] = true
	return s
}

func (all *streams) remove(s *stream) {
	all.mu.Lock()
	defer all.mu.Unlock()
	delete(all.open, s)
}

func (all *streams) wake() {
	all.mu.Lock()
	defer all.mu.Unlock()
	for s := range all.open {
		select {
		case s.woken <- struct{}{}:
		default:
		}
	}
}

// beat is how often a quiet stream says that it is still there.
const beat = 20 * time.Second

// stream tells a browser what is new on the page that it shows, as server-sent
// events (HTML standard, "Server-sent events"), until it goes away:
//
//	files  the files beside pages, such as pictures, that are not as the browser may have them
//	page   the page as it is now, if it is not what the browser has
//	state  what is wrong with the site, and what the page is made from
//	go     the address of the page that was edited
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	one := s.streams.add()
	if one == nil {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer s.streams.remove(one)
	w.Header().Set("Content-Type", "text/event-stream")
	t := teller{w: w, control: http.NewResponseController(w), address: r.URL.Query().Get("page"), seen: r.URL.Query().Get("seen")}
	t.turn, _ = strconv.ParseInt(r.URL.Query().Get("pictures"), 10, 64)
	if r.Method == http.MethodHead || !t.send("", nil) {
		return
	}
	pulse := time.NewTicker(beat)
	defer pulse.Stop()
	last := s.state.Load()
	for fine := t.tell(s, last, false); fine; {
		select {
		case <-r.Context().Done():
			return
		case <-pulse.C:
			fine = t.send("", nil)
		case <-one.woken:
			now := s.state.Load()
			fine = now == last || t.tell(s, now, true)
			last = now
		}
	}
}

// teller tells one browser what it does not know yet.
type teller struct {
	w       http.ResponseWriter
	control *http.ResponseController
	address string
	seen    string            // of the page that it has
	turn    int64             // of the pictures that it has
	known   [sha256.Size]byte // of the state that it has
}

// tell sends what is new, and returns false when nobody listens any more.
func (t *teller) tell(s *Server, st *state, live bool) bool {
	if st == nil {
		return true
	}
	began := time.Now()
	m, _ := st.html(t.address)
	took := time.Since(began)
	if m.seen != t.seen && m.isHTML() {
		t.seen = m.seen
		if !t.send("page", map[string]any{"html": string(m.content), "seen": m.seen}) {
			return false
		}
	}
	if turn := st.beside.turn; turn > t.turn {
		files := []string{}
		for _, address := range st.beside.since(t.turn) {
			files = append(files, (&url.URL{Path: st.folder + address}).EscapedPath())
		}
		t.turn = turn
		if !t.send("files", map[string]any{"files": files, "pictures": turn}) {
			return false
		}
	}
	if st.early {
		return true
	}
	if live && st.follow != "" && st.follow != t.address {
		return t.send("go", st.folder+st.follow)
	}
	report := s.report(st, t.address, m.old)
	text, err := json.Marshal(report)
	if sum := sha256.Sum256(text); err != nil || sum == t.known {
		return err == nil
	} else {
		t.known = sum
	}
	report.Page.Milliseconds = float64(took.Microseconds()) / 1000
	return t.send("state", report)
}

// send sends an event, or a comment when it has no name.
func (t *teller) send(event string, data any) bool {
	_ = t.control.SetWriteDeadline(time.Now().Add(10 * time.Second))
	var err error
	if event == "" {
		_, err = fmt.Fprint(t.w, ": here\n\n")
	} else {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text) // it ends the line
		encoder.SetEscapeHTML(false)      // a third of a page would be escapes
		if encoder.Encode(data) != nil {
			return false
		}
		_, err = fmt.Fprintf(t.w, "event: %s\ndata: %s\n", event, text.Bytes())
	}
	return err == nil && t.control.Flush() == nil
}
