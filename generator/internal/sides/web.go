package sides

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"gloss/generator/internal/markup"
)

// The bounds of a crawl. What lies beyond them is an error and not a
// difference: half a site would look like many removed pages.
const (
	mostFetched  = 20_000
	mostOfPage   = 16 << 20 // bytes
	mostOfAll    = 1 << 30  // bytes
	atOnce       = 4
	mostTries    = 3
	fetchTimeout = 30 * time.Second
	mostRedirect = 5
)

// Web reads a site on the web: the page at an address, and whatever it and the
// pages below that address link to there. Nothing is fetched from another host
// or from above the address, and no more than a few files at a time. Expect
// names files to ask for besides, such as those that the other side has: no
// page links to a style sheet's own pictures or to robots.txt.
func Web(ctx context.Context, address string, expect []string) (Files, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		return Files{}, fmt.Errorf("this is no address: %s", address)
	}
	base.RawQuery, base.Fragment = "", ""
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	c := crawl{base: base, seen: map[string]bool{}, files: map[string][]byte{}}
	c.client = &http.Client{Timeout: fetchTimeout, CheckRedirect: c.redirect}
	c.want("")
	for _, name := range expect {
		c.want(strings.TrimSuffix(name, "index.html"))
	}
	if err := c.run(ctx); err != nil {
		return Files{}, err
	}
	names := make([]string, 0, len(c.files))
	for name := range c.files {
		names = append(names, name)
	}
	slices.Sort(names)
	if !slices.Contains(names, "index.html") {
		return Files{}, fmt.Errorf("there is no page at %s", base)
	}
	return Files{Names: names, Read: func(name string) ([]byte, error) { return c.files[name], nil }}, nil
}

// crawl is the reading of one site.
type crawl struct {
	base   *url.URL
	client *http.Client

	mu    sync.Mutex
	seen  map[string]bool
	queue []string // paths below base
	files map[string][]byte
	bytes int
}

// want puts a path below the base into the queue, once.
func (c *crawl) want(below string) {
	if !c.seen[below] {
		c.seen[below] = true
		c.queue = append(c.queue, below)
	}
}

// run fetches what is in the queue until nothing new is found, level by level.
func (c *crawl) run(ctx context.Context) error {
	for len(c.queue) > 0 {
		level := c.queue
		c.queue = nil
		if len(c.seen) > mostFetched {
			return fmt.Errorf("the site has more than %d files", mostFetched)
		}
		errs := make([]error, len(level))
		slots := make(chan struct{}, atOnce)
		var wait sync.WaitGroup
		for i, below := range level {
			slots <- struct{}{}
			wait.Go(func() {
				defer func() { <-slots }()
				errs[i] = c.fetch(ctx, below)
			})
		}
		wait.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
		slices.Sort(c.queue)
	}
	return nil
}

// fetch reads a file, tries again when the server is busy, and looks for
// links. A file that is not there is no error: the other side may have it.
func (c *crawl) fetch(ctx context.Context, below string) error {
	for try := 1; ; try++ {
		again, err := c.fetchOnce(ctx, below)
		if !again || try == mostTries || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * time.Second):
		}
	}
}

func (c *crawl) fetchOnce(ctx context.Context, below string) (again bool, err error) {
	address := c.base.ResolveReference(&url.URL{Path: "./" + below})
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return false, err
	}
	request.Header.Set("User-Agent", "gloss-diff")
	response, err := c.client.Do(request)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone || response.StatusCode == http.StatusForbidden:
		return false, nil
	case response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= 500:
		return true, fmt.Errorf("%s: %s", address, response.Status)
	case response.StatusCode >= 300 && response.StatusCode < 400:
		return false, nil // it leads out of the site
	case response.StatusCode != http.StatusOK:
		return false, fmt.Errorf("%s: %s", address, response.Status)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, mostOfPage+1))
	switch {
	case err != nil:
		return true, err
	case len(content) > mostOfPage:
		return false, fmt.Errorf("%s has more than %d MiB", address, mostOfPage>>20)
	}
	landed, inside := c.below(response.Request.URL)
	if !inside {
		return false, nil
	}
	return false, c.keep(landed, response.Request.URL, response.Header.Get("Content-Type"), content)
}

// keep stores a file and follows the links of a page.
func (c *crawl) keep(below string, address *url.URL, mediaType string, content []byte) error {
	name := below
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	var links []string
	if t, _, _ := mime.ParseMediaType(mediaType); t == "text/html" || t == "application/xhtml+xml" {
		if path.Ext(name) == "" {
			name += ".html"
		}
		if root, err := markup.Parse(content); err == nil {
			links = c.links(root, address)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bytes += len(content)
	if c.bytes > mostOfAll {
		return fmt.Errorf("the site has more than %d MiB", mostOfAll>>20)
	}
	c.files[name] = content
	c.seen[below] = true
	for _, link := range links {
		c.want(link)
	}
	return nil
}

// links returns where a page leads within the site.
func (c *crawl) links(root *markup.Node, page *url.URL) []string {
	var found []string
	for n := range root.Descendants() {
		if n.Type != markup.Element {
			continue
		}
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" {
				continue
			}
			if to, err := page.Parse(strings.TrimSpace(a.Val)); err == nil {
				if below, inside := c.below(to); inside {
					found = append(found, below)
				}
			}
		}
	}
	return found
}

// below returns an address's path below the base.
func (c *crawl) below(u *url.URL) (string, bool) {
	if u.Scheme != c.base.Scheme || u.Host != c.base.Host {
		return "", false
	}
	clean := path.Clean("/" + u.Path)
	if strings.HasSuffix(u.Path, "/") && clean != "/" {
		clean += "/"
	}
	return strings.CutPrefix(clean, c.base.Path)
}

// redirect keeps redirects within the site.
func (c *crawl) redirect(request *http.Request, via []*http.Request) error {
	if len(via) >= mostRedirect {
		return fmt.Errorf("%s redirects too often", via[0].URL)
	}
	if _, inside := c.below(request.URL); !inside {
		return http.ErrUseLastResponse
	}
	return nil
}
