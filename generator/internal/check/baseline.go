package check

import (
	"fmt"
	"slices"
	"strings"

	"gloss/generator/internal/diag"
)

// Baseline is the complaints that a site had when it began to be checked. They
// are passed over, so that what is new stands out; each of them counts once,
// and a place in a file does not matter.
//
// The file has a line for each, in order, so that it can be read, merged and
// shortened by hand: the code, the file and the message, separated by tabs.
type Baseline struct {
	left map[string]int
}

const baselineHead = "# gloss check: complaints that are passed over. gloss check --write-baseline makes this file anew.\n"

// ReadBaseline reads a baseline. The error is for who wrote it.
func ReadBaseline(text string) (*Baseline, error) {
	b := &Baseline{left: map[string]int{}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.Count(line, "\t") != 2 {
			return nil, fmt.Errorf("line %d is not a code, a file and a message with tabs between them", number)
		}
		b.left[line]++
	}
	return b, nil
}

// New returns the complaints that are not in the baseline. Call it once.
func (b *Baseline) New(items []diag.Diagnostic) []diag.Diagnostic {
	fresh := make([]diag.Diagnostic, 0, len(items))
	for _, d := range items {
		if key := baselineKey(d); b.left[key] > 0 {
			b.left[key]--
			continue
		}
		fresh = append(fresh, d)
	}
	return fresh
}

// Mended returns how many complaints of the baseline are no longer made. It
// counts after [Baseline.New].
func (b *Baseline) Mended() int {
	n := 0
	for _, left := range b.left {
		n += left
	}
	return n
}

// WriteBaseline returns a baseline that passes over what is given.
func WriteBaseline(items []diag.Diagnostic) string {
	lines := make([]string, len(items))
	for i, d := range items {
		lines[i] = baselineKey(d) + "\n"
	}
	slices.Sort(lines)
	return baselineHead + strings.Join(lines, "")
}

func baselineKey(d diag.Diagnostic) string {
	flat := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	return string(d.Code) + "\t" + flat.Replace(d.File) + "\t" + flat.Replace(d.Message)
}
