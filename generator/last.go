package generator

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"

	"gloss/generator/internal/disk"
	"gloss/generator/internal/load"
	"gloss/generator/internal/stamp"
	"gloss/generator/internal/write"
)

// last compares a build with the one before it. There is no telling which pages
// a change reaches, and nothing here tries to: either all is the same, every
// byte that was read and every byte that was written, or everything is made.
//
// What a site was made from is told by the bytes that were read to make it, of
// texts, and for the rest by those that were there before it was made. Should
// a time of change or a size differ afterwards nothing is kept.
type last struct {
	plan    Plan
	out     string // the output folder, absolute
	program string // what makes the site, and how
	maker   *Generator
	inputs  *load.Inputs
	others  map[string]disk.Digest // of inputs that are no texts
	clock   *stopwatch
}

// last looks at what the site is to be made from. It returns nil where nothing
// is kept, or what is there cannot be compared; with an exchange of the whole
// folder, whether that can be done depends on everything in it.
func (g *Generator) last(ctx context.Context, p Plan) *last {
	if p.Stamps == "" || p.Swap {
		return nil
	}
	l := &last{plan: p, maker: g, clock: newStopwatch()}
	var err error
	if l.out, err = filepath.Abs(p.Out); err != nil {
		return nil
	}
	if l.program, err = program(p); err != nil {
		return nil
	}
	if l.inputs, err = g.folder.Inputs(); err != nil {
		return nil
	}
	if l.others, err = l.inputs.NoTexts(ctx); err != nil {
		return nil
	}
	return l
}

// program tells the program that is running, and what else a site depends on
// besides its files and the day, from any other.
func program(p Plan) (string, error) {
	file, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(file)
	if err != nil {
		return "", err
	}
	dir, err := filepath.Abs(p.Dir)
	if err != nil {
		return "", err
	}
	build, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("%s %d %d\n%v\n%q %q %t %t %t %t", file, info.Size(), info.ModTime().UnixNano(), build,
		dir, p.BaseURL, p.Drafts, p.Future, p.Strict, p.Now.IsZero()), nil
}

// same returns what the last build came to, if this one would come to the same
// and write nothing, and nil otherwise.
func (l *last) same(ctx context.Context) *Built {
	if l == nil || l.plan.Fresh {
		return nil
	}
	s, ok := stamp.Read(l.plan.Stamps, l.out)
	if !ok || s.Program != l.program || s.Outline != l.inputs.Outline().String() || !s.Today(l.plan.Now) {
		return nil
	}
	if digest, err := l.inputs.Digest(ctx, l.others); err != nil || s.Inputs != digest.String() {
		return nil
	}
	l.clock.lap("load")
	built := new(Built)
	if json.Unmarshal(s.Said, built) != nil {
		return nil
	}
	outputs, files, err := write.Digest(ctx, l.plan.Dir, l.plan.Out, inputFolders)
	if err != nil || s.Outputs != outputs.String() {
		return nil
	}
	built.Files = Files{Unchanged: files}
	l.clock.lap("write")
	built.Seconds = l.clock.laps
	return built
}

// keep keeps what a build came to. Where that fails, or an input was changed
// meanwhile, the next build makes everything.
func (l *last) keep(ctx context.Context, site *Site, built *Built, result Result) {
	if l == nil {
		return
	}
	known := maps.Clone(l.maker.kept.texts)
	maps.Copy(known, l.others)
	digest, err := l.inputs.Digest(ctx, known)
	if err != nil {
		return
	}
	if now, err := l.maker.folder.Inputs(); err != nil || !now.Equal(l.inputs) {
		return
	}
	said, err := json.Marshal(built)
	if err != nil {
		return
	}
	s := &stamp.Stamp{Program: l.program, Outline: l.inputs.Outline().String(), Inputs: digest.String(), Outputs: result.digest.String(), Said: said}
	if !site.options.Future && !site.options.Now.IsZero() {
		s.From, s.Until = site.day()
	}
	_ = stamp.Write(l.plan.Stamps, l.out, s)
}
