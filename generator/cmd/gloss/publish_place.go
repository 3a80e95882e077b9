package main

import (
	"cmp"
	"context"
	"math/rand/v2"
	"net"
	"os"
	"os/user"
	"path/filepath"

	"gloss/generator/brief"
	"gloss/generator/internal/bucket"
	"gloss/generator/internal/gitbranch"
	"gloss/generator/internal/publish"
	"gloss/generator/internal/sftpstore"
	"gloss/generator/internal/webroot"
)

// openDestination opens the place that an address names. The folder is where
// the finished site lies, and empty when it is in memory.
func (p *program) openDestination(ctx context.Context, dir string, d brief.Destination, folder string) (publish.Target, error) {
	switch d.Kind {
	case brief.DirDestination:
		name := d.Name
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		if folder != "" {
			return webroot.Open(name, dir, folder)
		}
		return webroot.Open(name, dir)
	case brief.GitDestination:
		return gitbranch.Open(ctx, dir, d.Name, d.Branch, p.now())
	case brief.SFTPDestination:
		server := sftpstore.Server{User: cmp.Or(d.User, login()), Host: d.Name, Path: d.Path, Keys: sftpstore.Environment(os.Getenv)}
		if port := d.Params["port"]; port != "" {
			server.Host = net.JoinHostPort(server.Host, port)
		}
		store, err := sftpstore.Open(ctx, server, p.now)
		return patient(store, err)
	}
	store, err := bucket.Open(ctx, d)
	return patient(store, err)
}

// patient returns a store that makes calls again that have failed.
func patient(store publish.Store, err error) (publish.Target, error) {
	if err != nil {
		return nil, err
	}
	return publish.Patient(store, publish.Usual(rand.Float64)), nil
}

// login returns the name of whoever runs the command, and nothing if nobody
// knows it.
func login() string {
	if who, err := user.Current(); err == nil {
		return who.Username
	}
	return ""
}
