package scaffold

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"gloss/generator/brief"
)

// Source returns a skeleton of a source that is to be read at an address.
// What the address does not say is left to its author: nothing is fetched.
func (s *Site) Source(address string, today brief.Date) (File, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return File{}, &Refusal{"no address of a page: " + address, "write all of it, such as https://example.org/report"}
	}
	for _, known := range s.Sources {
		if known.URL == address {
			return File{}, &Refusal{
				fmt.Sprintf("%s is the source %s already", address, known.ID),
				fmt.Sprintf("cite it as [@%s]; it is in %s", known.ID, known.Pos.File),
			}
		}
	}
	words := title(u)
	id := s.free(strings.Trim(publisher(u.Hostname())+"-"+firstWords(brief.Slug(words), 5), "-"))
	text, err := fill("source.txt", struct {
		ID, Title, Site, URL string
		Accessed             brief.Date
	}{id, words, strings.TrimPrefix(u.Hostname(), "www."), address, today})
	return File{
		Path: path.Join("content/sources", id+".yaml"),
		Text: text,
		Next: fmt.Sprintf("correct the title, add author and issued, then cite it as [@%s]", id),
	}, err
}

// free returns an id that no source has, made from the wanted one.
func (s *Site) free(id string) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(s.Sources, func(known *brief.Source) bool { return known.ID == id })
	}
	for n, base := 2, id; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// title returns words that may be the title of a page: the last part of its
// path that has letters in it, or else the host.
func title(u *url.URL) string {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, part := range slices.Backward(parts) {
		part = strings.TrimSuffix(part, path.Ext(part))
		if words := strings.ReplaceAll(brief.Slug(part), "-", " "); strings.ContainsAny(words, "aeiouy") {
			return strings.ToUpper(words[:1]) + words[1:]
		}
	}
	return u.Hostname()
}

// publisher returns the part of a host's name that is the publisher's own:
// bbc for www.bbc.co.uk.
func publisher(host string) string {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return brief.Slug(host)
	}
	at := len(labels) - 2
	if at > 0 && len(labels[len(labels)-1]) == 2 && slices.Contains([]string{"ac", "co", "com", "gov", "net", "org"}, labels[at]) {
		at--
	}
	return brief.Slug(labels[at])
}

// firstWords returns a slug cut to a number of words.
func firstWords(slug string, most int) string {
	words := strings.Split(slug, "-")
	return strings.Join(words[:min(len(words), most)], "-")
}
