package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"time"
)

// saves is how often an article is saved while a preview runs. What is slow at
// first, since the whole site is looked at once, is left out.
const (
	saves  = 20
	warmUp = 2
)

// savedToServed returns how long it takes from saving an article to having its
// new text over HTTP, each time, and how long the server took to answer first.
func (c *contestant) savedToServed(ctx context.Context) (saved []time.Duration, first time.Duration, err error) {
	port, err := freePort()
	if err != nil {
		return nil, 0, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	command := c.preview(port)
	server := exec.CommandContext(ctx, command[0], command[1:]...)
	server.Dir = c.site
	server.Cancel = func() error { return server.Process.Signal(os.Interrupt) }
	server.WaitDelay = 5 * time.Second
	began := time.Now()
	if err := server.Start(); err != nil {
		return nil, 0, err
	}
	defer func() {
		stop()
		server.Wait() // it was told to end, and complains of that
	}()
	original, err := os.ReadFile(c.edited)
	if err != nil {
		return nil, 0, err
	}
	defer os.WriteFile(c.edited, original, 0o666)
	if err := served(ctx, c.address(port), "<html"); err != nil {
		return nil, 0, err
	}
	first = time.Since(began)
	for i := range warmUp + saves {
		time.Sleep(betweenSaves)
		mark := fmt.Sprintf("Saved for the %dth time", i)
		began := time.Now()
		if err := replace(c.edited, fmt.Sprintf("%s\n%s.\n", original, mark)); err != nil {
			return nil, 0, err
		}
		if err := served(ctx, c.address(port), mark); err != nil {
			return nil, 0, err
		}
		if i >= warmUp {
			saved = append(saved, time.Since(began))
		}
	}
	slices.Sort(saved)
	return saved, first, nil
}

// betweenSaves leaves a server the time to be done with the last save.
const betweenSaves = 700 * time.Millisecond

// replace writes a file as editors do: beside the old one, then in its place.
func replace(file, text string) error {
	beside := file + ".tmp"
	if err := os.WriteFile(beside, []byte(text), 0o666); err != nil {
		return err
	}
	return os.Rename(beside, file)
}

// served asks for a page until it has a text in it.
func served(ctx context.Context, address, text string) error {
	client := http.Client{Timeout: 10 * time.Second}
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(time.Millisecond) {
		response, err := client.Get(address)
		if err != nil {
			continue // it does not listen yet
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err == nil && response.StatusCode == http.StatusOK && bytes.Contains(body, []byte(text)) {
			return nil
		}
	}
	return errors.Join(ctx.Err(), fmt.Errorf("%s never had %q in it", address, text))
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port), nil
}
