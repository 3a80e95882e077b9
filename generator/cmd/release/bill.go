package main

import (
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// bill is a bill of materials in CycloneDX 1.6. It has neither a serial number
// nor a time, which would be others each time.
type bill struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// billOf returns the bill of what is in any of some programs: the modules that
// the Go command recorded in them, which of those need which according to the
// module graph, as go mod graph prints it, and the standard library.
func billOf(version string, programs []*buildinfo.BuildInfo, graph string) ([]byte, error) {
	refs := map[string]string{} // of modules, by path
	versions := map[string]string{}
	b := bill{Format: "CycloneDX", Spec: "1.6", Version: 1}
	add := func(path, version, kind string, more ...property) component {
		c := component{Ref: purl(path, version), Type: kind, Name: path, Version: version, PURL: purl(path, version), Properties: more}
		refs[path], versions[path] = c.Ref, version
		return c
	}
	for _, p := range programs {
		if refs[p.Main.Path] == "" {
			b.Metadata.Component = add(p.Main.Path, version, "application")
			b.Components = append(b.Components, add("stdlib", strings.TrimPrefix(p.GoVersion, "go"), "library"))
		}
		for _, m := range p.Deps {
			if m.Replace != nil {
				return nil, fmt.Errorf("%s is replaced, which a release must not depend on", m.Path)
			}
			if refs[m.Path] == "" {
				b.Components = append(b.Components, add(m.Path, m.Version, "library", property{"go:sum", m.Sum}))
			}
		}
	}
	slices.SortFunc(b.Components, func(x, y component) int { return strings.Compare(x.Ref, y.Ref) })

	needs := map[string]map[string]bool{}
	for path, ref := range refs {
		needs[ref] = map[string]bool{}
		if path != "stdlib" {
			needs[ref][refs["stdlib"]] = true
		}
	}
	for line := range strings.Lines(graph) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), " ")
		from, at, _ := strings.Cut(from, "@")
		to, _, _ = strings.Cut(to, "@")
		// The main module has no version in the graph, and other versions than
		// the chosen ones are in no program.
		if refs[from] != "" && refs[to] != "" && (at == "" || at == versions[from]) {
			needs[refs[from]][refs[to]] = true
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(needs)) {
		b.Dependencies = append(b.Dependencies, dependency{ref, slices.AppendSeq([]string{}, maps.Keys(needs[ref]))})
		slices.Sort(b.Dependencies[len(b.Dependencies)-1].DependsOn)
	}
	text, err := json.MarshalIndent(b, "", "  ")
	return append(text, '\n'), err
}

// purl returns the package URL of a Go module.
func purl(path, version string) string { return "pkg:golang/" + path + "@" + version }
