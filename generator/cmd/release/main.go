// Release makes what a release of Gloss consists of: the command for each
// system, a bill of materials and checksums.
//
//	go run ./generator/cmd/release -out dist -version v1.2.3 [linux/amd64 …]
//
// The same sources, version and Go toolchain give the same bytes, in any
// folder and on any machine: nothing is compiled in C, paths are left out of
// the programs, and so is what version control says of the folder.
package main

import (
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// systems are those that releases are made for.
var systems = []string{"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	out := flag.String("out", "dist", "the folder to write to, which must not be there")
	version := flag.String("version", "", "the version, such as v1.2.3")
	flag.Parse()
	if err := release(*out, *version, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// release writes a release for some systems, or all, to a new folder.
func release(out, version string, chosen []string) error {
	if version == "" {
		return errors.New("say which -version it is")
	}
	if len(chosen) == 0 {
		chosen = systems
	}
	if err := os.Mkdir(out, 0o777); err != nil {
		return err
	}
	var programs []*buildinfo.BuildInfo
	var names []string
	for _, system := range chosen {
		name, err := build(out, version, system)
		if err != nil {
			return err
		}
		info, err := buildinfo.ReadFile(filepath.Join(out, name))
		if err != nil {
			return err
		}
		programs, names = append(programs, info), append(names, name)
	}
	graph, err := run("go", "mod", "graph")
	if err != nil {
		return err
	}
	bill, err := billOf(version, programs, graph)
	if err != nil {
		return err
	}
	const billName = "gloss.cdx.json"
	if err := os.WriteFile(filepath.Join(out, billName), bill, 0o666); err != nil {
		return err
	}
	return checksums(out, append(names, billName))
}

// build builds the command for a system, named as in linux/amd64, and returns
// the name of its file.
func build(out, version, system string) (string, error) {
	goos, goarch, ok := strings.Cut(system, "/")
	if !ok {
		return "", fmt.Errorf("%s is no system: write one such as linux/amd64", system)
	}
	name := fmt.Sprintf("gloss-%s-%s-%s", version, goos, goarch)
	if goos == "windows" {
		name += ".exe"
	}
	c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-mod=readonly",
		"-ldflags", "-s -w -buildid= -X main.released="+version, "-o", filepath.Join(out, name), "gloss/generator/cmd/gloss")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch, "GOFLAGS=", "GOWORK=off",
		"GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=")
	c.Stderr = os.Stderr
	return name, c.Run()
}

func run(name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	said, err := c.Output()
	return string(said), err
}

// checksums writes the file that sha256sum --check reads.
func checksums(out string, names []string) (err error) {
	sums, err := os.Create(filepath.Join(out, "SHA256SUMS"))
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, sums.Close()) }()
	for _, name := range names {
		file, err := os.Open(filepath.Join(out, name))
		if err != nil {
			return err
		}
		h := sha256.New()
		_, err = io.Copy(h, file)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(sums, "%x  %s\n", h.Sum(nil), name); err != nil {
			return err
		}
	}
	return nil
}
