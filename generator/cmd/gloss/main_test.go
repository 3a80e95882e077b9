package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"gloss/generator/internal/diag"
)

func TestExitCodes(t *testing.T) {
	interrupted, cancel := context.WithCancelCause(t.Context())
	cancel(signalled{syscall.SIGINT})
	terminated, cancel := context.WithCancelCause(t.Context())
	cancel(signalled{syscall.SIGTERM})

	for name, c := range map[string]struct {
		ctx  context.Context
		err  error
		code int
		says string
	}{
		"done":        {t.Context(), nil, 0, ""},
		"content":     {t.Context(), errContent, 1, ""},
		"misuse":      {t.Context(), &misuse{"unknown flag --x", "try --y"}, 2, "gloss: unknown flag --x\nhint: try --y\n"},
		"refusal":     {t.Context(), fmt.Errorf("y: %w", diag.Hinted(errors.New("x is there"), "edit it")), 2, "gloss: y: x is there\nhint: edit it\n"},
		"machine":     {t.Context(), errors.New("disk full"), 2, "gloss: disk full\n"},
		"hostile":     {t.Context(), errors.New("no \x1b[2J"), 2, "gloss: no ␛[2J\n"},
		"interrupted": {interrupted, context.Canceled, 130, "gloss: interrupted\n"},
		"terminated":  {terminated, errors.New("stopped"), 143, "gloss: terminated\n"},
		"too late":    {interrupted, nil, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var stderr bytes.Buffer
			p := &program{stderr: &stderr}
			if code := p.exit(c.ctx, c.err); code != c.code || stderr.String() != c.says {
				t.Errorf("exit code %d and %q, want %d and %q", code, stderr.String(), c.code, c.says)
			}
		})
	}
}

func TestSignalCancels(t *testing.T) {
	ctx, stop := untilSignal(t.Context())
	defer stop()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Skip(err) // Windows has no such signal
	}
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("the signal did not cancel the context")
	}
	var sig signalled
	if !errors.As(context.Cause(ctx), &sig) || sig.code() != 143 {
		t.Errorf("the cause is %v", context.Cause(ctx))
	}
}

// A result that could not be printed is not a success.
func TestResultsThatAreLost(t *testing.T) {
	p := &program{stdout: &sticky{w: full{}}, stderr: new(bytes.Buffer), now: time.Now}
	if code := p.run(t.Context(), []string{"version"}); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestProgressOnlyOnATerminal(t *testing.T) {
	for _, live := range []bool{false, true} {
		var out bytes.Buffer
		s := status{&out, live}
		s.show("reading a\x1bb")
		s.clear()
		want := ""
		if live {
			want = "\r\x1b[Kreading a␛b …\r\x1b[K"
		}
		if out.String() != want {
			t.Errorf("live %t: %q, want %q", live, out.String(), want)
		}
	}
}

func TestDay(t *testing.T) {
	for s, want := range map[string]string{
		"2021-12-03":                "2021-12-03T12:00:00Z",
		"2021-12-03T23:30:00-05:00": "2021-12-03T23:30:00-05:00",
	} {
		var d day
		if err := d.Set(s); err != nil || d.String() != want {
			t.Errorf("%s is read as %s, with the error %v", s, d.String(), err)
		}
	}
	for _, s := range []string{"", "today", "2021-02-30", "2021-12", "2021-12-03 10:00"} {
		if err := new(day).Set(s); err == nil {
			t.Errorf("%s is read as a day", s)
		}
	}
}

func TestWriteReport(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	for range 2 { // the second replaces the first
		if err := writeReport(path, &report{Diagnostics: []diag.Record{}}); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || fmt.Sprint(names) != fmt.Sprint([]string{path}) {
		t.Errorf("the folder holds %v, with the error %v", names, err)
	}
	if err := writeReport(filepath.Join(dir, "missing", "report.json"), &report{}); err == nil {
		t.Error("a report was written into a folder that is not there")
	}
	if err := writeReport(os.DevNull, &report{}); err != nil {
		t.Errorf("a device cannot take the report: %v", err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Error("the device was replaced")
	}
}
