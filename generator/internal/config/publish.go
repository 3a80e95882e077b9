package config

import (
	"errors"

	"gloss/generator/brief"
	"gloss/generator/internal/diag"
	"gloss/generator/internal/tree"
)

// publications reads [publish.NAME]. One without an address, or with one that
// cannot be used, is left out.
func (c table) publications(key string) []brief.Publication {
	var publications []brief.Publication
	for name, t := range c.byID(key) {
		p := brief.Publication{
			Name:        name,
			Destination: t.destination("url"),
			BaseURL:     t.baseURL("base_url"),
			MaxDelete:   brief.DefaultMaxDelete,
			Pos:         brief.Pos(t.Pos()),
		}
		if t.Field("max_delete") != nil {
			p.MaxDelete = t.Int("max_delete")
		}
		if encoding := t.Choice("encoding", "none", "br", "gzip"); encoding != "none" {
			p.Encoding = encoding
			if p.Destination.Kind != "" && !p.Destination.IsBucket() {
				t.ComplainAt(t.Field("encoding").Pos, "take it out: the web server compresses what it sends", "only object stores keep files compressed")
			}
		}
		t.noSecrets()
		t.Done()
		if p.Destination.Kind != "" {
			publications = append(publications, p)
		}
	}
	return publications
}

// noSecrets complains of keys under which people put credentials.
func (c table) noSecrets() {
	for _, f := range c.Rest() {
		if !brief.LooksSecret(f.Key) {
			continue
		}
		c.Field(f.Key) // it is known now
		c.ComplainOf(diag.ConfigSecret, f.Pos, "take it out: credentials come from the environment and from the host's own tools",
			"%s has no place in config.toml", tree.Shown(f.Key))
	}
}

// destination reads the address of a place to publish to.
func (c table) destination(key string) brief.Destination {
	if c.Field(key) == nil {
		c.ComplainAt(c.Pos(), `add url = "s3://BUCKET", "git:origin#gh-pages" or another address`, "%s is missing", key)
		return brief.Destination{}
	}
	n := c.Scalar(key)
	if n == nil {
		return brief.Destination{}
	}
	d, err := brief.ParseDestination(n.Text)
	var wrong *brief.DestinationError
	switch {
	case !errors.As(err, &wrong):
	case wrong.Secret:
		c.ComplainOf(diag.ConfigSecret, n.Pos, wrong.Hint, "%s", wrong.Message)
	default:
		c.Complain(n, wrong.Hint, "%s", wrong.Message)
	}
	return d
}
